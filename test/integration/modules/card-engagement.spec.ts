// Real: the whole service, its listeners and a MongoDB of this file. Fake: Discord (the local one of the playground).
import type { Message } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { DiscordApi } from '../../../src/infra/discord/index.js';
import { CardEngagementRepository } from '../../../src/modules/tasks/figures/card-engagement.repository.js';
import { CardEngagementService } from '../../../src/modules/tasks/figures/card-engagement.service.js';
import type { TaskEngagement } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { type PostedTask, postTask, useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { waitUntil } from '../../support/mongo/wait-until.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const MINUTE_MS = 60_000;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
let task: PostedTask;
beforeEach(async () => {
  server = await testApp().addServer();
  task = await postTask(testApp(), {}, server);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const person = (index: number) => testApp().as(server.members[index]!);
const card = (): Message => task.card;
const engagement = async (): Promise<TaskEngagement> =>
  (await testApp().get(TaskPostsRepository).find(server.guild.id, task.postId))!.engagement;

/** Until the events have come: the card is due to be read. */
const isDue = () => waitUntil(async () => (await engagement()).due !== undefined);

/** What the worker reads half a minute later. */
async function afterReading(): Promise<TaskEngagement> {
  await isDue();
  testApp().clock.advance(MINUTE_MS);
  await testApp().settle();
  return engagement();
}

describe('reactions to a card', () => {
  it('are those that Discord counts, without the own ones of the bot', async () => {
    await person(0).react(card(), '👍');
    await person(1).react(card(), '👍');
    await person(1).react(card(), '🎉');
    const { messaging, world } = testApp().discord;
    messaging.react(messaging.store.get(card().channel_id, card().id), world.bot.id, '🎉');
    messaging.react(messaging.store.get(card().channel_id, card().id), world.bot.id, '🤖');
    const { reactions, due } = await afterReading();
    expect(reactions).toEqual([
      { emoji: '👍', count: 2 },
      { emoji: '🎉', count: 1 },
    ]);
    expect(due).toBeUndefined();
  });

  it('go when they are taken back, by one, by an emoji or all at once', async () => {
    for (const emoji of ['👍', '🎉', '🐈']) await person(0).react(card(), emoji);
    await person(1).react(card(), '🐈');
    expect((await afterReading()).reactions).toHaveLength(3);
    await person(0).unreact(card(), '👍');
    expect((await afterReading()).reactions.map(({ emoji }) => emoji)).toEqual(['🐈', '🎉']);
    await testApp().as(server.admin).clearReactions(card(), '🎉');
    expect((await afterReading()).reactions).toEqual([{ emoji: '🐈', count: 2 }]);
    await testApp().as(server.admin).clearReactions(card());
    expect((await afterReading()).reactions).toEqual([]);
  });

  it('are part of the score', async () => {
    await person(0).react(card(), '👍');
    await afterReading();
    const post = await testApp().get(TaskPostsRepository).find(server.guild.id, task.postId);
    expect(post?.analytics).toMatchObject({ engagementScore: 15, performanceMetrics: { responseRate: 1 } });
  });

  it('come by the hundred, and cost one write', async () => {
    const write = jest.spyOn(testApp().get(CardEngagementRepository), 'readBy');
    const service = testApp().get(CardEngagementService);
    for (let nth = 0; nth < 100; nth += 1) await service.reacted(server.guild.id, card().id);
    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe('replies to a card', () => {
  it('are counted, with their author and time, never with what they say', async () => {
    const first = await person(0).reply(card(), 'my secret words');
    const second = await person(1).reply(card(), 'more of them');
    await waitUntil(async () => (await engagement()).replies === 2);
    const found = await engagement();
    expect(found.comments).toEqual([
      { authorId: server.members[1]!.id, messageId: second.id, at: new Date(second.timestamp) },
      { authorId: server.members[0]!.id, messageId: first.id, at: new Date(first.timestamp) },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('are each counted once, whatever comes twice; fifty are kept, all are counted', async () => {
    const service = testApp().get(CardEngagementService);
    const replies = Array.from({ length: 60 }, () => ({
      guildId: server.guild.id,
      messageId: aSnowflake(),
      repliesTo: card().id,
      authorId: aSnowflake(),
    }));
    for (const some of [0, 10, 20, 30, 40, 50].map((from) => replies.slice(from, from + 10)))
      await Promise.all(some.map((reply) => service.replied(reply)));
    const [again] = (await engagement()).comments;
    await service.replied({ ...replies[0]!, messageId: again!.messageId });
    expect(await engagement()).toMatchObject({ replies: 60 });
    expect((await engagement()).comments).toHaveLength(50);
  });

  it('to another message, of a bot, or from another server are none', async () => {
    const said = await person(0).say(card().channel_id, 'Hello');
    await person(1).reply(said, 'Hi');
    const { world, messaging } = testApp().discord;
    const repliesTo = messaging.store.get(card().channel_id, card().id);
    const channel = world.channel(card().channel_id);
    messaging.create({ channel, author: world.bot, body: { content: 'Beep' }, type: 19, repliesTo });
    const reply = { messageId: aSnowflake(), repliesTo: card().id, authorId: aSnowflake() };
    await testApp()
      .get(CardEngagementService)
      .replied({ ...reply, guildId: aSnowflake() });
    const counted = await person(2).reply(card(), 'This one');
    await waitUntil(async () => (await engagement()).replies > 0);
    expect((await engagement()).comments.map(({ messageId }) => messageId)).toEqual([counted.id]);
  });
});

it('a message that is no card costs one query, and later none', async () => {
  const read = jest.spyOn(testApp().get(CardEngagementRepository), 'readBy');
  const reply = jest.spyOn(testApp().get(CardEngagementRepository), 'addReply');
  const said = await person(0).say(server.channels.general.id, 'Hello');
  testApp().clock.advance(2 * MINUTE_MS);
  const service = testApp().get(CardEngagementService);
  const to = { guildId: server.guild.id, repliesTo: said.id, authorId: aSnowflake() };
  for (let nth = 0; nth < 20; nth += 1) {
    await service.reacted(server.guild.id, said.id);
    await service.replied({ ...to, messageId: aSnowflake() });
  }
  expect(read.mock.calls.length + reply.mock.calls.length).toBe(1);
});

describe('what happened while nobody listened', () => {
  it('is read after a new session, within the hour: also replies, each once', async () => {
    const heard = await person(0).reply(card(), 'heard');
    await waitUntil(async () => (await engagement()).replies === 1);
    const deaf = jest.spyOn(testApp().get(CardEngagementService), 'replied').mockResolvedValue();
    const deafer = jest.spyOn(testApp().get(CardEngagementService), 'reacted').mockResolvedValue();
    await person(1).react(card(), '👍');
    const missed = [await person(1).reply(card(), 'not heard'), await person(2).reply(card(), 'nor this')];
    await waitUntil(() => Promise.resolve(deaf.mock.calls.length === 2 && deafer.mock.calls.length > 0));
    await testApp().get(CardEngagementService).missedAll();
    testApp().clock.advance(61 * MINUTE_MS);
    await testApp().settle();
    const expected = [...missed].reverse().concat(heard);
    expect((await engagement()).comments.map(({ messageId }) => messageId)).toEqual(
      expected.map(({ id }) => id),
    );
    expect(await engagement()).toMatchObject({ replies: 3, reactions: [{ emoji: '👍', count: 1 }] });
    await testApp()
      .get(CardEngagementService)
      .readSoon(server.guild.id, [{ messageId: card().id }]);
    await testApp().settle();
    expect((await engagement()).replies).toBe(3);
  });

  it('is read later where Discord fails, and never where the card is gone', async () => {
    await person(0).react(card(), '👍');
    await isDue();
    testApp().clock.advance(MINUTE_MS);
    jest.spyOn(testApp().get(DiscordApi), 'message').mockRejectedValueOnce(new Error('away'));
    await expect(testApp().settle()).rejects.toThrow('away');
    expect((await afterReading()).reactions).toHaveLength(1);
    await testApp().as(server.admin).remove(card());
    await testApp()
      .get(CardEngagementService)
      .readSoon(server.guild.id, [{ messageId: card().id }]);
    await testApp().settle();
    expect((await engagement()).due).toBeUndefined();
  });
});
