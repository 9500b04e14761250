import { bytesOfHex, hexOf, type Sha256 } from './bytes.js';
import type { Commitment } from './commitment.js';
import { beaconValue, type DrandChain, isBeacon, messageTimeMs, QUICKNET, roundFor } from './drand.js';
import { either, hash, record, SAFE, text, whole } from './forms.js';
import { refusal } from './refusal.js';

export interface BeaconRevealed {
  readonly round: number;
  readonly signature: string;
  readonly source: 'drand';
}

export interface SeedRevealed {
  readonly seed: string;
  readonly source: 'commit-reveal';
}

export type Revealed = BeaconRevealed | SeedRevealed;

/** Section 3 of the protocol. */
export const readRevealed = either<SeedRevealed, BeaconRevealed>(
  'seed',
  record({ seed: hash, source: text<'commit-reveal'>(/^commit-reveal$/, 'source') }),
  record({
    round: whole(1, SAFE),
    signature: text(/^[0-9a-f]{96}$/, 'signature'),
    source: text<'drand'>(/^drand$/, 'source'),
  }),
);

/** `SHA-256(seed)`, of its 32 bytes: on the card from the first minute. */
export const seedHashOf = (seed: string, sha256: Sha256): string => hexOf(sha256(bytesOfHex(seed)));

/** What was committed to, for which message, and what was revealed for it. */
export interface Reveal {
  readonly commitment: Commitment;
  readonly messageId: string;
  readonly revealed: Revealed;
}

/**
 * The value of the draw, if what was revealed is what was committed to.
 *
 * @param chain another one only in tests: it stands for the pinned one
 * @throws Refusal `SOURCE`, `CHAIN`, `MESSAGE_TOO_EARLY`, `ROUND`, `SIGNATURE`, `SEED`
 */
export async function valueOf(
  reveal: Reveal,
  sha256: Sha256,
  chain: DrandChain = QUICKNET,
): Promise<Uint8Array> {
  const { randomness: committed } = reveal.commitment;
  const { revealed } = reveal;
  if (committed.source === 'drand' && revealed.source === 'drand') {
    if (committed.chainHash !== chain.hash)
      throw refusal('CHAIN', { committed: committed.chainHash, pinned: chain.hash });
    return beaconOf(reveal.messageId, revealed, sha256, chain);
  }
  if (committed.source === 'commit-reveal' && revealed.source === 'commit-reveal') {
    const found = seedHashOf(revealed.seed, sha256);
    if (found !== committed.seedHash) throw refusal('SEED', { committed: committed.seedHash, found });
    return bytesOfHex(revealed.seed);
  }
  throw refusal('SOURCE', { committed: committed.source, revealed: revealed.source });
}

async function beaconOf(
  messageId: string,
  revealed: BeaconRevealed,
  sha256: Sha256,
  chain: DrandChain,
): Promise<Uint8Array> {
  const due = roundFor(messageId, chain);
  if (due < 1)
    throw refusal('MESSAGE_TOO_EARLY', { postedAt: new Date(messageTimeMs(messageId)).toISOString() });
  if (revealed.round !== due) throw refusal('ROUND', { due, revealed: revealed.round });
  if (!(await isBeacon(revealed, sha256, chain))) throw refusal('SIGNATURE', { round: due });
  return beaconValue(revealed.signature, sha256);
}
