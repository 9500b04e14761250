import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

const ALGORITHM = 'aes-256-gcm';
/** Without it Node takes a tag of 4 bytes for a whole one. */
const OPTIONS = { authTagLength: TAG_BYTES };

/** AES-256-GCM (NIST SP 800-38D): the ciphertext with its 16-byte tag behind it. */
export function seal(key: KeyObject, nonce: Buffer, plaintext: Buffer, aad: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error from Node, before any plaintext is given out: nonce, ciphertext, tag or aad are not those of `seal` */
export function open(key: KeyObject, nonce: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw new RangeError('Shorter than its tag');
  const decipher = createDecipheriv(ALGORITHM, key, nonce, OPTIONS).setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}
