import type { EncryptionConfig } from '../../config/encryption.config.js';
import { parseEncryptionKeys } from '../../config/encryption-keys.js';
import { ConfigurationError } from '../../config/load-env.js';
import { type KeyFile, keyFilePath, readKeyFile, readOrMakeKeyFile } from './key-file.js';
import { KeyRing } from './key-ring.js';

const VARIABLE = 'DISCORD_TOKEN_ENCRYPTION_KEY';

/**
 * The ring of the setting; without one, outside production, of the key in the data folder.
 *
 * @param log told when a key was made
 * @throws ConfigurationError there is no key to be had; a file that holds no good key is never replaced
 */
export async function loadKeyRing(config: EncryptionConfig, log: (line: string) => void): Promise<KeyRing> {
  if (config.keys !== undefined) return new KeyRing(config.keys);
  if (config.isProduction) throw fault('is not set');
  const file = await readOrMakeKeyFile(config.dataDir, (made) => {
    log(`An encryption key was made: ${made}`);
  }).catch(unreadable(config));
  return ringOf(file);
}

/**
 * The same ring for whoever makes no key; `undefined` where there is none.
 *
 * @throws ConfigurationError the file in the data folder holds no good key
 */
export async function existingKeyRing(config: EncryptionConfig): Promise<KeyRing | undefined> {
  if (config.keys !== undefined) return new KeyRing(config.keys);
  if (config.isProduction) return undefined;
  const file = await readKeyFile(config.dataDir).catch(unreadable(config));
  return file && ringOf(file);
}

function ringOf({ path, text }: KeyFile): KeyRing {
  const parsed = parseEncryptionKeys(text);
  if ('keys' in parsed) return new KeyRing(parsed.keys);
  throw fault(`is not set, and in ${path} ${parsed.faults.join(', ')}`);
}

const unreadable =
  ({ dataDir }: EncryptionConfig) =>
  (error: unknown): never => {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw fault(`is not set, and ${keyFilePath(dataDir)} can't be read or made (${code})`);
  };

const fault = (reason: string): ConfigurationError =>
  new ConfigurationError([{ variable: VARIABLE, reason }]);
