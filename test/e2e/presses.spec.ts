// Real: the built bot as a process, MongoDB, the local Discord. Faults come from the wire or from rows written past the bot.
import { mongo } from 'mongoose';
import { type Message, readableText } from '../../playground/discord/client.ts';
import { Bot } from '../support/e2e/bot.js';
import {
  addMembers,
  linkServer,
  postTask,
  pressOf,
  startDiscord,
  type Stack,
  textOf,
} from '../support/e2e/stack.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const database = useTestDatabase();
const completionsOf = (card: Message) =>
  database
    .db()
    .collection('task_completions')
    .countDocuments({ taskPostId: postIdOf(card) });
const ledgerRows = (discordId: string) =>
  database.db().collection('points_ledger').countDocuments({ discordId });
const postIdOf = (card: Message): string => pressOf(card, '').customId.split('/')[2] ?? '';

let stack: Stack;
let bot: Bot;
beforeAll(async () => {
  stack = await startDiscord(database.uri);
  bot = await Bot.start(stack.env);
  await linkServer(stack);
});
afterAll(async () => {
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(stack.discord.unimplemented).toEqual([]);
  await stack.stop();
});
afterEach(async () => {
  expect(bot.isRunning).toBe(true);
  expect(await bot.metric('bot_unhandled_rejections_total')).toBe(0);
});

const cardShows = (card: Message, words: string): Promise<Message> =>
  stack
    .as(stack.server.admin)
    .waitForMessage(
      card.channel_id,
      (message) => message.id === card.id && readableText(message).includes(words),
    );

describe('presses', () => {
  it('count 100 members who press at the same time, each once, in MongoDB and on the card', async () => {
    const card = await postTask(stack, 'discord_join', 'Hundred members');
    const members = addMembers(stack, 100);
    const answers = await stack.discord.pressMany(
      members.map((userId) => pressOf(card, userId)),
      100,
    );
    expect(answers.filter((answer) => textOf(answer).includes('Done!'))).toHaveLength(100);
    expect(await completionsOf(card)).toBe(100);
    await cardShows(card, 'Completed by **100 members**');
    await settled(members);
    expect(await Promise.all(members.map(ledgerRows))).toEqual(members.map(() => 1));
  });

  it('count one member who presses 100 times once, and tell them so', async () => {
    const card = await postTask(stack, 'discord_join', 'Hundred presses');
    const [userId] = addMembers(stack, 1) as [string];
    const answers = await stack.discord.pressMany(
      Array.from({ length: 100 }, () => pressOf(card, userId)),
      100,
    );
    expect(answers.filter((answer) => textOf(answer).includes('Done!'))).toHaveLength(1);
    expect(answers.filter((answer) => textOf(answer).includes('It counts once'))).toHaveLength(99);
    expect(await completionsOf(card)).toBe(1);
    await cardShows(card, 'Completed by **1 member**');
    await settled([userId]);
    expect(await ledgerRows(userId)).toBe(1);
  });

  it('take effect once when Discord delivers the interaction twice', async () => {
    const card = await postTask(stack, 'discord_join', 'Twice');
    const [userId] = addMembers(stack, 1) as [string];
    const { interactionId, answer } = raw(userId, card, pressOf(card, userId).customId);
    stack.discord.repeatInteraction(interactionId);
    expect(textOf(await answer)).toContain('Done!');
    expect(await completionsOf(card)).toBe(1);
    expect(await bot.metric('bot_interactions_total', { outcome: 'repeated' })).toBe(1);
  });
});

describe('what goes wrong', () => {
  it('tells a member privately, with an incident id, when a handler throws; the log has the cause', async () => {
    const card = await postTask(stack, 'discord_join', 'Broken row');
    await database
      .db()
      .collection('discord_task_posts')
      .updateOne(
        { _id: new mongo.ObjectId(postIdOf(card)) },
        { $unset: { taskData: '' } },
        { bypassDocumentValidation: true },
      );
    const answer = await stack.as(stack.server.moderator).press(card, { label: 'Details' });
    const incidentId = /`([0-9a-f]{8})`/.exec(readableText(answer.message!))?.[1];
    expect(answer.message!.flags & 64).toBe(64);
    const logged = await bot.logged('A handler failed');
    expect(logged).toMatchObject({ incidentId, err: { type: 'TypeError' } });
  });

  it.each(['x/%E0%A4%A', 'nobody/knows/this', ':', 'tasks/complete/', `tasks/complete/${'f'.repeat(80)}`])(
    'answers the custom id %s privately',
    async (customId) => {
      const card = await postTask(stack, 'discord_join', 'Odd ids');
      const answer = await raw(stack.server.moderator.id, card, customId).answer;
      expect(answer.outcome).toBe('message');
      expect(answer.message!.flags & 64).toBe(64);
    },
  );

  it('outlives an answer that comes too late (10062)', async () => {
    const before = await bot.metric('bot_rejected_callbacks_total', { code: '10062' });
    const card = await postTask(stack, 'discord_join', 'Too late');
    const { answer } = raw(stack.server.moderator.id, card, pressOf(card, '').customId);
    stack.discord.clock.advance(3_500);
    expect((await answer).outcome).toBe('failed');
    await refusal(10062);
    expect(await bot.metric('bot_rejected_callbacks_total', { code: '10062' })).toBe(before + 1);
    // The press counted all the same; the next one says so.
    const again = await stack.as(stack.server.moderator).press(card, { label: 'Complete' });
    expect(textOf(again)).toContain('It counts once');
  });

  it('outlives an interaction that somebody else has answered (40060)', async () => {
    const card = await postTask(stack, 'discord_join', 'Somebody else');
    const { interactionId, answer } = raw(stack.server.moderator.id, card, pressOf(card, '').customId);
    const { token } = stack.discord.interactions.find(interactionId)!;
    await fetch(`${stack.discord.apiBaseUrl}/v10/interactions/${interactionId}/${token}/callback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 4, data: { content: 'Somebody else was faster' } }),
    });
    expect(textOf(await answer)).toContain('faster');
    await refusal(40060);
  });

  it.each([
    ['no member', { member: undefined, user: undefined }],
    ['no data', { data: null }],
    ['an unknown type', { type: 42 }],
    ['an unknown component', { data: { component_type: 99, custom_id: 'x' } }],
    ['no guild', { guild_id: undefined, member: undefined }],
    ['an unknown locale', { locale: 'tlh-KX' }],
  ])('outlives a payload with %s', async (_, overrides) => {
    const card = await postTask(stack, 'discord_join', 'Odd payloads');
    const answer = await raw(stack.server.moderator.id, card, pressOf(card, '').customId, overrides).answer;
    expect(['message', 'failed']).toContain(answer.outcome);
  });
});

function raw(userId: string, card: Message, customId: string, overrides?: Record<string, unknown>) {
  return stack.discord.sendRawInteraction({
    type: 3,
    userId,
    channelId: card.channel_id,
    messageId: card.id,
    data: { component_type: 2, custom_id: customId },
    ...(overrides && { overrides: overrides }),
  });
}

const refusal = (code: number): Promise<void> =>
  stack.discord.until(
    () => stack.discord.refusals.some((refused) => refused.code === code),
    `a refusal with ${String(code)}`,
  );

/** The worker has paid what these members are owed: they can read it in their profile. */
async function settled(members: readonly string[]): Promise<void> {
  const owed = { discordId: { $in: [...members] }, due: { $exists: true } };
  while ((await database.db().collection('task_completions').countDocuments(owed)) > 0)
    await bot.metric('bot_due_effects_total');
}
