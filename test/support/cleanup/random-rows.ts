import { mongo, Types } from 'mongoose';
import type { Collection } from '../../../src/infra/database/schema/index.js';
import {
  anAllowlist,
  anEntry,
  anInteractionLog,
  aServerMapping,
  aSnowflake,
  aTaskCompletion,
  aTaskPost,
  samples,
} from '../builders/index.js';

const DAY_MS = 86_400_000;

export type AnyRow = Record<string, unknown> & { _id: Types.ObjectId };
export type World = Map<string, AnyRow[]>;

/** mulberry32: the same numbers for the same seed. */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const POST_STATUSES = ['draft', 'scheduled', 'active', 'paused', 'completed', 'expired', 'cancelled'];
const ALLOWLIST_STATUSES = [
  'draft',
  'scheduled',
  'active',
  'paused',
  'closing',
  'frozen',
  'drawn',
  'cancelled',
];
const FINAL = new Set(['completed', 'expired', 'cancelled', 'drawn']);

/**
 * 10,000 rows of all collections around `now`, in states that the service leaves, references to rows that are
 * there or gone among them.
 */
export function randomWorld(seed: number, now: Date): World {
  const random = randomBy(seed);
  const chance = (share: number): boolean => random() < share;
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  /** Between so many days before and after now; exactly at a bound that matters now and then. */
  const around = (before: number, after: number): Date => {
    const days = chance(0.1) ? pick([0, -1, -7, -30, -90, -180]) : random() * (before + after) - before;
    return new Date(now.getTime() + Math.min(after, Math.max(-before, days)) * DAY_MS);
  };
  const idAt = (at: Date): Types.ObjectId => {
    const seconds = Math.floor(at.getTime() / 1_000);
    return new Types.ObjectId(
      seconds.toString(16).padStart(8, '0') + new Types.ObjectId().toHexString().slice(8),
    );
  };
  const anId = (days = 3): Types.ObjectId => idAt(around(days, 0));
  const due = (share: number): object => (chance(share) ? { due: around(2, 2) } : {});
  const several = (count: number, make: () => unknown): AnyRow[] =>
    Array.from({ length: count }, make) as unknown as AnyRow[];
  const plain = (name: string, count: number, given: () => object): AnyRow[] => {
    const { row } = samples.find(({ collection }) => collection.name === name)!;
    return several(count, () => ({ _id: anId(), ...row(), ...given() }));
  };

  const servers = several(300, () =>
    aServerMapping({
      _id: anId(),
      ...(chance(0.6) ? { status: 'unlinked', unlinkedAt: around(90, 0) } : {}),
    }),
  );
  const guildOf = (): string => String(chance(0.3) ? pick(servers).guildId : aSnowflake());
  const posts = several(1_200, () => {
    const status = pick(POST_STATUSES);
    const isDated = FINAL.has(status) && chance(0.9);
    const post = aTaskPost({
      _id: anId(),
      guildId: guildOf(),
      createdAt: around(60, 0),
      taskData: {
        status: status as never,
        expiresAt: FINAL.has(status) ? around(200, 0) : around(100, 100),
        ...(chance(0.3) ? { maxCompletions: 2 } : {}),
      },
      card: { wanted: 0, version: 0, deletions: [], ...due(0.4) },
      ...(isDated && { closedAt: around(200, 0) }),
    });
    post.interactionStats.completions = pick([0, 1, 2]);
    return post;
  });
  const allowlists = several(600, () => {
    const status = pick(ALLOWLIST_STATUSES);
    return anAllowlist({
      _id: anId(),
      guildId: guildOf(),
      allowlistData: { status: status as never, endsAt: around(300, 100) },
      ...(FINAL.has(status) && chance(0.5) ? { closedAt: around(300, 0) } : {}),
    });
  });
  const parentIn = (rows: readonly AnyRow[]): string =>
    (chance(0.3) ? pick(lost) : pick(rows)._id).toHexString();
  /** Milliseconds apart: one row per turn. */
  let ticks = 0;
  const lost = Array.from({ length: 50 }, () => anId());
  const accounts = plain('discord_account_links', 400, () => ({}));
  return new Map([
    ['discord_server_mappings', servers],
    ['discord_task_posts', posts],
    ['discord_allowlist_connections', allowlists],
    ['discord_account_links', accounts],
    [
      'oauth_tokens',
      accounts.map(({ discordId }) => ({
        ...plain('oauth_tokens', 1, () => ({ deleteAt: around(30, 60) }))[0]!,
        discordId: chance(0.3) ? aSnowflake() : discordId,
      })),
    ],
    [
      'task_completions',
      several(2_600, () =>
        aTaskCompletion({
          _id: anId(),
          taskPostId: parentIn(posts),
          state: pick(['pending', 'verified', 'rejected']),
          ...(chance(0.3) && { owes: [pick(['points', 'notice'])], ...due(0.9) }),
          ...due(0.05),
        }),
      ),
    ],
    [
      'allowlist_entries',
      several(1_600, () =>
        anEntry({
          _id: chance(0.3) ? anId(300) : anId(),
          connectionId: parentIn(allowlists),
          state: pick(['unpaid', 'valid', 'held', 'refused']),
          // MongoDB would stamp an empty one.
          seq: new mongo.Timestamp({ t: 1, i: 1 }),
          ...(chance(0.4) && { price: 5 }),
          ...due(0.2),
        }),
      ),
    ],
    ['channel_writers', plain('channel_writers', 200, () => ({ expiresAt: around(1, 1) }))],
    [
      'entry_attempts',
      plain('entry_attempts', 500, () => ({ connectionId: parentIn(allowlists), lastAt: around(300, 0) })),
    ],
    ['templates', plain('templates', 100, () => ({}))],
    ['draws', plain('draws', 100, () => due(0.3))],
    ['draw_lists', plain('draw_lists', 100, () => ({}))],
    [
      'discord_interaction_logs',
      several(900, () =>
        anInteractionLog({ _id: anId(), timing: { timestamp: around(200, 0), processingTime: 1 } }),
      ),
    ],
    ['communities', plain('communities', 100, () => ({}))],
    ['points_ledger', plain('points_ledger', 200, () => ({}))],
    ['balances', plain('balances', 200, () => ({}))],
    ['audit_entries', plain('audit_entries', 200, () => ({ at: around(900, 0) }))],
    [
      'wallet_claims',
      plain('wallet_claims', 200, () => (chance(0.3) ? {} : { state: 'kept', endedAt: around(60, 0) })),
    ],
    ['restrictions', plain('restrictions', 200, () => ({ expiresAt: around(1, 1) }))],
    ['erasures', plain('erasures', 50, () => ({}))],
    ['drafts', plain('drafts', 200, () => ({ expiresAt: around(1, 1) }))],
    ['one_time_tokens', plain('one_time_tokens', 200, () => ({ expiresAt: around(1, 1) }))],
    [
      'outbox',
      plain('outbox', 200, () =>
        pick([{ due: around(9, 9) }, { deadAt: around(60, 0) }, { doneAt: around(30, 0) }]),
      ),
    ],
    ['leases', []],
    [
      'job_ticks',
      plain('job_ticks', 200, () => ({ time: new Date(around(30, 0).getTime() - (ticks += 1)) })),
    ],
  ]);
}

export const missingIn = (world: World, collections: readonly Collection[]): string[] =>
  collections.map(({ name }) => name).filter((name) => !world.has(name));
