// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { type Answer, type Message, readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { ROLE_PERMISSIONS, ServersService } from '../../../src/modules/servers/index.js';
import { SettingRefusedError } from '../../../src/modules/servers/settings/settings.errors.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import { plain, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const wordsOf = (message: Message): string => plain(readableText(message));
const setup = () => testApp().get(SetupService);
const here = ({ channels }: DemoServer) => ({ channelId: channels.general.id });
const openPanel = async (server: DemoServer): Promise<Message> =>
  (await testApp().as(server.admin).run('community setup', {}, here(server))).message!;
const byAdmin = ({ guild, admin }: DemoServer, given: object = {}) =>
  aMemberAction({ guildId: guild.id, discordId: admin.id, ...given });

async function configOf({ guild }: DemoServer): Promise<Record<string, unknown>> {
  const mapping = await database.db().collection('discord_server_mappings').findOne({ guildId: guild.id });
  return mapping?.botConfig as Record<string, unknown>;
}
const auditOf = ({ guild }: DemoServer) =>
  database
    .db()
    .collection('audit_entries')
    .find({ guildId: guild.id, action: 'community.setup' }, { projection: { actor: 1, changes: 1, _id: 0 } })
    .sort({ _id: 1 })
    .toArray();

describe('the panel of /community setup', () => {
  it('takes a server from nothing to all set, in the one message, page by page', async () => {
    const server = await testApp().addServer();
    const { channels, roles, admin } = server;
    const ana = testApp().as(admin);
    let panel = await openPanel(server);
    const act = async (answer: Promise<Answer>): Promise<void> => {
      const { message } = await answer;
      expect(message?.id).toBe(panel.id);
      panel = message!;
    };
    const chosen: Record<string, string> = {
      defaultChannel: channels.tasks.id,
      announcementChannel: channels.announcements.id,
      reviewChannel: channels.general.id,
      logChannel: channels.general.id,
    };
    for (const [field, id] of Object.entries(chosen))
      await act(ana.choose(panel, `community/channel/${field}`, [id]));
    await act(ana.press(panel, { label: 'Roles' }));
    await act(ana.choose(panel, 'community/role', [roles.collector.id]));
    expect(wordsOf(panel)).toContain('What may members of');
    const permissions = `community/role-permissions/${roles.collector.id}`;
    await act(ana.choose(panel, permissions, ['tasks.review', 'tasks.create']));
    await act(ana.press(panel, { label: 'Posting' }));
    await act(ana.press(panel, 'community/switch/tasks/on'));
    await act(ana.press(panel, 'community/switch/winners/off'));
    await act(ana.choose(panel, 'community/card-deleted', ['close']));
    await act(ana.press(panel, { label: 'Language & time' }));
    await act(ana.choose(panel, 'community/language', ['de']));
    await act(ana.choose(panel, 'community/common/timezone', ['Asia/Tokyo']));
    await act(ana.choose(panel, 'community/common/minimumAccountAge', ['30']));
    expect(await configOf(server)).toEqual({
      ...chosen,
      allowedRoles: [{ roleId: roles.collector.id, permissions: ['tasks.create', 'tasks.review'] }],
      autoPostTasks: true,
      autoPostAllowlists: false,
      onCardDeleted: 'close',
      locale: 'de',
      timezone: 'Asia/Tokyo',
      minimumAccountAge: 30,
      notifications: { reviews: true, winners: false, problems: true },
    });
    await act(ana.press(panel, { label: 'Check' }));
    const words = wordsOf(panel);
    expect(words).toMatch(/Everything works[^]*Default channel: I can work in/);
    expect(await testApp().get(ServersService).requireLinked(server.guild.id)).toMatchObject({
      locale: 'de',
      defaultChannel: channels.tasks.id,
    });
  });

  it('writes each change to the audit, with what was and what is, and none where nothing changed', async () => {
    const server = await testApp().addServer();
    const channelId = server.channels.tasks.id;
    await setup().chooseChannel(byAdmin(server), 'logChannel', channelId);
    await setup().chooseChannel(byAdmin(server), 'logChannel', channelId);
    await setup().setTyped(byAdmin(server), 'minimumAccountAge', '0');
    await setup().chooseChannel(byAdmin(server), 'logChannel', undefined);
    const actor = { kind: 'admin', id: server.admin.id };
    const id = JSON.stringify(channelId);
    expect(await auditOf(server)).toEqual([
      { actor, changes: [{ field: 'botConfig.logChannel', after: id }] },
      { actor, changes: [{ field: 'botConfig.minimumAccountAge', before: '7', after: '0' }] },
      { actor, changes: [{ field: 'botConfig.logChannel', before: id }] },
    ]);
    expect(await configOf(server)).not.toHaveProperty('logChannel');
  });

  it('keeps what two managers change at the same moment, each their own', async () => {
    const server = await testApp().addServer();
    const byBo = byAdmin(server, { discordId: server.moderator.id });
    const extra = [1, 2, 3].map((n) =>
      testApp().discord.createRole({ guildId: server.guild.id, name: `Helper ${n}` }),
    );
    await Promise.all([
      setup().chooseChannel(byAdmin(server), 'defaultChannel', server.channels.tasks.id),
      setup().chooseLanguage(byBo, 'de'),
      setup().turn(byAdmin(server), 'reviews', 'off'),
      setup().turn(byBo, 'problems', 'off'),
      setup().setTyped(byBo, 'timezone', 'berlin'),
      ...extra.map(({ id }) => setup().setRole(byAdmin(server), id, ['tasks.create'])),
    ]);
    expect(await configOf(server)).toMatchObject({
      defaultChannel: server.channels.tasks.id,
      locale: 'de',
      timezone: 'Europe/Berlin',
      notifications: { reviews: false, winners: true, problems: false },
    });
    const { allowedRoles } = (await configOf(server)) as { allowedRoles: { roleId: string }[] };
    expect(allowedRoles.map(({ roleId }) => roleId).sort()).toEqual(extra.map(({ id }) => id).sort());
  });

  it('takes a channel out again, and a role', async () => {
    const server = await testApp().addServer();
    const ana = testApp().as(server.admin);
    let panel = await openPanel(server);
    const field = 'community/channel/defaultChannel';
    panel = (await ana.choose(panel, field, [server.channels.tasks.id])).message!;
    await ana.choose(panel, field, []);
    expect(await configOf(server)).not.toHaveProperty('defaultChannel');
    const { id } = server.roles.collector;
    await setup().setRole(byAdmin(server), id, ['tasks.create']);
    panel = (await ana.press(panel, { label: 'Roles' })).message!;
    panel = (await ana.choose(panel, 'community/role', [id])).message!;
    await ana.press(panel, { label: 'Take the role out' });
    expect(await configOf(server)).toHaveProperty('allowedRoles', []);
  });

  it('opens a form for another time zone and another age, with what is set in it', async () => {
    const server = await testApp().addServer();
    const ana = testApp().as(server.admin);
    const panel = (await ana.press(await openPanel(server), { label: 'Language & time' })).message!;
    const { modal } = await ana.press(panel, { label: 'Another time zone…' });
    expect(textOf(await ana.submit(modal, { value: 'new york' }))).toContain('Time zone');
    const again = await ana.press(panel, { label: 'Another time zone…' });
    expect(JSON.stringify(again.modal)).toContain('America/New_York');
    expect(textOf(await ana.submit(again.modal, { value: 'Atlantis' }))).toContain(
      'don’t know this time zone',
    );
    const days = await ana.press(panel, { label: 'Another number…' });
    expect(textOf(await ana.submit(days.modal, { value: '3651' }))).toContain('from 0 to 3,650');
    const right = await ana.press(panel, { label: 'Another number…' });
    await ana.submit(right.modal, { value: '12' });
    expect(await configOf(server)).toMatchObject({ timezone: 'America/New_York', minimumAccountAge: 12 });
  });

  it('says at once that it can’t work in a channel that was chosen, and how to mend it', async () => {
    const server = await testApp().addServer();
    const { discord } = testApp();
    const closed = discord.createChannel({
      guildId: server.guild.id,
      name: 'closed',
      overwrites: [{ id: discord.applicationId, kind: 'member', deny: 0x800n }],
    });
    const answer = await testApp()
      .as(server.admin)
      .choose(await openPanel(server), 'community/channel/defaultChannel', [closed.id]);
    expect(textOf(answer)).toMatch(/Edit Channel → Permissions.*put a ✓ at Send Messages/);
    expect(await configOf(server)).toHaveProperty('defaultChannel', closed.id);
  });
});

describe('the page Check', () => {
  it('says how a role comes to see its commands, and that it does once the server has let it', async () => {
    const server = await testApp().addServer();
    const { guild, roles, admin } = server;
    const ana = testApp().as(admin);
    await setup().setRole(byAdmin(server), roles.collector.id, ['tasks.review']);
    const panel = (await ana.press(await openPanel(server), { label: 'Check' })).message!;
    expect(wordsOf(panel)).toMatch(
      /Everything works[^]*Discord hides \/task from[^]*Integrations[^]*Add Roles or Members[^]*Manage this post/,
    );
    const permission = { id: roles.collector.id, type: 1, permission: true };
    testApp().discord.setCommandPermissions(guild.id, 'task', [permission]);
    const again = await ana.press(panel, { label: 'Check again' });
    expect(textOf(again)).toContain('everybody whose role has permissions sees them');
    expect(textOf(again)).not.toContain('Discord hides');
    const cleo = testApp().as(server.members[0]!);
    const seen = await cleo.commands(here(server));
    expect(seen.map(({ name }) => name)).toContain('task');
  });

  it('names each channel in which something is missing, and says so when it is mended', async () => {
    const server = await testApp().addServer();
    const { discord } = testApp();
    const ana = testApp().as(server.admin);
    const { id } = server.channels.tasks;
    await setup().chooseChannel(byAdmin(server), 'defaultChannel', id);
    await setup().chooseChannel(byAdmin(server), 'announcementChannel', id);
    discord.updateChannel(id, { overwrites: [{ id: server.guild.id, kind: 'role', deny: 0x400n }] });
    const panel = (await ana.press(await openPanel(server), { label: 'Check' })).message!;
    expect(wordsOf(panel)).toMatch(
      /1 thing to fix[^]*Default channel, Announcements: [^\n]*✓ at View Channel/,
    );
    const wanted = 0x400n | 0x800n | 0x4000n | 0x8000n | 0x10000n;
    const mended = { id: discord.applicationId, kind: 'member', allow: wanted } as const;
    discord.updateChannel(id, { overwrites: [mended] });
    expect(textOf(await ana.press(panel, { label: 'Check again' }))).toContain('Everything works');
  });
});

describe('what can’t be set', () => {
  const attempts: Record<string, (server: DemoServer) => Promise<unknown>> = {
    '@everyone': (server) => setup().setRole(byAdmin(server), server.guild.id, ['tasks.create']),
    'the role of a bot': (server) => {
      const managed = [...server.guild.roles.values()].find((role) => role.managed)!;
      return setup().setRole(byAdmin(server), managed.id, ['tasks.create']);
    },
    'a role that there is not': (server) => setup().openRole(byAdmin(server), aSnowflake()),
    'a permission that there is not': (server) =>
      setup().setRole(byAdmin(server), server.roles.collector.id, ['tasks.create', 'everything']),
    'a channel of another server': (server) =>
      setup().chooseChannel(byAdmin(server), 'logChannel', testApp().server.channels.tasks.id),
    'a voice channel': (server) => {
      const { id } = testApp().discord.createChannel({ guildId: server.guild.id, name: 'v', kind: 'voice' });
      return setup().chooseChannel(byAdmin(server), 'logChannel', id);
    },
    'a channel for nothing': (server) =>
      setup().chooseChannel(byAdmin(server), 'guildId', server.channels.tasks.id),
    'a switch that there is not': (server) => setup().turn(byAdmin(server), '__proto__', 'on'),
    'a page that there is not': (server) => setup().open(byAdmin(server), 'constructor'),
    'a language without a catalogue': (server) => setup().chooseLanguage(byAdmin(server), 'fr'),
    'a field that is not typed': (server) => setup().setTyped(byAdmin(server), 'locale', 'de'),
  };

  it.each(Object.entries(attempts))('%s', async (_, attempt) => {
    const server = await testApp().addServer();
    const before = await configOf(server);
    await expect(attempt(server)).rejects.toThrow(SettingRefusedError);
    expect(await configOf(server)).toEqual(before);
    expect(await auditOf(server)).toEqual([]);
  });

  it('more than 25 roles', async () => {
    const server = await testApp().addServer();
    const { id: guildId } = server.guild;
    const allowedRoles = Array.from({ length: 25 }, () => ({
      roleId: aSnowflake(),
      permissions: [...ROLE_PERMISSIONS],
    }));
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne({ guildId }, { $set: { 'botConfig.allowedRoles': allowedRoles } });
    const { id } = server.roles.collector;
    await expect(setup().setRole(byAdmin(server), id, ['tasks.create'])).rejects.toThrow(SettingRefusedError);
    expect(await configOf(server)).toEqual(expect.objectContaining({ allowedRoles }));
  });
});

describe('without Manage Server', () => {
  const controls: [string, number, string[] | undefined][] = [
    ['community/setup/check', 2, undefined],
    ['community/switch/tasks/on', 2, undefined],
    ['community/type/timezone', 2, undefined],
    ['community/role-remove/1', 2, undefined],
    ['community/card-deleted', 3, ['close']],
    ['community/language', 3, ['de']],
    ['community/common/timezone', 3, ['Asia/Tokyo']],
    ['community/role-permissions/1', 3, ['tasks.create']],
    ['community/role', 6, ['1']],
    ['community/channel/logChannel', 8, []],
  ];

  it.each(controls)('a role with every permission does not reach %s', async (custom_id, kind, values) => {
    const server = testApp().server;
    const { id: roleId } = server.roles.collector;
    await setup().setRole(byAdmin(server), roleId, [...ROLE_PERMISSIONS]);
    const panel = await openPanel(server);
    const before = await configOf(server);
    const { answer } = testApp().discord.sendRawInteraction({
      type: 3,
      userId: server.members[0]!.id,
      channelId: panel.channel_id,
      messageId: panel.id,
      data: { custom_id, component_type: kind, ...(values && { values, resolved: {} }) },
    });
    expect(textOf(await answer)).toContain('Manage Server');
    expect(await configOf(server)).toEqual(before);
  });

  it('a manager who has lost it meanwhile is refused at the next step', async () => {
    const { guild, channels, roles } = await testApp().addServer();
    const { discord } = testApp();
    const { id } = discord.createUser({ username: 'dana' });
    discord.addMember({ guildId: guild.id, userId: id, roleIds: [roles.moderator.id] });
    const dana = testApp().as({ id });
    const opened = await dana.run('community setup', {}, { channelId: channels.general.id });
    discord.world.updateMember(guild.id, id, { roles: [] });
    const told = await dana.press(opened.message!, { label: 'Posting' });
    expect(textOf(told)).toContain('Manage Server');
  });
});
