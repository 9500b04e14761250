import { Global, Module } from '@nestjs/common';
import { LeasesModule } from '../leases/index.js';
import { ProjectionRunner } from './projection-runner.js';

@Global()
@Module({ imports: [LeasesModule], providers: [ProjectionRunner], exports: [ProjectionRunner] })
export class ProjectionsModule {}
