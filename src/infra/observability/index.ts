export { createPino, JsonLogger } from './logger.js';
export { Load } from './load.js';
export { Metrics } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { scope } from './scope.js';
