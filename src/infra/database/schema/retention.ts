import type { mongo } from 'mongoose';

type Filter = mongo.Filter<mongo.Document>;

/** What an operator names when only a part is to be cleaned up. */
export const RETENTION_GROUPS = ['logs', 'tokens', 'expired', 'orphans'] as const;
export type RetentionGroup = (typeof RETENTION_GROUPS)[number];

/** Rows elsewhere that keep a row although its time has come. */
export interface Reference {
  readonly in: string;
  /** Their field, led by an index, and the row's field that it repeats. */
  readonly by: string;
  readonly key: string;
  /** Only such ones. */
  readonly while: Filter;
}

/** The time after which a row goes. Its TTL index and the filter of the cleanup are both made of this. */
export interface Expiry {
  readonly group: Exclude<RetentionGroup, 'orphans'>;
  /** A date; a row without it never expires. */
  readonly field: string;
  readonly afterSeconds: number;
  /** What an operator may shorten it to; absent: not at all. */
  readonly atLeastSeconds?: number;
  /** Where MongoDB takes the rows by itself. It can ask for nothing but the time. */
  readonly ttl?: { readonly name: string; readonly serves: string };
  /** Where only the cleanup takes them, such rows only, and while nothing refers to them. */
  readonly when?: Filter;
  readonly keptBy?: readonly Reference[];
}

/** Rows go when the row that they belong to is gone. */
export interface OrphanRule {
  /** The parents' collection. */
  readonly of: string;
  /** The field that names the parent; leads an index, so that parents are read without their children. */
  readonly field: string;
  /** The parent's field that it repeats: `_id`, which stands in `field` as text, unless told otherwise. */
  readonly key?: string;
  /** Only such rows; others still owe something. */
  readonly mayGo?: Filter;
  /** Rows that go only when they are this old. */
  readonly kept?: { readonly when: Filter; readonly forSeconds: number };
}

/** How long the rows of a collection stay: for TTL indexes, the cleanup and docs/retention.md. */
export interface Retention {
  readonly expires?: Expiry;
  readonly orphans?: OrphanRule;
  /** Which rows never go, and why. */
  readonly keeps: string;
}

/**
 * How old `field` must be, in seconds.
 *
 * @param olderThanMs what the operator asks for; taken as far as the collection allows
 */
export function ageInSeconds({ afterSeconds, atLeastSeconds }: Expiry, olderThanMs?: number): number {
  if (olderThanMs === undefined) return afterSeconds;
  return Math.max(olderThanMs / 1_000, atLeastSeconds ?? afterSeconds);
}

/** The rows whose time has come; the same ones that a TTL index takes. */
export function expiredFilter(expiry: Expiry, now: Date, olderThanMs?: number): Filter {
  const latest = new Date(now.getTime() - ageInSeconds(expiry, olderThanMs) * 1_000);
  return { ...expiry.when, [expiry.field]: { $lte: latest } };
}
