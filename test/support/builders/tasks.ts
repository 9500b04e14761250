import { type mongo, Types } from 'mongoose';
import { type Given, withDefaults } from '../../../src/infra/database/schema/index.js';
import type { TaskCompletion } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { type DiscordTaskPost, taskPosts } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { type Template, templates } from '../../../src/modules/templates/schemas/template.schema.js';
import { aSnowflake } from './snowflakes.js';

const DAY_MS = 86_400_000;

type Leaf =
  string | number | boolean | Date | Types.ObjectId | mongo.Timestamp | readonly unknown[] | undefined;

/** As the driver reads and writes it: plain, not instances of the schema's classes. */
export type Row<Document> = unknown extends Document
  ? Document
  : Document extends Leaf
    ? Document
    : { [Field in keyof Document]: Row<Document[Field]> };

type PostSeed = Given<DiscordTaskPost>;

/** An open task of type `discord_join`, posted already, worth 50 points and open for a day. */
export function aTaskPost({ taskData, ...given }: PostSeed = {}): Row<DiscordTaskPost> {
  const createdAt = given.createdAt ?? new Date();
  const _id = given._id ?? new Types.ObjectId();
  return withDefaults<DiscordTaskPost>(taskPosts, {
    _id,
    taskId: _id.toHexString(),
    guildId: aSnowflake(),
    channelId: aSnowflake(),
    messageId: aSnowflake(),
    communityId: new Types.ObjectId().toHexString(),
    createdBy: aSnowflake(),
    createdAt,
    locale: 'en-US',
    taskData: {
      title: 'Join the Sky Cats',
      description: 'Be here.',
      type: 'discord_join',
      points: 50,
      status: 'active',
      expiresAt: new Date(createdAt.getTime() + DAY_MS),
      ...taskData,
    },
    card: { wanted: 0, shown: 0 },
    ...given,
  });
}

/** A verified completion that owes nothing. */
export function aTaskCompletion(given: Partial<TaskCompletion> = {}): Row<TaskCompletion> {
  const createdAt = given.createdAt ?? new Date();
  return {
    _id: new Types.ObjectId(),
    taskPostId: new Types.ObjectId().toHexString(),
    guildId: aSnowflake(),
    communityId: new Types.ObjectId().toHexString(),
    discordId: aSnowflake(),
    interactionId: aSnowflake(),
    state: 'verified',
    points: 50,
    attempt: 1,
    createdAt,
    triedAt: createdAt,
    verifiedAt: createdAt,
    owes: [],
    ...given,
  };
}

/** An open task that is saved and due to be posted. */
export function anUnpostedTask(given: PostSeed = {}): Row<DiscordTaskPost> {
  const post = aTaskPost(given);
  delete post.messageId;
  return {
    ...post,
    card: { wanted: 0, version: 0, deletions: [], due: post.createdAt, ...given.card },
  } as Row<DiscordTaskPost>;
}

/** A template for an open task of type `discord_join`. */
export const aTemplate = (given: Given<Template> = {}): Row<Template> =>
  withDefaults<Template>(templates, {
    _id: new Types.ObjectId(),
    guildId: aSnowflake(),
    kind: 'task',
    name: 'Weekly',
    nameKey: 'weekly',
    place: 1,
    content: { title: 'Join', description: 'Be here.', type: 'discord_join', points: 50 },
    createdBy: aSnowflake(),
    createdAt: new Date(),
    ...given,
  });
