import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PointsRepository } from './points.repository.js';
import { PointsService } from './points.service.js';
import { balances } from './schemas/balance.schema.js';
import { pointsLedger } from './schemas/ledger-row.schema.js';

@Module({
  imports: [MongooseModule.forFeature([pointsLedger.model, balances.model])],
  providers: [PointsRepository, PointsService],
  exports: [PointsService],
})
export class PointsModule {}
