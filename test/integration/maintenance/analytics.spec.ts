// Real: a migrated MongoDB with its profiler on. Nothing is fake.
import { Types } from 'mongoose';
import { type Analytics, analyticsOf, type Period } from '../../../src/maintenance/figures/analytics.js';
import { summaryOf } from '../../../src/maintenance/figures/summary.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';

const { db } = useCleanDatabase();
const [ours, theirs] = ['100000000000000001', '100000000000000002'];
// Far ahead, as MongoDB removes old rows of the log by itself; an id of MongoDB tells times until 2038.
const period: Period = { from: new Date('2036-03-01T00:00:00Z'), to: new Date('2036-03-04T00:00:00Z') };
const at = (day: number): Date => new Date(Date.UTC(2036, 2, day, 12));
const idAt = (day: number): Types.ObjectId =>
  new Types.ObjectId((at(day).getTime() / 1_000).toString(16) + new Types.ObjectId().toHexString().slice(8));

async function insert(collection: string, rows: readonly object[]): Promise<void> {
  await db()
    .collection(collection)
    .insertMany([...rows], { bypassDocumentValidation: true });
}

let made = 0;
const unique = (): string => String((made += 1));

beforeAll(async () => {
  const logged = (guildId: string, userId: string, day: number): object => ({
    interactionId: unique(),
    guildId,
    userId,
    timing: { timestamp: at(day) },
  });
  await insert('discord_interaction_logs', [
    logged(ours, 'a', 1),
    logged(ours, 'a', 1),
    logged(ours, 'b', 3),
    logged(theirs, 'a', 3),
    logged(theirs, 'a', 9),
  ]);
  const done = (guildId: string, day: number, state = 'verified'): object => {
    const [taskPostId, discordId] = [unique(), unique()];
    return { _id: idAt(day), guildId, taskPostId, discordId, state };
  };
  await insert('task_completions', [
    done(ours, 1),
    done(theirs, 2),
    done(ours, 2, 'rejected'),
    done(ours, 9),
  ]);
  const moved = (communityId: string, day: number, amount: number): object => {
    const sourceId = unique();
    return { _id: idAt(day), communityId, source: 'task', sourceId, amount };
  };
  await insert('points_ledger', [moved('cats', 1, 50), moved('cats', 1, -20), moved('dogs', 2, 5)]);
  await insert('discord_server_mappings', [
    { guildId: ours, communityId: 'cats', guildInfo: { name: 'Sky Cats' } },
  ]);
});

const plain = ({ figures }: Analytics): Record<string, unknown> =>
  Object.fromEntries(figures.map(({ name, total, perDay }) => [name, [total, ...perDay]]));

it('adds up a period per day, for all servers and the busiest of them', async () => {
  const analytics = await analyticsOf(db(), period);
  expect(plain(analytics)).toEqual({
    interactions: [4, 2, 0, 2],
    'active members': [2, 1, 0, 2],
    completions: [2, 1, 1, 0],
    'points awarded': [55, 50, 5, 0],
    entries: [0, 0, 0, 0],
  });
  expect(analytics.guilds).toEqual([
    { guildId: ours, name: 'Sky Cats', interactions: 3, members: 2 },
    { guildId: theirs, interactions: 1, members: 1 },
  ]);
});

it('adds up one server, of whose community the points are', async () => {
  const analytics = await analyticsOf(db(), { ...period, guildId: ours });
  expect(plain(analytics)).toMatchObject({
    interactions: [3, 2, 0, 1],
    completions: [1, 1, 0, 0],
    'points awarded': [50, 50, 0, 0],
  });
  expect(analytics.guilds).toEqual([]);
  const none = plain(await analyticsOf(db(), { ...period, guildId: theirs }));
  expect(none['points awarded']).toEqual([0, 0, 0, 0]);
});

it('reads no collection from end to end', async () => {
  await db().command({ profile: 2 });
  await analyticsOf(db(), period);
  await analyticsOf(db(), { ...period, guildId: ours });
  await db().command({ profile: 0 });
  const asked = await db().collection('system.profile').find({ 'command.$db': db().databaseName }).toArray();
  const plans = asked.map(({ planSummary }) => String(planSummary));
  expect(plans.filter((plan) => plan.startsWith('IXSCAN')).length).toBeGreaterThan(8);
  expect(plans.filter((plan) => plan.includes('COLLSCAN'))).toEqual([]);
});

it('sums up a collection, and nothing where there is none', async () => {
  expect(await summaryOf(db(), 'task_completions')).toMatchObject({ rows: 4, oldest: at(1), newest: at(9) });
  expect(await summaryOf(db(), 'no_such')).toBeUndefined();
});
