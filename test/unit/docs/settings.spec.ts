import { parseEnv as parseEnvFile } from 'node:util';
import { envSchema, settings } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { expectWritten } from '../../support/docs/golden.js';
import { envExample, settingGroups, settingsPage } from '../../support/docs/settings-page.js';

const TOKEN = 'a-bot-token-of-some-length';
const listed = settingGroups.flatMap(([, entries]) => entries);

it('docs/settings.md is what the schema says', () => {
  expectWritten('docs/settings.md', settingsPage());
});

it('.env.example is what the schema says', () => {
  expectWritten('.env.example', envExample());
});

it('every setting is listed once', () => {
  expect(listed.map(({ name }) => name).sort()).toEqual(Object.keys(settings.shape).sort());
});

it('what is required is told with its reach', () => {
  const required = listed
    .filter((entry) => entry.required !== 'no')
    .map((entry) => [entry.name, entry.required]);
  expect(required).toEqual([
    ['DISCORD_BOT_TOKEN', 'always, by the service'],
    ['MONGODB_URI', 'in production, by the service and the CLI'],
    ['DISCORD_TOKEN_ENCRYPTION_KEY', 'in production, by the service'],
  ]);
});

it.each(listed)('$name is described in one line each', ({ meaning, accepts, production }) => {
  for (const words of [meaning, production]) expect(words).toMatch(/^\S[^\n]*\.$/);
  expect(meaning.length).toBeLessThan(120);
  expect(accepts).toMatch(/^\S[^\n]*[^\s.]$/);
});

describe('.env.example', () => {
  const uncommented = envExample().replaceAll(/^# (?=[A-Z_]+=)/gm, '');

  it('as it is sets nothing: the bot asks for its token only', () => {
    expect(parseEnvFile(envExample())).toEqual({ DISCORD_BOT_TOKEN: '' });
  });

  it('shows the defaults, which are taken as they stand there', () => {
    const { MONGODB_URI, REDIS_URL, PUBLIC_URL, EVM_RPC_URLS, ...shown } = parseEnvFile(uncommented);
    const { DISCORD_CLIENT_ID, DISCORD_CLIENT_SECRET, ...defaults } = shown;
    expect(parseEnv(envSchema, { ...defaults, DISCORD_BOT_TOKEN: TOKEN })).toEqual(
      parseEnv(envSchema, { DISCORD_BOT_TOKEN: TOKEN }),
    );
    const examples = { MONGODB_URI, REDIS_URL, PUBLIC_URL, DISCORD_CLIENT_ID, DISCORD_CLIENT_SECRET };
    expect(parseEnv(envSchema, { ...examples, DISCORD_BOT_TOKEN: TOKEN })).toMatchObject(examples);
    expect(parseEnv(envSchema, { EVM_RPC_URLS, DISCORD_BOT_TOKEN: TOKEN }).EVM_RPC_URLS?.size).toBe(2);
  });
});
