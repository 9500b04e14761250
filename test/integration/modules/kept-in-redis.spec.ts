// Real: two whole services on one MongoDB and one Redis of this file. Fake: Discord (a local one for each).
import { ChangeFeed } from '../../../src/infra/cache/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { RedisLink } from '../../../src/infra/redis/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { postTask, startApp, type TestApp, textOf, withdrawTask } from '../../support/app/index.js';
import { silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';
import { describeWith } from '../../support/outside-tool.js';
import { REDIS, RedisProcess } from '../../support/redis/redis-process.js';

silenceLogs();

/** The limit of Discord is 3 s; ours for the first acknowledgement is this. */
const ACKNOWLEDGED_MS = 2_600;

const database = useTestDatabase();

describeWith(REDIS, 'values kept in Redis', (command) => {
  let redis: RedisProcess;
  let here: TestApp;
  let there: TestApp;
  beforeAll(async () => {
    redis = await RedisProcess.prepare(command);
    // It is not there yet: the services start without.
    const options = { databaseUri: database.uri, redisUrl: redis.url };
    here = await startApp(options);
    there = await startApp({ ...options, isLinked: false });
    for (const app of [here, there]) await waitUntil(() => app.get(ChangeFeed).covers(performance.now()));
  });
  afterAll(async () => {
    await here.stop();
    await there.stop();
    await redis.remove();
  });

  const answers = (app: TestApp) => () => app.get(RedisLink).ping();
  const isUp = async (app: TestApp) => (await app.get(Metrics).redisUp.get()).values[0]?.value === 1;
  const find = (app: TestApp, postId: string) =>
    app.get(TaskPostsRepository).findFresh(here.server.guild.id, postId);
  const outcomes = async (app: TestApp): Promise<Record<string, number>> => {
    const { values } = await app.get(Metrics).cacheRequests.get();
    const ofPosts = values.filter(({ labels }) => labels.cache === 'task_posts');
    return Object.fromEntries(ofPosts.map(({ labels, value }) => [String(labels.outcome), value]));
  };
  /** On a task that nobody keeps yet. */
  const pressNew = async (): Promise<void> => {
    const { card } = await postTask(here);
    const pressed = await here.as(here.server.members[0]!).press(card, { label: 'Complete' });
    expect(textOf(pressed)).toContain('Done!');
    expect(pressed.latencyMs).toBeLessThan(ACKNOWLEDGED_MS);
  };

  it('never there: everything is the same', async () => {
    expect(await isUp(here)).toBe(false);
    await pressNew();
    const { postId } = await postTask(here);
    expect(await find(there, postId)).toEqual(await find(here, postId));
    expect((await outcomes(there)).redis).toBeUndefined();
  });

  it('there: what one process has read the other one has without MongoDB, to the type', async () => {
    await redis.start();
    for (const app of [here, there]) await waitUntil(answers(app));
    expect([await isUp(here), await isUp(there)]).toEqual([true, true]);
    // What Redis got just when a process came to it is not believed there; soon it is.
    let taken: string | undefined;
    await waitUntil(async () => {
      const { postId } = await postTask(here);
      const inHere = await find(here, postId);
      expect(await find(there, postId)).toEqual(inHere);
      if (((await outcomes(there)).redis ?? 0) > 0) taken = postId;
      return taken !== undefined;
    });
    const post = await find(there, taken!);
    expect(post?.createdAt).toBeInstanceOf(Date);
    expect(post?._id.toHexString()).toBe(taken);
    expect(await here.get(ServersService).find(here.server.guild.id)).toEqual(
      await there.get(ServersService).find(here.server.guild.id),
    );
  });

  it('there: a change is told to Redis too, and an old value does not come back', async () => {
    const { postId } = await postTask(here);
    const status = async (app: TestApp) => (await find(app, postId))?.taskData.status;
    expect([await status(here), await status(there)]).toEqual(['active', 'active']);
    await withdrawTask(here, postId);
    expect(await status(here)).toBe('cancelled');
    await waitUntil(async () => (await status(there)) === 'cancelled', { withinMs: 2_000 });
    expect(await status(here)).toBe('cancelled');
  });

  it('emptied: everything is the same', async () => {
    const { postId } = await postTask(here);
    const before = await find(here, postId);
    await here.get(RedisLink).ask((client) => client.flushall());
    expect(await find(there, postId)).toEqual(before);
    await pressNew();
  });

  it('killed: everything is the same, and it is used again when it is back', async () => {
    await redis.kill();
    await pressNew();
    await waitUntil(async () => !(await isUp(here)));
    await redis.start();
    await waitUntil(answers(here));
    expect(await isUp(here)).toBe(true);
    await pressNew();
  });

  it('frozen: presses are answered in time, changes are heard, and it is used again after the thaw', async () => {
    const { postId } = await postTask(here);
    expect((await find(there, postId))?.taskData.status).toBe('active');
    redis.freeze();
    await pressNew();
    await withdrawTask(here, postId);
    await waitUntil(async () => (await find(there, postId))?.taskData.status === 'cancelled', {
      withinMs: 2_500,
    });
    redis.thaw();
    await waitUntil(answers(here), { withinMs: 5_000 });
    await pressNew();
  });
});
