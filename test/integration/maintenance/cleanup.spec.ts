// Real: all steps of the cleanup, its service and metrics, migrations and validators, a MongoDB. Fake: the time.
import type { Connection, Types } from 'mongoose';
import { Load, Metrics } from '../../../src/infra/observability/index.js';
import { CleanupService } from '../../../src/maintenance/cleanup/index.js';
import { collections } from '../../../src/maintenance/collections.js';
import {
  anAllowlist,
  anEntry,
  anInteractionLog,
  aServerMapping,
  aTaskCompletion,
  aTaskPost,
  samples,
} from '../../support/builders/index.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import { FixedClock, silenceLogs } from '../../support/fakes/index.js';
import { anOldId } from '../../support/integrity/healthy-rows.js';

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

silenceLogs();
const { db, clean, taken } = useCleanDatabase();
const rows = (name: string) => db().collection(name);
const now = new Date();
/** TTL indexes don't come before: everything that ends is judged a day later. */
const later = new Date(now.getTime() + DAY_MS);
const before = (days: number): Date => new Date(later.getTime() - days * DAY_MS);

beforeEach(async () => {
  await Promise.all(collections.map(({ name }) => rows(name).deleteMany()));
});

describe('tasks whose end has passed', () => {
  const aTask = async (given: Parameters<typeof aTaskPost>[0]): Promise<Types.ObjectId> => {
    const post = aTaskPost(given);
    await rows('discord_task_posts').insertOne(post);
    return post._id;
  };
  const stored = (_id: Types.ObjectId) => rows('discord_task_posts').findOne({ _id });
  const over = { expiresAt: now };

  it('are expired, from now on kept for 90 days; their cards stay as due as they were', async () => {
    const shown = await aTask({ taskData: over });
    const owed = await aTask({ taskData: over, card: { wanted: 1, shown: 0, due: now } });
    expect(await taken({ now: later })).toEqual({ 'expired-tasks': 2 });
    const closed = { taskData: { status: 'expired' }, closedAt: later };
    expect(await stored(shown)).toMatchObject({ ...closed, card: { wanted: 0, shown: 0 } });
    expect((await stored(shown))?.card).not.toHaveProperty('due');
    expect(await stored(owed)).toMatchObject({ ...closed, card: { due: now } });
  });

  it('are completed where every place was taken', async () => {
    const [full, left] = [
      await aTask({ taskData: { ...over, maxCompletions: 2 } }),
      await aTask({
        taskData: { ...over, maxCompletions: 3 },
      }),
    ];
    await rows('discord_task_posts').updateMany({}, { $set: { 'interactionStats.completions': 2 } });
    await clean({ now: later });
    expect((await stored(full))?.taskData).toHaveProperty('status', 'completed');
    expect((await stored(left))?.taskData).toHaveProperty('status', 'expired');
  });

  it('that were paused get a card to be edited; those never posted none', async () => {
    const paused = await aTask({ taskData: { ...over, status: 'paused' } });
    const scheduled = await aTask({ taskData: { ...over, status: 'scheduled' } });
    await rows('discord_task_posts').updateOne({ _id: scheduled }, { $unset: { messageId: '' } });
    await clean({ now: later });
    expect(await stored(paused)).toMatchObject({ taskData: { status: 'expired' }, card: { due: later } });
    expect((await stored(scheduled))?.card).not.toHaveProperty('due');
  });

  it('are not those that are open, drafts, or closed with a date', async () => {
    await aTask({ taskData: { expiresAt: new Date(later.getTime() + 1) } });
    await aTask({ taskData: { ...over, status: 'draft' } });
    await aTask({ taskData: { ...over, status: 'cancelled' }, closedAt: now });
    expect(await taken({ now: later })).toEqual({});
  });

  it('get the date that they lack', async () => {
    const cancelled = await aTask({ taskData: { status: 'cancelled' } });
    expect(await taken({ now: later })).toEqual({ 'expired-tasks': 1 });
    expect(await stored(cancelled)).toMatchObject({ taskData: { status: 'cancelled' }, closedAt: later });
  });
});

describe('drafts of tasks', () => {
  const aDraft = async (
    days: number,
    given: Parameters<typeof aTaskPost>[0] = {},
  ): Promise<Types.ObjectId> => {
    const draft = aTaskPost({
      createdAt: before(days),
      ...given,
      taskData: { status: 'draft', expiresAt: before(-9), ...given.taskData },
    });
    await rows('discord_task_posts').insertOne(draft);
    return draft._id;
  };
  const left = async (): Promise<string[]> =>
    (
      await rows('discord_task_posts')
        .find({}, { projection: { _id: 1 } })
        .toArray()
    ).map(({ _id }) => String(_id));

  it('go 30 days after they were made; a minute before that they stay', async () => {
    await aDraft(30);
    const young = await aDraft(30 - 1 / 1_440);
    expect(await taken({ now: later, mode: 'count' })).toEqual({ 'old-task-drafts': 1 });
    expect(await taken({ now: later })).toEqual({ 'old-task-drafts': 1 });
    expect(await left()).toEqual([String(young)]);
  });

  it('go batch by batch, those with an occurrence or a start to come among them', async () => {
    const slot = { date: '2026-12-24', time: '18:00', minutes: 60 };
    await aDraft(31, { occurrence: slot, taskData: { recurrence: 'daily' } });
    await aDraft(40, { taskData: { startsAt: before(-1) } });
    await aDraft(90);
    expect(await taken({ now: later, batchSize: 2 })).toEqual({ 'old-task-drafts': 3 });
    expect(await left()).toEqual([]);
  });

  it('stay while more is asked for, and once they are posted', async () => {
    await aDraft(40);
    await aDraft(90, { taskData: { status: 'scheduled' } });
    await aDraft(90, { taskData: { status: 'active' } });
    expect(await taken({ now: later, olderThanMs: 41 * DAY_MS })).toEqual({});
    expect(await taken({ now: later, olderThanMs: DAY_MS })).toEqual({ 'old-task-drafts': 1 });
    expect(await left()).toHaveLength(2);
  });

  it('no longer hold the row of a server that was unlinked', async () => {
    const server = aServerMapping({ status: 'unlinked', unlinkedAt: before(60) });
    await rows('discord_server_mappings').insertOne(server);
    await aDraft(30, { guildId: server.guildId });
    expect(await taken({ now: later })).toEqual({ 'old-task-drafts': 1, discord_server_mappings: 1 });
  });
});

it('drafts of allowlists go 30 days after they were made; posted ones stay', async () => {
  const made = (days: number, status: 'draft' | 'active') =>
    anAllowlist({ createdAt: before(days), allowlistData: { status, endsAt: before(-9) } });
  const [young, posted] = [made(30 - 1 / 1_440, 'draft'), made(90, 'active')];
  await rows('discord_allowlist_connections').insertMany([made(30, 'draft'), young, posted]);
  expect(await taken({ now: later, mode: 'count' })).toEqual({ 'old-allowlist-drafts': 1 });
  expect(await taken({ now: later })).toEqual({ 'old-allowlist-drafts': 1 });
  const left = await rows('discord_allowlist_connections').distinct('_id');
  expect(left.map(String).sort()).toEqual([young._id, posted._id].map(String).sort());
});

describe('allowlists', () => {
  const anAllowlistOf = async (status: string, entry?: object): Promise<Types.ObjectId> => {
    const allowlist = anAllowlist({ allowlistData: { status: status as never, endsAt: before(30) } });
    await rows('discord_allowlist_connections').insertOne(allowlist);
    if (entry)
      await rows('allowlist_entries').insertOne(
        anEntry({ connectionId: allowlist._id.toHexString(), ...entry }),
      );
    return allowlist._id;
  };

  it.each(['draft', 'scheduled', 'active', 'paused', 'closing', 'frozen', 'drawn'])(
    'that are %s are left to the draw, however long they are over',
    async (status) => {
      await anAllowlistOf(status);
      expect(await taken({ now: later })).toEqual({});
    },
  );

  it.each([
    ['is unpaid', { state: 'unpaid' }],
    ['is due', { due: now }],
    ['was paid and not given back', { price: 5 }],
    ['is held and was paid', { price: 5, state: 'held' }],
  ])('that are cancelled wait while an entry %s', async (_, entry) => {
    await anAllowlistOf('cancelled', entry);
    expect(await taken({ now: later })).toEqual({});
  });

  it('that are cancelled and owe nothing are closed', async () => {
    const ids = [await anAllowlistOf('cancelled'), await anAllowlistOf('cancelled', {})];
    await anAllowlistOf('cancelled', { price: 5 });
    expect(await taken({ now: later, batchSize: 1 })).toEqual({ 'settled-allowlists': 2 });
    const closed = await rows('discord_allowlist_connections').find({ closedAt: later }).toArray();
    expect(closed.map(({ _id }) => _id.toHexString()).sort()).toEqual(ids.map(String).sort());
  });
});

describe('a server that is unlinked for 30 days', () => {
  const unlinked = (days: number) => aServerMapping({ status: 'unlinked', unlinkedAt: before(days) });

  it('goes; a day before it stays, and so does one that is linked again', async () => {
    await rows('discord_server_mappings').insertMany([
      unlinked(30),
      unlinked(29),
      aServerMapping({ unlinkedAt: before(90) }),
    ]);
    expect(await taken({ now: later })).toEqual({ discord_server_mappings: 1 });
  });

  it.each([
    [
      'a task',
      'discord_task_posts',
      (guildId: string) => aTaskPost({ guildId, taskData: { expiresAt: before(-9) } }),
    ],
    ['an allowlist', 'discord_allowlist_connections', (guildId: string) => anAllowlist({ guildId })],
  ])('stays while %s of it is not closed', async (_, name, make) => {
    const servers = [unlinked(60), unlinked(61), unlinked(62)];
    await rows('discord_server_mappings').insertMany(servers);
    const child = make(servers[2]!.guildId);
    await rows(name).insertOne(child);
    expect(await taken({ now: later, batchSize: 1 })).toEqual({ discord_server_mappings: 2 });
    await rows(name).updateOne({ _id: child._id }, { $set: { closedAt: now } });
    expect(await taken({ now: later })).toEqual({ discord_server_mappings: 1 });
  });
});

describe('what is asked for', () => {
  const log = (days: number) => anInteractionLog({ timing: { timestamp: before(days), processingTime: 1 } });
  const closedTask = (days: number) => aTaskPost({ taskData: { status: 'expired' }, closedAt: before(days) });
  const asked = async (days: number) => taken({ now: later, mode: 'count', olderThanMs: days * DAY_MS });

  beforeEach(async () => {
    await rows('discord_interaction_logs').insertMany([20, 40, 80].map(log));
    await rows('discord_task_posts').insertMany([20, 80].map(closedTask));
  });

  it('may be shorter for logs, within bounds, and never for what is not', async () => {
    expect(await asked(40)).toEqual({ discord_interaction_logs: 2 });
    expect(await asked(1)).toEqual({ discord_interaction_logs: 2 });
  });

  it('may be longer for all', async () => {
    const open = aTaskPost({ taskData: { expiresAt: before(5) } });
    const orphan = aTaskCompletion({ _id: anOldId() });
    await rows('discord_task_posts').insertOne(open);
    await rows('task_completions').insertOne(orphan);
    expect(await taken({ now: later, mode: 'count' })).toEqual({
      'expired-tasks': 1,
      'task_completions-orphans': 1,
    });
    expect(await asked(6)).toEqual({ discord_interaction_logs: 2 });
  });
});

describe('a run', () => {
  const draft = samples.find(({ collection }) => collection.name === 'drafts')!;
  const tenDrafts = () =>
    rows('drafts').insertMany(
      Array.from({ length: 10 }, () => ({ ...draft.row(), expiresAt: new Date(now.getTime() + 3_600_000) })),
    );
  const serviceWith = (metrics: Metrics, load = new Load()) =>
    new CleanupService(
      { db: db() } as unknown as Connection,
      { all: collections },
      load,
      metrics,
      new FixedClock(later.toISOString()),
    );

  it('that is stopped ends between two batches; the next one does the rest', async () => {
    await tenDrafts();
    const stopping = new AbortController();
    const left = () => rows('drafts').countDocuments();
    const breathe = async (): Promise<void> => {
      if ((await left()) < 6) stopping.abort();
      stopping.signal.throwIfAborted();
    };
    await expect(clean({ now: later, batchSize: 3, breathe })).rejects.toThrow(/abort/i);
    expect(await left()).toBe(4);
    expect(await taken({ now: later })).toEqual({ drafts: 4 });
  });

  it('counts what it took and when it ended well; gives way between batches', async () => {
    await tenDrafts();
    const [metrics, load] = [new Metrics(), new Load()];
    const quiet = jest.spyOn(load, 'quiet');
    await serviceWith(metrics, load).run(never);
    const text = await metrics.registry.metrics();
    expect(text).toContain('bot_cleanup_rows_total{step="drafts"} 10');
    expect(text).toContain('bot_cleanup_duration_seconds_count{step="drafts"} 1');
    expect(text).toContain(`bot_cleanup_last_success_timestamp_seconds ${String(later.getTime() / 1_000)}`);
    expect(quiet.mock.calls.length).toBeGreaterThan(collections.length / 2);
  });

  it('in which a step fails does the others, and is no success', async () => {
    await tenDrafts();
    const metrics = new Metrics();
    const failing = 'task_completions';
    const broken = new Proxy(db(), {
      get: (target, key) =>
        key === 'collection'
          ? (name: string) => {
              if (name === failing) throw new Error('This collection can not be read');
              return target.collection(name);
            }
          : (Reflect.get(target, key) as unknown),
    });
    const service = new CleanupService(
      { db: broken } as unknown as Connection,
      { all: collections },
      new Load(),
      metrics,
      new FixedClock(later.toISOString()),
    );
    const { steps } = await service.run(never);
    expect(steps.filter(({ failure }) => failure !== undefined).map(({ name }) => name)).toEqual([
      `${failing}-orphans`,
    ]);
    expect(steps.find(({ name }) => name === 'drafts')).toMatchObject({ rows: 10 });
    expect(await metrics.registry.metrics()).toMatch(/^bot_cleanup_last_success_timestamp_seconds NaN$/im);
  });
});
