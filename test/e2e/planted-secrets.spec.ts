// Items 77 to 79 of bad input. Real: the built bot and the built CLI as processes with twelve secrets, MongoDB
// with a password, the local Discord. Fake: the errors of some services, which a preload makes carry the secrets.
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { freePort } from '../../src/infra/database/server/own-mongod.js';
import { Bot } from '../support/e2e/bot.js';
import { Cli } from '../support/e2e/cli.js';
import { linkServer, postTask, pressOf, startDiscord, type Stack, textOf } from '../support/e2e/stack.js';
import { useTestDatabase } from '../support/mongo/test-database.js';
import { waitUntil } from '../support/mongo/wait-until.js';
import { foundIn, planted } from '../support/secrets/planted.js';

const PRELOAD = join(import.meta.dirname, '../support/secrets/faulty-bot.mjs');
/** Of the preload: each of them is met by a handler. */
const KINDS_OF_ERRORS = 7;
// Before the hook of `useTestDatabase`, which closes the connection.
afterAll(async () => {
  await database.db().command({ dropUser: 'planted' });
});
const database = useTestDatabase();

const uriWithPassword = (): string => {
  const uri = new URL(database.uri);
  [uri.username, uri.password] = ['planted', planted.mongoPassword];
  uri.searchParams.set('authSource', database.db().databaseName);
  return uri.href;
};
const settings = () => ({
  DISCORD_CLIENT_SECRET: planted.clientSecret,
  DISCORD_TOKEN_ENCRYPTION_KEY: `planted:${planted.encryptionKey}`,
  MONGODB_URI: uriWithPassword(),
  REDIS_URL: `redis://:${planted.redisPassword}@127.0.0.1:9`,
  LOG_LEVEL: 'trace',
});

let stack: Stack;
let bot: Bot;
let publicUrl: string;
/** Secrets that came to be while members linked their accounts. */
const ofLinks = new Set<string>();
/** Everything that somebody could read, but the log. */
const seen: string[] = [];
const told = (what: unknown): void => void seen.push(JSON.stringify(what));

beforeAll(async () => {
  await database.db().command({ createUser: 'planted', pwd: planted.mongoPassword, roles: ['dbOwner'] });
  stack = await startDiscord(database.uri, { token: planted.botToken, clientSecret: planted.clientSecret });
  const preload = { NODE_OPTIONS: `--import ${PRELOAD}`, PLANTED: JSON.stringify(planted) };
  const PORT = String(await freePort());
  publicUrl = `http://127.0.0.1:${PORT}`;
  stack.discord.oauth.registerRedirectUri(`${publicUrl}/oauth/discord/callback`);
  const web = { PORT, PUBLIC_URL: publicUrl, DISCORD_CLIENT_ID: stack.discord.applicationId };
  bot = await Bot.start({ ...stack.env, ...settings(), ...preload, ...web });
});
afterAll(async () => {
  await bot.stop();
  await stack.stop();
});

/** Every token that the local Discord gave to an interaction. */
const interactionTokens = (): string[] => {
  const { byToken } = stack.discord.interactions as unknown as { byToken: ReadonlyMap<string, unknown> };
  return [...byToken.keys()];
};
const logOf = (): string => JSON.stringify(bot.logs) + bot.stderr;
const here = () => ({ channelId: stack.server.channels.general.id });

it('twelve secrets are there to be found', () => {
  expect(Object.keys(planted)).toHaveLength(12);
  const all = JSON.stringify(planted);
  expect(foundIn(all)).toHaveLength(12);
  expect(foundIn(encodeURIComponent(all))).toHaveLength(12);
});

it('handlers that fail with them tell members and log none', async () => {
  await linkServer(stack);
  const card = await postTask(stack, 'discord_join', 'Faulty');
  told(card);
  for (let turn = 0; turn < KINDS_OF_ERRORS; turn += 1) {
    const [answer] = await stack.discord.pressMany([pressOf(card, stack.server.members[0]!.id)], 1);
    expect(textOf(answer!)).toMatch(/went wrong|again/);
    told(answer);
  }
  told(await stack.as(stack.server.members[0]!).run('account profile', {}, here()));
  expect(bot.logs.filter(({ msg }) => msg === 'A handler failed').length).toBeGreaterThanOrEqual(
    KINDS_OF_ERRORS - 1,
  );
});

it('nor do answers that Discord refuses, whose errors hold the token of the interaction', async () => {
  const callback = 'POST /interactions/:interactionId/:token/callback';
  stack.discord.faults.next(
    callback,
    {
      status: 400,
      body: {
        code: 50_035,
        message: `https://discord.com/api/webhooks/1100000000000000001/${planted.interactionToken}`,
      },
    },
    2,
  );
  await stack.as(stack.server.members[0]!).run('help', {}, here()).then(told, told);
  await bot.logged('An error could not be told to the member');
});

it('nor do requests that carry them, and what they get', async () => {
  const url = await bot.url();
  const query = new URLSearchParams({
    code: planted.authorizationCode,
    state: planted.state,
    error: planted.accessToken,
  });
  const headers = { authorization: `Bearer ${planted.accessToken}`, cookie: `__Host-link=${planted.state}` };
  const paths = [
    '/oauth/discord/callback',
    '/oauth/discord/start',
    '/health',
    '/health/ready',
    '/metrics',
    '/nothing',
    `/${planted.transferCode}`,
  ];
  for (const path of paths) {
    const response = await fetch(`${url}${path}?${query.toString()}`, { headers, redirect: 'manual' });
    told([await response.text(), Object.fromEntries(response.headers)]);
  }
});

describe('an account that is linked by OAuth2', () => {
  const TOKEN_ROUTE = 'POST /oauth2/token';
  let member: { id: string };

  /** From `/account link` to the last page; every secret on the way is noted. */
  async function link(): Promise<string> {
    const answer = await stack.as(member).run('account link', {}, here());
    const url = /"url":"([^"]+)"/.exec(JSON.stringify(answer.message))?.[1] ?? '';
    const start = await fetch(url, { redirect: 'manual' });
    const cookie = start.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    for (const pair of cookie) ofLinks.add(pair.slice(pair.indexOf('=') + 1));
    const callback = await stack.as(member).authorize(start.headers.get('location') ?? '');
    for (const address of [url, callback])
      for (const [name, value] of new URL(address).searchParams)
        if (['t', 'code', 'state'].includes(name)) ofLinks.add(value);
    const done = await fetch(callback, { headers: { cookie: cookie.join('; ') } });
    told(await done.text());
    return callback;
  }

  beforeAll(() => {
    member = stack.server.members[1]!;
    const { grants } = stack.discord.oauth;
    const redeem = grants.redeem.bind(grants);
    grants.redeem = (code, proof) => {
      ofLinks.add(proof.verifier ?? '');
      return redeem(code, proof);
    };
  });

  it('linked, and its way back replayed', async () => {
    const callback = await link();
    const { accessToken, refreshToken } = stack.discord.oauth.grants.all.at(-1)!;
    ofLinks.add(accessToken).add(refreshToken);
    told(await (await fetch(callback)).text());
    const row = await database.db().collection('oauth_tokens').findOne({ discordId: member.id });
    expect(row).not.toBeNull();
    expect(ofLinks.size).toBeGreaterThanOrEqual(7);
  });

  it.each([
    [
      'quotes the code',
      { status: 400, body: { error: 'invalid_grant', error_description: planted.authorizationCode } },
    ],
    [
      'quotes tokens',
      { status: 500, body: { access_token: planted.accessToken, refresh_token: planted.refreshToken } },
    ],
    ['is no JSON', { status: 200, body: `<html>${planted.refreshToken}</html>`, contentType: 'text/html' }],
    ['has too little', { status: 200, body: { access_token: planted.accessToken, token_type: 'Bearer' } }],
  ])('not linked, as the answer to the code %s', async (_, fault) => {
    stack.discord.faults.next(TOKEN_ROUTE, fault, 3);
    await link();
    stack.discord.faults.clear();
  });
});

it('nor do rejections that nobody handles', async () => {
  bot.signal('SIGUSR2');
  await waitUntil(
    () => bot.logs.filter(({ msg }) => msg === 'Unhandled rejection').length === KINDS_OF_ERRORS + 1,
  );
  told(await (await fetch(`${await bot.url()}/metrics`)).text());
});

it('none of them is in a reply, a page, a metric, the log, or a row of the database', async () => {
  const rows: string[] = [];
  for (const { name } of await database.db().listCollections({}, { nameOnly: true }).toArray())
    for (const row of await database.db().collection(name).find().toArray())
      rows.push(`${name} ${mongo.BSON.EJSON.stringify(row)}`);
  const tokens = [...interactionTokens(), ...ofLinks];
  expect(tokens.length).toBeGreaterThan(12);
  expect(rows.filter((row) => row.startsWith('audit_entries')).length).toBeGreaterThan(0);
  const report = {
    log: foundIn(logOf(), tokens),
    seen: foundIn(seen.join('\n'), tokens),
    rows: foundIn(rows.join('\n'), tokens),
  };
  expect(report).toEqual({ log: [], seen: [], rows: [] });
});

it('nor in the last words of a process that an error ends', async () => {
  bot.signal('SIGWINCH');
  expect(await bot.exited).toEqual({ code: 1, signal: null });
  expect(bot.logs.some(({ msg }) => msg === 'Uncaught exception')).toBe(true);
  expect(foundIn(logOf(), [...interactionTokens(), ...ofLinks])).toEqual([]);
});

it('nor where a start fails, and in the CLI', async () => {
  const away = `mongodb://planted:${planted.mongoPassword}@127.0.0.1:9/x?serverSelectionTimeoutMS=300`;
  const refused = Bot.launch({ ...stack.env, ...settings(), DISCORD_BOT_TOKEN: `${planted.botToken}x` });
  const clis = await Promise.all([
    Cli.run(['status'], { env: { ...settings(), MONGODB_URI: away, DB_TIMEOUT_MS: '1000' } }),
    Cli.run(['health', '--json'], {
      env: {
        ...settings(),
        MONGODB_URI: uriWithPassword().replace('planted:', 'other:'),
        DB_TIMEOUT_MS: '1000',
      },
    }),
    Cli.run(['keys:status'], { env: settings() }),
  ]);
  expect(clis.map(({ code }) => code)).toEqual([6, 1, 0]);
  expect((await refused.exited).code).toBe(78);
  const output = clis.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  expect(foundIn(output + JSON.stringify(refused.logs) + refused.stderr)).toEqual([]);
});
