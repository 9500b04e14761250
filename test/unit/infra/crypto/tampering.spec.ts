// TAMPER_SEED repeats a run.
import { TamperedCiphertextError, UnknownKeyError } from '../../../../src/infra/crypto/crypto.errors.js';
import { EncryptionService, type Place } from '../../../../src/infra/crypto/encryption.service.js';
import {
  type EncryptionPurpose,
  ENCRYPTION_PURPOSES,
  KeyRing,
} from '../../../../src/infra/crypto/key-ring.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { aKey, aKeyList } from '../../../support/builders/encryption-keys.js';

const CASES = 20_000;
const SEED = Number(process.env.TAMPER_SEED ?? Date.now() % 1_000_000_000);
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é';

/** Where a value stands, and what stands there. */
interface Stored {
  readonly purpose: EncryptionPurpose;
  readonly place: Place;
  readonly text: string;
}

const metrics = new Metrics();
const service = new EncryptionService(
  new KeyRing(aKeyList(`new:${aKey('new')}`, `old:${aKey('old')}`)),
  metrics,
);
const before = new EncryptionService(new KeyRing(aKeyList(`old:${aKey('old')}`)), metrics);

let state = SEED;
/** A whole number below `below` (mulberry32). */
function next(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
}
const one = <Item>(items: readonly Item[]): Item => items[next(items.length)]!;

const aCharacter = (): string => CHARACTERS.charAt(next(CHARACTERS.length));

/** Values of 40 rows in two collections, two fields each, of every purpose and both keys. */
const stored: readonly Stored[] = Array.from({ length: 40 }, (_, row) =>
  ['oauth_tokens', 'draws'].flatMap((collection) =>
    ['accessToken', 'refreshToken'].map((field, index): Stored => {
      const purpose = ENCRYPTION_PURPOSES[(row + index) % ENCRYPTION_PURPOSES.length]!;
      const place = { collection, documentId: String(1_000 + row), field };
      const writer = row % 2 === 0 ? service : before;
      // From no byte on, of every length: the tag stands elsewhere each time.
      return { purpose, place, text: writer.encrypt(purpose, Buffer.alloc(next(90), row), place) };
    }),
  ),
).flat();

const parts = (text: string) => text.split('.') as [string, string, string, string];
const joined = (...[version, keyId, nonce, sealed]: [string, string, string, string | Buffer]): string =>
  [version, keyId, nonce, typeof sealed === 'string' ? sealed : sealed.toString('base64url')].join('.');

/** Changes bytes of the nonce or of the ciphertext with its tag; the text stays well written. */
function onBytes(part: 2 | 3, change: (bytes: Buffer) => Buffer): (value: Stored) => Stored {
  return ({ text, ...rest }) => {
    const all = parts(text);
    all[part] = change(Buffer.from(all[part], 'base64url')).toString('base64url');
    return { ...rest, text: joined(...all) };
  };
}
const flipped = (bytes: Buffer): Buffer => {
  const bit = next(bytes.length * 8);
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  return bytes;
};
const onText =
  (change: (text: string, at: number) => string) =>
  ({ text, ...rest }: Stored): Stored => ({ ...rest, text: change(text, next(text.length)) });
/** What another value holds, in the place of this one. */
const from =
  (isOther: (here: Stored, there: Stored) => boolean) =>
  (here: Stored): Stored => {
    const there = one(stored.filter((candidate) => isOther(here, candidate)));
    return { ...here, text: there.text };
  };
const sameBut = (...differ: readonly (keyof Place)[]) =>
  from((here, there) => {
    const names = ['collection', 'documentId', 'field'] as const;
    return (
      there !== here && names.every((name) => differ.includes(name) || here.place[name] === there.place[name])
    );
  });
const elsewhere = (place: Partial<Place>) => (value: Stored) => ({
  ...value,
  place: { ...value.place, ...place },
});

const kinds: Readonly<Record<string, (value: Stored) => Stored>> = {
  'a bit of the nonce': onBytes(2, flipped),
  'a bit of the ciphertext or its tag': onBytes(3, flipped),
  'a shorter tag': onBytes(3, (bytes) =>
    bytes.subarray(0, bytes.length - 1 - next(Math.min(12, bytes.length))),
  ),
  'a tag of its own with nothing before it': onBytes(3, () => Buffer.alloc(4 + next(13), next(256))),
  'bytes behind the tag': onBytes(3, (bytes) => Buffer.concat([bytes, Buffer.from([next(256)])])),
  'a longer or shorter nonce': onBytes(2, (bytes) =>
    next(2) ? bytes.subarray(next(12)).subarray(1) : Buffer.concat([bytes, bytes]),
  ),
  'a character': onText((text, at) => text.slice(0, at) + aCharacter() + text.slice(at + 1)),
  'the end cut off': onText((text, at) => text.slice(0, at)),
  'a character more': onText((text, at) => text.slice(0, at) + aCharacter() + text.slice(at)),
  'a character less': onText((text, at) => text.slice(0, at) + text.slice(at + 1)),
  'the value of another row': sameBut('documentId'),
  'the value of another field': sameBut('field'),
  'the value of another collection': sameBut('collection'),
  'the value of anywhere': sameBut('documentId', 'field', 'collection'),
  'read in another row': (value) => elsewhere({ documentId: String(2_000 + next(1e6)) })(value),
  'read for another purpose': (value) => ({
    ...value,
    purpose: one(ENCRYPTION_PURPOSES.filter((purpose) => purpose !== value.purpose)),
  }),
  'the name of another key': ({ text, ...rest }) => {
    const [version, keyId, nonce, sealed] = parts(text);
    const other = one(['new', 'old', 'lost', 'New', 'ne', ''].filter((id) => id !== keyId));
    return { ...rest, text: joined(version, other, nonce, sealed) };
  },
  'another version': ({ text, ...rest }) => {
    const [, keyId, nonce, sealed] = parts(text);
    return {
      ...rest,
      text: joined(one(['v0', 'v2', 'V1', 'v10', 'v', '', '1', 'v1 ']), keyId, nonce, sealed),
    };
  },
  'the nonce of another value': ({ text, ...rest }) => {
    const [version, keyId, , sealed] = parts(text);
    return { ...rest, text: joined(version, keyId, parts(one(stored).text)[2], sealed) };
  },
  'the tag of another value': ({ text, ...rest }) => {
    const [version, keyId, nonce, sealed] = parts(text);
    const [body, foreign] = [sealed, parts(one(stored).text)[3]].map((part) =>
      Buffer.from(part, 'base64url'),
    );
    return {
      ...rest,
      text: joined(version, keyId, nonce, Buffer.concat([body!.subarray(0, -16), foreign!.subarray(-16)])),
    };
  },
};

const isSame = (a: Stored, b: Stored): boolean =>
  a.text === b.text && a.purpose === b.purpose && a.place === b.place;

/** What is wrong about the answer to a value that is not to be read. */
function faultOf({ purpose, text, place }: Stored): string | undefined {
  try {
    service.decrypt(purpose, text, place);
    return 'it was read';
  } catch (error) {
    if (!(error instanceof TamperedCiphertextError || error instanceof UnknownKeyError)) return String(error);
    return text.length > 20 && error.message.includes(text) ? 'it was quoted' : undefined;
  }
}

it(`of ${CASES} values that were changed or stand elsewhere not one is read`, async () => {
  const names = Object.keys(kinds);
  const detected: Record<string, number> = {};
  for (let total = 0, index = 0; total < CASES; index += 1) {
    const kind = names[index % names.length]!;
    const value = one(stored);
    const changed = kinds[kind]!(value);
    if (isSame(changed, value)) continue; // the same character again
    const fault = faultOf(changed);
    if (fault !== undefined)
      throw new Error(`seed ${SEED}, ${kind}: ${fault}, ${JSON.stringify({ value, changed })}`);
    detected[kind] = (detected[kind] ?? 0) + 1;
    total += 1;
  }
  process.stderr.write(`seed ${SEED}: ${CASES} of ${CASES} detected\n`);
  for (const kind of names) process.stderr.write(`  ${String(detected[kind]).padStart(6)}  ${kind}\n`);
  expect(Math.min(...names.map((kind) => detected[kind] ?? 0))).toBeGreaterThan(900);
  const { values } = await metrics.decryptions.get();
  expect(values.some(({ labels }) => labels.outcome === 'done')).toBe(false);
  expect(values.reduce((sum, { value }) => sum + value, 0)).toBe(CASES);
});

it('unchanged, in its place, every one of them is read', () => {
  for (const { purpose, place, text } of stored)
    expect(
      service.decrypt(purpose, text, place).every((byte) => byte === Number(place.documentId) - 1_000),
    ).toBe(true);
});
