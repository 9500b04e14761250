import type { Message } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { ServersService } from '../../../src/modules/servers/index.js';
import { sourcesOf } from '../../../src/modules/tasks/life/task-life.rules.js';
import { TaskLivesRepository } from '../../../src/modules/tasks/life/task-lives.repository.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { anUnpostedTask } from '../builders/index.js';
import type { TestApp } from './start-app.js';

export interface PostedTask {
  readonly postId: string;
  readonly communityId: string;
  /** The message in #tasks. */
  readonly card: Message;
}

/** A task on its card in #tasks of a server; `discord_join`, 50 points, a day, unless told otherwise. */
export async function postTask(
  app: TestApp,
  taskData: Partial<TaskData> = {},
  server: DemoServer = app.server,
): Promise<PostedTask> {
  const guildId = server.guild.id;
  const { communityId } = await app.get(ServersService).requireLinked(guildId);
  const createdAt = app.clock.now();
  const channelId = server.channels.tasks.id;
  const post = anUnpostedTask({
    guildId,
    channelId,
    communityId,
    createdAt,
    createdBy: server.admin.id,
    taskData,
  });
  const postId = post._id.toHexString();
  await app.get(TaskPostsRepository).insert(post);
  await app.get(TaskCardEffect).run(postId);
  const stored = await app.get(TaskPostsRepository).find(guildId, postId);
  const card = await app.as(server.admin).message({ channel_id: channelId, id: stored?.messageId ?? '' });
  return { postId, communityId, card };
}

/** As a manager does it. */
export async function withdrawTask(app: TestApp, postId: string): Promise<void> {
  const from = sourcesOf('cancelled');
  await app.get(TaskLivesRepository).transition(postId, { from, to: 'cancelled', now: app.clock.now() });
  await app.get(TaskPostsRepository).forget(postId);
}
