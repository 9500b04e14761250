export { objectIdAt } from './object-id-at.js';
export { ContendedTransactionError, Database, INTERACTION_MAX_TIME_MS } from './database.js';
export { DatabaseUnreachableError, MaintenanceDatabase } from './maintenance-database.js';
export { DatabaseModule } from './database.module.js';
export { bestMatches } from './text-search.js';
export { isDatabaseUnavailable, isDuplicateKey } from './database-errors.js';
export { DueRows } from './due-rows.js';
export { anchorFilter, type PageAnchor } from './pages.js';
export { FULL, Seats, SeatsContendedError } from './seats.js';
