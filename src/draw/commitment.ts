import { asciiBytes, hexOf, type Sha256 } from './bytes.js';
import { canonicalJson } from './canonical-json.js';
import { either, type Form, hash, record, SAFE, text, whole } from './forms.js';

export const PROTOCOL = 'naffles-draw/1';
/** `winnerCount` at most; it may exceed the entries. */
export const MOST_WINNERS = 10_000;

export interface DrandCommitted {
  readonly chainHash: string;
  readonly source: 'drand';
}

export interface SeedCommitted {
  readonly seedHash: string;
  readonly source: 'commit-reveal';
}

/** Section 2 of the protocol: exactly these keys. */
export interface Commitment {
  readonly allowlistId: string;
  readonly entriesRoot: string;
  readonly entryCount: number;
  readonly protocol: typeof PROTOCOL;
  readonly randomness: DrandCommitted | SeedCommitted;
  readonly ticketCount: number;
  readonly winnerCount: number;
}

const randomness = either<SeedCommitted, DrandCommitted>(
  'seedHash',
  record({ seedHash: hash, source: text<'commit-reveal'>(/^commit-reveal$/, 'source') }),
  record({ chainHash: hash, source: text<'drand'>(/^drand$/, 'source') }),
);

/** @throws Refusal `FORM` */
export const readCommitment: Form<Commitment> = record<Commitment>({
  allowlistId: text(/^[A-Za-z0-9_-]{1,64}$/, 'allowlist-id'),
  entriesRoot: hash,
  entryCount: whole(0, SAFE),
  protocol: text(/^naffles-draw\/1$/, 'protocol'),
  randomness,
  ticketCount: whole(0, SAFE),
  winnerCount: whole(1, MOST_WINNERS),
});

/** `SHA-256(JCS(commitment))`, which stands in the message. */
export const commitmentHash = (commitment: Commitment, sha256: Sha256): string =>
  hexOf(sha256(asciiBytes(canonicalJson({ ...commitment, randomness: { ...commitment.randomness } }))));
