import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PointsRepository } from './points.repository.js';
import { PointsService } from './points.service.js';
import { Balance, BalanceSchema } from './schemas/balance.schema.js';
import { LedgerRow, LedgerRowSchema } from './schemas/ledger-row.schema.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: LedgerRow.name, schema: LedgerRowSchema },
      { name: Balance.name, schema: BalanceSchema },
    ]),
  ],
  providers: [PointsRepository, PointsService],
  exports: [PointsService],
})
export class PointsModule {}
