import type { Env } from './env.schema.js';

export class DatabaseConfig {
  /** Unset: the service starts a MongoDB of its own in `dataDir`. */
  readonly uri: string | undefined;
  readonly dataDir: string;
  readonly poolSize: number;
  readonly timeoutMs: number;

  constructor(env: Pick<Env, 'MONGODB_URI' | 'DATA_DIR' | 'DB_POOL_SIZE' | 'DB_TIMEOUT_MS'>) {
    this.uri = env.MONGODB_URI;
    this.dataDir = env.DATA_DIR;
    this.poolSize = env.DB_POOL_SIZE;
    this.timeoutMs = env.DB_TIMEOUT_MS;
  }
}
