import type { EncryptionKey } from './encryption-keys.js';
import type { Env } from './env.schema.js';

export class EncryptionConfig {
  /** The first is the active one. Unset: a key of its own is made in `dataDir`, outside production only. */
  readonly keys: readonly EncryptionKey[] | undefined;
  readonly dataDir: string;
  readonly isProduction: boolean;

  constructor(env: Pick<Env, 'DISCORD_TOKEN_ENCRYPTION_KEY' | 'DATA_DIR' | 'NODE_ENV'>) {
    this.keys = env.DISCORD_TOKEN_ENCRYPTION_KEY;
    this.dataDir = env.DATA_DIR;
    this.isProduction = env.NODE_ENV === 'production';
  }
}
