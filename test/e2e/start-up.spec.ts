// Real: the built bot as a process, MongoDB, the local Discord. A proxy stands in for a Discord that misbehaves.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aKey } from '../support/builders/encryption-keys.js';
import { Bot } from '../support/e2e/bot.js';
import { startRestProxy } from '../support/e2e/rest-proxy.js';
import { startDiscord, type Stack } from '../support/e2e/stack.js';
import { startBareMongod } from '../support/mongo/mongod-process.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';

describe('the start of the service', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startDiscord(testDatabaseUri());
  });
  afterAll(() => stack.stop());

  const linesOf = (bot: Bot): string[] => bot.stderr.trim().split('\n');

  it('says in one line how to try it without a token', async () => {
    const bot = Bot.launch({ MONGODB_URI: stack.env.MONGODB_URI! });
    expect(await bot.exited).toEqual({ code: 78, signal: null });
    expect(linesOf(bot)).toHaveLength(1);
    expect(bot.stderr).toContain('npm run playground');
  });

  it('names every bad setting at once, and prints no value', async () => {
    const bot = Bot.launch({
      ...stack.env,
      PORT: 'eighty',
      DB_POOL_SIZE: '0',
      MONGODB_URI: 'postgres://secret@host',
      LOG_LEVEL: 'loud',
    });
    expect((await bot.exited).code).toBe(78);
    const variables = linesOf(bot).map((line) => line.split(' ')[0]);
    expect(variables.sort()).toEqual(['DB_POOL_SIZE', 'LOG_LEVEL', 'MONGODB_URI', 'PORT']);
    for (const value of ['eighty', 'postgres', 'secret', 'loud']) expect(bot.stderr).not.toContain(value);
  });

  it('stops in production without a database address and a key to encrypt with', async () => {
    const bot = Bot.launch({ ...stack.env, NODE_ENV: 'production', MONGODB_URI: '' });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([
      expect.stringMatching(/^MONGODB_URI /),
      expect.stringMatching(/^DISCORD_TOKEN_ENCRYPTION_KEY is not set/),
    ]);
  });

  it('stops on a key that is none, and prints nothing of it', async () => {
    const key = 'canary'.repeat(7);
    const bot = Bot.launch({ ...stack.env, DISCORD_TOKEN_ENCRYPTION_KEY: key });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([expect.stringMatching(/^DISCORD_TOKEN_ENCRYPTION_KEY is refused: /)]);
    expect(bot.stderr + JSON.stringify(bot.logs)).not.toContain('canary');
  });

  it('stops on a key file that was damaged, and leaves it as it is', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'start-up-test-'));
    const file = join(dataDir, 'encryption.key');
    await writeFile(file, 'canary');
    const bot = Bot.launch({ ...stack.env, DATA_DIR: dataDir });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([
      expect.stringMatching(/^DISCORD_TOKEN_ENCRYPTION_KEY is not set, and in /),
    ]);
    expect(bot.stderr + JSON.stringify(bot.logs)).not.toContain('canary');
    expect(await readFile(file, 'utf8')).toBe('canary');
    await rm(dataDir, { recursive: true });
  });

  it('stops in production on a database that is behind its migrations', async () => {
    const bot = Bot.launch({
      ...stack.env,
      NODE_ENV: 'production',
      MONGODB_URI: testDatabaseUri('behind'),
      DISCORD_TOKEN_ENCRYPTION_KEY: aKey('e2e'),
    });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([expect.stringContaining('discord-db-manager migrate')]);
  });

  it('stops on a standalone MongoDB and says how to make it a replica set', async () => {
    const mongod = await startBareMongod([]);
    const bot = Bot.launch({ ...stack.env, MONGODB_URI: mongod.uri });
    expect((await bot.exited).code).toBe(78);
    expect(bot.stderr).toContain('rs.initiate()');
    await mongod.stop();
  });

  it('stops before any login when its port is taken', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const bot = Bot.launch({ ...stack.env, PORT: String(port) });
    expect((await bot.exited).code).toBe(1);
    expect(linesOf(bot)).toEqual([expect.stringContaining(`PORT ${String(port)} is taken`)]);
    expect(stack.discord.gateway.connected).toBe(0);
    listener.close();
  });

  it('stops on a token that Discord refuses over REST, after one try', async () => {
    const proxy = await startRestProxy(stack.discord.url);
    const bot = Bot.launch({
      ...stack.env,
      DISCORD_API_BASE_URL: proxy.apiBaseUrl,
      DISCORD_BOT_TOKEN: 'not-the-token',
    });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([expect.stringContaining('DISCORD_BOT_TOKEN (401)')]);
    expect(bot.stderr + JSON.stringify(bot.logs)).not.toContain('not-the-token');
    expect(proxy.seen).toHaveLength(1);
    await proxy.stop();
  });

  it('stops on a token that the gateway refuses (4004), without a login loop', async () => {
    const proxy = await startRestProxy(stack.discord.url, stack.discord.botToken);
    const bot = Bot.launch({
      ...stack.env,
      DISCORD_API_BASE_URL: proxy.apiBaseUrl,
      DISCORD_BOT_TOKEN: 'not-the-token',
    });
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([expect.stringContaining('DISCORD_BOT_TOKEN (4004)')]);
    expect(proxy.seen.filter(({ path }) => path.includes('/gateway/bot')).length).toBeLessThanOrEqual(2);
    await proxy.stop();
  });

  it('stops when Discord ends its session for good later on', async () => {
    const bot = await Bot.start(stack.env);
    stack.discord.gateway.dropAll(4004);
    expect((await bot.exited).code).toBe(78);
    expect(linesOf(bot)).toEqual([expect.stringContaining('4004')]);
  });

  it('lives on when the commands can not be synced, and syncs them when it can', async () => {
    const proxy = await startRestProxy(stack.discord.url);
    proxy.rule = ({ path }) =>
      path.includes('/commands') ? { status: 403, body: { message: 'No', code: 50001 } } : undefined;
    const bot = Bot.launch({ ...stack.env, DISCORD_API_BASE_URL: proxy.apiBaseUrl });
    await bot.logged('The service is up');
    const failure = await bot.logged('The commands could not be synced with Discord');
    expect(failure.err).toBeDefined();
    proxy.rule = () => undefined;
    await bot.logged(/^Commands (were synced|are current)$/);
    expect(await bot.stop()).toEqual({ code: 0, signal: null });
    await proxy.stop();
  });
});
