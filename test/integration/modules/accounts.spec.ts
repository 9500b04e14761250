// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground) and the time.
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { ProfilesService } from '../../../src/modules/accounts/profiles/profiles.service.js';
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
  const see = (username: string) =>
    testApp()
      .get(ProfilesService)
      .see({ ...aMemberAction({ discordId, username }), locale: 'en-US' }, null);
  await see('Old');
  const created = await rows().findOne({ discordId });
  testApp().clock.advance(60_000);
  await see('New');
  await accounts().ensure(discordId);
  expect(await rows().findOne({ discordId })).toMatchObject({
    createdAt: created?.createdAt as Date,
    discordUserInfo: { username: 'New' },
  });
});

it('an account that another process erased is made again within a minute', async () => {
  const discordId = aSnowflake();
  await accounts().ensure(discordId);
  await rows().deleteOne({ discordId });
  testApp().clock.advance(60_000);
  await accounts().ensure(discordId);
  expect(await rows().countDocuments({ discordId })).toBe(1);
});
