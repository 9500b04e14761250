import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Metrics } from '../observability/index.js';
import { NONCE_BYTES, open, seal } from './aes-gcm.js';
import { MAX_PLAINTEXT_BYTES, readCiphertext, VERSION, writeCiphertext } from './ciphertext.js';
import { TamperedCiphertextError, UnknownKeyError } from './crypto.errors.js';
import { type EncryptionPurpose, type HmacPurpose, KeyRing } from './key-ring.js';

/** Where a ciphertext stands. It can be read there only: copied into another row or field it is refused. */
export interface Place {
  readonly collection: string;
  /** The document's id as text. */
  readonly documentId: string;
  readonly field: string;
}

type Outcome = 'done' | 'unknown_key' | 'tampered';

/**
 * Encrypts secrets for the database: `v1.<key id>.<nonce>.<ciphertext and tag>` as a string.
 *
 * A decryption that fails throws and is counted; there is no "nothing there" to mistake it for.
 * A random nonce serves 2^32 encryptions per key (NIST SP 800-38D §8.3): change the key long before.
 */
@Injectable()
export class EncryptionService {
  constructor(
    private readonly ring: KeyRing,
    private readonly metrics: Metrics,
  ) {}

  /**
   * With the active key.
   *
   * @throws RangeError more than 4 MiB
   * @throws TypeError a string with half a surrogate pair, which would come back as another one
   */
  encrypt(purpose: EncryptionPurpose, plaintext: string | Buffer, place: Place): string {
    if (typeof plaintext === 'string' && !plaintext.isWellFormed())
      throw new TypeError('A string to encrypt is not well formed');
    const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext;
    if (bytes.length > MAX_PLAINTEXT_BYTES) throw new RangeError('More than 4 MiB to encrypt at once');
    const keyId = this.ring.activeId;
    const nonce = randomBytes(NONCE_BYTES);
    const sealed = seal(this.ring.key(purpose, keyId), nonce, bytes, aadOf(place));
    return writeCiphertext({ keyId, nonce, sealed });
  }

  /**
   * With whichever key of the ring it was encrypted.
   *
   * @throws UnknownKeyError
   * @throws TamperedCiphertextError
   */
  decrypt(purpose: EncryptionPurpose, ciphertext: string, place: Place): Buffer {
    try {
      const plaintext = this.opened(purpose, ciphertext, place);
      this.count(purpose, 'done');
      return plaintext;
    } catch (error) {
      this.count(purpose, error instanceof UnknownKeyError ? 'unknown_key' : 'tampered');
      throw error;
    }
  }

  /** What was encrypted as a string. @throws as `decrypt` does */
  decryptText(purpose: EncryptionPurpose, ciphertext: string, place: Place): string {
    return this.decrypt(purpose, ciphertext, place).toString();
  }

  /** The same plaintext under the active key and a new nonce. @throws as `decrypt` does */
  reencrypt(purpose: EncryptionPurpose, ciphertext: string, place: Place): string {
    return this.encrypt(purpose, this.decrypt(purpose, ciphertext, place), place);
  }

  /** Reads the form only. @throws TamperedCiphertextError */
  keyIdOf(ciphertext: string): string {
    return readCiphertext(ciphertext).keyId;
  }

  /** Of the ring, the active one first. */
  get keyIds(): readonly string[] {
    return this.ring.ids;
  }

  /** Whether `reencrypt` would change its key. @throws TamperedCiphertextError */
  isActive(ciphertext: string): boolean {
    return this.keyIdOf(ciphertext) === this.ring.activeId;
  }

  /** HMAC-SHA-256 under the active key, 43 characters of base64url: a pseudonym that only the ring can make. */
  hmac(purpose: HmacPurpose, text: string): string {
    return this.hmacUnder(this.ring.activeId, purpose, text);
  }

  /** Under every key, the active one first: finds what was written before the key changed. */
  hmacs(purpose: HmacPurpose, text: string): string[] {
    return this.ring.ids.map((keyId) => this.hmacUnder(keyId, purpose, text));
  }

  private opened(purpose: EncryptionPurpose, ciphertext: string, place: Place): Buffer {
    const { keyId, nonce, sealed } = readCiphertext(ciphertext);
    const key = this.ring.key(purpose, keyId);
    try {
      return open(key, nonce, sealed, aadOf(place));
    } catch (cause) {
      const where = `${place.collection}.${place.field}`;
      throw new TamperedCiphertextError(`A value of ${where} is not what was encrypted there`, { cause });
    }
  }

  private hmacUnder(keyId: string, purpose: HmacPurpose, text: string): string {
    return createHmac('sha256', this.ring.key(purpose, keyId)).update(text).digest('base64url');
  }

  private count(purpose: EncryptionPurpose, outcome: Outcome): void {
    this.metrics.decryptions.inc({ purpose, outcome });
  }
}

/** JSON keeps the parts apart, whatever characters they hold. */
function aadOf({ collection, documentId, field }: Place): Buffer {
  return Buffer.from(JSON.stringify([collection, documentId, field, VERSION]));
}
