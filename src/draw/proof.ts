import { type Commitment, readCommitment } from './commitment.js';
import { either, type Form, hash, listOf, record, SAFE, salt, snowflake, text, whole } from './forms.js';
import { readRevealed, type Revealed } from './randomness.js';
import { refusal } from './refusal.js';
import { readStrictJson } from './strict-json.js';

/** Where the commitment was posted. */
export interface Post {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
}

export interface OpenWinner {
  readonly rank: number;
  readonly discordId: string;
  readonly salt: string;
}

export interface MaskedWinner {
  readonly rank: number;
  readonly entrant: string;
}

export type ProofWinner = OpenWinner | MaskedWinner;

export const DISQUALIFIED_CODES = ['left', 'ineligible', 'unclaimed', 'declined', 'fraud', 'other'] as const;
export type DisqualifiedCode = (typeof DISQUALIFIED_CODES)[number];

export interface DisqualifiedRecord {
  readonly rank: number;
  readonly code: DisqualifiedCode;
  /** ISO 8601 with milliseconds, UTC, never before the record above it. */
  readonly at: string;
}

/** `proof.json`, section 5 of the protocol. */
export interface Proof {
  readonly commitment: Commitment;
  readonly post: Post;
  readonly randomness: Revealed;
  readonly winners: readonly ProofWinner[];
  readonly disqualified: readonly DisqualifiedRecord[];
}

/** `entry.json`: what one entrant needs to find the own line under the committed root. */
export interface EntryFile {
  readonly discordId: string;
  readonly salt: string;
  readonly tickets: number;
  /** From 0. */
  readonly index: number;
  /** Nearest sibling first. */
  readonly path: readonly string[];
}

const rank = whole(1, SAFE);

const moment: Form<string> = (value, path) => {
  const isMoment =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value;
  if (isMoment) return value;
  throw refusal('FORM', { path, expected: 'time' });
};

const proofForm = record<Proof>({
  commitment: readCommitment,
  post: record<Post>({ guildId: snowflake, channelId: snowflake, messageId: snowflake }),
  randomness: readRevealed,
  winners: listOf(
    either<MaskedWinner, OpenWinner>(
      'entrant',
      record({ rank, entrant: hash }),
      record({ rank, discordId: snowflake, salt }),
    ),
  ),
  disqualified: listOf(
    record<DisqualifiedRecord>({
      rank,
      code: text(new RegExp(`^(?:${DISQUALIFIED_CODES.join('|')})$`), 'disqualified-code'),
      at: moment,
    }),
  ),
});

const entryForm = record<EntryFile>({
  discordId: snowflake,
  salt,
  tickets: whole(1, SAFE),
  index: whole(0, SAFE),
  path: listOf(hash),
});

/** @throws Refusal `JSON`, `FORM` */
export const readProof = (file: Uint8Array | string): Proof => proofForm(readStrictJson(file), '');

/** @throws Refusal `JSON`, `FORM` */
export const readEntry = (file: Uint8Array | string): EntryFile => entryForm(readStrictJson(file), '');

/** How a proof is served; its fields in the order of the protocol's page. */
export const writeProof = ({ commitment, post, randomness, winners, disqualified }: Proof): string =>
  `${JSON.stringify({ commitment, post, randomness, winners, disqualified }, null, 2)}\n`;
