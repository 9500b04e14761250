/** Why a proof, a list or an entry is refused, and what whoever words it needs to know. */
export interface RefusalFacts {
  /** The file is not JSON as the protocol has it; `at` counts characters from 0. */
  JSON: { readonly problem: JsonProblem; readonly at: number };
  /** A field is missing, of another form, or not known: `path` such as `winners[2].salt`. */
  FORM: { readonly path: string; readonly expected: Expected };
  /** A line of the list is not exactly an open or a masked one; lines count from 1. */
  LINE_FORM: { readonly line: number };
  /** The last line does not end in LF. */
  LINE_UNENDED: { readonly line: number };
  /** Entrants must ascend, and none occurs twice. */
  LINE_ORDER: { readonly line: number };
  /** One member stands in the list twice, under two salts. */
  MEMBER_TWICE: { readonly discordId: string };
  /** All tickets together are beyond 2^53 − 1. */
  TICKETS_TOO_MANY: { readonly line: number };
  ENTRY_COUNT: { readonly committed: number; readonly found: number };
  /** The list goes on behind the last line that was committed to. */
  LIST_TOO_LONG: { readonly committed: number };
  TICKET_COUNT: { readonly committed: number; readonly found: number };
  ROOT: { readonly committed: string; readonly found: string };
  SOURCE: { readonly committed: string; readonly revealed: string };
  CHAIN: { readonly committed: string; readonly pinned: string };
  SEED: { readonly committed: string; readonly found: string };
  /** The message is older than the beacon. */
  MESSAGE_TOO_EARLY: { readonly postedAt: string };
  ROUND: { readonly due: number; readonly revealed: number };
  SIGNATURE: { readonly round: number };
  /** Record `record` (from 0) names a rank that held no place then. */
  DISQUALIFIED_RANK: { readonly record: number; readonly rank: number; readonly highest: number };
  DISQUALIFIED_TWICE: { readonly record: number; readonly rank: number };
  /** Records stand in the order of events. */
  DISQUALIFIED_ORDER: { readonly record: number };
  WINNER_COUNT: { readonly due: number; readonly found: number };
  /** Place `place` (from 0) of `winners` has the wrong rank. */
  WINNER_RANK: { readonly place: number; readonly due: number; readonly found: number };
  /** The ranking has somebody else there. */
  WINNER: { readonly rank: number; readonly due: string; readonly found: string };
  ENTRY_INDEX: { readonly index: number; readonly entryCount: number };
  PATH_LENGTH: { readonly due: number; readonly found: number };
  PATH_ROOT: { readonly committed: string; readonly found: string };
}

export type RefusalCode = keyof RefusalFacts;
/** What a field must be. */
export type Expected =
  | 'present'
  | 'absent'
  | 'object'
  | 'list'
  | 'whole-number'
  | 'hash'
  | 'salt'
  | 'signature'
  | 'discord-id'
  | 'allowlist-id'
  | 'time'
  | 'disqualified-code'
  | 'protocol'
  | 'source';

export type JsonProblem =
  | 'not-utf8'
  | 'too-large'
  | 'too-deep'
  | 'unexpected'
  | 'unfinished'
  | 'key-twice'
  | 'number'
  | 'text'
  | 'trailing';

/** A reason with its facts; for `switch (reason.code)`. */
export type Reason = {
  [Code in RefusalCode]: { readonly code: Code; readonly facts: RefusalFacts[Code] };
}[RefusalCode];

/** Thrown inside the protocol for whatever somebody may hand in; verifiers turn it into a verdict. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`${reason.code} ${JSON.stringify(reason.facts)}`);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

export const refusal = <Code extends RefusalCode>(code: Code, facts: RefusalFacts[Code]): Refusal =>
  new Refusal({ code, facts } as Reason);
