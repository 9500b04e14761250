import { AppConfig } from '../../../src/config/app.config.js';
import { DatabaseConfig } from '../../../src/config/database.config.js';
import { DiscordConfig } from '../../../src/config/discord.config.js';
import { cliEnvSchema, envSchema, settings } from '../../../src/config/env.schema.js';
import { ConfigurationError, parseEnv } from '../../../src/config/load-env.js';
import { aKey } from '../../support/builders/encryption-keys.js';

type Variables = Record<string, string | undefined>;

const TOKEN = 'a-bot-token-of-some-length';
const given = (variables: Variables = {}): Variables => ({ DISCORD_BOT_TOKEN: TOKEN, ...variables });

function faultsOf(
  variables: Variables,
  schema: typeof envSchema | typeof cliEnvSchema = envSchema,
): ConfigurationError {
  try {
    parseEnv(schema, variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The settings were taken');
}

/** For each variable: values that must be refused. A canary in them shows whether a value is ever printed. */
const BAD: Record<string, readonly string[]> = {
  NODE_ENV: ['canary', 'Production', 'prod'],
  DISCORD_BOT_TOKEN: ['canary with spaces', 'x', 'canary\nnext', `canary${'x'.repeat(200)}`],
  DISCORD_API_BASE_URL: ['canary', 'ftp://canary.example', 'javascript:canary', '//canary.example'],
  DISCORD_API_VERSION: ['canary', 'v10', '-1', '100', '1.5'],
  PORT: [
    'canary',
    '-1',
    '+80',
    '65536',
    '1.5',
    '1e3',
    '1e9',
    '0x50',
    '0b11',
    '0o17',
    '8_0',
    '８０',
    '٣',
    'NaN',
    'Infinity',
  ],
  DRAND_URLS: ['canary', 'http://canary.example', 'https://canary.example?x=1', 'https://canary.example,'],
  EVM_RPC_URLS: [
    'canary',
    'https://canary.example',
    '0=https://canary.example',
    '1=http://canary.example',
    '1=https://canary.example,1=https://canary.example',
    '1=https://canary.example,',
    '1=https://canary .example',
    '1=ftp://canary.example',
    '1=https://canary.example/#canary',
    'x=https://canary.example',
    '-1=https://canary.example',
    '1e3=https://canary.example',
    `${'9'.repeat(20)}=https://canary.example`,
    Array.from({ length: 31 }, (_, index) => `${String(index + 1)}=https://canary.example`).join(','),
  ],
  DISCORD_CLIENT_ID: ['canary', '1', '0123456789012345678', '12345678901234567890', '-1400000000000000001'],
  DISCORD_CLIENT_SECRET: [
    'canary',
    'canary with spaces in it',
    `canary${'x'.repeat(200)}`,
    'canary\tcanary canary',
  ],
  PUBLIC_URL: [
    'canary',
    'canary.example',
    'ftp://canary.example',
    'javascript:canary',
    'https://canary.example/path',
    'https://canary.example?x=1',
    'https://canary.example/#x',
    'https://user:canary@canary.example',
    'https://canary.example:99999',
    'https://canary .example',
    'https://',
  ],
  SERVICE_ROLES: ['canary', 'gateway,canary', 'gateway,,worker', 'Gateway', ','],
  REDIS_URL: ['canary', 'http://canary.example', 'redis://', 'redis://canary host:6379', '//canary.example'],
  MONGODB_URI: [
    'canary',
    'http://canary',
    'mongodb://',
    'mongodb://canary host/db',
    'postgres://u:canary@h/db',
  ],
  DB_POOL_SIZE: ['canary', '0', '-1', '501', '1e1', '0x14', '1e6', '2.5', '9'.repeat(400)],
  DB_TIMEOUT_MS: ['canary', '999', '600001', '-1', '1000.5', '45e3', '0xffff'],
  USE_ENHANCED_DATABASE: ['canary', '2', 'maybe'],
  SLOW_QUERY_MS: ['canary', '0', '-1', '60001', '1.5', '2e2'],
  CLEANUP_INTERVAL_MINUTES: ['canary', '0', '-1', '1441', '1.5', '1e2'],
  DISCORD_TOKEN_ENCRYPTION_KEY: ['canary', 'your-canary-here', 'canary:', 'c'.repeat(64), '"canary"'],
  LOG_LEVEL: ['canary', 'INFO', 'verbose'],
};
const IN_PRODUCTION = ['MONGODB_URI', 'DISCORD_TOKEN_ENCRYPTION_KEY'];
/** Any text is a folder or a host name. */
const ANY_TEXT = ['HOST', 'DATA_DIR'];

const cases = Object.entries(BAD).flatMap(([variable, values]) =>
  values.map((value) => [variable, value] as const),
);

describe('settings', () => {
  it('have a refusal tested for every variable', () => {
    expect([...Object.keys(BAD), ...ANY_TEXT].sort()).toEqual(Object.keys(settings.shape).sort());
  });

  it.each(cases)(
    '%s=%j is refused by its name and a reason, and the value is not printed',
    (variable, value) => {
      const error = faultsOf(given({ [variable]: value }));
      expect(error.faults.map((fault) => fault.variable.split('.')[0])).toContain(variable);
      expect(error.names('HOST')).toBe(false);
      for (const { reason } of error.faults) expect(reason).toMatch(/^(is |must )/);
      expect(error.message).not.toContain('canary');
    },
  );

  it('take an origin as where the pages are, encrypted in production', () => {
    const originOf = (PUBLIC_URL: string) => parseEnv(envSchema, given({ PUBLIC_URL })).PUBLIC_URL;
    expect(originOf('https://Bot.Example.org:443/')).toBe('https://bot.example.org');
    expect(originOf('http://localhost:3003')).toBe('http://localhost:3003');
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'http://bot.example.org' };
    expect(faultsOf(given(production)).names('PUBLIC_URL')).toBe(true);
    expect(faultsOf(given({ ...production, PUBLIC_URL: 'https://a.b' })).names('PUBLIC_URL')).toBe(false);
  });

  it('name every fault at once, a line each', () => {
    const error = faultsOf({ PORT: 'x', LOG_LEVEL: 'x', DB_POOL_SIZE: '0' });
    expect(error.faults.map(({ variable }) => variable).sort()).toEqual([
      'DB_POOL_SIZE',
      'DISCORD_BOT_TOKEN',
      'LOG_LEVEL',
      'PORT',
    ]);
    expect(error.message.split('\n')).toHaveLength(4);
  });

  it('say of a range which it is', () => {
    expect(faultsOf(given({ DB_POOL_SIZE: '501' })).message).toContain('500');
    expect(faultsOf(given({ DB_POOL_SIZE: '0' })).message).toContain('1');
    expect(faultsOf(given({ LOG_LEVEL: 'x' })).message).toContain('debug');
  });

  it('have a use for each default', () => {
    expect(parseEnv(envSchema, given())).toEqual({
      NODE_ENV: 'development',
      DISCORD_BOT_TOKEN: TOKEN,
      DISCORD_API_BASE_URL: 'https://discord.com/api',
      DISCORD_API_VERSION: '10',
      HOST: '127.0.0.1',
      PORT: 3003,
      SERVICE_ROLES: ['gateway', 'web', 'worker'],
      MONGODB_URI: undefined,
      DATA_DIR: '.data',
      DISCORD_TOKEN_ENCRYPTION_KEY: undefined,
      DB_POOL_SIZE: 20,
      DB_TIMEOUT_MS: 45_000,
      USE_ENHANCED_DATABASE: true,
      SLOW_QUERY_MS: 200,
      CLEANUP_INTERVAL_MINUTES: 60,
      LOG_LEVEL: 'info',
      DRAND_URLS: [
        'https://api.drand.sh',
        'https://api2.drand.sh',
        'https://api3.drand.sh',
        'https://drand.cloudflare.com',
      ],
    });
  });

  it.each(Object.keys(settings.shape).filter((variable) => variable !== 'DISCORD_BOT_TOKEN'))(
    '%s= means that it is not set',
    (variable) => {
      expect(parseEnv(envSchema, given({ [variable]: '' }))).toEqual(parseEnv(envSchema, given()));
      expect(parseEnv(envSchema, given({ [variable]: '  ' }))).toEqual(parseEnv(envSchema, given()));
    },
  );

  it('take an empty token for none', () => {
    expect(faultsOf({ DISCORD_BOT_TOKEN: '' }).names('DISCORD_BOT_TOKEN')).toBe(true);
  });

  it.each([
    ['DISCORD_API_BASE_URL', 'http://127.0.0.1:4000/api/', 'http://127.0.0.1:4000/api'],
    ['PORT', '0', 0],
    ['PORT', '65535', 65_535],
    ['SERVICE_ROLES', 'worker', ['worker']],
    ['SERVICE_ROLES', ' gateway , web ', ['gateway', 'web']],
    [
      'MONGODB_URI',
      'mongodb+srv://u:p%40ss@cluster.example/bot?w=majority',
      'mongodb+srv://u:p%40ss@cluster.example/bot?w=majority',
    ],
    ['DB_POOL_SIZE', '500', 500],
    ['DB_TIMEOUT_MS', '1000', 1_000],
    ['USE_ENHANCED_DATABASE', 'false', false],
    ['USE_ENHANCED_DATABASE', 'TRUE', true],
    ['SLOW_QUERY_MS', '1', 1],
  ])('%s=%s is taken', (variable, value, expected) => {
    expect(parseEnv(envSchema, given({ [variable]: value }))).toHaveProperty(variable, expected);
  });

  it('in production need a database and a key', () => {
    const error = faultsOf(given({ NODE_ENV: 'production' }));
    expect(error.faults.map(({ variable }) => variable)).toEqual(IN_PRODUCTION);
    const needed = {
      NODE_ENV: 'production',
      MONGODB_URI: 'mongodb://db.example/bot',
      DISCORD_TOKEN_ENCRYPTION_KEY: `a:${aKey('a')},b:${aKey('b')}`,
    };
    const env = parseEnv(envSchema, given(needed));
    expect(env.MONGODB_URI).toBe(needed.MONGODB_URI);
    expect(env.DISCORD_TOKEN_ENCRYPTION_KEY?.map(({ id }) => id)).toEqual(['a', 'b']);
    for (const variable of IN_PRODUCTION)
      expect(faultsOf(given({ ...needed, [variable]: ' ' })).faults.map((fault) => fault.variable)).toEqual([
        variable,
      ]);
  });

  it('in production name what is missing beside other faults, and what is bad once', () => {
    const missing = faultsOf({ NODE_ENV: 'production', PORT: 'x' });
    expect(missing.faults.map(({ variable }) => variable).sort()).toEqual(
      ['DISCORD_BOT_TOKEN', ...IN_PRODUCTION, 'PORT'].sort(),
    );
    const bad = given({ NODE_ENV: 'production', MONGODB_URI: 'x', DISCORD_TOKEN_ENCRYPTION_KEY: 'x' });
    expect(faultsOf(bad).faults.map(({ variable }) => variable)).toEqual(IN_PRODUCTION);
  });

  it('ignore what other programs set', () => {
    expect(parseEnv(envSchema, given({ PATH: '/bin', __proto__: 'x', constructor: 'x' }))).toEqual(
      parseEnv(envSchema, given()),
    );
  });
});

describe('settings of the CLI', () => {
  it('need no token', () => {
    expect(parseEnv(cliEnvSchema, {})).not.toHaveProperty('DISCORD_BOT_TOKEN');
  });

  it('in production need a database, and no key: a migration decrypts nothing', () => {
    const { faults } = faultsOf({ NODE_ENV: 'production' }, cliEnvSchema);
    expect(faults.map(({ variable }) => variable)).toEqual(['MONGODB_URI']);
  });
});

describe('the slices', () => {
  const env = parseEnv(
    envSchema,
    given({ SERVICE_ROLES: 'worker', MONGODB_URI: 'mongodb://db.example/bot' }),
  );

  it('give each part its own settings', () => {
    expect(new AppConfig(env)).toEqual({
      isProduction: false,
      host: '127.0.0.1',
      port: 3003,
      roles: new Set(['worker']),
      logLevel: 'info',
    });
    expect(new DatabaseConfig(env)).toEqual({
      uri: 'mongodb://db.example/bot',
      dataDir: '.data',
      poolSize: 20,
      timeoutMs: 45_000,
      isEnhanced: true,
      slowQueryMs: 200,
      cleanupIntervalMinutes: 60,
    });
    expect(new DiscordConfig(env)).toEqual({
      botToken: TOKEN,
      apiBaseUrl: 'https://discord.com/api',
      apiVersion: '10',
    });
  });
});
