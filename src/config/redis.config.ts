import type { Env } from './env.schema.js';

export class RedisConfig {
  /** Unset: the service goes without. */
  readonly url: string | undefined;

  constructor(env: Pick<Env, 'REDIS_URL'>) {
    this.url = env.REDIS_URL;
  }
}
