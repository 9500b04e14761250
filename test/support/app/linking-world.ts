import type { User } from '../../../playground/discord/model.ts';
import type { DiscordAccountLink } from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { useTestDatabase } from '../mongo/test-database.js';
import { type TestApp, useTestApp } from './start-app.js';
import { WebBrowser } from './web-browser.js';

export const PUBLIC_URL = 'https://bot.example.test';

/** The service with its pages and what a test of linking asks of the database. Call it at the top of a spec. */
export function useLinking() {
  const database = useTestDatabase();
  const testApp: () => TestApp = useTestApp({
    databaseUri: database.uri,
    roles: ['gateway', 'web'],
    publicUrl: PUBLIC_URL,
  });
  const discord = () => testApp().discord;
  const rows = (name: string) => database.db().collection(name);
  afterEach(() => {
    discord().faults.clear();
  });
  let people = 0;
  const tokenRow = ({ id }: User) => rows('oauth_tokens').findOne({ discordId: id });
  return {
    testApp,
    discord,
    rows,
    tokenRow,
    aBrowser: () => new WebBrowser(testApp(), PUBLIC_URL),
    aMember: (): User => {
      const person = discord().createUser({
        username: `linker${String((people += 1))}`,
        displayName: 'Lin Ker',
      });
      discord().addMember({ guildId: testApp().server.guild.id, userId: person.id });
      return person;
    },
    accountOf: async ({ id }: User): Promise<DiscordAccountLink> => {
      const account = await database
        .db()
        .collection<DiscordAccountLink>('discord_account_links')
        .findOne({ discordId: id });
      if (account === null) throw new Error('No account');
      return account;
    },
    audits: (action: string, reason?: string) =>
      rows('audit_entries')
        .find({ action, ...(reason !== undefined && { reason }) })
        .toArray(),
    isLinked: async (person: User) => (await tokenRow(person)) !== null,
    /** Everything that the database holds, as text. */
    everything: async () => {
      const collections = await database.db().collections();
      return JSON.stringify(await Promise.all(collections.map((each) => each.find().toArray())));
    },
    /** Forgets attempts that failed. */
    unlock: () => rows('restrictions').deleteMany(),
  };
}
