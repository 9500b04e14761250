import { createPino, JsonLogger, scope } from '../../../../src/infra/observability/index.js';
import { scrub } from '../../../../src/infra/observability/scrub.js';

/** What was written, line by line. */
function collect(level = 'trace') {
  const written: string[] = [];
  const pino = createPino(level, { write: (line: string) => void written.push(line) });
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
  'a key in hex': { text: `key ${'0a'.repeat(32)}`, secret: '0a'.repeat(32) },
};
const FIELDS = ['token', 'accessToken', 'refreshToken', 'client_secret', 'authorization', 'password'];

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

  it('and keeps what is none', () => {
    const line = '{"msg":"Task 0123456789abcdef01234567 of guild 1100000000000000001","code":"TASK_CLOSED"}';
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
