import { KEY_ID } from '../../config/encryption-keys.js';
import { NONCE_BYTES, TAG_BYTES } from './aes-gcm.js';
import { TamperedCiphertextError } from './crypto.errors.js';

export const VERSION = 'v1';

/** A string of a third of what a MongoDB document holds at most. */
export const MAX_PLAINTEXT_BYTES = 4 * 1024 * 1024;

const LONGEST = Math.ceil(((MAX_PLAINTEXT_BYTES + TAG_BYTES) * 4) / 3) + 64;

/** In text: version, key id, and in base64url the nonce, and the ciphertext with its tag. */
export interface Ciphertext {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

export function writeCiphertext({ keyId, nonce, sealed }: Ciphertext): string {
  return [VERSION, keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** @throws TamperedCiphertextError it is not written as `writeCiphertext` does, to the letter */
export function readCiphertext(text: string): Ciphertext {
  const [, keyId = '', nonceText = '', sealedText = ''] = text.length > LONGEST ? [] : text.split('.');
  const nonce = Buffer.from(nonceText, 'base64url');
  const sealed = Buffer.from(sealedText, 'base64url');
  const ciphertext = { keyId, nonce, sealed };
  // Written again, because Node skips what is no base64url, and the bits that a last character has too many:
  // several texts would be one ciphertext.
  const isWhole = nonce.length === NONCE_BYTES && sealed.length >= TAG_BYTES && KEY_ID.test(keyId);
  if (!isWhole || writeCiphertext(ciphertext) !== text)
    throw new TamperedCiphertextError(`A value is not a ciphertext of the form ${VERSION}.key.nonce.sealed`);
  return ciphertext;
}
