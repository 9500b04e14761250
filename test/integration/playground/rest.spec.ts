/** Real: HTTP and an unmodified discord.js client. Fake: Discord. */
import { GatewayIntentBits } from 'discord.js';
import { LocalDiscordClient } from '../../../playground/discord/client.ts';
import { Permission } from '../../../playground/discord/wire.ts';
import { Harness, next, nextDispatch, rest } from './harness.ts';

describe('the REST API', () => {
  let harness: Harness;

  afterEach(async () => {
    await harness.stop();
  });

  const request = (method: string, path: string, body?: unknown) => rest(harness.discord, method, path, body);
  const messages = (channelId = harness.channelId): string => `/channels/${channelId}/messages`;

  it('refuses a bad message with nested errors that discord.js reads, and remembers the refusal', async () => {
    harness = await Harness.start();
    const client = await harness.login();
    const channel = await client.channels.fetch(harness.channelId);
    if (channel?.isSendable() !== true) throw new Error('The bot cannot write');
    await expect(channel.send({ content: 'x'.repeat(2001) })).rejects.toMatchObject({
      code: 50035,
      status: 400,
      rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    });
    expect(harness.discord.refusals).toEqual([
      expect.objectContaining({
        method: 'POST',
        route: '/channels/:channelId/messages',
        status: 400,
        code: 50035,
      }),
    ]);
  });

  it('answers 501 to what it does not know, names it and records it', async () => {
    harness = await Harness.start();
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const answer = await request('GET', '/guilds/100000000000000000/audit-logs');
    expect(answer).toMatchObject({ status: 501, body: { code: 0 } });
    expect(answer.body?.message).toContain('/guilds/100000000000000000/audit-logs');
    expect(harness.discord.unimplemented).toHaveLength(1);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });

  it('answers 501 to neighbours of known routes, and warns of keys that Discord ignores', async () => {
    harness = await Harness.start();
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect((await request('GET', `/guilds/${harness.guildId}/members/search?query=a`)).status).toBe(501);
    expect(harness.discord.unimplemented).toHaveLength(1);
    await request('POST', messages(), { content: 'a', colour: 'red' });
    expect(harness.discord.warnings).toEqual(['POST /channels/:channelId/messages: unknown key "colour"']);
    warned.mockRestore();
  });

  it('edits its messages: what is not named stays, nothing may be left, v2 replaces content', async () => {
    harness = await Harness.start();
    const { body } = await request('POST', messages(), { content: 'a', embeds: [{ title: 'b' }] });
    const path = `${messages()}/${String(body?.id)}`;
    expect((await request('PATCH', path, { content: 'c' })).body).toMatchObject({
      content: 'c',
      embeds: [{ title: 'b' }],
    });
    expect(await request('PATCH', path, { content: '', embeds: [] })).toMatchObject({
      status: 400,
      body: { code: 50006 },
    });
    const v2 = { flags: 32768, components: [{ type: 10, content: 'text' }] };
    expect(await request('PATCH', path, v2)).toMatchObject({
      status: 400,
      body: { code: 50035, errors: { content: {}, embeds: {} } },
    });
    expect((await request('PATCH', path, { ...v2, content: null, embeds: [] })).body).toMatchObject({
      flags: 32768,
      content: '',
      components: [{ type: 10, id: 1, content: 'text' }],
    });
  });

  it('returns the existing message for an enforced nonce for some minutes', async () => {
    harness = await Harness.start();
    const send = () => request('POST', messages(), { content: 'once', nonce: 'key', enforce_nonce: true });
    const first = await send();
    expect((await send()).body?.id).toBe(first.body?.id);
    harness.discord.clock.advance(6 * 60_000);
    expect((await send()).body?.id).not.toBe(first.body?.id);
    expect((await request('POST', messages(), { content: 'a', nonce: 'key' })).body?.id).not.toBe(
      first.body?.id,
    );
  });

  it('pages through the history', async () => {
    harness = await Harness.start();
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c', 'd'])
      ids.push((await request('POST', messages(), { content })).body?.id as string);
    const listed = async (query: string): Promise<string[]> => {
      const { body } = await request('GET', `${messages()}?${query}`);
      return (body as unknown as { content: string }[]).map(({ content }) => content);
    };
    expect(await listed('limit=2')).toEqual(['d', 'c']);
    expect(await listed(`before=${ids[2]!}`)).toEqual(['b', 'a']);
    expect(await listed(`after=${ids[0]!}&limit=2`)).toEqual(['c', 'b']);
    expect(await request('GET', `${messages()}?limit=101`)).toMatchObject({
      status: 400,
      body: { code: 50035 },
    });
  });

  it('refuses by permission: 50001 without sight, 50013 without the right', async () => {
    harness = await Harness.start();
    const { discord, guildId } = harness;
    const bot = { id: discord.applicationId, kind: 'member' } as const;
    const hidden = discord.createChannel({
      guildId,
      name: 'hidden',
      overwrites: [{ ...bot, deny: Permission.ViewChannel }],
    });
    const mute = discord.createChannel({
      guildId,
      name: 'mute',
      overwrites: [{ ...bot, deny: Permission.SendMessages }],
    });
    const bare = discord.createChannel({
      guildId,
      name: 'bare',
      overwrites: [{ ...bot, deny: Permission.EmbedLinks }],
    });
    expect(await request('GET', `/channels/${hidden.id}`)).toMatchObject({
      status: 403,
      body: { code: 50001 },
    });
    expect(await request('POST', messages(hidden.id), { content: 'a' })).toMatchObject({
      status: 403,
      body: { code: 50001 },
    });
    expect(await request('POST', messages(mute.id), { content: 'a' })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
    expect(await request('POST', messages(bare.id), { embeds: [{ title: 'a' }] })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
    const foreign = await harness.member.say(harness.channelId, 'mine');
    const path = `${messages()}/${foreign.id}`;
    expect(await request('PATCH', path, { content: 'a' })).toMatchObject({
      status: 403,
      body: { code: 50005 },
    });
    expect(await request('DELETE', path)).toMatchObject({ status: 403, body: { code: 50013 } });
  });

  it('gives and takes roles below its own, with the permission only', async () => {
    harness = await Harness.start({ privilegedIntents: GatewayIntentBits.GuildMembers });
    const { discord, guildId, memberId } = harness;
    const role = discord.createRole({ guildId, name: 'winner', position: 1 });
    const high = discord.createRole({ guildId, name: 'high', position: 9 });
    const path = (roleId: string): string => `/guilds/${guildId}/members/${memberId}/roles/${roleId}`;
    expect(await request('PUT', path(role.id))).toMatchObject({ status: 403, body: { code: 50013 } });
    discord.world.setBotPermissions(guildId, Permission.ManageRoles);
    const botRole = [...discord.world.guild(guildId).roles.values()].find(({ managed }) => managed)!;
    discord.world.updateRole(guildId, botRole.id, { position: 5 });

    const client = await harness.login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
    const changed = nextDispatch(client, 'GUILD_MEMBER_UPDATE');
    const given = await request('PUT', path(role.id));
    expect(given).toMatchObject({ status: 204, body: null });
    expect(given.headers.get('content-type')).toBeNull();
    expect(await changed).toMatchObject({ roles: [role.id], guild_id: guildId });
    expect((await request('DELETE', path(role.id))).status).toBe(204);
    expect(await request('PUT', path(high.id))).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(await request('PUT', path(botRole.id))).toMatchObject({ status: 400, body: { code: 50028 } });
  });

  it('writes to members who share a guild and did not close their messages', async () => {
    harness = await Harness.start();
    const { discord } = harness;
    const open = async (userId: string): Promise<string> =>
      (await request('POST', '/users/@me/channels', { recipient_id: userId })).body?.id as string;
    const channelId = await open(harness.memberId);
    expect(await open(harness.memberId)).toBe(channelId);
    expect((await request('POST', messages(channelId), { content: 'hi' })).status).toBe(200);
    expect(
      (await harness.member.directMessages(discord.applicationId)).map(({ content }) => content),
    ).toEqual(['hi']);

    await harness.member.change({ hasClosedDirectMessages: true });
    expect(await request('POST', messages(channelId), { content: 'hi' })).toMatchObject({
      status: 403,
      body: { code: 50007 },
    });
    const stranger = discord.createUser({ username: 'stranger' });
    expect(await request('POST', messages(await open(stranger.id)), { content: 'hi' })).toMatchObject({
      status: 403,
      body: { code: 50278 },
    });
  });

  it.each([
    ['/channels/100000000000000000', 10003],
    ['/guilds/100000000000000000', 10004],
    ['/users/100000000000000000', 10013],
    ['/guilds/GUILD/members/100000000000000000', 10007],
    ['/channels/CHANNEL/messages/100000000000000000', 10008],
    ['/applications/APP/commands/100000000000000000', 10063],
  ])('answers %s with 404 / %i', async (path, code) => {
    harness = await Harness.start();
    const filled = path
      .replace('GUILD', harness.guildId)
      .replace('CHANNEL', harness.channelId)
      .replace('APP', harness.discord.applicationId);
    expect(await request('GET', filled)).toMatchObject({ status: 404, body: { code } });
  });

  it('lists members only with the privileged intent', async () => {
    harness = await Harness.start();
    expect(await request('GET', `/guilds/${harness.guildId}/members?limit=10`)).toMatchObject({
      status: 403,
      body: { code: 50001 },
    });
  });

  it('pings only whom allowed_mentions and permissions let through', async () => {
    harness = await Harness.start();
    const { discord, guildId, memberId } = harness;
    const role = discord.createRole({ guildId, name: 'all', mentionable: true });
    const content = `<@${memberId}> <@&${role.id}> @everyone`;
    const pings = async (allowed?: object) => {
      const { body } = await request('POST', messages(), {
        content,
        ...(allowed && { allowed_mentions: allowed }),
      });
      const mentions = (body?.mentions as { id: string }[]).map(({ id }) => id);
      return [mentions, body?.mention_roles, body?.mention_everyone];
    };
    expect(await pings()).toEqual([[memberId], [role.id], false]);
    expect(await pings({ parse: [] })).toEqual([[], [], false]);
    expect(await pings({ parse: [], users: [memberId] })).toEqual([[memberId], [], false]);
    discord.world.setBotPermissions(
      guildId,
      Permission.ViewChannel | Permission.SendMessages | Permission.MentionEveryone,
    );
    expect(await pings({ parse: ['everyone'] })).toEqual([[], [], true]);
  });

  it('reacts, counts reactions and lists who reacted', async () => {
    harness = await Harness.start();
    const { body } = await request('POST', messages(), { content: 'a' });
    const path = `${messages()}/${String(body?.id)}`;
    const emoji = encodeURIComponent('👍');
    expect((await request('PUT', `${path}/reactions/${emoji}/@me`)).status).toBe(204);
    await harness.member.react(
      await harness.member.message({ channel_id: harness.channelId, id: String(body?.id) }),
      '👍',
    );
    expect((await request('GET', path)).body?.reactions).toEqual([
      { count: 2, count_details: { burst: 0, normal: 2 }, me: true, emoji: { id: null, name: '👍' } },
    ]);
    expect((await request('GET', `${path}/reactions/${emoji}`)).body).toHaveLength(2);
    expect((await request('GET', `${path}/reactions/${emoji}?type=1`)).body).toEqual([]);
    expect((await request('DELETE', `${path}/reactions/${emoji}/@me`)).status).toBe(204);
    expect(await request('PUT', `${path}/reactions/word/@me`)).toMatchObject({
      status: 400,
      body: { code: 10014 },
    });
  });

  it('limits messages per channel and all requests together, with the headers of a bucket', async () => {
    harness = await Harness.start({ rateLimits: true });
    const send = () => request('POST', messages(), { content: 'a' });
    for (let index = 0; index < 4; index++) await send();
    const fifth = await send();
    expect(fifth.headers.get('x-ratelimit-remaining')).toBe('0');
    const sixth = await send();
    expect(sixth).toMatchObject({ status: 429, body: { global: false } });
    expect(sixth.body?.retry_after).toBeGreaterThan(0);
    expect(sixth.headers.get('retry-after')).toMatch(/^\d+$/);
    harness.discord.clock.advance(5_000);
    expect((await send()).status).toBe(200);
    const burst = await Promise.all(
      Array.from({ length: 60 }, () => request('GET', `/guilds/${harness.guildId}`)),
    );
    expect(burst.find(({ status }) => status === 429)).toMatchObject({ body: { global: true } });
    expect(harness.discord.rateLimited).toBeGreaterThan(1);
  });

  it('stores commands and keeps what did not change', async () => {
    harness = await Harness.start();
    const path = `/applications/${harness.discord.applicationId}/guilds/${harness.guildId}/commands`;
    const command = { name: 'a', description: 'A' };
    const [first] = (await request('PUT', path, [command])).body as unknown as [
      { id: string; version: string; guild_id: string },
    ];
    expect(first.guild_id).toBe(harness.guildId);
    expect((await request('POST', path, command)).status).toBe(200);
    expect((await request('POST', path, { ...command, name: 'b' })).status).toBe(201);
    expect((await request('GET', `${path}/${first.id}`)).body?.version).toBe(first.version);
    expect((await request('PATCH', `${path}/${first.id}`, { description: 'B' })).body).toMatchObject({
      id: first.id,
      description: 'B',
    });
    expect((await request('DELETE', `${path}/${first.id}`)).status).toBe(204);
    expect((await request('GET', path)).body).toHaveLength(1);
    expect(await request('PUT', path, [{ ...command, name: 'A' }])).toMatchObject({
      status: 400,
      body: {
        code: 50035,
        errors: { '0': { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } } },
      },
    });
  });

  it('refuses a reply to a message that is gone', async () => {
    harness = await Harness.start();
    const reference = { message_id: '100000000000000000' };
    expect(await request('POST', messages(), { content: 'a', message_reference: reference })).toMatchObject({
      status: 400,
      body: { code: 50035 },
    });
    const { body } = await request('POST', messages(), { content: 'a' });
    const reply = await request('POST', messages(), {
      content: 'b',
      message_reference: { message_id: body?.id },
    });
    expect(reply.body).toMatchObject({ type: 19, message_reference: { message_id: body?.id } });
  });

  it('tells members of what they see, over their event socket', async () => {
    harness = await Harness.start();
    const waiting = harness.member.waitForMessage(harness.channelId, ({ content }) => content === 'now');
    await request('POST', messages(), { content: 'now' });
    expect((await waiting).content).toBe('now');
    await expect(
      harness.member.waitForMessage(harness.channelId, () => false, { timeoutMs: 10 }),
    ).rejects.toThrow(/No such message/);
  });

  it('needs a known member to act as', async () => {
    harness = await Harness.start();
    await expect(harness.as('100000000000000000').guilds()).rejects.toMatchObject({ status: 401 });
    expect(await harness.member.guilds()).toMatchObject([{ id: harness.guildId, memberCount: 3 }]);
  });

  it('lets people be made, join, leave, and wait for a state of the server', async () => {
    harness = await Harness.start();
    const api = new LocalDiscordClient(harness.discord.url);
    const zoe = api.as((await api.createUser({ username: 'zoe', locale: 'de' })).id);
    const joined = harness.discord.until(
      () => harness.discord.world.guild(harness.guildId).members.has(zoe.userId),
      'zoe',
    );
    await zoe.join(harness.guildId);
    await joined;
    expect(await zoe.channels(harness.guildId)).toMatchObject([{ id: harness.channelId, name: 'general' }]);
    expect((await zoe.members(harness.guildId)).map(({ user }) => user.username)).toContain('zoe');
    await zoe.leave(harness.guildId);
    await expect(zoe.messages(harness.channelId)).rejects.toMatchObject({ status: 403, code: 50001 });
    await expect(harness.discord.until(() => false, 'never', 5)).rejects.toThrow(/never/);
  });

  it('emits deletions to the bot', async () => {
    harness = await Harness.start();
    const client = await harness.login();
    const { body } = await request('POST', messages(), { content: 'a' });
    const deleted = nextDispatch(client, 'MESSAGE_DELETE');
    harness.discord.deleteMessage(harness.channelId, String(body?.id));
    expect(await deleted).toMatchObject({
      id: body?.id,
      channel_id: harness.channelId,
      guild_id: harness.guildId,
    });
    const gone = next(client, 'channelDelete');
    await harness.as(harness.ownerId).removeChannel(harness.channelId);
    await gone;
  });
});
