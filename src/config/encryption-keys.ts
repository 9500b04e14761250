import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export const KEY_BYTES = 32;

/** One key of the ring. A `KeyObject`, because that shows its bytes neither in a log nor in JSON. */
export interface EncryptionKey {
  readonly id: string;
  readonly secret: KeyObject;
}

export const KEY_ID = /^[\w-]{1,32}$/;
const WHITE_SPACE_OR_QUOTE = /[\s"'`]/;
const PLACEHOLDER_WORD =
  /your|change|replace|placeholder|example|secret|insert|paste|todo|dummy|<|>|\*\*|xxx/i;
/** 32 random bytes have about 30 values; that they have at most 16 happens once in 10^13 keys. */
const FEWEST_VALUES = 17;

/**
 * HKDF-SHA-256 (RFC 5869) with an empty salt: the secret is uniformly random already, and `info` alone
 * separates the uses.
 */
export function deriveKey(secret: KeyObject, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', info, KEY_BYTES));
}

/**
 * Reads one key, or `id:key` pairs separated by commas; the first is the active one.
 *
 * @returns the keys, or every fault; a fault names a key by its position and never quotes it, also not
 * its id, which is a part of the key where the colon is a slip
 */
export function parseEncryptionKeys(
  text: string,
): { readonly keys: readonly EncryptionKey[] } | { readonly faults: readonly string[] } {
  const parts = text.split(',');
  const keys: EncryptionKey[] = [];
  const faults: string[] = [];
  for (const [index, part] of parts.entries()) {
    const key = parsePair(part);
    const fault = typeof key === 'string' ? key : repetitionOf(key, keys);
    if (fault !== undefined) faults.push(`${parts.length > 1 ? `key ${index + 1}` : 'the key'} ${fault}`);
    else if (typeof key === 'object') keys.push(key);
  }
  return faults.length > 0 ? { faults } : { keys };
}

/** The key, or what is wrong with it. */
function parsePair(pair: string): EncryptionKey | string {
  if (WHITE_SPACE_OR_QUOTE.test(pair)) return 'has white space or quotes in or around it';
  const colon = pair.indexOf(':');
  const id = colon < 0 ? undefined : pair.slice(0, colon);
  if (id !== undefined && !KEY_ID.test(id)) return 'has an id that is not 1 to 32 letters, digits, _ or -';
  const bytes = parseKey(pair.slice(colon + 1));
  if (typeof bytes === 'string') return bytes;
  const secret = createSecretKey(bytes);
  return { id: id ?? idOf(secret), secret };
}

/** Of a derived value, so that the id, which stands in the database, says nothing about the key. */
function idOf(secret: KeyObject): string {
  const derived = deriveKey(secret, 'discord-community-bot/key-id/v1');
  return createHash('sha256').update(derived).digest('hex').slice(0, 8);
}

/** The 32 bytes, or what is wrong with the text. */
function parseKey(text: string): Buffer | string {
  if (text === '') return 'is empty';
  const bytes = decode(text);
  if (bytes?.length === KEY_BYTES)
    return isGuessable(bytes) ? 'is a placeholder or a pattern, not random bytes' : bytes;
  if (PLACEHOLDER_WORD.test(text)) return 'is a placeholder';
  if (bytes === undefined) return 'is neither base64 nor hex, or a character of it is missing';
  return `is ${bytes.length} bytes long, not ${KEY_BYTES} (64 hex digits, or 44 characters of base64)`;
}

/** `undefined` where Node would skip characters and decode the rest. */
function decode(text: string): Buffer | undefined {
  if (/^[0-9a-f]+$/i.test(text)) {
    const bytes = Buffer.from(text, 'hex');
    return bytes.length * 2 === text.length ? bytes : undefined;
  }
  const bytes = Buffer.from(text, 'base64');
  const padded = bytes.toString('base64');
  const given = text.replaceAll('-', '+').replaceAll('_', '/');
  return given === padded || given === padded.replace(/=+$/, '') ? bytes : undefined;
}

/** Few values (zeros, one byte repeated), text in base64, or counted bytes (00 01 02 …). */
function isGuessable(bytes: Buffer): boolean {
  const steps = new Set(bytes.subarray(1).map((byte, index) => byte - (bytes[index] ?? 0)));
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return new Set(bytes).size < FEWEST_VALUES || isText || steps.size === 1;
}

function repetitionOf(key: EncryptionKey, earlier: readonly EncryptionKey[]): string | undefined {
  if (earlier.some(({ secret }) => secret.equals(key.secret))) return 'is another of the keys again';
  return earlier.some(({ id }) => id === key.id) ? 'has the id of another key' : undefined;
}
