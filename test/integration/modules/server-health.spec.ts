// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { type Message, readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { HealthService } from '../../../src/modules/servers/health/health.service.js';
import { ServerChangesService } from '../../../src/modules/servers/health/server-changes.service.js';
import { ServerHealthEffect } from '../../../src/modules/servers/health/server-health.effect.js';
import type { DiscordServerMapping } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import { plain, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const HOUR_MS = 3_600_000;
const SEND_MESSAGES = 0x800n;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const setup = () => testApp().get(SetupService);
const byAdmin = ({ guild, admin }: DemoServer) => aMemberAction({ guildId: guild.id, discordId: admin.id });

async function stored({ guild }: DemoServer): Promise<DiscordServerMapping> {
  const found = await database.db().collection('discord_server_mappings').findOne({ guildId: guild.id });
  return found as unknown as DiscordServerMapping;
}
const check = async (server: DemoServer): Promise<DiscordServerMapping> => {
  await testApp()
    .get(HealthService)
    .check((await stored(server))._id.toHexString());
  return stored(server);
};
const wordsIn = async (server: DemoServer, channelId: string): Promise<string[]> =>
  (await testApp().as(server.admin).messages(channelId)).map((message: Message) =>
    plain(readableText(message)),
  );

/** Two channels for the bot: tasks go to #tasks, problems to a log of its own. */
async function aServer(): Promise<DemoServer & { logId: string }> {
  const server = await testApp().addServer();
  const { id: logId } = testApp().discord.createChannel({ guildId: server.guild.id, name: 'log' });
  await setup().chooseChannel(byAdmin(server), 'defaultChannel', server.channels.tasks.id);
  await setup().chooseChannel(byAdmin(server), 'logChannel', logId);
  return { ...server, logId };
}
const setOverwrites = (channelId: string, overwrites: object[]) =>
  testApp().discord.updateChannel(channelId, { overwrites: overwrites as never });
const deniedToTheBot = () => ({ id: testApp().discord.applicationId, kind: 'member', deny: SEND_MESSAGES });

/** Resolves when the bot has heard of it, too. */
async function change(server: DemoServer, channelId: string, overwrites: object[]): Promise<void> {
  const { due } = (await stored(server)).integrationStatus;
  setOverwrites(channelId, overwrites);
  await waitUntil(async () => (await stored(server)).integrationStatus.due?.getTime() !== due?.getTime());
}
const close = (server: DemoServer, channelId: string) => change(server, channelId, [deniedToTheBot()]);
const open = (server: DemoServer, channelId: string) => change(server, channelId, []);

describe('the check of a server', () => {
  it('is due some minutes after the link, then once an hour, and says that all is well', async () => {
    const server = await aServer();
    const { integrationStatus, linkedAt } = await stored(server);
    expect(integrationStatus.due!.getTime() - linkedAt.getTime()).toBe(300_000);
    const { integrationStatus: status } = await check(server);
    expect(status).toMatchObject({
      isHealthy: true,
      apiConnectionStatus: 'ok',
      consecutiveFailures: 0,
      told: [],
    });
    expect(status).not.toHaveProperty('lastError');
    const waitMs = status.due!.getTime() - status.lastHealthCheck!.getTime();
    expect(waitMs).toBeGreaterThanOrEqual(HOUR_MS);
    expect(waitMs).toBeLessThanOrEqual(1.1 * HOUR_MS);
    expect(await wordsIn(server, server.logId)).toEqual([]);
  });

  it('tells managers of a problem once, waits longer each time, and tells them when it is over', async () => {
    const server = await aServer();
    await close(server, server.channels.tasks.id);
    const waits: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      const { integrationStatus: status } = await check(server);
      waits.push((status.due!.getTime() - status.lastHealthCheck!.getTime()) / HOUR_MS);
      expect(status).toMatchObject({
        isHealthy: false,
        apiConnectionStatus: 'limited',
        consecutiveFailures: time + 1,
        lastError: 'channel-closed:defaultChannel',
      });
      await testApp().settle();
    }
    for (const [time, hours] of [1, 2, 4, 8, 16, 24].entries()) {
      expect(waits[time]).toBeGreaterThanOrEqual(hours);
      expect(waits[time]).toBeLessThanOrEqual(hours * 1.1);
    }
    const [told, ...more] = await wordsIn(server, server.logId);
    expect(told).toMatch(/can’t work as set up in[^]*Default channel: I can’t work in[^]*✓ at Send Messages/);
    expect(more).toEqual([]);
    await open(server, server.channels.tasks.id);
    const { integrationStatus: status } = await check(server);
    expect(status).toMatchObject({ isHealthy: true, apiConnectionStatus: 'ok', consecutiveFailures: 0 });
    await testApp().settle();
    await check(server);
    await testApp().settle();
    expect((await wordsIn(server, server.logId)).slice(1)).toEqual([
      expect.stringContaining('All is well again'),
    ]);
  });

  it('tells nothing where managers want to hear nothing', async () => {
    const server = await aServer();
    await setup().turn(byAdmin(server), 'problems', 'off');
    await close(server, server.channels.tasks.id);
    expect((await check(server)).integrationStatus.isHealthy).toBe(false);
    testApp().discord.deleteChannel(server.channels.tasks.id);
    await check(server);
    await testApp().settle();
    expect(await wordsIn(server, server.logId)).toEqual([]);
  });

  it('tells who linked the server, where no channel of it can be used', async () => {
    const server = await aServer();
    await close(server, server.channels.tasks.id);
    await close(server, server.logId);
    await check(server);
    await testApp().settle();
    const { discord } = testApp();
    const words = (await testApp().as(server.admin).directMessages(discord.applicationId)).map((message) =>
      plain(readableText(message)),
    );
    expect(words).toEqual([expect.stringMatching(/can’t work as set up[^]*Default channel[^]*Log/)]);
  });

  it('tells once, though many processes check at the same moment', async () => {
    const server = await aServer();
    await close(server, server.channels.tasks.id);
    await Promise.all(Array.from({ length: 5 }, () => check(server)));
    await testApp().settle();
    expect(await wordsIn(server, server.logId)).toHaveLength(1);
  });

  it('says that Discord gave no answer, keeps what it knew, and recovers by itself', async () => {
    const server = await aServer();
    const id = (await stored(server))._id.toHexString();
    await testApp().discord.setOnline(false);
    await testApp().get(HealthService).check(id);
    await testApp().discord.setOnline(true);
    const { integrationStatus: away } = await stored(server);
    expect(away).toMatchObject({
      isHealthy: false,
      apiConnectionStatus: 'unreachable',
      lastError: 'NO_ANSWER',
      consecutiveFailures: 1,
    });
    expect(away.due!.getTime() - away.lastHealthCheck!.getTime()).toBeLessThan(6 * 60_000);
    expect((await check(server)).integrationStatus).toMatchObject({
      isHealthy: true,
      consecutiveFailures: 0,
    });
  });

  it('is made only for some servers in a turn, those that wait longest first', async () => {
    // What the bot hears of the new servers' roles would ask for checks at other times, now or a little later.
    const hears = jest.spyOn(testApp().get(ServerChangesService), 'checkSoon').mockResolvedValue();
    const servers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => testApp().addServer()));
    const rows = database.db().collection('discord_server_mappings');
    await rows.updateMany({}, { $unset: { 'integrationStatus.due': '' } });
    const now = testApp().clock.now().getTime();
    for (const [index, { guild }] of servers.entries()) {
      const due = new Date(now - 60_000 + index);
      await rows.updateOne({ guildId: guild.id }, { $set: { 'integrationStatus.due': due } });
    }
    const effect = testApp().get(ServerHealthEffect);
    const ids = await effect.claim(new Date(now), new Date(now + 10_000), 50);
    const firstFour = await Promise.all(servers.slice(0, 4).map(stored));
    expect(ids).toEqual(firstFour.map(({ _id }) => _id.toHexString()));
    hears.mockRestore();
  });
});

describe('what happened while nobody listened', () => {
  it('a server that the bot was removed from is left at the second look, not at the first', async () => {
    const server = await aServer();
    const { discord } = testApp();
    // As after a removal that no event told of: the row is active still.
    discord.world.guild(server.guild.id).members.delete(discord.applicationId);
    expect(await check(server)).toMatchObject({
      status: 'active',
      integrationStatus: { lastError: 'GUILD_GONE', apiConnectionStatus: 'unreachable' },
    });
    const left = await check(server);
    expect(left).toMatchObject({ status: 'unlinked' });
    expect(left.integrationStatus).not.toHaveProperty('due');
  });

  it('a channel and a role that were deleted leave the configuration, and the name is the new one', async () => {
    const server = await aServer();
    await setup().setRole(byAdmin(server), server.roles.collector.id, ['tasks.create']);
    const guild = testApp().discord.world.guild(server.guild.id);
    guild.channels.delete(server.channels.tasks.id);
    guild.roles.delete(server.roles.collector.id);
    guild.name = 'Moon Cats';
    // An event of the seed's own may be heard only now, and brings the old name until the next check.
    await waitUntil(async () => (await check(server)).guildInfo.name === 'Moon Cats');
    const after = await stored(server);
    expect(after.botConfig).toMatchObject({ logChannel: server.logId, allowedRoles: [] });
    expect(after.botConfig).not.toHaveProperty('defaultChannel');
    expect(after.guildInfo).toMatchObject({ name: 'Moon Cats', memberCount: 8 });
    expect(after.integrationStatus).toMatchObject({ isHealthy: true, told: [] });
    await testApp().settle();
    expect(await wordsIn(server, server.logId)).toEqual([
      expect.stringMatching(/A channel of Moon Cats was deleted.*Default channel/),
      expect.stringMatching(/A role of Moon Cats was deleted/),
    ]);
  });
});

describe('what happens while the bot listens', () => {
  it('a deleted channel leaves everything that it was chosen for; managers are told once, and it is audited', async () => {
    const server = await aServer();
    const tasksId = server.channels.tasks.id;
    await setup().chooseChannel(byAdmin(server), 'announcementChannel', tasksId);
    testApp().discord.deleteChannel(tasksId);
    await waitUntil(async () => (await stored(server)).botConfig.defaultChannel === undefined);
    const { botConfig } = await check(server);
    expect(botConfig).not.toHaveProperty('announcementChannel');
    expect(botConfig.logChannel).toBe(server.logId);
    await testApp().settle();
    const words = await wordsIn(server, server.logId);
    expect(words).toEqual([expect.stringMatching(/was deleted.*Default channel, Announcements/)]);
    const entries = await database
      .db()
      .collection('audit_entries')
      .find({ guildId: server.guild.id, action: 'community.channel-lost' })
      .toArray();
    expect(entries).toMatchObject([
      {
        actor: { kind: 'service' },
        changes: [
          { field: 'botConfig.defaultChannel', before: JSON.stringify(tasksId) },
          { field: 'botConfig.announcementChannel', before: JSON.stringify(tasksId) },
        ],
      },
    ]);
  });

  it('a deleted role takes with it what its members might do', async () => {
    const server = await aServer();
    const { id } = server.roles.collector;
    await setup().setRole(byAdmin(server), id, ['tasks.create']);
    testApp().discord.deleteRole(server.guild.id, id);
    await waitUntil(async () => (await stored(server)).botConfig.allowedRoles.length === 0);
    await testApp().settle();
    expect(await wordsIn(server, server.logId)).toEqual([expect.stringContaining('A role of')]);
  });

  it('a new name, owner and language of the server are known at once', async () => {
    const server = await aServer();
    testApp().discord.updateGuild({
      guildId: server.guild.id,
      name: 'Moon Cats',
      ownerId: server.moderator.id,
    });
    await waitUntil(async () => (await stored(server)).guildInfo.name === 'Moon Cats');
    expect((await stored(server)).guildInfo).toMatchObject({ ownerId: server.moderator.id, locale: 'en-US' });
  });

  it('a permission that is changed in a channel of ours brings the check forward; in another one it does not', async () => {
    const server = await aServer();
    const planned = (await check(server)).integrationStatus.due!;
    setOverwrites(server.channels.general.id, [deniedToTheBot()]);
    await close(server, server.channels.tasks.id);
    expect((await stored(server)).integrationStatus.due!.getTime()).toBeLessThan(planned.getTime());
    testApp().clock.advance(6_000);
    await testApp().settle();
    expect((await stored(server)).integrationStatus).toMatchObject({
      isHealthy: false,
      told: ['channel-closed:defaultChannel'],
    });
  });
});

it('/community settings says what is set and how it stands, with a way to each page', async () => {
  const server = await aServer();
  await setup().setRole(byAdmin(server), server.roles.collector.id, ['tasks.create', 'tasks.review']);
  await check(server);
  const ana = testApp().as(server.admin);
  const answer = await ana.run('community settings', {}, { channelId: server.channels.general.id });
  const words = textOf(answer);
  expect(words).toMatch(/Settings of Sky Cats[^]*linked by[^]*Everything worked when I last looked/);
  expect(words).toMatch(/Default channel: <\d+>\nAnnouncements: none[^]*create tasks, review/);
  expect(words).toMatch(/Language: As the server: English\nTime zone: UTC\nMinimum account age: 7 days/);
  const panel = await ana.press(answer.message!, { label: 'Posting' });
  expect(textOf(panel)).toContain('What I post by myself');
});
