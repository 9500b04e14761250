import { Global, Module } from '@nestjs/common';
import { Load } from './load.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ controllers: [MetricsController], providers: [Load, Metrics], exports: [Load, Metrics] })
export class ObservabilityModule {}
