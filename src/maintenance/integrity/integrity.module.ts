import { Module } from '@nestjs/common';
import { LeasesModule } from '../../infra/leases/index.js';
import { IntegrityJob } from './integrity.job.js';
import { IntegrityService } from './integrity.service.js';

@Module({
  imports: [LeasesModule],
  providers: [IntegrityService, IntegrityJob],
  exports: [IntegrityService, IntegrityJob],
})
export class IntegrityModule {}
