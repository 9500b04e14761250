import { settings } from '../../../src/config/env.schema.js';
import { warningsOf } from '../../../src/config/warnings.js';

const names = Object.keys(settings.shape);
const warnings = (variables: Record<string, string>) =>
  warningsOf({ NODE_ENV: 'development', MONGODB_URI: undefined }, variables, names);
const inProduction = (MONGODB_URI: string) => warningsOf({ NODE_ENV: 'production', MONGODB_URI }, {}, names);

it.each([
  ['DISCORD_BOT_TOKN', 'DISCORD_BOT_TOKEN'],
  ['DB_POOLSIZE', 'DB_POOL_SIZE'],
  ['LOG_LEVELS', 'LOG_LEVEL'],
  ['MONGO_URI', 'MONGODB_URI'],
  ['DATABASE', undefined],
  ['MONGODB_URL', 'MONGODB_URI'],
])('item 66: %s is told to be no setting, its value is not told', (variable, meant) => {
  const told = meant === undefined ? [] : [`${variable} is no setting. Is ${meant} meant?`];
  expect(warnings({ [variable]: 'canary' })).toEqual(told);
});

it('settings themselves, and what every environment has, are not told of', () => {
  const usual = [
    'PATH',
    'HOME',
    'HOSTNAME',
    'PWD',
    'SHLVL',
    'LANG',
    'USER',
    'TERM',
    'SHELL',
    'npm_config_cache',
  ];
  expect(warnings(Object.fromEntries([...names, ...usual].map((name) => [name, 'x'])))).toEqual([]);
});

it.each([
  ['mongodb://u:canary@a,b/db?replicaSet=rs0', 1],
  ['mongodb://u:canary@a/db?tls=false', 1],
  ['mongodb+srv://u:canary@a/db?tls=false', 1],
  ['mongodb+srv://u:canary@a/db', 0],
  ['mongodb://u:canary@a/db?replicaSet=rs0&tls=true', 0],
  ['mongodb://u:canary@a/db?ssl=true', 0],
])('item 64: %s is told of where it goes unencrypted in production', (uri, count) => {
  const told = inProduction(uri);
  expect(told).toHaveLength(count);
  expect(told.join()).not.toContain('canary');
});
