// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { Types } from 'mongoose';
import { type Message, readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import { CardLossesService } from '../../../src/modules/tasks/cards/card-losses.service.js';
import { CardsRepository } from '../../../src/modules/tasks/cards/cards.repository.js';
import { TaskEditorService } from '../../../src/modules/tasks/creation/task-editor.service.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import type { DiscordTaskPost } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskClosedError, TaskOptionsError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { plain, type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const HOUR_MS = 3_600_000;
const VIEW_CHANNEL = 0x400n;
const SEND_MESSAGES = 0x800n;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const effect = () => testApp().get(TaskCardEffect);
const setup = () => testApp().get(SetupService);
const byAdmin = ({ guild, admin }: DemoServer) => aMemberAction({ guildId: guild.id, discordId: admin.id });

const stored = async (postId: string): Promise<DiscordTaskPost> =>
  (await testApp().get(CardsRepository).find(postId))!;
const messagesIn = (server: DemoServer, channelId = server.channels.tasks.id): Promise<Message[]> =>
  testApp().as(server.admin).messages(channelId);
const wordsIn = async (server: DemoServer, channelId: string): Promise<string[]> =>
  (await messagesIn(server, channelId)).map((message) => plain(readableText(message)));

/** Two channels for the bot: tasks go to #tasks, notices to a log of its own. */
async function aServer(): Promise<DemoServer & { logId: string }> {
  const server = await testApp().addServer();
  const { id: logId } = testApp().discord.createChannel({ guildId: server.guild.id, name: 'log' });
  await setup().chooseChannel(byAdmin(server), 'logChannel', logId);
  return { ...server, logId };
}

const auditOf = async (postId: string): Promise<string[]> => {
  const entries = database.db().collection('audit_entries').find({ 'target.id': postId }).sort({ _id: 1 });
  return (await entries.toArray()).map(({ action }) => String(action));
};

/** Resolves when the bot has heard of it, too. */
async function deleteCard(server: DemoServer, { postId }: { postId: string }): Promise<void> {
  const { channelId: channel_id, messageId: id = '' } = await stored(postId);
  await testApp()
    .as(server.admin)
    .remove({ channel_id, id } as Message);
  await waitUntil(async () => (await stored(postId)).messageId === undefined);
}

/** As while the bot was not connected. */
async function deleteCardUnheard({ postId }: PostedTask): Promise<void> {
  const unheard = jest.spyOn(testApp().get(CardLossesService), 'messagesDeleted').mockResolvedValue(false);
  const { channelId, messageId = '' } = await stored(postId);
  testApp().discord.deleteMessage(channelId, messageId);
  await waitUntil(() => unheard.mock.calls.length > 0);
  unheard.mockRestore();
}

/** What the worker does with cards meanwhile; returns those that it turned to. */
async function passHours(hours: number): Promise<string[]> {
  const { clock } = testApp();
  const turnedTo: string[] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    clock.advance(HOUR_MS);
    const now = clock.now();
    const ids = await effect().claim(now, new Date(now.getTime() + 10_000), 100);
    for (const id of ids) await effect().run(id);
    turnedTo.push(...ids);
  }
  return turnedTo;
}

describe('a card that somebody deletes', () => {
  it('is posted again at once, with its count, and its task goes on', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    const guildId = server.guild.id;
    await testApp().get(TasksService).complete(aMemberAction({ guildId }), task.postId);
    await testApp()
      .get(CardsRepository)
      .setCounts(task.postId, { completions: 1, places: 0 }, testApp().clock.now());
    await deleteCard(server, task);
    await testApp().settle();
    const cards = await messagesIn(server);
    expect(cards.map((card) => plain(readableText(card)))).toEqual([
      expect.stringContaining('Completed by 1 member'),
    ]);
    expect(cards[0]?.id).not.toBe(task.card.id);
    const post = await stored(task.postId);
    expect(post).toMatchObject({ messageId: cards[0]?.id, taskData: { status: 'active' } });
    const press = await testApp().as(server.members[0]!).press(cards[0]!, { label: 'Complete' });
    expect(textOf(press)).toContain('Done!');
    expect(await wordsIn(server, server.logId)).toEqual([]);
  });

  it('is posted again when nobody heard of it: at its next edit', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    await deleteCardUnheard(task);
    await testApp().get(CardsRepository).redraw(task.postId, testApp().clock.now());
    await testApp().settle();
    expect(await messagesIn(server)).toHaveLength(1);
  });

  it('is posted again when nobody heard of it and nothing changes: within the hour', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    await deleteCardUnheard(task);
    await testApp().settle();
    expect(await messagesIn(server)).toHaveLength(0);
    testApp().clock.advance(HOUR_MS);
    await testApp().settle();
    expect(await messagesIn(server)).toHaveLength(1);
  });

  it.each([60_000, HOUR_MS])(
    'is posted again once, though the process dies behind it for %i ms',
    async (ms) => {
      const server = await aServer();
      const task = await postTask(testApp(), {}, server);
      await deleteCard(server, task);
      const write = jest
        .spyOn(testApp().get(CardsRepository), 'markShown')
        .mockRejectedValueOnce(new Error('The process died here'));
      await expect(effect().run(task.postId)).rejects.toThrow();
      write.mockRestore();
      testApp().clock.advance(ms);
      await testApp().settle();
      const cards = await messagesIn(server);
      expect(cards).toHaveLength(1);
      expect((await stored(task.postId)).messageId).toBe(cards[0]?.id);
    },
  );

  it('closes its task where the server wants that, and managers are told once', async () => {
    const server = await aServer();
    await setup().chooseOnCardDeleted(byAdmin(server), 'close');
    const task = await postTask(testApp(), { title: 'Short-lived' }, server);
    await deleteCard(server, task);
    await testApp().settle();
    expect(await stored(task.postId)).toMatchObject({
      taskData: { status: 'cancelled' },
      closedAt: expect.any(Date) as Date,
    });
    expect((await stored(task.postId)).card).not.toHaveProperty('due');
    expect(await messagesIn(server)).toEqual([]);
    expect(await auditOf(task.postId)).toEqual(['task.card-deleted']);
    expect(await wordsIn(server, server.logId)).toEqual([expect.stringContaining('Short-lived')]);
  });

  it('is left alone where its task is over', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    await database
      .db()
      .collection('discord_task_posts')
      .updateOne({ messageId: task.card.id }, { $set: { 'taskData.status': 'expired' } });
    await deleteCardUnheard(task);
    await testApp().get(CardsRepository).redraw(task.postId, testApp().clock.now());
    await testApp().settle();
    expect(await messagesIn(server)).toEqual([]);
    expect((await stored(task.postId)).card).not.toHaveProperty('due');
  });
});

describe('a card that is deleted three times within an hour', () => {
  async function deletedThrice(server: DemoServer): Promise<PostedTask> {
    const task = await postTask(testApp(), { title: 'Unwanted' }, server);
    for (let turn = 0; turn < 3; turn += 1) {
      await testApp().settle();
      await deleteCard(server, task);
      testApp().clock.advance(60_000);
    }
    await testApp().settle();
    return task;
  }

  it('is not posted any more: its task is paused, managers are told once, members see why', async () => {
    const server = await aServer();
    const { postId } = await deletedThrice(server);
    testApp().clock.advance(3 * HOUR_MS);
    await testApp().settle();
    expect(await messagesIn(server)).toEqual([]);
    expect(await stored(postId)).toMatchObject({
      taskData: { status: 'paused' },
      card: { trouble: { kind: 'removed', hasPaused: true } },
    });
    expect(await wordsIn(server, server.logId)).toEqual([
      expect.stringContaining('three times within an hour'),
    ]);
    const { answer } = testApp().discord.sendRawInteraction({
      type: 3,
      userId: server.members[0]!.id,
      channelId: server.channels.general.id,
      data: { custom_id: `tasks/details/${postId}`, component_type: 2 },
      messageId: (await testApp().as(server.admin).say(server.channels.general.id, 'hi')).id,
    });
    expect(
      textOf(
        await testApp()
          .as(server.members[0]!)
          .settled(await answer),
      ),
    ).toContain('deleted again and again');
  });

  it('is posted again when a manager lets the task go on', async () => {
    const server = await aServer();
    const { postId } = await deletedThrice(server);
    await resume(postId);
    await testApp().settle();
    expect(await messagesIn(server)).toHaveLength(1);
    const post = await stored(postId);
    expect(post.taskData.status).toBe('active');
    expect(post.card).not.toHaveProperty('trouble');
  });

  it('is posted again when that was long apart', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    for (let turn = 0; turn < 4; turn += 1) {
      await deleteCard(server, task);
      await testApp().settle();
      testApp().clock.advance(HOUR_MS / 2);
    }
    expect(await messagesIn(server)).toHaveLength(1);
  });
});

/** As a manager does it. */
async function resume(postId: string): Promise<void> {
  await database
    .db()
    .collection('discord_task_posts')
    .updateOne({ _id: new Types.ObjectId(postId) }, { $set: { 'taskData.status': 'active' } });
  await testApp().get(CardsRepository).redraw(postId, testApp().clock.now());
}

describe('cards whose channel is deleted', () => {
  it('stop their tasks together: one notice, no request any more, and no press is taken', async () => {
    const server = await aServer();
    const tasks = [];
    for (const title of ['One', 'Two', 'Three']) tasks.push(await postTask(testApp(), { title }, server));
    testApp().discord.deleteChannel(server.channels.tasks.id);
    for (const { postId } of tasks)
      await waitUntil(async () => (await stored(postId)).taskData.status === 'paused');
    const turnedTo = await passHours(12);
    for (const { postId } of tasks) expect(turnedTo).not.toContain(postId);
    await testApp().settle();
    const told = await wordsIn(server, server.logId);
    expect(told).toEqual([expect.stringMatching(/One.* and 2 other tasks/)]);
    for (const { postId } of tasks) expect(await auditOf(postId)).toEqual(['task.card-lost']);
    const action = aMemberAction({ guildId: server.guild.id });
    await expect(testApp().get(TasksService).complete(action, tasks[0]!.postId)).rejects.toThrow(
      TaskClosedError,
    );
  });

  it('stop their tasks also when nobody heard of it', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    const unheard = jest.spyOn(testApp().get(CardLossesService), 'channelDeleted').mockResolvedValue();
    testApp().discord.deleteChannel(server.channels.tasks.id);
    await waitUntil(() => unheard.mock.calls.length > 0);
    unheard.mockRestore();
    testApp().clock.advance(HOUR_MS);
    await testApp().settle();
    expect(await stored(task.postId)).toMatchObject({
      taskData: { status: 'paused' },
      card: { trouble: { kind: 'channel_gone' } },
    });
    expect(await wordsIn(server, server.logId)).toHaveLength(1);
  });

  it('are posted in another channel that a manager chooses, and go on', async () => {
    const server = await aServer();
    const { postId } = await postTask(testApp(), {}, server);
    const editor = testApp().get(TaskEditorService);
    const { id: elsewhere } = server.channels.announcements;
    await expect(editor.chooseChannel(byAdmin(server), postId, elsewhere)).rejects.toThrow(TaskOptionsError);
    testApp().discord.deleteChannel(server.channels.tasks.id);
    await waitUntil(async () => (await stored(postId)).taskData.status === 'paused');
    await editor.chooseChannel(byAdmin(server), postId, elsewhere);
    await testApp().settle();
    expect(await wordsIn(server, elsewhere)).toEqual([expect.stringContaining('Nobody completed it yet')]);
    const post = await stored(postId);
    expect(post).toMatchObject({ taskData: { status: 'active' }, channelId: elsewhere });
    expect(post.card).not.toHaveProperty('trouble');
  });

  it('that a manager lets go on all the same are stopped again, and managers are told so', async () => {
    const server = await aServer();
    const { postId } = await postTask(testApp(), {}, server);
    testApp().discord.deleteChannel(server.channels.tasks.id);
    await waitUntil(async () => (await stored(postId)).taskData.status === 'paused');
    await resume(postId);
    await testApp().settle();
    expect((await stored(postId)).taskData.status).toBe('paused');
    expect(await wordsIn(server, server.logId)).toHaveLength(2);
  });
});

describe('cards in a channel that the bot may not see any more', () => {
  const deniedToTheBot = () => ({ id: testApp().discord.applicationId, kind: 'member', deny: VIEW_CHANNEL });
  const setOverwrites = (channelId: string, overwrites: object[]) =>
    testApp().discord.updateChannel(channelId, { overwrites: overwrites as never });
  const close = ({ channels }: DemoServer) => setOverwrites(channels.tasks.id, [deniedToTheBot()]);
  const open = ({ channels }: DemoServer) => setOverwrites(channels.tasks.id, []);

  async function openAndHear(server: DemoServer, postId: string): Promise<void> {
    const waitsUntil = (await stored(postId)).card.due!;
    open(server);
    await waitUntil(async () => (await stored(postId)).card.due! < waitsUntil);
    testApp().clock.advance(5_000);
    await testApp().settle();
  }

  async function twoClosedTasks(): Promise<{ server: DemoServer & { logId: string }; postIds: string[] }> {
    const server = await aServer();
    const postIds = [];
    for (const title of ['One', 'Two']) postIds.push((await postTask(testApp(), { title }, server)).postId);
    close(server);
    await testApp().get(CardsRepository).redraw(postIds[0]!, testApp().clock.now());
    await testApp().settle();
    return { server, postIds };
  }

  it('stop their tasks, and managers are told once, however long it lasts', async () => {
    const { server, postIds } = await twoClosedTasks();
    for (const postId of postIds)
      expect(await stored(postId)).toMatchObject({
        taskData: { status: 'paused' },
        card: { trouble: { kind: 'no_access', hasPaused: true } },
      });
    const turnedTo = await passHours(20);
    // After 1, 2, 4, 8 and 16 hours.
    for (const postId of postIds) {
      const tries = turnedTo.filter((id) => id === postId).length;
      expect(tries).toBeGreaterThan(0);
      expect(tries).toBeLessThanOrEqual(5);
    }
    expect(await wordsIn(server, server.logId)).toEqual([expect.stringMatching(/One.* and 1 other task/)]);
  });

  it('go on by themselves when it may again, which the bot hears', async () => {
    const { server, postIds } = await twoClosedTasks();
    await openAndHear(server, postIds[0]!);
    for (const postId of postIds) {
      const post = await stored(postId);
      expect(post.taskData.status).toBe('active');
      expect(post.card).not.toHaveProperty('trouble');
      expect(await auditOf(postId)).toEqual(['task.card-lost', 'task.card-back']);
    }
    for (const words of await wordsIn(server, server.channels.tasks.id))
      expect(words).not.toContain('Paused');
    expect(await wordsIn(server, server.logId)).toEqual([
      expect.stringContaining('I can’t show tasks'),
      expect.stringMatching(/again: One and 1 other task go on/),
    ]);
  });

  it('go on by themselves when it may again, also when nobody heard of it', async () => {
    const { server, postIds } = await twoClosedTasks();
    const unheard = jest.spyOn(testApp().get(CardLossesService), 'retryIn').mockResolvedValue();
    open(server);
    await waitUntil(() => unheard.mock.calls.length > 0);
    unheard.mockRestore();
    testApp().clock.advance(HOUR_MS);
    await testApp().settle();
    for (const postId of postIds) expect((await stored(postId)).taskData.status).toBe('active');
  });

  it('stop and go on also where only posting is forbidden, once a card is to be posted again', async () => {
    const server = await aServer();
    const task = await postTask(testApp(), {}, server);
    const { id } = testApp().discord.world.bot;
    setOverwrites(server.channels.tasks.id, [{ id, kind: 'member', deny: SEND_MESSAGES }]);
    await deleteCard(server, task);
    await testApp().settle();
    expect(await stored(task.postId)).toMatchObject({
      taskData: { status: 'paused' },
      card: { trouble: { kind: 'no_access' } },
    });
    await openAndHear(server, task.postId);
    expect((await stored(task.postId)).taskData.status).toBe('active');
    expect(await messagesIn(server)).toHaveLength(1);
  });

  it('stay paused when it was a manager who had paused them', async () => {
    const server = await aServer();
    const { postId } = await postTask(testApp(), {}, server);
    const ofTask = { _id: new Types.ObjectId(postId) };
    const posts = database.db().collection('discord_task_posts');
    await posts.updateOne(ofTask, { $set: { 'taskData.status': 'paused' } });
    close(server);
    await testApp().get(CardsRepository).redraw(postId, testApp().clock.now());
    await testApp().settle();
    expect((await stored(postId)).card.trouble).toMatchObject({ hasPaused: false });
    await openAndHear(server, postId);
    const post = await stored(postId);
    expect(post.taskData.status).toBe('paused');
    expect(post.card).not.toHaveProperty('trouble');
    expect(await wordsIn(server, server.channels.tasks.id)).toEqual([expect.stringContaining('Paused')]);
  });
});

describe('cards of a server that removes the bot', () => {
  it('are left alone, and drawn again when it is linked again', async () => {
    const server = await aServer();
    const { postId } = await postTask(testApp(), {}, server);
    const { discord, clock } = testApp();
    discord.removeBot(server.guild.id);
    await testApp().get(CardsRepository).redraw(postId, clock.now());
    await testApp().settle();
    expect(await passHours(12)).not.toContain(postId);
    const left = await stored(postId);
    expect(left.taskData.status).toBe('active');
    expect(left.card).not.toHaveProperty('due');
    discord.addBot(server.guild.id);
    await testApp().get(LinkingService).restore(byAdmin(server));
    await testApp().get(CardsRepository).setCounts(postId, { completions: 3, places: 0 }, clock.now());
    await testApp().settle();
    expect(await wordsIn(server, server.channels.tasks.id)).toEqual([
      expect.stringContaining('Completed by 3 members'),
    ]);
  });
});
