import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { LeasesModule } from '../../infra/leases/index.js';
import { IntegrityJob } from './integrity.job.js';
import { IntegrityService } from './integrity.service.js';

@Module({
  imports: [ScheduleModule.forRoot(), LeasesModule],
  providers: [IntegrityService, IntegrityJob],
  exports: [IntegrityService, IntegrityJob],
})
export class IntegrityModule {}
