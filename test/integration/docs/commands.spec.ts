// Real: the whole service with its declared commands, never connected. Fake: nothing.
import { Test, type TestingModule } from '@nestjs/testing';
import { PermissionFlagsBits, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { AppModule } from '../../../src/app.module.js';
import { envSchema } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { CommandSync } from '../../../src/infra/discord/index.js';
import { catalogues } from '../../../src/locales/index.js';
import { commandsPage } from '../../support/docs/commands-page.js';
import { expectWritten } from '../../support/docs/golden.js';

let app: TestingModule;
let manifest: RESTPostAPIApplicationCommandsJSONBody[];
beforeAll(async () => {
  const env = parseEnv(envSchema, {
    NODE_ENV: 'test',
    DISCORD_BOT_TOKEN: 'nobody-logs-in-with-it',
    LOG_LEVEL: 'silent',
  });
  app = await Test.createTestingModule({ imports: [AppModule.register(env)] }).compile();
  app.useLogger(false);
  // necord collects the commands at init; the service's engines are started by main only.
  await app.init();
  manifest = app.get(CommandSync).manifest();
});
afterAll(async () => {
  await app.close();
});

it('docs/commands.md is what the bot declares', () => {
  expectWritten('docs/commands.md', commandsPage(manifest));
});

describe('the page', () => {
  it('has every command with its description, in both languages', () => {
    const written = commandsPage(manifest);
    for (const { commands } of Object.values(catalogues))
      for (const { name, description } of [
        commands.communityLink,
        commands.taskCreate,
        commands.taskReview,
        commands.taskPointsCredit,
        commands.tasks,
        commands.accountProfile,
        commands.help,
      ]) {
        expect(written).toMatch(new RegExp(`\`/(?:\\S+ )*${name}\``));
        expect(written).toContain(description);
      }
  });

  it('says in words who may run a command, and where', () => {
    const [first] = manifest;
    const page = (given: object) => commandsPage([{ ...first, ...given } as (typeof manifest)[0]]);
    const both = String(PermissionFlagsBits.ManageGuild | PermissionFlagsBits.BanMembers);
    expect(page({ default_member_permissions: null })).toContain('Everyone');
    expect(page({ default_member_permissions: '0' })).toContain('Administrators only');
    expect(page({ default_member_permissions: both })).toContain(
      'Members with **Ban Members** and **Manage Server**',
    );
    expect(page({ contexts: [0] })).not.toContain('direct messages');
    expect(page({ contexts: [0, 1] })).toContain('in a server and in direct messages with the bot');
  });
});
