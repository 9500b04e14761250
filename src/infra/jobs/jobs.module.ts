import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DueRunner } from './due-runner.js';
import { jobTicks } from './job-tick.schema.js';
import { JobTicks } from './job-ticks.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([jobTicks.model])],
  providers: [DueRunner, JobTicks],
  exports: [DueRunner, JobTicks],
})
export class JobsModule {}
