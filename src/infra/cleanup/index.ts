export { QUERY_LIMIT_MS, stillMatching, takeInBatches, type Wanted } from './batches.js';
export { type CleanupOrder, CleanupStep } from './cleanup-step.js';
export { ExpiryStep } from './expiry-step.js';
export { OrphansStep } from './orphans-step.js';
