import { createHash } from 'node:crypto';
import { type EncryptionKey, parseEncryptionKeys } from '../../../src/config/encryption-keys.js';

/** 32 bytes that look random, the same for the same name. */
export const keyBytes = (name: string): Buffer => createHash('sha256').update(name).digest();

export const aKey = (name: string): string => keyBytes(name).toString('base64');

/** The keys of a setting that is good. */
export function aKeyList(...pairs: readonly string[]): readonly EncryptionKey[] {
  const parsed = parseEncryptionKeys(pairs.join(','));
  if ('faults' in parsed) throw new Error(parsed.faults.join('\n'));
  return parsed.keys;
}
