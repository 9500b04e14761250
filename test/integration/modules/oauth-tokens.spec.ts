// Real: the tokens' repository, their encryption, a MongoDB of this file.
import { TamperedCiphertextError } from '../../../src/infra/crypto/index.js';
import { OauthTokensRepository } from '../../../src/modules/accounts/linking/oauth-tokens.repository.js';
import type { OauthToken } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const tokens = () => testApp().get(OauthTokensRepository);
const rows = () => database.db().collection<OauthToken>('oauth_tokens');
const some = (word: string) => ({
  accessToken: `access-${word}`,
  refreshToken: `refresh-${word}`,
  scopes: ['identify'],
  expiresAt: new Date('2026-11-30T00:00:00Z'),
  deleteAt: new Date('2027-11-30T00:00:00Z'),
});

it('are read as they were saved, the newest ones', async () => {
  const member = aSnowflake();
  expect(await tokens().find(member)).toBeNull();
  await tokens().save(member, some('one'));
  await tokens().save(member, some('two'));
  expect(await tokens().find(member)).toEqual(some('two'));
  const { accessToken, scopes, expiresAt, deleteAt } = some('three');
  const withoutRefresh = { accessToken, scopes, expiresAt, deleteAt };
  await tokens().save(member, withoutRefresh);
  expect(await tokens().find(member)).toEqual(withoutRefresh);
  expect(await rows().countDocuments({ discordId: member })).toBe(1);
});

it('stand encrypted in the database', async () => {
  const member = aSnowflake();
  await tokens().save(member, some('secret'));
  expect(JSON.stringify(await rows().find({ discordId: member }).toArray())).not.toContain('secret');
});

it('first ones at once make one row', async () => {
  const member = aSnowflake();
  await Promise.all([some('a'), some('b')].map((given) => tokens().save(member, given)));
  expect(await rows().countDocuments({ discordId: member })).toBe(1);
  expect((await tokens().find(member))?.accessToken).toMatch(/^access-[ab]$/);
});

it('copied from another member, or changed, are an error and never "none"', async () => {
  const [ana, bo] = [aSnowflake(), aSnowflake()];
  await tokens().save(ana, some('ana'));
  await tokens().save(bo, some('bo'));
  const row = await rows().findOne({ discordId: ana });
  await rows().updateOne({ discordId: bo }, { $set: { accessToken: row!.accessToken } });
  await expect(tokens().find(bo)).rejects.toThrow(TamperedCiphertextError);
  await rows().updateOne({ discordId: ana }, { $set: { accessToken: row!.refreshToken! } });
  await expect(tokens().find(ana)).rejects.toThrow(TamperedCiphertextError);
});

it('can be removed', async () => {
  const member = aSnowflake();
  await tokens().save(member, some('gone'));
  expect(await tokens().remove(member)).toBe(true);
  expect(await tokens().remove(member)).toBe(false);
  expect(await tokens().find(member)).toBeNull();
});
