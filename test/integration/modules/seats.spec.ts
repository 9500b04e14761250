// Real: tasks with a number of places, their repositories and services, a MongoDB of this file.
// Fake: Discord and the time.
import { ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import { TaskFullError, TaskAlreadyCompletedError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const tasks = () => testApp().get(TasksService);
const completions = () => database.db().collection('task_completions');

async function aTask(maxCompletions: number, type: 'discord_join' | 'custom' = 'discord_join') {
  const guildId = testApp().server.guild.id;
  const { communityId } = await testApp().get(ServersService).requireLinked(guildId);
  const post = aTaskPost({
    guildId,
    communityId,
    createdAt: testApp().clock.now(),
    taskData: { type, maxCompletions },
  });
  await database.db().collection('discord_task_posts').insertOne(post);
  return {
    postId: post._id.toHexString(),
    by: (discordId = aSnowflake()) => aMemberAction({ guildId, discordId }),
  };
}
const seatsOf = (taskPostId: string) => completions().distinct('seat', { taskPostId });

describe('a task with places', () => {
  it('gives each of them away once, and says full to the others', async () => {
    const { postId, by } = await aTask(10);
    const ended = await Promise.allSettled(Array.from({ length: 60 }, () => tasks().complete(by(), postId)));
    const refused = ended.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused).toHaveLength(50);
    expect(refused.every((error) => error instanceof TaskFullError)).toBe(true);
    expect(await seatsOf(postId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('tells who has one that it counts once, also when it is full', async () => {
    const { postId, by } = await aTask(1);
    const member = aSnowflake();
    const first = by(member);
    await tasks().complete(first, postId);
    await expect(tasks().complete(by(member), postId)).rejects.toThrow(TaskAlreadyCompletedError);
    await expect(tasks().complete(by(), postId)).rejects.toThrow(TaskFullError);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(1);
  });

  it('gives the place of a rejected proof to the next one, and a new try needs one anew', async () => {
    const { postId, by } = await aTask(1, 'custom');
    const [first, second] = [by(), by()];
    const reject = async (discordId: string): Promise<void> => {
      const row = await completions().findOne({ taskPostId: postId, discordId });
      const seen = { completionId: row!._id.toHexString(), attempt: Number(row!.attempt) };
      await testApp().get(ReviewsService).reject(by(), seen, 'No');
    };
    await tasks().complete(first, postId, { proof: ['mine'] });
    await expect(tasks().complete(second, postId, { proof: ['mine'] })).rejects.toThrow(TaskFullError);
    await reject(first.discordId);
    await tasks().complete(second, postId, { proof: ['mine'] });
    await expect(tasks().complete(by(first.discordId), postId, { proof: ['again'] })).rejects.toThrow(
      TaskFullError,
    );
    await reject(second.discordId);
    await tasks().complete(by(first.discordId), postId, { proof: ['again'] });
    expect(await completions().find({ taskPostId: postId, seat: 1 }).toArray()).toMatchObject([
      { discordId: first.discordId, state: 'pending', attempt: 2 },
    ]);
  });
});
