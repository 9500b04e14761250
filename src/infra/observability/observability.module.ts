import { Global, Module } from '@nestjs/common';
import { Load } from './load.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { ProcessFigures } from './process-figures.js';

const providers = [Load, Metrics, ProcessFigures];

@Global()
@Module({ controllers: [MetricsController], providers, exports: providers })
export class ObservabilityModule {}
