// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground) and the time.
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { NotLinkedError } from '../../../src/modules/servers/servers.errors.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const accounts = () => testApp().get(AccountsService);
const rows = () => database.db().collection('discord_account_links');

it('an account exists from the first action, once, though many come together', async () => {
  for (let round = 0; round < 5; round += 1) {
    const discordId = aSnowflake();
    await Promise.all(Array.from({ length: 20 }, () => accounts().ensure(discordId)));
    expect(await rows().countDocuments({ discordId })).toBe(1);
  }
});

it('an account keeps the day it was made, and the newest name', async () => {
  const discordId = aSnowflake();
  const guildId = testApp().server.guild.id;
  await accounts().ownProfile(aMemberAction({ guildId, discordId, username: 'Old' }));
  const created = await rows().findOne({ discordId });
  testApp().clock.advance(60_000);
  await accounts().ownProfile(aMemberAction({ guildId, discordId, username: 'New' }));
  await accounts().ensure(discordId);
  expect(await rows().findOne({ discordId })).toMatchObject({
    createdAt: created?.createdAt as Date,
    discordUserInfo: { username: 'New' },
  });
});

it('a profile is one of the community of this server', async () => {
  const guildId = testApp().server.guild.id;
  expect(await accounts().ownProfile(aMemberAction({ guildId, username: 'Cleo' }))).toMatchObject({
    displayName: 'Cleo',
    communityName: 'Sky Cats',
    standing: { points: 0, rank: null },
  });
  await expect(accounts().ownProfile(aMemberAction())).rejects.toThrow(NotLinkedError);
});

it('a profile names the server where its community is gone', async () => {
  await database.db().collection('communities').deleteMany({});
  const { guild } = testApp().server;
  const profile = await accounts().ownProfile(aMemberAction({ guildId: guild.id }));
  expect(profile.communityName).toBe(guild.name);
});
