// Real: the life of tasks through its service, the worker and a MongoDB of this file.
// Fake: Discord (the local one of the playground) and the time.
import type { DemoServer } from '../../../playground/seed.ts';
import { ServersService } from '../../../src/modules/servers/index.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { TaskLifeError } from '../../../src/modules/tasks/tasks.errors.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
beforeEach(async () => {
  server = await testApp().addServer();
});

const life = () => testApp().get(TaskLifeService);
const later = (hours: number): Date => new Date(testApp().clock.now().getTime() + hours * HOUR_MS);
const byAdmin = () => aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
const stored = (postId: string) => testApp().get(TaskPostsRepository).find(server.guild.id, postId);

async function aDraft(taskData: Partial<TaskData> = {}): Promise<string> {
  const guildId = server.guild.id;
  const { communityId } = await testApp().get(ServersService).requireLinked(guildId);
  const post = aTaskPost({
    guildId,
    communityId,
    channelId: server.channels.tasks.id,
    createdAt: testApp().clock.now(),
    taskData: { status: 'draft', ...taskData },
    card: {},
  });
  delete post.messageId;
  delete post.card.shown;
  await testApp().get(TaskPostsRepository).insert(post);
  return post._id.toHexString();
}
const refusal = async (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('a draft that is published', () => {
  it('is open, with a card, until its end', async () => {
    const postId = await aDraft();
    const { kind, post } = await life().publish(byAdmin(), postId);
    expect(kind).toBe('posted');
    expect(post).toMatchObject({ taskData: { status: 'active' }, messageId: expect.any(String) as string });
    expect(post.lifeDue).toEqual(post.taskData.expiresAt);
  });

  it('is scheduled when its start is ahead, without a card', async () => {
    const startsAt = later(2);
    const postId = await aDraft({ startsAt });
    const { kind, post } = await life().publish(byAdmin(), postId);
    expect(kind).toBe('scheduled');
    expect(post).toMatchObject({ taskData: { status: 'scheduled' }, lifeDue: startsAt });
    await testApp().settle();
    expect(await stored(postId)).not.toHaveProperty('messageId');
  });

  it('stays a draft when its end has passed, when it would end before it starts, or its channel is closed', async () => {
    const over = await aDraft({ expiresAt: later(-1) });
    const reversed = await aDraft({ startsAt: later(3), expiresAt: later(2) });
    const lost = await aDraft();
    testApp().discord.deleteChannel(server.channels.tasks.id);
    for (const postId of [over, reversed, lost]) {
      await expect(life().publish(byAdmin(), postId)).rejects.toThrow(TaskLifeError);
      expect((await stored(postId))?.taskData.status).toBe('draft');
    }
  });

  it('is published once, however many managers press, and in the audit once', async () => {
    const postId = await aDraft();
    const ended = await Promise.allSettled(
      Array.from({ length: 5 }, () => life().publish(byAdmin(), postId)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(life().publish(byAdmin(), postId))).toBeInstanceOf(TaskLifeError);
    const entries = await database
      .db()
      .collection('audit_entries')
      .countDocuments({ action: 'task.publish', 'target.id': postId });
    expect(entries).toBe(1);
  });
});
