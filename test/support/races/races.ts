import type { mongo } from 'mongoose';
import { isAway } from '../../../src/infra/jobs/index.js';
import { AllowlistFullError } from '../../../src/modules/allowlists/allowlists.errors.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { NotEnoughPointsError, PointsService } from '../../../src/modules/points/index.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { ProofTakenError, TaskFullError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import type { TestApp } from '../app/index.js';
import {
  aMemberAction,
  anAllowlist,
  aServerMapping,
  aSnowflake,
  aTaskCompletion,
  aTaskPost,
} from '../builders/index.js';
import { unbalanced } from './books.js';

/** Several whole services, as processes are, on one database. */
export interface Field {
  readonly db: mongo.Db;
  readonly processes: readonly TestApp[];
  /** 0 ≤ n < below, from the seed of the run. */
  readonly pick: (below: number) => number;
}

/** An invariant: many calls at once try to break it; afterwards the database is looked at. */
export interface Race {
  readonly name: string;
  /** @returns what is wrong; nothing when the invariant held */
  trial(field: Field, parallel: number): Promise<string[]>;
}

type Refusal = abstract new (...args: never[]) => Error;

const idOf = ({ _id }: { readonly _id: { toHexString(): string } }): string => _id.toHexString();

/** Where nothing is known, by contention or load, the same call again: what a person does who presses again. */
async function untilDecided<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}

/**
 * All at once, spread over the processes.
 *
 * @param callOf what each of them does, the same at each try
 */
async function together(
  { processes, pick }: Field,
  parallel: number,
  callOf: (index: number) => (app: TestApp) => Promise<unknown>,
): Promise<{ done: number; refused: unknown[] }> {
  const ended = await Promise.allSettled(
    Array.from({ length: parallel }, (_, index) => {
      const call = callOf(index);
      return untilDecided(() => call(processes[pick(processes.length)]!));
    }),
  );
  const refused = ended.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown);
  return { done: parallel - refused.length, refused };
}

const differs = (what: string, actual: unknown, expected: unknown): string[] =>
  actual === expected ? [] : [`${what}: ${String(actual)} instead of ${String(expected)}`];

const unlike = (refused: readonly unknown[], kind: Refusal): string[] =>
  refused.filter((error) => !(error instanceof kind)).map((error) => `refused with ${String(error)}`);

async function aTask(db: mongo.Db, taskData: Partial<TaskData> = {}) {
  const post = aTaskPost({ taskData });
  const { guildId, communityId } = post;
  await db.collection('discord_task_posts').insertOne({ ...post });
  await db.collection('discord_server_mappings').insertOne(aServerMapping({ guildId, communityId }));
  return post;
}

async function anOpenAllowlist(db: mongo.Db, allowlistData: Partial<AllowlistData> = {}) {
  const allowlist = anAllowlist({ allowlistData });
  await db.collection('discord_allowlist_connections').insertOne({ ...allowlist });
  return allowlist;
}

async function give(app: TestApp, communityId: string, discordId: string, amount: number): Promise<void> {
  const at = new Date();
  const row = { source: 'manual', sourceId: aSnowflake(), communityId, discordId, amount, at } as const;
  await untilDecided(() => app.get(PointsService).settle(row, () => Promise.resolve(true)));
}

const oneCommunity: Race = {
  name: 'one guild, one community',
  async trial(field, parallel) {
    const guildId = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(LinkingService).create(action, { name: `Guild ${guildId}` });
    });
    const mappings = await field.db.collection('discord_server_mappings').countDocuments({ guildId });
    const communities = await field.db.collection('communities').countDocuments({ name: `Guild ${guildId}` });
    return [
      // Who was not told the first time reads "linked already" the next time.
      ...differs('told so twice', done > 1, false),
      ...differs('mappings', mappings, 1),
      ...differs('communities', communities, 1),
    ];
  },
};

const oneCompletion: Race = {
  name: 'one completion per member',
  async trial(field, parallel) {
    const { guildId, ...post } = await aTask(field.db);
    const discordId = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId });
      return (app) => app.get(TasksService).complete(action, idOf(post));
    });
    const rows = await field.db.collection('task_completions').countDocuments({ taskPostId: idOf(post) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1)];
  },
};

const entryRace = (name: string, wish: object, memberOf: (one: string) => string): Race => ({
  name,
  async trial(field, parallel) {
    const { guildId, ...allowlist } = await anOpenAllowlist(field.db);
    const one = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId: memberOf(one) });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist), wish);
    });
    const rows = await field.db
      .collection('allowlist_entries')
      .countDocuments({ connectionId: idOf(allowlist) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1)];
  },
});

const oneAward: Race = {
  name: 'one award per completion',
  async trial(field, parallel) {
    const row = aTaskCompletion({ owes: ['points'], due: new Date() });
    await field.db.collection('task_completions').insertOne({ ...row });
    await together(field, parallel, () => (app) => app.get(SettleCompletionEffect).run(idOf(row)));
    const paid = await field.db.collection('points_ledger').countDocuments({ sourceId: idOf(row) });
    const owing = await field.db
      .collection('task_completions')
      .countDocuments({ _id: row._id, owes: 'points' });
    const { communityId } = row;
    return [
      ...differs('ledger rows', paid, 1),
      ...differs('still owed', owing, 0),
      ...(await unbalanced(field.db, { communityId })),
    ];
  },
};

const neverNegative: Race = {
  name: 'never a negative balance',
  async trial(field, parallel) {
    const [communityId, discordId] = [`soak-${aSnowflake()}`, aSnowflake()];
    const affordable = 1 + field.pick(parallel);
    await give(field.processes[0]!, communityId, discordId, affordable * 10 + field.pick(10));
    const at = new Date();
    const { done, refused } = await together(field, parallel, (index) => {
      const sourceId = `${communityId}/${index}`;
      const debit = { source: 'entry', sourceId, communityId, discordId, amount: -10, at } as const;
      return (app) => app.get(PointsService).settle(debit, () => Promise.resolve(true));
    });
    const debits = await field.db
      .collection('points_ledger')
      .countDocuments({ communityId, source: 'entry' });
    const negative = await field.db
      .collection('balances')
      .countDocuments({ communityId, points: { $lt: 0 } });
    return [
      ...differs('told so', done, Math.min(affordable, parallel)),
      ...differs('debits', debits, done),
      ...differs('negative balances', negative, 0),
      ...unlike(refused, NotEnoughPointsError),
      ...(await unbalanced(field.db, { communityId })),
    ];
  },
};

/** Of a hundred calls ten find a place; of a thousand a hundred. */
const filledTask = (name: string, presses: number, isReviewed = false): Race => ({
  name,
  async trial(field, parallel) {
    const places = Math.ceil((parallel * presses) / 10);
    const links = { type: 'custom_url', asks: { proof: 'link', hosts: '' } } as const;
    const { guildId, ...post } = await aTask(field.db, { maxCompletions: places, ...(isReviewed && links) });
    const { done, refused } = await together(field, parallel * presses, (index) => {
      const action = aMemberAction({ guildId });
      const sent = isReviewed ? { proof: [`https://github.com/cat/${index}`] } : undefined;
      return (app) => app.get(TasksService).complete(action, idOf(post), sent);
    });
    const rows = await field.db
      .collection('task_completions')
      .find({ taskPostId: idOf(post) })
      .toArray();
    return [...filled(done, rows, places), ...unlike(refused, TaskFullError)];
  },
});

/** All give the same name: it serves one of them, whoever that is. */
const oneProof: Race = {
  name: 'one proof serves one member',
  async trial(field, parallel) {
    const { guildId, ...post } = await aTask(field.db, {
      type: 'custom_url',
      asks: { proof: 'handle', hosts: '' },
    });
    const sent = { proof: ['same_cat'] };
    const { done, refused } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(TasksService).complete(action, idOf(post), sent);
    });
    const rows = await field.db.collection('task_completions').countDocuments({ taskPostId: idOf(post) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1), ...unlike(refused, ProofTakenError)];
  },
};

/** One attempt is left, and a member sends many forms at once. */
const boundedAttempts: Race = {
  name: 'no more attempts than allowed',
  async trial(field, parallel) {
    const { guildId, communityId, ...post } = await aTask(field.db, { type: 'custom', maxAttempts: 3 });
    const row = aTaskCompletion({
      guildId,
      communityId,
      taskPostId: idOf(post),
      state: 'rejected',
      attempt: 2,
    });
    await field.db.collection('task_completions').insertOne(row);
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId: row.discordId });
      return (app) => app.get(TasksService).complete(action, idOf(post), { proof: ['Once more'] });
    });
    const after = await field.db.collection('task_completions').findOne({ _id: row._id });
    return [
      ...differs('told so', done, 1),
      ...differs('attempts', after?.attempt, 3),
      ...differs('state', after?.state, 'pending'),
    ];
  },
};

const filledAllowlist = (name: string, presses: number): Race => ({
  name,
  async trial(field, parallel) {
    const maxEntries = Math.ceil((parallel * presses) / 10);
    const { guildId, ...allowlist } = await anOpenAllowlist(field.db, { maxEntries });
    const { done, refused } = await together(field, parallel * presses, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist));
    });
    const rows = await field.db
      .collection('allowlist_entries')
      .find({ connectionId: idOf(allowlist) })
      .toArray();
    return [...filled(done, rows, maxEntries), ...unlike(refused, AllowlistFullError)];
  },
});

const filled = (done: number, rows: readonly mongo.Document[], places: number): string[] => [
  ...differs('told so', done, places),
  ...differs('rows', rows.length, places),
  ...differs('seats', new Set(rows.map((row) => String(row.seat))).size, places),
];

/** Some have too little, some press several times: paid are exactly the entries that stand. */
const paidEntries: Race = {
  name: 'never paid without an entry, never an entry without payment',
  async trial(field, parallel) {
    const { db, processes, pick } = field;
    const { guildId, communityId, ...allowlist } = await anOpenAllowlist(db, {
      entryPrice: { tokenType: 'points', amount: 10 },
    });
    const members = Array.from({ length: Math.ceil(parallel / 5) }, () => aSnowflake());
    for (const member of members) await give(processes[0]!, communityId, member, pick(2) === 0 ? 9 : 10);
    const { done } = await together(field, parallel, (index) => {
      const action = aMemberAction({ guildId, discordId: members[index % members.length]! });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist));
    });
    const entries = await db
      .collection('allowlist_entries')
      .find({ connectionId: idOf(allowlist) })
      .toArray();
    const ids = entries.map((entry) => entry._id.toHexString());
    const debits = await db.collection('points_ledger').find({ communityId, source: 'entry' }).toArray();
    return [
      ...differs('entries that are not paid', entries.filter(({ state }) => state !== 'valid').length, 0),
      ...differs('entries and debits', entries.length, debits.length),
      ...differs(
        'debits without entry',
        debits.filter((row) => !ids.includes(String(row.sourceId))).length,
        0,
      ),
      ...differs('told so', done, entries.length),
      ...(await unbalanced(db, { communityId })),
    ];
  },
};

export const races: readonly Race[] = [
  oneCommunity,
  oneCompletion,
  entryRace('one entry per member', {}, (one) => one),
  entryRace('one entry per wallet', { wallet: '0xAB', uniqueWallet: '0xab' }, () => aSnowflake()),
  oneAward,
  neverNegative,
  filledTask('a task is filled, and not more', 1),
  filledAllowlist('an allowlist is filled, and not more', 1),
  filledTask('a task is filled by ten times as many', 10),
  filledTask('a reviewed task is filled by ten times as many', 10, true),
  filledAllowlist('an allowlist is filled by ten times as many', 10),
  paidEntries,
  oneProof,
  boundedAttempts,
];
