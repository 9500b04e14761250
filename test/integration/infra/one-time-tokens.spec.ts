// Real: one-time tokens, a MongoDB of this file. Fake: the time.
import { OneTimeTokensRepository } from '../../../src/infra/one-time-tokens/index.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const tokens = () => testApp().get(OneTimeTokensRepository);
const issue = (discordId = aSnowflake()) =>
  tokens().issue({ kind: 'oauth-state', discordId, data: { at: 'start' }, lifetimeMs: 600_000 });

it('works once, and gives back what must be known again', async () => {
  const discordId = aSnowflake();
  const token = await issue(discordId);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await tokens().use('oauth-state', token)).toMatchObject({
    outcome: 'good',
    token: { discordId, data: { at: 'start' } },
  });
  expect(await tokens().use('oauth-state', token)).toMatchObject({ outcome: 'used', token: { discordId } });
});

it('is good for one of a hundred uses at once', async () => {
  const token = await issue();
  const uses = await Promise.all(Array.from({ length: 100 }, () => tokens().use('oauth-state', token)));
  expect(uses.filter(({ outcome }) => outcome === 'good')).toHaveLength(1);
});

it('is good for nothing else, and after its time for nothing at all', async () => {
  const token = await issue();
  expect(await tokens().use('wallet-nonce', token)).toEqual({ outcome: 'unknown' });
  expect(await tokens().use('oauth-state', `${token}x`)).toEqual({ outcome: 'unknown' });
  testApp().clock.advance(600_000);
  expect(await tokens().use('oauth-state', token)).toMatchObject({ outcome: 'expired' });
});

it('that is bound to another secret works with it alone, and is not used up without it', async () => {
  const token = await tokens().issue({
    kind: 'oauth-state',
    data: {},
    lifetimeMs: 600_000,
    boundTo: 'the cookie',
  });
  expect(await tokens().use('oauth-state', token)).toMatchObject({ outcome: 'foreign' });
  expect(await tokens().use('oauth-state', token, 'another cookie')).toMatchObject({ outcome: 'foreign' });
  expect(await tokens().use('oauth-state', token, 'the cookie')).toMatchObject({ outcome: 'good' });
  expect(await tokens().use('oauth-state', token, 'another cookie')).toMatchObject({ outcome: 'used' });
  const unbound = await issue();
  expect(await tokens().use('oauth-state', unbound, 'a cookie')).toMatchObject({ outcome: 'foreign' });
});

it('may be opened so often, and not after its use', async () => {
  const token = await issue();
  const opened = await Promise.all(Array.from({ length: 10 }, () => tokens().open('oauth-state', token, 4)));
  expect(opened.filter(({ outcome }) => outcome === 'good')).toHaveLength(4);
  expect(opened.filter(({ outcome }) => outcome === 'too-often')).toHaveLength(6);
  await tokens().use('oauth-state', token);
  expect(await tokens().open('oauth-state', token, 40)).toMatchObject({ outcome: 'used' });
});

it('tells of each kind of misuse once', async () => {
  const use = await tokens().use('oauth-state', await issue());
  const { token } = use as Extract<typeof use, { outcome: 'good' }>;
  expect(await tokens().noteMisuse(token, 'used')).toBe(true);
  expect(await tokens().noteMisuse(token, 'used')).toBe(false);
  expect(await tokens().noteMisuse(token, 'foreign')).toBe(true);
});

it('stands in the database as its hash only', async () => {
  const token = await issue();
  const rows = await database.db().collection('one_time_tokens').find().toArray();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});
