import fc from 'fast-check';
import { TamperedCiphertextError, UnknownKeyError } from '../../../../src/infra/crypto/crypto.errors.js';
import { MAX_PLAINTEXT_BYTES } from '../../../../src/infra/crypto/ciphertext.js';
import { EncryptionService, type Place } from '../../../../src/infra/crypto/encryption.service.js';
import { ENCRYPTION_PURPOSES, KeyRing } from '../../../../src/infra/crypto/key-ring.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { InfrastructureError } from '../../../../src/kernel/errors.js';
import { aKey, aKeyList } from '../../../support/builders/encryption-keys.js';

const PLACE: Place = { collection: 'oauth_tokens', documentId: '1100000000000000001', field: 'accessToken' };
const TOKEN = 'a-token-of-a-member';

let metrics: Metrics;
const serviceWith = (...pairs: string[]): EncryptionService =>
  new EncryptionService(new KeyRing(aKeyList(...pairs)), metrics);
let service: EncryptionService;

beforeEach(() => {
  metrics = new Metrics();
  service = serviceWith(`new:${aKey('new')}`, `old:${aKey('old')}`);
});

/** The decryptions counted, by `purpose outcome`. */
async function counted(): Promise<Record<string, number>> {
  const { values } = await metrics.decryptions.get();
  return Object.fromEntries(
    values.map(({ labels, value }) => [`${String(labels.purpose)} ${String(labels.outcome)}`, value]),
  );
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('encryption', () => {
  it('gives back what it was given, whatever that is and wherever it stands', () => {
    const places = fc.record({ collection: fc.string(), documentId: fc.string(), field: fc.string() });
    const purposes = fc.constantFrom(...ENCRYPTION_PURPOSES);
    fc.assert(
      fc.property(purposes, fc.uint8Array({ maxLength: 300 }), places, (purpose, bytes, place) => {
        const plaintext = Buffer.from(bytes);
        const ciphertext = service.encrypt(purpose, plaintext, place);
        expect(service.decrypt(purpose, ciphertext, place).equals(plaintext)).toBe(true);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(purposes, fc.string({ unit: 'binary' }), places, (purpose, text, place) => {
        expect(service.decryptText(purpose, service.encrypt(purpose, text, place), place)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it('makes another ciphertext each time, in a form that says its version and key', () => {
    const made = Array.from({ length: 1_000 }, () => service.encrypt('tokens', TOKEN, PLACE));
    expect(new Set(made.map((ciphertext) => ciphertext.split('.')[2])).size).toBe(1_000);
    expect(made[0]).toMatch(/^v1\.new\.[\w-]{16}\.[\w-]+$/);
    expect(made.join()).not.toContain(TOKEN);
  });

  it('takes up to 4 MiB, and no string that UTF-8 can not hold', () => {
    const largest = Buffer.alloc(MAX_PLAINTEXT_BYTES, 7);
    const ciphertext = service.encrypt('backup', largest, PLACE);
    expect(service.decrypt('backup', ciphertext, PLACE).equals(largest)).toBe(true);
    expect(() => service.encrypt('backup', Buffer.alloc(MAX_PLAINTEXT_BYTES + 1), PLACE)).toThrow(RangeError);
    expect(() => service.encrypt('tokens', 'half a pair: \ud800', PLACE)).toThrow(TypeError);
  });

  it('counts what it decrypted', async () => {
    service.decrypt('tokens', service.encrypt('tokens', TOKEN, PLACE), PLACE);
    expect(await counted()).toEqual({ 'tokens done': 1 });
  });
});

describe('a ciphertext that is not what was encrypted there', () => {
  const refused = (ciphertext: string, place = PLACE, purpose: 'tokens' | 'seeds' = 'tokens'): void => {
    const error = errorOf(() => service.decrypt(purpose, ciphertext, place));
    expect(error).toBeInstanceOf(TamperedCiphertextError);
    expect(error).toBeInstanceOf(InfrastructureError);
    if (ciphertext !== '') expect((error as Error).message).not.toContain(ciphertext);
  };

  it.each([4, 8, 12])('is one with a tag of %i bytes', (length) => {
    const [version, keyId, nonce, sealed = ''] = service.encrypt('tokens', '', PLACE).split('.');
    const tag = Buffer.from(sealed, 'base64url').subarray(0, length).toString('base64url');
    refused([version, keyId, nonce, tag].join('.'));
    const longer = service.encrypt('tokens', TOKEN, PLACE).split('.');
    const bytes = Buffer.from(longer[3]!, 'base64url');
    longer[3] = bytes.subarray(0, bytes.length - 16 + length).toString('base64url');
    refused(longer.join('.'));
  });

  it.each(['collection', 'documentId', 'field'] as const)('is one from another %s', (part) => {
    const ciphertext = service.encrypt('tokens', TOKEN, { ...PLACE, [part]: 'other' });
    refused(ciphertext);
  });

  it('is one whose place reads the same with the parts run together', () => {
    const place = { collection: 'a","b', documentId: 'c', field: 'd' };
    const ciphertext = service.encrypt('tokens', TOKEN, place);
    refused(ciphertext, { collection: 'a', documentId: 'b","c', field: 'd' });
  });

  it('is one of another purpose', () => {
    refused(service.encrypt('tokens', TOKEN, PLACE), PLACE, 'seeds');
  });

  it('is one under the name of another key', () => {
    refused(service.encrypt('tokens', TOKEN, PLACE).replace('.new.', '.old.'));
  });

  it('is one of a key that has the name by now', () => {
    const ciphertext = serviceWith(`new:${aKey('another')}`).encrypt('tokens', TOKEN, PLACE);
    refused(ciphertext);
  });

  it('is one of another version, and what is none', () => {
    const ciphertext = service.encrypt('tokens', TOKEN, PLACE);
    for (const text of [ciphertext.replace('v1', 'v2'), ciphertext.replace('v1', 'V1'), '', TOKEN, 'v1...'])
      refused(text);
    refused(`v1.new.AAAAAAAAAAAAAAAA.${'A'.repeat(8 * 1024 * 1024)}`);
  });

  it('is one whose last character has other bits that nobody reads', () => {
    const ciphertext = service.encrypt('tokens', 'x', PLACE); // 17 bytes end in a character of two bits
    const last = ciphertext.at(-1)!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = ciphertext.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1]!;
    const bytesOf = (text: string): Buffer => Buffer.from(text.split('.')[3]!, 'base64url');
    expect(bytesOf(twin)).toEqual(bytesOf(ciphertext));
    refused(twin);
  });
});

describe('keys that change', () => {
  it('decrypt what any of them encrypted, and encrypt with the first', () => {
    const before = serviceWith(`old:${aKey('old')}`).encrypt('tokens', TOKEN, PLACE);
    expect([service.keyIdOf(before), service.isActive(before)]).toEqual(['old', false]);
    const after = service.reencrypt('tokens', before, PLACE);
    expect([service.keyIdOf(after), service.isActive(after)]).toEqual(['new', true]);
    expect(service.decryptText('tokens', before, PLACE)).toBe(TOKEN);
    expect(service.decryptText('tokens', after, PLACE)).toBe(TOKEN);
  });

  it('are named when one is missing, and others are read as before', async () => {
    const lost = serviceWith(`lost:${aKey('lost')}`).encrypt('seeds', TOKEN, PLACE);
    const error = errorOf(() => service.decrypt('seeds', lost, PLACE));
    expect(error).toBeInstanceOf(UnknownKeyError);
    expect(error).toMatchObject({ keyId: 'lost', code: 'ENCRYPTION_KEY_UNKNOWN', retryable: false });
    expect(() => service.reencrypt('seeds', lost, PLACE)).toThrow(UnknownKeyError);
    service.decrypt('seeds', service.encrypt('seeds', TOKEN, PLACE), PLACE);
    expect(await counted()).toEqual({ 'seeds unknown_key': 2, 'seeds done': 1 });
  });

  it('are the same key with and without its name written out', () => {
    const [key] = aKeyList(aKey('a'));
    const ciphertext = serviceWith(aKey('a')).encrypt('tokens', TOKEN, PLACE);
    expect(serviceWith(`${key!.id}:${aKey('a')}`).decryptText('tokens', ciphertext, PLACE)).toBe(TOKEN);
  });

  it('are none of the derived ones twice', () => {
    const ring = new KeyRing(aKeyList(`new:${aKey('new')}`, `old:${aKey('old')}`));
    const purposes = [...ENCRYPTION_PURPOSES, 'erasure'] as const;
    const derived = purposes.flatMap((purpose) =>
      ring.ids.map((id) => ring.key(purpose, id).export().toString('hex')),
    );
    expect(new Set([...derived, aKey('new'), aKey('old')]).size).toBe(10);
    expect(() => new KeyRing([])).toThrow(TypeError);
  });
});

describe('a pseudonym', () => {
  it('is the same for the same person, and needs the key', () => {
    expect(service.hmac('erasure', '42')).toMatch(/^[\w-]{43}$/);
    expect(service.hmac('erasure', '42')).toBe(service.hmac('erasure', '42'));
    expect(service.hmac('erasure', '43')).not.toBe(service.hmac('erasure', '42'));
    expect(serviceWith(aKey('a')).hmac('erasure', '42')).not.toBe(service.hmac('erasure', '42'));
  });

  it('from before a change of keys is found again', () => {
    const before = serviceWith(`old:${aKey('old')}`).hmac('erasure', '42');
    expect(service.hmacs('erasure', '42')).toEqual([service.hmac('erasure', '42'), before]);
  });
});
