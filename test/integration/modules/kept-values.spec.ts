// Real: two whole services on one MongoDB of this file. Fake: Discord (a local one for each), errors of the
// change stream where a test says so.
import { mongo } from 'mongoose';
import { ChangeFeed } from '../../../src/infra/cache/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { CardsRepository } from '../../../src/modules/tasks/cards/cards.repository.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import {
  type PostedTask,
  postTask,
  type TestApp,
  textOf,
  useTestApp,
  withdrawTask,
} from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

silenceLogs();

const database = useTestDatabase();
const here = useTestApp({ databaseUri: database.uri });
const there = useTestApp({ databaseUri: database.uri, isLinked: false });
const guildId = () => here().server.guild.id;
const posts = (app: TestApp) => app.get(TaskPostsRepository);
const servers = (app: TestApp) => app.get(ServersService);
const rows = () => database.db().collection('discord_task_posts');
const isLive = (app: TestApp) => () => app.get(ChangeFeed).covers(performance.now());
const SECOND_OR_TWO = { withinMs: 2_000 };

async function count(app: TestApp, metric: 'cacheRequests' | 'cacheInvalidations', labels: object) {
  const { values } = await app.get(Metrics)[metric].get();
  const matching = values.filter((value) =>
    Object.entries(labels).every(([key, label]) => (value.labels as Record<string, unknown>)[key] === label),
  );
  return matching.reduce((sum, { value }) => sum + value, 0);
}
const misses = (app: TestApp, cache: string) => count(app, 'cacheRequests', { cache, outcome: 'miss' });

const invalidations = (cache: string) => count(there(), 'cacheInvalidations', { cache });
/** A posted task; that it got its message is known there already. */
async function settledTask(): Promise<PostedTask> {
  const before = await invalidations('task_posts');
  const task = await postTask(here());
  await waitUntil(async () => (await invalidations('task_posts')) > before, SECOND_OR_TWO);
  return task;
}

beforeEach(async () => {
  for (const app of [here(), there()]) await waitUntil(isLive(app));
});

describe('what a process keeps', () => {
  it('is read once, however often and long it is asked for', async () => {
    const { postId } = await settledTask();
    const before = await misses(there(), 'task_posts');
    const startedAt = performance.now();
    await waitUntil(async () => {
      expect(await posts(there()).findFresh(guildId(), postId)).toMatchObject({ guildId: guildId() });
      return performance.now() - startedAt > 1_300;
    });
    expect(await misses(there(), 'task_posts')).toBe(before + 1);
  });

  it('is of its own guild only', async () => {
    const { postId } = await postTask(here());
    expect(await posts(here()).findFresh(guildId(), postId)).not.toBeNull();
    expect(await posts(here()).findFresh(there().server.guild.id, postId)).toBeNull();
    expect(await posts(here()).findFresh(guildId(), 'none')).toBeNull();
  });

  it('follows a withdrawal here at once, and there within two seconds', async () => {
    const { postId, card } = await postTask(here());
    const status = async (app: TestApp) => (await posts(app).findFresh(guildId(), postId))?.taskData.status;
    expect([await status(here()), await status(there())]).toEqual(['active', 'active']);
    await withdrawTask(here(), postId);
    expect(await status(here())).toBe('cancelled');
    await waitUntil(async () => (await status(there())) === 'cancelled', SECOND_OR_TWO);
    const pressed = await here().as(here().server.members[0]!).press(card, { label: 'Complete' });
    expect(textOf(pressed)).not.toContain('Done!');
  });

  it('stays while figures are recounted and cards drawn', async () => {
    const { postId } = await settledTask();
    const other = await settledTask();
    const before = await invalidations('task_posts');
    await here().get(CardsRepository).setCounts(postId, { completions: 7, places: 0 }, here().clock.now());
    await here().settle();
    await withdrawTask(here(), other.postId);
    await waitUntil(async () => (await invalidations('task_posts')) > before, SECOND_OR_TWO);
    expect(await invalidations('task_posts')).toBe(before + 1);
    expect((await rows().findOne({ messageId: { $exists: true }, 'card.shown': 7 }))?._id.toHexString()).toBe(
      postId,
    );
  });
});

describe('a server', () => {
  it('linked there is known there and here at once', async () => {
    const { guild, admin } = there().server;
    expect(await servers(here()).find(guild.id)).toBeNull();
    const action = aMemberAction({ guildId: guild.id, discordId: admin.id });
    await there().get(LinkingService).create(action, { name: 'Sky Cats' });
    expect(await servers(there()).find(guild.id)).toMatchObject({ guildId: guild.id });
    expect(await servers(here()).find(guild.id)).toMatchObject({ guildId: guild.id });
  });

  it('changed, unlinked or gone is so in every process within two seconds', async () => {
    const mappings = database.db().collection('discord_server_mappings');
    const row = { guildId: guildId() };
    const names = () =>
      Promise.all([here(), there()].map(async (app) => (await servers(app).find(guildId()))?.guildName));
    const [name] = await names();
    await mappings.updateOne(row, { $set: { 'guildInfo.name': 'Other' } });
    await waitUntil(async () => (await names()).join() === 'Other,Other', SECOND_OR_TWO);
    await mappings.updateOne(row, { $set: { status: 'unlinked', 'guildInfo.name': name } });
    await waitUntil(async () => (await names()).join() === ',', SECOND_OR_TWO);
    await mappings.updateOne(row, { $set: { status: 'active' } });
    expect(await names()).toEqual([name, name]);
    const kept = await mappings.findOneAndDelete(row);
    await waitUntil(async () => (await names()).join() === ',', SECOND_OR_TWO);
    await mappings.insertOne(kept!);
  });
});

it('without the change stream nothing is more than a second old', async () => {
  const { postId } = await postTask(here());
  const status = async () => (await posts(there()).findFresh(guildId(), postId))?.taskData.status;
  const tryNext = jest.spyOn(mongo.ChangeStream.prototype, 'tryNext').mockRejectedValue(new Error('broken'));
  await waitUntil(() => !isLive(there())(), SECOND_OR_TWO);
  expect(await status()).toBe('active');
  await withdrawTask(here(), postId);
  const ms = await waitUntil(async () => (await status()) === 'cancelled', SECOND_OR_TWO);
  expect(ms).toBeLessThan(1_300);
  tryNext.mockRestore();
});
