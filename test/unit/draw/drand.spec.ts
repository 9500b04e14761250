import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesOfHex, hexOf, uint64be } from '../../../src/draw/bytes.js';
import {
  beaconValue,
  type DrandChain,
  isBeacon,
  QUICKNET,
  roundFor,
  roundTimeMs,
} from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { vectorOf } from '../../support/draws/vectors.js';

const recorded = vectorOf('drand').proof.randomness as { readonly round: number; readonly signature: string };
const idAt = (ms: number): string => String(BigInt(ms - 1_420_070_400_000) << 22n);

describe('the recorded beacon', () => {
  it('verifies under the pinned key', async () => {
    expect(await isBeacon(recorded, sha256)).toBe(true);
    expect(hexOf(beaconValue(recorded.signature, sha256))).toBe(vectorOf('drand').value);
  });

  it('is refused for another round, under another key, and as another point', async () => {
    const bls = bls12_381.shortSignatures;
    const otherKey = hexOf(bls.getPublicKey(new Uint8Array(32).fill(1)).toBytes());
    expect(await isBeacon({ ...recorded, round: 999 }, sha256)).toBe(false);
    expect(await isBeacon(recorded, sha256, { ...QUICKNET, publicKey: otherKey })).toBe(false);
    const base = hexOf(bls12_381.G1.Point.BASE.toBytes());
    for (const signature of [base, 'f'.repeat(96), '0'.repeat(96), `c0${'0'.repeat(94)}`])
      expect(await isBeacon({ ...recorded, signature }, sha256)).toBe(false);
  });
});

it('a signature has one spelling: x + p in place of x is refused, though it fits', async () => {
  const bls = bls12_381.shortSignatures;
  const secret = new Uint8Array(32).fill(7);
  const chain: DrandChain = { ...QUICKNET, publicKey: hexOf(bls.getPublicKey(secret).toBytes()) };
  const room = 2n ** 381n - bls12_381.fields.Fp.ORDER;
  const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
  for (let round = 1; ; round += 1) {
    const signature = hexOf(bls.sign(bls.hash(sha256(uint64be(round)), DST), secret).toBytes());
    const flags = BigInt(`0x${signature}`) >> 381n;
    const x = BigInt(`0x${signature}`) & (2n ** 381n - 1n);
    if (x >= room) continue; // three of four have no second spelling
    const again = ((flags << 381n) | (x + bls12_381.fields.Fp.ORDER)).toString(16);
    expect(await isBeacon({ round, signature }, sha256, chain)).toBe(true);
    expect(again).toHaveLength(96);
    expect(await isBeacon({ round, signature: again }, sha256, chain)).toBe(false);
    expect(bytesOfHex(again)).not.toEqual(bytesOfHex(signature));
    return;
  }
});

it('the round is the first that is due 60 s after the message or later', () => {
  for (const late of [0, 1, 2999, 3000, 3001, 1_000_000]) {
    const sent = QUICKNET.genesisMs + 5_000_000 + late;
    const round = roundFor(idAt(sent));
    expect(roundTimeMs(round)).toBeGreaterThanOrEqual(sent + 60_000);
    expect(roundTimeMs(round - 1)).toBeLessThan(sent + 60_000);
  }
  expect(roundFor(idAt(QUICKNET.genesisMs - 60_000))).toBe(1);
  expect(roundFor('1')).toBeLessThan(1);
});
