/**
 * SHA-256 of bytes, which it does not keep. The only thing that the protocol asks of its surroundings: Node
 * gives `nodeSha256`, a browser the one of @noble/hashes.
 */
export type Sha256 = (data: Uint8Array) => Uint8Array;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const encoder = new TextEncoder();
/** What a digit stands for, by its character. */
const VALUES = new Uint8Array(128);
for (const [value, digit] of encoder.encode('0123456789abcdef').entries()) VALUES[digit] = value;

export const asciiBytes = (text: string): Uint8Array => encoder.encode(text);

export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
}

/** @param hex pairs of lower case digits, as every form of the protocol has been checked to hold */
export function bytesOfHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] =
      ((VALUES[hex.charCodeAt(index * 2)] ?? 0) << 4) | (VALUES[hex.charCodeAt(index * 2 + 1)] ?? 0);
  return bytes;
}

/** `uint64be(value)` of the protocol. */
export function uint64be(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** SHA-256 of short ASCII texts (at most 128 characters), many of them: one buffer serves all. */
export function textHasher(sha256: Sha256): (text: string) => Uint8Array {
  const scratch = new Uint8Array(128);
  return (text) => sha256(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
}

const HMAC_BLOCK = 64;

/** HMAC-SHA256 under one key: `H(K ⊕ opad ‖ H(K ⊕ ipad ‖ message))`, RFC 2104, section 2. */
export function hmacUnder(sha256: Sha256, key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const block = new Uint8Array(HMAC_BLOCK);
  block.set(key.length > HMAC_BLOCK ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  return (message) => sha256(concat(outer, sha256(concat(inner, message))));
}
