import type { Env } from './env.schema.js';

export class DatabaseConfig {
  /** Unset: the service starts a MongoDB of its own in `dataDir`. */
  readonly uri: string | undefined;
  readonly dataDir: string;
  readonly poolSize: number;
  readonly timeoutMs: number;
  /** Whether commands and the pool are watched, slow commands told, and integrity checked every day. */
  readonly isEnhanced: boolean;
  readonly slowQueryMs: number;
  readonly cleanupIntervalMinutes: number;

  constructor(
    env: Pick<
      Env,
      | 'MONGODB_URI'
      | 'DATA_DIR'
      | 'DB_POOL_SIZE'
      | 'DB_TIMEOUT_MS'
      | 'USE_ENHANCED_DATABASE'
      | 'SLOW_QUERY_MS'
      | 'CLEANUP_INTERVAL_MINUTES'
    >,
  ) {
    this.uri = env.MONGODB_URI;
    this.dataDir = env.DATA_DIR;
    this.poolSize = env.DB_POOL_SIZE;
    this.timeoutMs = env.DB_TIMEOUT_MS;
    this.isEnhanced = env.USE_ENHANCED_DATABASE;
    this.slowQueryMs = env.SLOW_QUERY_MS;
    this.cleanupIntervalMinutes = env.CLEANUP_INTERVAL_MINUTES;
  }
}
