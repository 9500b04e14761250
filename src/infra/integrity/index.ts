export { inBatches } from '../../kernel/in-batches.js';
export { CountersCheck, type Figures, type Look } from './counters-check.js';
export { type Finding, IntegrityCheck, type IntegrityScope } from './integrity-check.js';
export { OrphansCheck } from './orphans-check.js';
export { StuckDuesCheck } from './stuck-dues-check.js';
