import { changesBetween } from '../../../../src/infra/audit/changes.js';
import { accountLinks } from '../../../../src/modules/accounts/schemas/account-link.schema.js';
import { oauthTokens } from '../../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { serverMappings } from '../../../../src/modules/servers/schemas/server-mapping.schema.js';
import { anAccountLink, aServerMapping } from '../../../support/builders/index.js';

it('names each field that differs, with what it was and what it is', () => {
  const before = aServerMapping({ botConfig: { timezone: 'UTC', minimumAccountAge: 7 } });
  const after = aServerMapping({ ...before, botConfig: { ...before.botConfig, timezone: 'Europe/Berlin' } });
  expect(changesBetween(serverMappings, before, after)).toEqual([
    { field: 'botConfig.timezone', before: '"UTC"', after: '"Europe/Berlin"' },
  ]);
  expect(changesBetween(serverMappings, before, before)).toEqual([]);
});

it('leaves out what was not there, or is not there any more', () => {
  const plain = aServerMapping();
  const withChannel = aServerMapping({
    ...plain,
    botConfig: { ...plain.botConfig, logChannel: '1'.repeat(18) },
  });
  const field = 'botConfig.logChannel';
  const value = `"${'1'.repeat(18)}"`;
  expect(changesBetween(serverMappings, plain, withChannel)).toEqual([{ field, after: value }]);
  expect(changesBetween(serverMappings, withChannel, plain)).toEqual([{ field, before: value }]);
});

it('compares a list as a whole', () => {
  const before = aServerMapping();
  const allowedRoles = [{ roleId: '1'.repeat(18), permissions: ['tasks.review' as const] }];
  const after = aServerMapping({ ...before, botConfig: { ...before.botConfig, allowedRoles } });
  expect(changesBetween(serverMappings, before, after)).toEqual([
    { field: 'botConfig.allowedRoles', before: '[]', after: JSON.stringify(allowedRoles) },
  ]);
});

it('says of secrets and of what is known of a person only that it changed', () => {
  const wallet = { address: `0x${'a1'.repeat(20)}`, chain: 'eip155', provenAt: new Date(), isPrimary: true };
  const before = anAccountLink({ discordUserInfo: { username: 'ana-secret' } });
  const after = anAccountLink({
    ...before,
    discordUserInfo: { username: 'bo-secret' },
    nafflesUserInfo: { wallets: [wallet], walletAddress: wallet.address },
  });
  const changes = changesBetween(accountLinks, before, after);
  expect(changes.map(({ field }) => field)).toEqual([
    'discordUserInfo.username',
    'nafflesUserInfo.walletAddress',
    'nafflesUserInfo.wallets',
  ]);
  expect(JSON.stringify(changes)).not.toMatch(/secret|0xa1/);
  const tokens = changesBetween(oauthTokens, null, { accessToken: 'token-1', refreshToken: 'token-2' });
  expect(tokens).toEqual([
    { field: 'accessToken', after: '"changed"' },
    { field: 'refreshToken', after: '"changed"' },
  ]);
});

it('shortens what is long, and names a hundred changes at most', () => {
  const before = aServerMapping();
  const features = Array.from({ length: 100 }, (_, index) => `FEATURE_${String(index)}`);
  const [change] = changesBetween(serverMappings, before, {
    ...before,
    guildInfo: { ...before.guildInfo, features },
  });
  expect(change?.after).toHaveLength(500);
});
