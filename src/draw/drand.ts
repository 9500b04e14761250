import { bytesOfHex, hexOf, type Sha256, uint64be } from './bytes.js';

/** A chain of beacons whose signatures lie in G1 and cover nothing but the round. */
export interface DrandChain {
  readonly hash: string;
  readonly genesisMs: number;
  readonly periodMs: number;
  /** Compressed, in G2. */
  readonly publicKey: string;
}

/** Pinned, section 3 of the protocol; scheme `bls-unchained-g1-rfc9380`. */
export const QUICKNET: DrandChain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  genesisMs: 1_692_803_367_000,
  periodMs: 3000,
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
};

const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const MIN_WAIT_MS = 60_000;

/** `⌊id / 2^22⌋ + 1420070400000`: when Discord made the message, in ms by its clock. */
export const messageTimeMs = (messageId: string): number =>
  Number(BigInt(messageId) >> 22n) + DISCORD_EPOCH_MS;

/**
 * `N = ⌈(t + 60000 − genesis) / period⌉ + 1`: the first round at least 60 s after the message. Below 1 for a
 * message from before the beacon.
 */
export const roundFor = (messageId: string, { genesisMs, periodMs }: DrandChain = QUICKNET): number =>
  Math.ceil((messageTimeMs(messageId) + MIN_WAIT_MS - genesisMs) / periodMs) + 1;

/** When a round is due, in ms; the reverse of `roundFor`. */
export const roundTimeMs = (round: number, { genesisMs, periodMs }: DrandChain = QUICKNET): number =>
  genesisMs + (round - 1) * periodMs;

/** `SHA-256(signature)`: the value that a beacon gives. */
export const beaconValue = (signature: string, sha256: Sha256): Uint8Array => sha256(bytesOfHex(signature));

/**
 * Whether `signature` (96 hex digits) is the chain's for this round: BLS over `SHA-256(uint64be(N))`. A point
 * has one spelling only, or else whoever reveals it could choose between two values.
 */
export async function isBeacon(
  { round, signature }: { readonly round: number; readonly signature: string },
  sha256: Sha256,
  chain: DrandChain = QUICKNET,
): Promise<boolean> {
  // 40 ms: only who checks a beacon pays for it.
  const { bls12_381 } = await import('@noble/curves/bls12-381.js');
  const bls = bls12_381.shortSignatures;
  try {
    const point = bls.Signature.fromHex(signature);
    if (hexOf(bls.Signature.toBytes(point)) !== signature) return false;
    return bls.verify(point, bls.hash(sha256(uint64be(round)), DST), bytesOfHex(chain.publicKey));
  } catch {
    return false; // not a point of the group
  }
}
