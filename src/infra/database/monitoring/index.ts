export { DatabaseMonitor } from './database-monitor.js';
export { type SlowShape } from './slow-query-log.js';
