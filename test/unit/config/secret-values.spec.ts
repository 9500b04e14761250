import { secretValuesOf } from '../../../src/config/secret-values.js';

it.each([
  [
    { DISCORD_BOT_TOKEN: 'bot-token', DISCORD_CLIENT_SECRET: 'client-secret' },
    ['bot-token', 'client-secret'],
  ],
  [{ MONGODB_URI: 'mongodb+srv://bot:p%40ss@host/db?w=majority' }, ['p%40ss', 'p@ss']],
  [{ MONGODB_URI: 'mongodb://bot:p@ss/word@h1:1,h2:2/db' }, ['p@ss/word', 'p@ss/word']],
  [{ MONGODB_URI: 'mongodb://bot:100%@host' }, ['100%', '100%']],
  [{ REDIS_URL: 'rediss://:hunter2secret@cache:6379' }, ['hunter2secret', 'hunter2secret']],
  [{ DISCORD_TOKEN_ENCRYPTION_KEY: 'new:AAAA=, old:BBBB=' }, ['AAAA=', 'BBBB=']],
  [{ DISCORD_TOKEN_ENCRYPTION_KEY: 'CCCC=' }, ['CCCC=']],
  [
    { EVM_RPC_URLS: '1=https://node.example/v3/0123456789abcdef,5=https://x.example?key=fedcba9876543210' },
    ['0123456789abcdef', 'fedcba9876543210'],
  ],
  [{ MONGODB_URI: 'mongodb://localhost/db', REDIS_URL: 'redis://cache', LOG_LEVEL: 'info' }, []],
  [{}, []],
])('of %j', (variables, expected) => {
  expect(secretValuesOf(variables)).toEqual(expected);
});
