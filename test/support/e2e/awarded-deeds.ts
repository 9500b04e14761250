import type { mongo } from 'mongoose';
import { type Message, readableText } from '../../../playground/discord/client.ts';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { aTaskCompletion, anUnpostedTask } from '../builders/index.js';
import { waitUntil } from '../mongo/wait-until.js';
import { type Award, awardFaults, isAwarded } from './awards.js';
import type { Deed } from './deeds-under-kills.js';
import { addMembers, linkServer, pressOf, type Stack } from './stack.js';

interface Task {
  readonly postId: string;
  readonly communityId: string;
  readonly card: Message;
}

export interface Deeds {
  /** A member completes a task by one press. */
  onePress(): Deed;
  /** A moderator approves a submission by its card; the task gives a role. */
  approval(): Promise<Deed>;
  /** A moderator approves so many submissions at once. */
  bulkApproval(count: number): Promise<Deed>;
}

/** A linked server with a review channel and two tasks, for a bot that runs: each deed is of new members. */
export async function awardedDeeds(stack: Stack, db: mongo.Db): Promise<Deeds> {
  const { server, discord, as } = stack;
  const completions = db.collection('task_completions');
  const reviewChannel = server.channels.announcements.id;
  const roleId = server.roles.helper.id;
  await linkServer(stack);
  const place = { channelId: server.channels.general.id };
  const { message: panel } = await as(server.admin).run('community setup', {}, place);
  await as(server.admin).choose(panel!, 'community/channel/reviewChannel', [reviewChannel]);
  const plain = await postTask(stack, db, { type: 'discord_join', points: 7 });
  const reviewed = { type: 'custom', points: 7, rewardRoleId: roleId } as const;
  const proved = await postTask(stack, db, reviewed);
  const verified = (taskPostId: string, discordId: string): Promise<mongo.Document | null> =>
    completions.findOne({ taskPostId, discordId, state: 'verified' });
  const seenBy = async (id: string, channelId: string, ...words: string[]): Promise<boolean> =>
    (await as({ id }).messages(channelId)).some((message) =>
      words.every((word) => JSON.stringify(message.components).includes(word)),
    );
  const cardFaults = async ({ card, postId }: Task): Promise<string[]> => {
    const count = await completions.countDocuments({ taskPostId: postId, state: 'verified' });
    const words = readableText(await as(server.admin).message(card));
    const shown = `**${count.toLocaleString('en-US')} ${count === 1 ? 'member' : 'members'}**`;
    return words.includes(shown) ? [] : [`the card does not say ${shown}: ${words}`];
  };

  const settling = (award: Award, task: Task, others = () => Promise.resolve<string[]>([])) => ({
    isSettled: () => isAwarded(db, award),
    faults: async () => [
      ...(await awardFaults(stack, db, award)),
      ...(await cardFaults(task)),
      ...(await others()),
    ],
  });

  return {
    onePress() {
      const [discordId] = addMembers(stack, 1) as [string];
      const award = { taskPostId: plain.postId, members: [discordId], isTold: false };
      return {
        ...settling(award, plain),
        press: () => discord.pressMany([pressOf(plain.card, discordId)]),
        isRecorded: async () => (await verified(plain.postId, discordId)) !== null,
        wasConfirmed: () => seenBy(discordId, plain.card.channel_id, 'Done!'),
      };
    },

    async approval() {
      const [discordId] = addMembers(stack, 1) as [string];
      const member = as({ id: discordId });
      const { modal } = await member.press(proved.card, `tasks/take/${proved.postId}/0`);
      await member.submit(modal, { proof: 'cat.png' });
      const row = await completions.findOne({ taskPostId: proved.postId, discordId });
      const id = String(row?._id);
      const moderator = as(server.moderator);
      const isAsked = (message: Message): boolean => JSON.stringify(message.components).includes(id);
      const asked = await moderator.waitForMessage(reviewChannel, isAsked);
      await waitUntil(
        async () =>
          (await completions.findOne({ _id: row?._id, 'reviewCard.due': { $exists: true } })) === null,
      );
      const faultsOfReview = async (): Promise<string[]> => {
        const closed = JSON.stringify((await moderator.message(asked)).components);
        const isClosed = closed.includes('approved by') && !closed.includes('card-approve');
        return isClosed ? [] : [`the review card says ${closed}`];
      };
      const award = { taskPostId: proved.postId, members: [discordId], isTold: true, roleId };
      return {
        ...settling(award, proved, faultsOfReview),
        press: () =>
          discord.pressMany([{ ...pressed(asked, 'reviews/card-approve'), userId: server.moderator.id }]),
        isRecorded: async () => (await verified(proved.postId, discordId)) !== null,
        wasConfirmed: () => seenBy(server.moderator.id, reviewChannel, '✓ Approved', discordId),
      };
    },

    async bulkApproval(count) {
      const task = await postTask(stack, db, reviewed);
      const members = addMembers(stack, count);
      const { postId: taskPostId, communityId } = task;
      const submitted = members.map((discordId) => {
        const proof = { text: 'cat.png', submittedAt: new Date() };
        const row = aTaskCompletion({
          taskPostId,
          communityId,
          guildId: server.guild.id,
          discordId,
          points: 7,
        });
        delete row.verifiedAt;
        return { ...row, state: 'pending', proof };
      });
      await completions.insertMany(submitted);
      const moderator = as(server.moderator);
      const queue = await moderator.run('task review', {}, place);
      const ofTask = await moderator.choose(queue.message!, 'reviews/filter', [taskPostId]);
      const { message: question } = await moderator.press(ofTask.message!, `reviews/bulk/${taskPostId}`);
      const yes = { ...pressed(question!, 'reviews/bulk-approve'), userId: server.moderator.id };
      return {
        ...settling({ taskPostId, members, isTold: true, roleId }, task),
        press: () => discord.pressMany([yes]),
        isRecorded: async () =>
          (await db.collection('outbox').findOne({ kind: 'bulk-approval', 'payload.postId': taskPostId })) !==
          null,
        wasConfirmed: () =>
          seenBy(server.moderator.id, place.channelId, 'approved', `${String(count)} submissions`),
      };
    },
  };
}

/** A task that the bot posts by itself. */
async function postTask({ server, as }: Stack, db: mongo.Db, taskData: Partial<TaskData>): Promise<Task> {
  const guildId = server.guild.id;
  const channelId = server.channels.tasks.id;
  const mapping = await db.collection('discord_server_mappings').findOne({ guildId });
  const communityId = String(mapping?.communityId);
  const post = anUnpostedTask({ guildId, channelId, communityId, createdBy: server.admin.id, taskData });
  const posts = db.collection('discord_task_posts');
  await posts.insertOne(post);
  const messageId = async (): Promise<unknown> => (await posts.findOne({ _id: post._id }))?.messageId;
  await waitUntil(async () => (await messageId()) !== undefined, { what: 'the card of a task' });
  const card = await as(server.admin).message({ channel_id: channelId, id: String(await messageId()) });
  return { postId: post._id.toHexString(), communityId, card };
}

/** A button of a message, for `pressMany`. */
export function pressed({ channel_id: channelId, id: messageId, components }: Message, prefix: string) {
  const customId = new RegExp(`${prefix}/[^"]+`).exec(JSON.stringify(components))?.[0];
  if (customId === undefined) throw new Error(`The message has no button ${prefix}`);
  return { channelId, messageId, customId };
}
