// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import type { DemoServer } from '../../../playground/seed.ts';
import {
  AlreadyLinkedError,
  CommunityNameError,
  NotLinkedError,
} from '../../../src/modules/servers/servers.errors.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const servers = () => testApp().get(ServersService);
const linking = () => testApp().get(LinkingService);
const newServer = () => testApp().addServer({ isLinked: false });
const actionIn = ({ guild, admin }: DemoServer, given: object = {}) =>
  aMemberAction({ guildId: guild.id, discordId: admin.id, ...given });
const mappings = () => database.db().collection('discord_server_mappings');
const communities = () => database.db().collection('communities');

describe('linking a server', () => {
  it('creates a community and links the server to it, with an entry in its log', async () => {
    const server = await newServer();
    await linking().create(actionIn(server, { guildLocale: 'de' }), {
      name: ' Sky\u200B Cats ',
      description: 'Cats.',
    });
    const mapping = await mappings().findOne({ guildId: server.guild.id });
    expect(mapping).toMatchObject({
      status: 'active',
      linkedBy: server.admin.id,
      guildInfo: { name: 'Sky Cats', ownerId: server.admin.id, locale: 'de' },
      auditLog: [{ action: 'community.link', actorId: server.admin.id }],
    });
    const owned = await communities().find({ ownerId: server.admin.id }).toArray();
    expect(owned).toMatchObject([{ name: 'Sky Cats', description: 'Cats.' }]);
    expect(mapping?.communityId).toBe(owned[0]?._id.toHexString());
    expect(await servers().requireLinked(server.guild.id)).toMatchObject({
      locale: 'de',
      guildName: 'Sky Cats',
    });
  });

  it('lets one of several admins win, and makes one community', async () => {
    const server = await newServer();
    const { id: guildId } = server.guild;
    const before = await communities().countDocuments();
    const names = ['Ana', 'Bo', 'Cleo', 'Dario'].map((name) => `${name}’s cats`);
    const results = await Promise.allSettled(
      names.map((name) => linking().create(actionIn(server), { name })),
    );
    const refusals = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(AlreadyLinkedError);
    expect(await communities().countDocuments()).toBe(before + 1);
    expect(await mappings().countDocuments({ guildId })).toBe(1);
  });

  it('is refused a second time, with the name it has', async () => {
    const server = await newServer();
    const { guild, admin, channels } = server;
    const ana = testApp().as(admin);
    const place = { channelId: channels.general.id };
    expect(textOf(await ana.run('community link', { name: 'Sky Cats' }, place))).toContain(
      'Sky Cats is ready',
    );
    expect(textOf(await ana.run('community link', { name: 'Other' }, place))).toContain(
      'already linked to Sky Cats',
    );
    expect(await mappings().countDocuments({ guildId: guild.id })).toBe(1);
  });

  it.each(['Sky Cats', '🐱🐱', 'x'.repeat(60), '🐱'.repeat(60), '$where', '__proto__', 'constructor'])(
    'takes the name %j',
    async (name) => {
      const server = await newServer();
      await linking().create(actionIn(server), { name });
      expect(await communities().findOne({ ownerId: server.admin.id })).toMatchObject({ name });
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it.each(['', ' ', 'x', '\u200B\u200B', 'x\u202E', 'x'.repeat(61), '🐱'.repeat(61)])(
    'refuses the name %j and creates nothing',
    async (name) => {
      const server = await newServer();
      await expect(linking().create(actionIn(server), { name })).rejects.toThrow(CommunityNameError);
      expect(await communities().findOne({ ownerId: server.admin.id })).toBeNull();
      expect(await mappings().findOne({ guildId: server.guild.id })).toBeNull();
    },
  );

  it('cuts a description that is too long, between characters', async () => {
    const server = await newServer();
    await linking().create(actionIn(server), { name: 'Cats', description: '🐱'.repeat(300) });
    expect(await communities().findOne({ ownerId: server.admin.id })).toMatchObject({
      description: '🐱'.repeat(200),
    });
  });

  it('creates nothing where Discord knows no such server', async () => {
    const before = await communities().countDocuments();
    await expect(linking().create(aMemberAction(), { name: 'Cats' })).rejects.toHaveProperty(
      'code',
      'DISCORD_REFUSED',
    );
    expect(await communities().countDocuments()).toBe(before);
  });

  it('again reuses the row of a server that was unlinked', async () => {
    const server = await newServer();
    await linking().create(actionIn(server), { name: 'First' });
    await mappings().updateOne({ guildId: server.guild.id }, { $set: { status: 'unlinked' } });
    await expect(servers().requireLinked(server.guild.id)).rejects.toThrow(NotLinkedError);
    await linking().create(actionIn(server), { name: 'Second' });
    const rows = await mappings().find({ guildId: server.guild.id }).toArray();
    expect(rows).toMatchObject([{ status: 'active', auditLog: [{}, {}] }]);
  });

  it('keeps the newest 20 entries of the log', async () => {
    const server = await newServer();
    for (let time = 0; time < 22; time += 1) {
      await linking().create(actionIn(server), { name: `Cats ${time}` });
      await mappings().updateOne({ guildId: server.guild.id }, { $set: { status: 'unlinked' } });
    }
    const mapping = await mappings().findOne({ guildId: server.guild.id });
    expect(mapping?.auditLog).toHaveLength(20);
  });
});

it('a name that shows nothing is refused in words', async () => {
  const server = await newServer();
  const place = { channelId: server.channels.general.id };
  const answer = await testApp()
    .as(server.admin)
    .run('community link', { name: '\u200B\u200B\u200B' }, place);
  expect(textOf(answer)).toContain('2 to 60 visible characters');
});

describe('a server that is not linked', () => {
  it.each([
    ['tasks', {}, 0],
    ['task review', {}, 'admin'],
    ['task create', { type: 'custom' }, 'admin'],
  ] as const)('is told so by /%s', async (command, options, who) => {
    const server = await newServer();
    const person = who === 'admin' ? server.admin : server.members[who]!;
    const answer = await testApp()
      .as(person)
      .run(command, options, { channelId: server.channels.general.id });
    expect(textOf(answer)).toContain('not linked to a community yet');
  });
});
