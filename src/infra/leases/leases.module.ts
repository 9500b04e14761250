import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LeaseRow, LeaseRowSchema } from './lease.schema.js';
import { Leases } from './leases.js';
import { LeasesRepository } from './leases.repository.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: LeaseRow.name, schema: LeaseRowSchema }])],
  providers: [LeasesRepository, Leases],
  exports: [Leases],
})
export class LeasesModule {}
