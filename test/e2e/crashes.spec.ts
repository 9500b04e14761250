// Real: the built bot as a process that is killed, MongoDB, the local Discord.
import { readableText } from '../../playground/discord/client.ts';
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
import { type MongodProcess, startMongodProcess } from '../support/mongo/mongod-process.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

describe('a bot that is killed', () => {
  const database = useTestDatabase();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startDiscord(database.uri);
  });
  afterAll(() => stack.stop());

  const rows = (collection: string) => database.db().collection(collection);
  const unpaid = () => rows('task_completions').countDocuments({ due: { $exists: true } });

  it('between the press and the award: after a restart the award is there, once', async () => {
    // Without the worker role nobody awards: the press is acknowledged and the row is due.
    const first = await Bot.start({ ...stack.env, SERVICE_ROLES: 'gateway,web' });
    await linkServer(stack);
    const card = await postTask(stack, 'discord_join', 'Killed', '7');
    const [userId] = addMembers(stack, 1) as [string];
    const [answer] = await stack.discord.pressMany([pressOf(card, userId)]);
    expect(textOf(answer!)).toContain('Done!');
    first.signal('SIGKILL');
    await first.exited;
    expect(await rows('points_ledger').countDocuments({ discordId: userId })).toBe(0);

    const second = await Bot.start(stack.env);
    const profile = stack.as({ id: userId });
    for (;;) {
      const seen = textOf(await profile.run('account profile', {}, { channelId: card.channel_id }));
      if (seen.includes('7 points')) break;
    }
    expect(await rows('points_ledger').countDocuments({ discordId: userId })).toBe(1);
    expect(await rows('balances').findOne({ discordId: userId, period: 'all' })).toMatchObject({
      points: 7,
      completions: 1,
    });
    await stack
      .as(stack.server.admin)
      .waitForMessage(card.channel_id, (m) => readableText(m).includes('**1 member**'));
    await second.stop();
  });

  it('in the middle of many presses and awards, three times: nothing acknowledged is lost, nothing counts twice', async () => {
    let bot = await Bot.start(stack.env);
    await linkServer(stack);
    const card = await postTask(stack, 'discord_join', 'Killed often');
    const acknowledged: string[] = [];
    let answered = 0;
    stack.discord.interactions.on(() => (answered += 1));
    for (let round = 0; round < 3; round += 1) {
      const members = addMembers(stack, 30);
      const killAfter = 5 + round * 8;
      const presses = stack.discord.pressMany(
        members.map((id) => pressOf(card, id)),
        30,
      );
      const before = answered;
      await stack.discord.until(() => answered - before >= killAfter, `${String(killAfter)} answers`);
      bot.signal('SIGKILL');
      await bot.exited;
      stack.discord.clock.advance(4_000);
      const answers = await presses;
      acknowledged.push(...members.filter((_, index) => textOf(answers[index]!).includes('Done!')));
      bot = await Bot.start(stack.env);
    }
    while ((await unpaid()) > 0) await bot.metric('bot_due_effects_total');
    const present = await rows('task_completions').distinct('discordId', { state: 'verified' });
    expect(acknowledged.filter((id) => !present.includes(id))).toEqual([]);
    const paid = await rows('points_ledger')
      .aggregate([{ $group: { _id: '$sourceId', rows: { $sum: 1 } } }])
      .toArray();
    expect(paid.filter(({ rows: count }) => count !== 1)).toEqual([]);
    expect(paid).toHaveLength(present.length);
    await bot.stop();
  }, 60_000);
});

describe('a bot that is asked to stop', () => {
  let mongod: MongodProcess;
  beforeAll(async () => {
    mongod = await startMongodProcess();
  });
  afterAll(() => mongod.stop());

  it('answers 50 handlers in flight before it ends, with exit code 0', async () => {
    const stack = await startDiscord(mongod.uri);
    const bot = await Bot.start({ ...stack.env, DB_POOL_SIZE: '60' });
    await linkServer(stack);
    const card = await postTask(stack, 'discord_join', 'In flight');
    const slowInserts = { failCommands: ['insert'], blockConnection: true, blockTimeMS: 1_600 };
    await mongod.command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data: slowInserts });
    const members = addMembers(stack, 50);
    const presses = stack.discord.pressMany(
      members.map((id) => pressOf(card, id)),
      50,
    );
    while ((await bot.metric('bot_interactions_in_flight')) < 50) expect(bot.isRunning).toBe(true);
    bot.signal('SIGTERM');
    expect(await bot.exited).toEqual({ code: 0, signal: null });
    await presses;
    for (const id of members) {
      const seen = await stack.as({ id }).messages(card.channel_id);
      expect(seen.filter((message) => textOf({ message }).includes('Done!'))).toHaveLength(1);
    }
    await stack.stop();
  });
});
