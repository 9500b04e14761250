// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `aSecond()` does its part, as late as it may.
import { CardsRepository } from '../../../src/modules/tasks/cards/cards.repository.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import { TaskCompletionsRepository } from '../../../src/modules/tasks/task-completions.repository.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { useTestApp } from '../../support/app/index.js';
import { anUnpostedTask, aTaskCompletion } from '../../support/builders/index.js';
import { EditWatch } from '../../support/cards/edit-watch.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

interface Task {
  readonly postId: string;
  readonly messageId: string;
  readonly communityId: string;
}

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, hasCardPace: true });
const cards = () => testApp().get(CardsRepository);
const effect = () => testApp().get(TaskCardEffect);
const nowMs = (): number => testApp().clock.now().getTime();

const aChannel = (): string =>
  testApp().discord.createChannel({ guildId: testApp().server.guild.id, name: 'more-tasks' }).id;

/** One turn of the worker, a second after the one before. */
async function aSecond(): Promise<string[]> {
  testApp().clock.advance(1_000);
  const now = testApp().clock.now();
  const ids = await effect().claim(now, new Date(now.getTime() + 10_000), 50);
  await Promise.all(ids.map((id) => effect().run(id)));
  return ids;
}

async function postedTasks(channelIds: readonly string[], ofEach: number): Promise<Task[]> {
  const posts = channelIds.flatMap((channelId) =>
    Array.from({ length: ofEach }, () =>
      anUnpostedTask({ guildId: testApp().server.guild.id, channelId, createdAt: testApp().clock.now() }),
    ),
  );
  for (const post of posts) await testApp().get(TaskPostsRepository).insert(post);
  const ids = posts.map(({ _id }) => _id.toHexString());
  for (const id of ids) await effect().run(id);
  testApp().clock.advance(60_000);
  const stored = await Promise.all(ids.map((id) => cards().find(id)));
  return stored.map((post) => ({
    postId: post!._id.toHexString(),
    messageId: post!.messageId!,
    communityId: post!.communityId,
  }));
}

async function complete({ postId: taskPostId, communityId }: Task): Promise<void> {
  await testApp().get(TaskCompletionsRepository).insert(aTaskCompletion({ taskPostId, communityId }));
}

it('each card is right ten seconds after its last press, and no limit of Discord is reached', async () => {
  const tasks = await postedTasks([aChannel()], 5);
  const watch = new EditWatch(testApp().discord);
  const pressed = new Map(tasks.map((task) => [task, { count: 0, lastMs: 0 }]));
  for (let second = 0; second < 18; second += 1) {
    // Later tasks are pressed for longer.
    for (const [nth, task] of tasks.entries()) {
      if (second > 9 + 2 * nth) continue;
      await complete(task);
      pressed.set(task, { count: second + 1, lastMs: nowMs() });
      await testApp().get(TaskCountsProjection).recount(task.postId);
    }
    await aSecond();
  }
  for (let second = 0; second < 10; second += 1) await aSecond();
  for (const [{ messageId }, { count, lastMs }] of pressed)
    expect(watch.rightSince(messageId, count)! - lastMs).toBeLessThanOrEqual(10_000);
  expect(watch.shortestGapMs()).toBeGreaterThanOrEqual(5_000);
  expect(watch.most(5_000, 'channel')).toBeLessThanOrEqual(5);
  expect(watch.most(1_000, 'all')).toBeLessThanOrEqual(20);
  // Presses are put together, not shown one by one.
  expect(watch.edits.length).toBeLessThan(
    [...pressed.values()].reduce((sum, { count }) => sum + count, 0) / 3,
  );
});

it('the first press after a quiet time is shown at once', async () => {
  const [task] = await postedTasks([aChannel()], 1);
  const watch = new EditWatch(testApp().discord);
  await complete(task!);
  await testApp().get(TaskCountsProjection).recount(task!.postId);
  await aSecond();
  expect(watch.edits).toHaveLength(1);
});

it('cards of one channel take turns', async () => {
  const tasks = await postedTasks([aChannel()], 8);
  const watch = new EditWatch(testApp().discord);
  for (let second = 0; second < 36; second += 1) {
    const counts = { completions: second + 1, places: 0 };
    if (second % 3 === 0)
      await Promise.all(tasks.map(({ postId }) => cards().setCounts(postId, counts, testApp().clock.now())));
    await aSecond();
  }
  const edits = tasks.map(
    (task) => watch.edits.filter(({ messageId }) => messageId === task.messageId).length,
  );
  // 30 to 35 edits in all.
  expect(Math.min(...edits)).toBeGreaterThanOrEqual(3);
  expect(Math.max(...edits)).toBeLessThanOrEqual(5);
  expect(watch.most(5_000, 'channel')).toBeLessThanOrEqual(5);
});

it('a channel with many waiting cards holds up no other', async () => {
  const [busy, quiet] = [aChannel(), aChannel()];
  const waiting = await postedTasks([busy], 12);
  const [alone] = await postedTasks([quiet], 1);
  const redraw = (task: Task) => testApp().get(CardsRepository).redraw(task.postId, testApp().clock.now());
  for (const task of waiting) await redraw(task);
  testApp().clock.advance(1_000);
  await redraw(alone!);
  expect(await aSecond()).toContain(alone!.postId);
});

it('two workers never take the same card', async () => {
  const tasks = await postedTasks([aChannel()], 5);
  for (const { postId } of tasks) await testApp().get(CardsRepository).redraw(postId, testApp().clock.now());
  const now = testApp().clock.now();
  const claims = await Promise.all(
    [1, 2, 3].map(() => cards().claim(now, new Date(now.getTime() + 10_000), 50)),
  );
  const taken = claims.flat();
  expect(taken).toEqual(expect.arrayContaining(tasks.map(({ postId }) => postId)));
  expect(new Set(taken).size).toBe(taken.length);
});
