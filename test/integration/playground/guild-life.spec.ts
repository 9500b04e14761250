/** Real: HTTP, WebSocket and an unmodified discord.js client. Fake: Discord. */
import { type Client, Events, PermissionFlagsBits } from 'discord.js';
import type { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { Permission } from '../../../playground/discord/wire.ts';
import { Harness, next, nextDispatch, rest } from './harness.ts';

describe('what happens to servers', () => {
  let harness: Harness;
  let discord: LocalDiscord;
  let client: Client<true>;
  let guildId: string;

  beforeAll(async () => {
    harness = await Harness.start();
    discord = harness.discord;
    client = await harness.login();
  });
  afterAll(() => harness.stop());
  beforeEach(() => {
    guildId = discord.createGuild({ name: 'Birds', ownerId: harness.ownerId }).id;
  });

  const get = async (path: string): Promise<unknown> => (await rest(discord, 'GET', path)).body;

  it('tells the bot that it was added, with all there is, and that it was removed', async () => {
    const late = discord.createGuild({ name: 'Late', withBot: false, ownerId: harness.ownerId });
    const channel = discord.createChannel({ guildId: late.id, name: 'welcome' });
    discord.updateGuild({ guildId: late.id, systemChannelId: channel.id });
    const added = next(client, Events.GuildCreate, (guild) => guild.id === late.id);
    discord.addBot(late.id, Permission.ViewChannel);
    const [guild] = await added;
    expect(guild).toMatchObject({ id: late.id, systemChannelId: channel.id, ownerId: harness.ownerId });
    expect(guild.channels.cache.has(channel.id)).toBe(true);
    expect(guild.members.me?.permissions.has(PermissionFlagsBits.SendMessages)).toBe(true); // by @everyone
    expect(guild.members.me?.roles.botRole?.permissions.toArray()).toEqual(['ViewChannel']);

    const removed = nextDispatch(client, 'GUILD_DELETE');
    discord.removeBot(late.id);
    expect(await removed).toEqual({ id: late.id });
    for (const path of ['', '/roles', '/channels', `/members/${discord.applicationId}`])
      expect(await get(`/guilds/${late.id}${path}`)).toMatchObject({ code: 10004 });
  });

  it('tells of a new name, a new owner and where Discord writes', async () => {
    const channel = discord.createChannel({ guildId, name: 'general' });
    discord.addMember({ guildId, userId: harness.memberId });
    const updated = next(client, Events.GuildUpdate, (_, { id }) => id === guildId);
    discord.updateGuild({
      guildId,
      name: 'Crows',
      ownerId: harness.memberId,
      systemChannelId: channel.id,
    });
    const [before, after] = await updated;
    expect(before.name).toBe('Birds');
    expect(after).toMatchObject({ name: 'Crows', ownerId: harness.memberId, systemChannelId: channel.id });
    expect(await get(`/guilds/${guildId}?with_counts=true`)).toMatchObject({
      name: 'Crows',
      owner_id: harness.memberId,
      system_channel_id: channel.id,
      approximate_member_count: 3,
    });
    const cleared = next(client, Events.GuildUpdate, (_, { id }) => id === guildId);
    discord.deleteChannel(channel.id);
    expect((await cleared)[1].systemChannelId).toBeNull();
  });

  it('gives a server to nobody outside, and no channel of another to write to', () => {
    const stranger = discord.createUser({ username: 'stranger' });
    expect(() => discord.updateGuild({ guildId, ownerId: stranger.id })).toThrow('Unknown Member');
    expect(() => discord.updateGuild({ guildId, systemChannelId: harness.channelId })).toThrow(
      'Unknown Channel',
    );
  });

  it('takes a deleted role from everybody and everything', async () => {
    const role = discord.createRole({ guildId, name: 'Winners' });
    discord.addMember({ guildId, userId: harness.memberId, roleIds: [role.id] });
    const overwrites = [{ id: role.id, kind: 'role', allow: Permission.SendMessages } as const];
    const channel = discord.createChannel({ guildId, name: 'winners', overwrites });
    const [deleted, changed] = [next(client, Events.GuildRoleDelete), next(client, Events.ChannelUpdate)];
    discord.deleteRole(guildId, role.id);
    expect((await deleted)[0].id).toBe(role.id);
    expect((await changed)[1].id).toBe(channel.id);
    expect(await get(`/guilds/${guildId}/members/${harness.memberId}`)).toMatchObject({ roles: [] });
    expect(await get(`/channels/${channel.id}`)).toMatchObject({ permission_overwrites: [] });
    expect(await get(`/guilds/${guildId}/roles`)).toEqual([
      expect.objectContaining({ id: guildId }),
      expect.objectContaining({ managed: true }),
    ]);
  });

  it('deletes neither @everyone nor the role of the bot', () => {
    const roles = [...discord.world.guild(guildId).roles.values()];
    for (const { id } of roles)
      expect(() => {
        discord.deleteRole(guildId, id);
      }).toThrow('Invalid role');
  });

  it('tells of changed roles and channels, and lets overwrites decide at once', async () => {
    const role = discord.createRole({ guildId, name: 'Helpers' });
    const renamed = next(client, Events.GuildRoleUpdate, (_, { id }) => id === role.id);
    discord.updateRole({ guildId, roleId: role.id, name: 'Heroes', permissions: Permission.ManageGuild });
    const after = (await renamed)[1];
    expect([after.name, after.permissions.toArray()]).toEqual(['Heroes', ['ManageGuild']]);

    const channel = discord.createChannel({ guildId, name: 'news' });
    const say = () => rest(discord, 'POST', `/channels/${channel.id}/messages`, { content: 'a' });
    expect((await say()).status).toBe(200);
    const changed = next(client, Events.ChannelUpdate);
    const deny = Permission.SendMessages;
    discord.updateChannel(channel.id, {
      name: 'old-news',
      overwrites: [{ id: discord.applicationId, kind: 'member', deny }],
    });
    expect((await changed)[1]).toMatchObject({ id: channel.id, name: 'old-news' });
    expect((await say()).body).toMatchObject({ code: 50013 });
    discord.updateChannel(channel.id, {
      overwrites: [{ id: discord.applicationId, kind: 'member', deny: Permission.ViewChannel }],
    });
    expect((await say()).body).toMatchObject({ code: 50001 });
    expect(await get(`/guilds/${guildId}/channels`)).toEqual([expect.objectContaining({ id: channel.id })]);
  });

  it('lets the bot write to the owner as long as they share a server', async () => {
    const owner = discord.createUser({ username: 'ida' });
    const { id } = discord.createGuild({ name: 'Ida’s', ownerId: owner.id });
    const { body } = await rest(discord, 'POST', '/users/@me/channels', { recipient_id: owner.id });
    const say = () => rest(discord, 'POST', `/channels/${String(body?.id)}/messages`, { content: 'Hello' });
    expect((await say()).status).toBe(200);
    discord.removeBot(id);
    expect((await say()).body).toMatchObject({ code: 50278 });
  });
});
