// Real: the built bot as a process that is killed, MongoDB, the local Discord.
import { type Cancel, Clock } from '../../playground/discord/clock.ts';
import { awardedDeeds } from '../support/e2e/awarded-deeds.js';
import { Bot } from '../support/e2e/bot.js';
import { DeedsUnderKills } from '../support/e2e/deeds-under-kills.js';
import { drawDeeds } from '../support/e2e/draw-deeds.js';
import { startRestProxy } from '../support/e2e/rest-proxy.js';
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
import { letGiveRoles } from '../support/tasks/roles.js';

describe('a bot that is killed', () => {
  const database = useTestDatabase();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startDiscord(database.uri);
    letGiveRoles(stack.discord, stack.server);
  });
  afterAll(() => stack.stop());

  const rows = (collection: string) => database.db().collection(collection);
  const unpaid = () => rows('task_completions').countDocuments({ due: { $exists: true } });

  it('at a call between a press, an approval or the end of an allowlist and what follows: it is there, once', async () => {
    const course = await DeedsUnderKills.start(stack, database.db());
    const { onePress, approval } = await awardedDeeds(stack, database.db());
    const { drawing } = await drawDeeds(stack, database.db());
    const message = 'POST /api/v10/channels/:id/messages';
    // Of each kind one; `npm run test:faults` kills at all of them.
    const calls = [
      [onePress, 'insert task_completions', 1],
      [onePress, 'commitTransaction', 1],
      [approval, 'findAndModify task_completions _id,state,attempt', 1],
      [approval, message, 1],
      // The commitment, and the announcement.
      [drawing, message, 1],
      [drawing, message, 2],
    ] as const;
    for (const [deed, name, nth] of calls) await course.kill(deed, { name, nth, when: 'after' });
    await course.checkAll();
    await course.stop();
    expect(course.violations).toEqual([]);
    expect(course.kills).toBe(calls.length);
  }, 120_000);

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

/** Discord's three seconds are thirty: whether a busy machine is fast enough is not the question here. */
class SlowClock extends Clock {
  constructor() {
    const startedAt = Date.now();
    super(() => startedAt + Math.floor((Date.now() - startedAt) / 10));
  }

  override schedule(delayMs: number, run: () => void): Cancel {
    return super.schedule(delayMs * 10, run);
  }
}

describe('a bot that is asked to stop', () => {
  const database = useTestDatabase('stop');

  it('answers 50 handlers in flight before it ends, with exit code 0', async () => {
    const stack = await startDiscord(database.uri, { clock: new SlowClock() });
    const proxy = await startRestProxy(stack.discord.url);
    const bot = await Bot.start({ ...stack.env, DISCORD_API_BASE_URL: proxy.apiBaseUrl });
    await linkServer(stack);
    const card = await postTask(stack, 'discord_join', 'In flight');
    const members = addMembers(stack, 50);
    const areAllInFlight = Promise.withResolvers<undefined>();
    const isStopping = Promise.withResolvers<undefined>();
    let inFlight = 0;
    proxy.rule = async ({ path }) => {
      if (!path.includes('/callback')) return undefined;
      inFlight += 1;
      if (inFlight === members.length) areAllInFlight.resolve(undefined);
      await isStopping.promise;
      return undefined;
    };
    const presses = stack.discord.pressMany(
      members.map((id) => pressOf(card, id)),
      50,
    );
    await areAllInFlight.promise;
    bot.signal('SIGTERM');
    while ((await bot.health('/ready')).status === 200) expect(bot.isRunning).toBe(true);
    isStopping.resolve(undefined);
    expect(await bot.exited).toEqual({ code: 0, signal: null });
    await presses;
    for (const id of members) {
      const seen = await stack.as({ id }).messages(card.channel_id);
      expect(seen.filter((message) => textOf({ message }).includes('Done!'))).toHaveLength(1);
    }
    await proxy.stop();
    await stack.stop();
  }, 60_000);
});
