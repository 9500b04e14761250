import type { Env } from './env.schema.js';

export class DrawsConfig {
  /** Every host gives the same beacons; the first that answers is enough. */
  readonly drandUrls: readonly string[];

  constructor(env: Pick<Env, 'DRAND_URLS'>) {
    this.drandUrls = env.DRAND_URLS;
  }
}
