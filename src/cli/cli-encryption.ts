import type { EncryptionConfig } from '../config/encryption.config.js';
import { ConfigurationError } from '../config/load-env.js';
import type { EncryptionService } from '../infra/crypto/index.js';

/**
 * The encryption that the service has with the same settings; `undefined` without a key.
 *
 * @throws ConfigurationError the key in the data folder can't be read
 */
export async function encryptionOf(config: EncryptionConfig): Promise<EncryptionService | undefined> {
  const [{ EncryptionService: Service, existingKeyRing }, { Metrics }] = await Promise.all([
    import('../infra/crypto/index.js'), // heavy, and few verbs need them
    import('../infra/observability/index.js'),
  ]);
  const ring = await existingKeyRing(config);
  return ring && new Service(ring, new Metrics());
}

/** The same for verbs that are nothing without it. @throws ConfigurationError also without a key */
export async function neededEncryption(config: EncryptionConfig): Promise<EncryptionService> {
  const encryption = await encryptionOf(config);
  if (encryption !== undefined) return encryption;
  const reason = `is not set${config.isProduction ? '' : `, and there is no key in ${config.dataDir}`}`;
  throw new ConfigurationError([{ variable: 'DISCORD_TOKEN_ENCRYPTION_KEY', reason }]);
}
