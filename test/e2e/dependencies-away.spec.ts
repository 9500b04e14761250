// Real: the built bot as a process, the local Discord, and a MongoDB of this spec's own that is killed and frozen.
import { Bot } from '../support/e2e/bot.js';
import { linkServer, postTask, startDiscord, type Stack, textOf } from '../support/e2e/stack.js';
import { type MongodProcess, startMongodProcess } from '../support/mongo/mongod-process.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';

const LIMIT_MS = 2_600;

/** Asks until it holds: recovery comes by itself, at a time of its own. */
async function eventually(holds: () => Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds()))
    if (performance.now() > deadline) throw new Error(`Not within ${String(limitMs)} ms`);
}
const isReady = (bot: Bot) => async (): Promise<boolean> => (await bot.health('/ready')).status === 200;

describe('MongoDB away', () => {
  let mongod: MongodProcess;
  let stack: Stack;
  let bot: Bot;
  beforeAll(async () => {
    mongod = await startMongodProcess();
    stack = await startDiscord(mongod.uri);
  });
  afterAll(async () => {
    await bot.stop();
    await stack.stop();
    await mongod.stop();
  });
  const help = () =>
    stack.as(stack.server.admin).run('tasks', {}, { channelId: stack.server.channels.general.id });

  it('at the start: the process lives, says "try again", and recovers by itself', async () => {
    await mongod.kill();
    bot = Bot.launch(stack.env);
    await bot.logged(/^Commands (were synced|are current)$/);
    expect((await bot.health('/live')).status).toBe(200);
    expect((await bot.health('/ready')).status).toBe(503);
    expect((await bot.health('')).body).toMatchObject({ error: { mongodb: { status: 'down' } } });
    const answer = await help();
    expect(textOf(answer)).toContain('try again in a moment');
    expect(answer.latencyMs).toBeLessThan(LIMIT_MS);
    await mongod.restart();
    await eventually(isReady(bot));
    await linkServer(stack);
    expect(textOf(await help())).toContain('No task is open');
  });

  it('later: members are told within 2.6 s, and it recovers by itself', async () => {
    await mongod.kill();
    const answer = await help();
    expect(textOf(answer)).toContain('try again in a moment');
    expect(answer.latencyMs).toBeLessThan(LIMIT_MS);
    expect((await bot.health('/live')).status).toBe(200);
    expect((await bot.health('/ready')).status).toBe(503);
    await mongod.restart();
    await eventually(isReady(bot));
    expect(textOf(await help())).toContain('No task is open');
  });

  it('frozen: a press is acknowledged in time, "not confirmed yet", and its answer comes with the thaw', async () => {
    const card = await postTask(stack, 'discord_join', 'Frozen');
    const member = stack.as(stack.server.members[0]!);
    mongod.freeze();
    const press = () => member.press(card, { label: 'Complete' }, { settle: false });
    let pressed = await press();
    // A look that was lost just then is told at once; who presses again waits.
    for (let again = 0; again < 3 && pressed.outcome === 'message'; again += 1) {
      expect(textOf(pressed)).toContain('try again in a moment');
      pressed = await press();
    }
    expect(pressed.outcome).toBe('deferred');
    expect(pressed.latencyMs).toBeLessThan(LIMIT_MS);
    expect(textOf(await member.settled(pressed))).toContain('Not confirmed yet');
    expect((await bot.health('/live')).status).toBe(200);
    mongod.thaw();
    const place = card.channel_id;
    await member.waitForMessage(place, (message) => textOf({ message }).includes('Done!'));
    expect(textOf(await member.press(card, { label: 'Complete' }))).toContain('It counts once');
  });
});

describe('Discord away', () => {
  let stack: Stack;
  let bot: Bot;
  beforeAll(async () => {
    stack = await startDiscord(testDatabaseUri());
  });
  afterAll(async () => {
    await bot.stop();
    await stack.stop();
  });

  it('at the start: the process lives, not ready, and logs in once when Discord is there', async () => {
    await stack.discord.setOnline(false);
    bot = Bot.launch(stack.env);
    await bot.logged('Discord does not answer');
    await eventually(async () => (await bot.metric('bot_database_up')) === 1);
    expect((await bot.health('/live')).status).toBe(200);
    expect((await bot.health('/ready')).body).toMatchObject({ error: { discord: { status: 'down' } } });
    await stack.discord.setOnline(true);
    await eventually(isReady(bot));
    expect(stack.discord.gateway.connected).toBe(1);
    await bot.logged(/^Commands (were synced|are current)$/);
  });

  it('later: not ready meanwhile, and back by itself', async () => {
    await stack.discord.setOnline(false);
    await eventually(async () => (await bot.health('/ready')).status === 503);
    expect((await bot.health('/live')).status).toBe(200);
    await stack.discord.setOnline(true);
    await eventually(isReady(bot));
    await linkServer(stack);
    const answer = await stack
      .as(stack.server.admin)
      .run('tasks', {}, { channelId: stack.server.channels.general.id });
    expect(textOf(answer)).toContain('No task is open');
  });
});
