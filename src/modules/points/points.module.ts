import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BoardsService } from './boards.service.js';
import { PointsRepository } from './points.repository.js';
import { PointsService } from './points.service.js';
import { RanksService } from './ranks.service.js';
import { balances } from './schemas/balance.schema.js';
import { pointsLedger } from './schemas/ledger-row.schema.js';

@Module({
  imports: [MongooseModule.forFeature([pointsLedger.model, balances.model])],
  providers: [PointsRepository, RanksService, BoardsService, PointsService],
  exports: [PointsService, BoardsService],
})
export class PointsModule {}
