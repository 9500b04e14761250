// Real: the whole service, the cleanup and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { Types } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import { CleanupService } from '../../../src/maintenance/cleanup/index.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { TaskClosedError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { plain, type PostedTask, postTask, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const posts = () => database.db().collection('discord_task_posts');
const stored = ({ postId }: PostedTask) => posts().findOne({ _id: new Types.ObjectId(postId) });
const shownOn = async ({ card }: PostedTask): Promise<string> =>
  plain(readableText(await testApp().as(testApp().server.admin).message(card)));

/** A task whose end passes, and is closed before the worker came to its card. */
async function aTaskThatIsClosed(): Promise<PostedTask> {
  const task = await postTask(testApp());
  testApp().clock.advance(366 * DAY_MS);
  await testApp().get(CleanupService).run(never);
  expect(await stored(task)).toMatchObject({
    taskData: { status: 'expired' },
    closedAt: expect.any(Date) as Date,
  });
  return task;
}

it('the card of a task that was closed shows the end, once', async () => {
  const task = await aTaskThatIsClosed();
  expect(await shownOn(task)).not.toContain('· ended');
  await testApp().settle();
  expect(await shownOn(task)).toContain('· ended');
  expect((await stored(task))?.card).not.toHaveProperty('due');
});

it('a press on it is told that the task is over', async () => {
  const task = await aTaskThatIsClosed();
  const action = aMemberAction({ guildId: testApp().server.guild.id });
  await expect(testApp().get(TasksService).complete(action, task.postId)).rejects.toThrow(TaskClosedError);
});

it('a proof that is accepted after the end still counts on the card', async () => {
  const task = await aTaskThatIsClosed();
  await testApp().settle();
  await database
    .db()
    .collection('task_completions')
    .insertOne(aTaskCompletion({ taskPostId: task.postId, guildId: testApp().server.guild.id }));
  await testApp().get(TaskCountsProjection).recount(task.postId);
  await testApp().settle();
  expect(await shownOn(task)).toContain('Completed by 1 member');
});
