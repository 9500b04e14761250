export { Database, DEFAULT_DATABASE, INTERACTION_MAX_TIME_MS, namesADatabase } from './database.js';
export { DatabaseModule } from './database.module.js';
export { isDatabaseUnavailable, isDuplicateKey } from './database-errors.js';
