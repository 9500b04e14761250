// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import { globSync, readFileSync } from 'node:fs';
import type { Answer } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { auditEntries } from '../../../src/infra/audit/audit-entry.schema.js';
import { withDefaults } from '../../../src/infra/database/schema/index.js';
import { enUS } from '../../../src/locales/en-US/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
beforeEach(async () => {
  server = await testApp().addServer({ isLinked: false });
});

const run = (options: Record<string, string> = {}): Promise<Answer> =>
  testApp().as(server.admin).run('community audit', options, { channelId: server.channels.general.id });

interface Seed {
  readonly action?: string;
  readonly actor?: { readonly kind: string; readonly id: string };
  readonly guildId?: string;
  readonly changes?: readonly { readonly field: string; readonly before?: string; readonly after?: string }[];
}

async function anEntry({
  action = 'community.setup',
  actor,
  guildId = server.guild.id,
  changes = [],
}: Seed = {}) {
  const entry = withDefaults(auditEntries, {
    action,
    actor: actor ?? { kind: 'admin', id: server.admin.id },
    target: { kind: 'discord_server_mappings', id: '0'.repeat(24) },
    guildId,
    changes,
    correlationId: aSnowflake(),
    at: testApp().clock.now(),
  } as never);
  await database
    .db()
    .collection('audit_entries')
    .insertOne(entry as never);
}

const zone = (before: string, after: string) => ({
  changes: [{ field: 'botConfig.timezone', before: JSON.stringify(before), after: JSON.stringify(after) }],
});
const zonesIn = (answer: Answer): string[] => textOf(answer).match(/Zone-\d+/g) ?? [];

describe('/community audit', () => {
  it('says that there is nothing, where there is nothing', async () => {
    expect(textOf(await run())).toContain('Nothing yet');
  });

  it('pages from the newest to the oldest and back, in its own server only', async () => {
    await anEntry({ guildId: testApp().server.guild.id, ...zone('x', 'Zone-99') });
    for (let index = 0; index < 12; index += 1) await anEntry(zone('UTC', `Zone-${String(index)}`));
    const ana = testApp().as(server.admin);
    const first = await run();
    expect(zonesIn(first)).toEqual(['Zone-11', 'Zone-10', 'Zone-9', 'Zone-8', 'Zone-7']);
    const second = await ana.press(first.message!, { label: 'Next' });
    expect(zonesIn(second)).toEqual(['Zone-6', 'Zone-5', 'Zone-4', 'Zone-3', 'Zone-2']);
    const third = await ana.press(second.message!, { label: 'Next' });
    expect(zonesIn(third)).toEqual(['Zone-1', 'Zone-0']);
    expect(JSON.stringify(third.message)).not.toContain('"Next"');
    expect(zonesIn(await ana.press(third.message!, { label: 'Back' }))).toEqual(zonesIn(second));
  });

  it('shows only one person, one kind of change, or both, on every page', async () => {
    const [cleo] = server.members;
    const byCleo = { actor: { kind: 'admin', id: cleo!.id } };
    for (let index = 0; index < 6; index += 1) {
      await anEntry({ ...byCleo, ...zone('UTC', `Zone-${String(index)}`) });
      await anEntry(zone('UTC', 'Zone-77'));
      await anEntry({ ...byCleo, action: 'community.link' });
    }
    const both = await run({ who: cleo!.id, what: 'community.setup' });
    expect(zonesIn(both)).toEqual(['Zone-5', 'Zone-4', 'Zone-3', 'Zone-2', 'Zone-1']);
    expect(textOf(both)).toContain(`Only: <@${cleo!.id}> · Settings`);
    const next = await testApp().as(server.admin).press(both.message!, { label: 'Next' });
    expect(zonesIn(next)).toEqual(['Zone-0']);
    expect(textOf(await run({ who: cleo!.id }))).not.toContain('Zone-77');
    expect(zonesIn(await run({ what: 'community.setup' }))).toContain('Zone-77');
    expect(textOf(await run({ who: server.members[1]!.id }))).toContain('Nothing yet');
  });

  it('suggests kinds of changes by their names, in the reader’s language, and takes a name for one', async () => {
    const suggest = (value: string) =>
      testApp()
        .as(server.admin)
        .autocomplete('community audit', { name: 'what', value }, { channelId: server.channels.general.id });
    expect(await suggest('task c')).toContainEqual({ name: 'Task created', value: 'task.create' });
    expect(await suggest('')).toHaveLength(25);
    expect(await suggest('no such change')).toEqual([]);
    await anEntry({ ...zone('UTC', 'Zone-5') });
    expect(textOf(await run({ what: 'settings' }))).toContain('Only: Settings');
    expect(textOf(await run({ what: '$where' }))).not.toContain('Only');
  });

  it('says what was done in words, and what was there before', async () => {
    const channel = server.channels.tasks.id;
    await anEntry({
      changes: [
        { field: 'botConfig.defaultChannel', after: JSON.stringify(channel) },
        { field: 'botConfig.autoPostTasks', before: 'false', after: 'true' },
        {
          field: 'botConfig.allowedRoles',
          before: '[]',
          after: JSON.stringify([{ roleId: server.roles.collector.id, permissions: ['tasks.create', 'x'] }]),
        },
        { field: 'linkedBy', before: '"changed"', after: '"changed"' },
        { field: 'integrationStatus.lastError', before: '"a"', after: '"b"' },
      ],
    });
    await anEntry({ action: 'community.bot-removed', actor: { kind: 'service', id: 'gateway' } });
    const shown = textOf(await run());
    expect(shown).toContain(`<@${server.admin.id}> changed a setting`);
    expect(shown).toContain(`Default channel: <${channel}>`);
    expect(shown).toContain('Posts tasks by itself: off → on');
    expect(shown).toContain(`Roles: nothing → <@&${server.roles.collector.id}> (create tasks)`);
    expect(shown).toContain('The bot itself was removed from this server');
    expect(shown).not.toMatch(/linkedBy|lastError|changed"/);
  });

  it('shows an action that it does not know by its code, and formatting as it was typed', async () => {
    await anEntry({
      action: 'future.thing',
      changes: [{ field: 'taskData.title', before: '"**x** <@1>"', after: JSON.stringify('a'.repeat(300)) }],
    });
    await anEntry({ action: 'constructor.name' });
    const answer = await run();
    expect(JSON.stringify(answer.message)).toContain('\\\\*\\\\*x\\\\*\\\\*');
    expect(textOf(answer)).toContain('did future.thing');
    expect(textOf(answer)).toContain('did constructor.name');
    expect(textOf(answer)).not.toContain('a'.repeat(100));
  });

  it('stays within what a message may hold, however much was changed', async () => {
    const fields = Object.keys(enUS.auditLog.fields);
    const changes = fields.map((field) => ({
      field,
      before: `"${'b'.repeat(400)}"`,
      after: `"${'c'.repeat(400)}"`,
    }));
    for (let index = 0; index < 5; index += 1) await anEntry({ changes });
    expect(textOf(await run())).toContain(`and ${String(fields.length - 4)} more changes`);
  });

  it('is refused to members, and a forged page of another server shows nothing of it', async () => {
    await anEntry(zone('UTC', 'Zone-1'));
    const page = (userId: string, channelId: string) =>
      testApp().discord.sendRawInteraction({
        type: 3,
        userId,
        channelId,
        data: { custom_id: `community/audit/before/${'0'.repeat(24)}/-/-`, component_type: 2 },
        overrides: { message: { id: aSnowflake(), channel_id: channelId } },
      }).answer;
    expect(textOf(await page(server.members[0]!.id, server.channels.general.id))).toContain('Manage Server');
    const other = testApp().server;
    expect(JSON.stringify(await page(other.admin.id, other.channels.general.id))).not.toContain('Zone-1');
  });
});

it('has words for everything that is done in a server', () => {
  const sources = globSync('src/modules/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const actions = sources.flatMap(
    (source) => source.match(/(?<=')(?:community|points|task|template|allowlist)\.[a-z-]+(?=')/g) ?? [],
  );
  // Put together from what they are of and what is done: their names stand nowhere as a whole.
  const cards = ['task', 'allowlist'].flatMap((of) =>
    ['card-lost', 'card-back', 'card-deleted'].map((what) => `${of}.${what}`),
  );
  const entries = ['entry', 'entries'].flatMap((of) =>
    ['accept', 'refuse'].map((what) => `allowlist.${of}-${what}`),
  );
  const picks = ['pick', 'unpick'].map((what) => `allowlist.${what}`);
  const done = new Set([...actions, ...cards, ...entries, ...picks]);
  expect([...done].sort()).toEqual(Object.keys(enUS.auditLog.actions).sort());
});

it('has a name for each kind of change that has words', () => {
  expect(Object.keys(enUS.auditLog.names)).toEqual(Object.keys(enUS.auditLog.actions));
});
