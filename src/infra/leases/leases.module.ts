import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { leases } from './lease.schema.js';
import { Leases } from './leases.js';
import { LeasesRepository } from './leases.repository.js';

@Module({
  imports: [MongooseModule.forFeature([leases.model])],
  providers: [LeasesRepository, Leases],
  exports: [Leases],
})
export class LeasesModule {}
