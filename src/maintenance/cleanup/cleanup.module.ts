import { Module } from '@nestjs/common';
import { CleanupJob } from './cleanup.job.js';
import { CleanupService } from './cleanup.service.js';

@Module({ providers: [CleanupService, CleanupJob], exports: [CleanupService, CleanupJob] })
export class CleanupModule {}
