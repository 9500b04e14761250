export { DatabaseMonitor } from './database-monitor.js';
export { DatabaseVitals, SealedFields, type Vitals } from './database-vitals.js';
export { type SlowShape } from './slow-query-log.js';
