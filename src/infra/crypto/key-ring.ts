import { createSecretKey, type KeyObject } from 'node:crypto';
import { deriveKey, type EncryptionKey } from '../../config/encryption-keys.js';
import { UnknownKeyError } from './crypto.errors.js';

/** What is encrypted for one purpose can't be read as another: each has a key of its own. */
export const ENCRYPTION_PURPOSES = ['tokens', 'seeds', 'backup'] as const;
export const HMAC_PURPOSES = ['audit', 'erasure', 'restrictions'] as const;
export type EncryptionPurpose = (typeof ENCRYPTION_PURPOSES)[number];
export type HmacPurpose = (typeof HMAC_PURPOSES)[number];
export type KeyPurpose = EncryptionPurpose | HmacPurpose;

const PURPOSES: readonly KeyPurpose[] = [...ENCRYPTION_PURPOSES, ...HMAC_PURPOSES];

/** The keys of every purpose, derived once; the secrets they come from are not kept. */
export class KeyRing {
  /** Encrypts; the others only decrypt. */
  readonly activeId: string;
  private readonly derived: ReadonlyMap<string, Readonly<Record<KeyPurpose, KeyObject>>>;

  /** @throws TypeError it is empty */
  constructor([active, ...others]: readonly EncryptionKey[]) {
    if (active === undefined) throw new TypeError('A key ring without a key');
    this.activeId = active.id;
    this.derived = new Map([active, ...others].map(({ id, secret }) => [id, purposeKeys(secret)]));
  }

  /** The active one first. */
  get ids(): readonly string[] {
    return [...this.derived.keys()];
  }

  /** @throws UnknownKeyError */
  key(purpose: KeyPurpose, id: string): KeyObject {
    const keys = this.derived.get(id);
    if (keys === undefined) throw new UnknownKeyError(id);
    return keys[purpose];
  }
}

function purposeKeys(secret: KeyObject): Record<KeyPurpose, KeyObject> {
  const keys = PURPOSES.map((purpose) => [
    purpose,
    createSecretKey(deriveKey(secret, `discord-community-bot/${purpose}/v1`)),
  ]);
  return Object.fromEntries(keys) as Record<KeyPurpose, KeyObject>;
}
