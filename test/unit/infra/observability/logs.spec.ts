import { createPino, JsonLogger, scope } from '../../../../src/infra/observability/index.js';
import { scrub, scrubber } from '../../../../src/infra/observability/scrub.js';

/** What was written, line by line. */
function collect(level = 'trace') {
  const written: string[] = [];
  const pino = createPino(level, { destination: { write: (line: string) => void written.push(line) } });
  return {
    pino,
    logger: new JsonLogger(pino),
    written,
    entries: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const BOT_TOKEN = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcDE', 'f'.repeat(27)].join('.');
const INTERACTION_TOKEN = `aW50ZXJhY3Rpb24${'x'.repeat(60)}`;
const SECRETS: Record<string, { text: string; secret: string }> = {
  'the password of a database': {
    text: 'mongodb://bot:hunter2secret@db.example/bot',
    secret: 'hunter2secret',
  },
  'the password of a cluster': { text: 'mongodb+srv://bot:p%40ssw0rd@c.example', secret: 'p%40ssw0rd' },
  'the password of Redis': { text: 'rediss://:hunter2secret@cache.example:6379', secret: 'hunter2secret' },
  'a bot token': { text: `login with ${BOT_TOKEN} failed`, secret: BOT_TOKEN },
  'an Authorization header of a bot': {
    text: 'Authorization: Bot abc.def-ghi_jkl',
    secret: 'abc.def-ghi_jkl',
  },
  'a Bearer token': { text: 'Authorization: Bearer s3cr3t+bearer/t0ken==', secret: 's3cr3t+bearer/t0ken' },
  'the token of an interaction': {
    text: `https://discord.com/api/v10/interactions/1100000000000000001/${INTERACTION_TOKEN}/callback`,
    secret: INTERACTION_TOKEN,
  },
  'the address of a webhook': {
    text: 'https://discord.com/api/webhooks/1100000000000000001/wEbH00k-tOkEn_0123456789',
    secret: 'wEbH00k-tOkEn_0123456789',
  },
  'a password with an @ in it': {
    text: 'MongoParseError: mongodb://bot:hunter2@secret@db.example:27017,b.example/bot?w=majority',
    secret: 'hunter2@secret',
  },
  'the password of an address': {
    text: 'GET https://node:hunter2secret@rpc.example/v1',
    secret: 'hunter2secret',
  },
  'a Basic header': { text: 'authorization: Basic Y2xpZW50OnNlY3JldA==', secret: 'Y2xpZW50OnNlY3JldA' },
  'an address of OAuth2': {
    text: 'GET /oauth/discord/callback?code=plaincode&state=plainstate HTTP/1.1',
    secret: 'plain',
  },
  'a form of OAuth2': {
    text: 'POST grant_type=authorization_code&code=plaincode&code_verifier=plainverifier',
    secret: 'plain',
  },
  'a cookie': { text: 'Set-Cookie: __Host-link=plainvalue; Secure; HttpOnly', secret: 'plainvalue' },
  'a code or token of OAuth2': {
    text: 'invalid_grant 6qrZcUqja7812RVdnEKjpzOL4CvHBF',
    secret: '6qrZcUqja7812RVdnEKjpzOL4CvHBF',
  },
  'a state, a verifier or a one-time token': {
    text: `not known: ${'aB3_-xYz'.repeat(6).slice(0, 43)}`,
    secret: 'aB3_-xYz',
  },
  'a key in base64': { text: `key ${'aB3/+xYz'.repeat(6).slice(0, 43)}=`, secret: 'aB3/+xYz' },
  'an object as Node prints it': { text: "{ data: { refresh_token: 'plain', ok: 1 } }", secret: 'plain' },
  'a key in hex': { text: `key ${'0a'.repeat(32)}`, secret: '0a'.repeat(32) },
};
const FIELDS = [
  'token',
  'accessToken',
  'refreshToken',
  'client_secret',
  'authorization',
  'password',
  'code_verifier',
  'cookie',
  'signature',
];

describe('a log line holds no secret', () => {
  it.each(Object.entries(SECRETS))('in its message: %s', (_, { text, secret }) => {
    const { logger, written } = collect();
    logger.log(text);
    logger.log({ msg: text });
    expect(written.join('')).not.toContain(secret);
    expect(written).toHaveLength(2);
  });

  it.each(Object.entries(SECRETS))(
    'in an error, its stack, its cause and its fields: %s',
    (_, { text, secret }) => {
      const { logger, written } = collect();
      const cause = Object.assign(new Error(text), {
        url: text,
        config: { headers: { authorization: text } },
      });
      logger.error({ msg: 'failed', err: new Error(text, { cause }) });
      logger.error(new Error(text, { cause }));
      logger.error('failed', new Error(text).stack, 'Context');
      expect(written.join('')).not.toContain(secret);
      expect(written).toHaveLength(3);
    },
  );

  it.each(FIELDS)('in a field named %s, whatever it looks like', (field) => {
    const { logger, written } = collect();
    logger.log({ msg: 'x', deep: { [field]: 'pl"ain\\canary' } });
    expect(written[0]).not.toContain('canary');
    expect(() => JSON.parse(written[0]!) as unknown).not.toThrow();
  });

  it.each(FIELDS)('in JSON that a message quotes, under %s', (field) => {
    const { logger, written, entries } = collect();
    logger.error({ msg: `Answer: ${JSON.stringify({ ok: 1, [field]: 'canary', after: 2 })}` });
    logger.error({ msg: `Answer: ${JSON.stringify({ [field]: 'canary' }, null, 2)}` });
    expect(written.join('')).not.toContain('canary');
    expect(entries()[0]?.msg).toContain('"after":2');
  });

  it('in a list of headers', () => {
    const { logger, entries } = collect();
    logger.log({ msg: 'x', headers: { 'set-cookie': ['a=canary', 'b=canary'], after: 1 } });
    expect(entries()[0]).toMatchObject({ headers: { 'set-cookie': '[redacted]', after: 1 } });
  });

  it('of the settings, whatever they look like, and however they are written', () => {
    const known = ['plain words "quoted" \\ and %', 'second', 'a.b*cd', 'tiny'];
    const clean = scrubber(known);
    for (const secret of known.slice(0, 3)) {
      const line = JSON.stringify({
        msg: secret,
        quoted: JSON.stringify({ secret }),
        at: encodeURIComponent(secret),
      });
      expect(clean(line)).toBe(
        '{"msg":"[redacted]","quoted":"{\\"secret\\":\\"[redacted]\\"}","at":"[redacted]"}',
      );
    }
    expect(clean('aXbbcd tiny')).toBe('aXbbcd tiny');
  });

  it.each([
    '{"msg":"Task 0123456789abcdef01234567 of guild 1100000000000000001","code":"TASK_CLOSED"}',
    '{"msg":"Health and metrics are served","url":"http://127.0.0.1:8080"}',
    '{"msg":"Commands were synced","created":["/task create"],"code":11000,"state":"active"}',
    '{"err":{"stack":"Error: x\\n    at InteractionLogsRepository.insertMany (/app/dist/modules/interactions/interaction-logs.repository.js:42:7)"}}',
    '{"correlationId":"01234567-89ab-cdef-0123-456789abcdef","database":"/tmp/discord-community-bot-mongo-29574-M03t0b/mongo/db"}',
    '{"plan":"IXSCAN { guildId: 1, status: 1 } guild_status_expiry","name":"MongoServerSelectionError"}',
  ])('and keeps what is none: %s', (line) => {
    expect(scrub(line)).toBe(line);
  });
});

describe('a log line', () => {
  it.each([
    '\n{"level":"fatal","msg":"forged"}',
    '\r\nforged',
    '\u001B[2J\u001B[31mred',
    '\u2028forged',
    'a\u0000b',
  ])('stays one line of JSON, whatever it says: %j', (hostile) => {
    const { logger, written, entries } = collect();
    logger.log({ msg: hostile, username: hostile });
    logger.error(hostile);
    expect(written).toHaveLength(2);
    for (const line of written) {
      for (const control of ['\n', '\r', '\u001B', '\u0000'])
        expect(line.slice(0, -1)).not.toContain(control);
      expect(line.endsWith('\n')).toBe(true);
    }
    expect(entries()[0]).toMatchObject({ level: 'info', msg: hostile, username: hostile });
  });

  it('carries the scope in which it was written', async () => {
    const { logger, entries } = collect();
    await scope.run({ interactionId: '1', handler: '/tasks' }, async () => {
      await Promise.resolve();
      logger.log({ msg: 'inside' });
    });
    logger.log({ msg: 'outside' });
    expect(entries()[0]).toMatchObject({ interactionId: '1', handler: '/tasks' });
    expect(entries()[1]).not.toHaveProperty('interactionId');
  });

  it('has a level by name, a time, and its context', () => {
    const { logger, entries } = collect();
    logger.log('started', 'Engines');
    logger.warn({ msg: 'slow', ms: 7 }, 'Engines');
    logger.debug('d');
    logger.verbose('v');
    logger.fatal('f');
    expect(entries()).toMatchObject([
      { level: 'info', msg: 'started', context: 'Engines' },
      { level: 'warn', msg: 'slow', ms: 7, context: 'Engines' },
      { level: 'debug' },
      { level: 'trace' },
      { level: 'fatal' },
    ]);
    expect(new Date(String(entries()[0]?.time)).getTime()).not.toBeNaN();
  });

  it('tells an error with its type, its stack and its causes', () => {
    const { logger, entries } = collect();
    logger.error({ msg: 'failed', err: new RangeError('outer', { cause: new TypeError('inner') }) });
    const { err } = entries()[0] as { err: { type: string; stack: string } };
    expect(err.type).toBe('RangeError');
    expect(err.stack).toContain('outer');
    expect(err.stack).toContain('inner');
  });

  it('is not written below the level', () => {
    const { logger, written } = collect('warn');
    logger.log('no');
    logger.warn('yes');
    expect(written).toHaveLength(1);
  });
});
