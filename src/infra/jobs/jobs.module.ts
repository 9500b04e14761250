import { Global, Module } from '@nestjs/common';
import { DueRunner } from './due-runner.js';

@Global()
@Module({ providers: [DueRunner], exports: [DueRunner] })
export class JobsModule {}
