export { createPino, JsonLogger } from './logger.js';
export { Metrics } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { scope } from './scope.js';
