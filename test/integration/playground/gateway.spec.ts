/** Real: HTTP, WebSockets and an unmodified discord.js client. Fake: Discord. */
import { once } from 'node:events';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import WebSocket from 'ws';
import { Harness, next, nextDispatch, rest } from './harness.ts';

describe('the gateway', () => {
  let harness: Harness;

  afterEach(async () => {
    await harness.stop();
  });

  it('logs an unmodified client in: gateway/bot, Identify, READY, one GUILD_CREATE per guild', async () => {
    harness = await Harness.start();
    const other = harness.discord.createGuild({ name: 'Other' });
    const client = harness.newClient();
    const order: string[] = [];
    client.on('raw' as never, ((packet: { t: string }) => order.push(packet.t)) as never);
    const ready = next(client, Events.ClientReady);
    await client.login(harness.discord.botToken);
    await ready;

    expect(order).toEqual(['READY', 'GUILD_CREATE', 'GUILD_CREATE']);
    expect(client.guilds.cache.map((guild) => guild.id).sort()).toEqual([harness.guildId, other.id].sort());
    expect(client.guilds.cache.get(harness.guildId)?.members.me?.permissions.has('SendMessages')).toBe(true);
    expect((await client.application?.fetch())?.id).toBe(harness.discord.applicationId);
    expect(harness.discord.refusals).toEqual([]);
    expect(harness.discord.unimplemented).toEqual([]);
  });

  it('replays what was missed when a client comes back after a broken line', async () => {
    harness = await Harness.start();
    const client = await harness.login();
    const resumed = next(client, Events.ShardResume);
    const message = next(client, Events.MessageCreate);
    harness.discord.gateway.dropAll();
    await harness.member.say(harness.channelId, 'while you were away');
    expect((await resumed)[1]).toBeGreaterThan(0);
    expect((await message)[0].author.id).toBe(harness.memberId);
  });

  it.each(['op 7', 'close 4000', 'op 9 resumable'])('lets a client resume after %s', async (how) => {
    harness = await Harness.start();
    const client = await harness.login();
    const resumed = next(client, Events.ShardResume);
    if (how === 'op 7') harness.discord.gateway.reconnectAll();
    else if (how === 'close 4000') harness.discord.gateway.dropAll(4000);
    else harness.discord.gateway.invalidateAll(true);
    await resumed;
    expect(harness.discord.gateway.connected).toBe(1);
  });

  it('refuses a wrong token with 401 at REST and 4004 at the gateway', async () => {
    harness = await Harness.start();
    await expect(harness.newClient().login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
    const { code } = await identify(harness, { token: 'wrong' });
    expect(code).toBe(4004);
    expect(harness.discord.refusals).toMatchObject([{ status: 401, code: 0, message: '401: Unauthorized' }]);
  });

  it.each([
    ['unknown intents', { intents: 1 << 30 }, 4013],
    ['a privileged intent that was not granted', { intents: GatewayIntentBits.MessageContent }, 4014],
    ['a shard that does not exist', { shard: [2, 2] }, 4010],
  ])('closes for %s', async (_, change, expected) => {
    harness = await Harness.start();
    expect((await identify(harness, change)).code).toBe(expected);
  });

  it('closes for a frame that comes before Identify, is unknown, too large or no JSON', async () => {
    harness = await Harness.start();
    expect(await closeCodeAfter(harness, JSON.stringify({ op: 3, d: {} }))).toBe(4003);
    expect(await closeCodeAfter(harness, JSON.stringify({ op: 1, d: 'x'.repeat(4096) }))).toBe(4002);
    expect(await closeCodeAfter(harness, 'hello')).toBe(4002);
    expect(await closeCodeAfter(harness, ...identified(harness), JSON.stringify({ op: 42 }))).toBe(4001);
    expect(await closeCodeAfter(harness, ...identified(harness), ...identified(harness))).toBe(4005);
    expect(await closeCodeAfter(harness, ...Array.from({ length: 121 }, () => '{"op":1,"d":null}'))).toBe(
      4008,
    );
  });

  it('speaks version 10 only', async () => {
    harness = await Harness.start();
    const socket = new WebSocket(`${harness.discord.url.replace('http', 'ws')}/gateway?v=9&encoding=json`);
    expect(await once(socket, 'close')).toContain(4012);
  });

  it('closes a connection that does not beat', async () => {
    harness = await Harness.start({ heartbeatMs: 20 });
    expect(await closeCodeAfter(harness)).toBe(4009);
  });

  it('keeps a second identify within five seconds out, and counts session starts', async () => {
    harness = await Harness.start({ rateLimits: true });
    const before = await rest(harness.discord, 'GET', '/gateway/bot');
    await harness.login();
    expect(await firstOpAfter(harness, identified(harness))).toBe(9);
    harness.discord.clock.advance(5_000);
    expect(await firstOpAfter(harness, identified(harness))).toBe(0);
    const after = await rest(harness.discord, 'GET', '/gateway/bot');
    expect(before.body?.session_start_limit).toMatchObject({
      total: 1000,
      remaining: 1000,
      max_concurrency: 1,
    });
    expect(after.body?.session_start_limit).toMatchObject({ remaining: 998 });
  });

  it('gives each shard its guilds only', async () => {
    harness = await Harness.start({ shards: 2 });
    const { discord } = harness;
    for (let index = 0; index < 5; index++) {
      discord.clock.advance(1);
      discord.createGuild({ name: `G${index}` });
    }
    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      shards: [0, 1],
      shardCount: 2,
      rest: { api: discord.apiBaseUrl, version: '10' },
      ws: { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) },
    });
    const ready = next(client, Events.ClientReady);
    await client.login(discord.botToken);
    await ready;
    expect(client.guilds.cache.size).toBe(6);
    for (const guild of client.guilds.cache.values()) {
      expect(guild.shardId).toBe(Number((BigInt(guild.id) >> 22n) % 2n));
    }
    await client.destroy();
  });

  it('sends events by intent: content, members and reactions only to who asked for them', async () => {
    harness = await Harness.start({
      privilegedIntents: GatewayIntentBits.GuildMembers | GatewayIntentBits.MessageContent,
    });
    const plain = await harness.login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
    const full = await harness.login([
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMembers,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.GuildMessageReactions,
    ]);
    const told: string[] = [];
    plain.on('raw' as never, ((packet: { t: string }) => told.push(packet.t)) as never);

    const withContent = nextDispatch(full, 'MESSAGE_CREATE');
    const without = nextDispatch(plain, 'MESSAGE_CREATE');
    const joined = next(full, Events.GuildMemberAdd);
    const message = await harness.member.say(harness.channelId, 'secret words');
    expect((await withContent).content).toBe('secret words');
    expect((await without).content).toBe('');

    const reacted = nextDispatch(full, 'MESSAGE_REACTION_ADD');
    await harness.member.react(message, '👍');
    expect(await reacted).toMatchObject({ user_id: harness.memberId, emoji: { id: null, name: '👍' } });
    harness.newMember('bob');
    expect((await joined)[0].user.username).toBe('bob');

    const last = nextDispatch(plain, 'MESSAGE_CREATE');
    await harness.member.say(harness.channelId, `<@${harness.discord.applicationId}> hello`);
    expect((await last).content).toContain('hello');
    expect(told).toEqual(['MESSAGE_CREATE', 'MESSAGE_CREATE']);
  });

  it('tells of leaves, kicks, channels, roles and of being invited and removed', async () => {
    harness = await Harness.start({ privilegedIntents: GatewayIntentBits.GuildMembers });
    const client = await harness.login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
    const { world } = harness.discord;

    const left = nextDispatch(client, 'GUILD_MEMBER_REMOVE'); // discord.js has an event only for cached members
    await harness.member.leave(harness.guildId);
    expect(await left).toMatchObject({ guild_id: harness.guildId, user: { id: harness.memberId } });

    const created = next(client, Events.ChannelCreate);
    const channel = harness.discord.createChannel({ guildId: harness.guildId, name: 'new' });
    expect((await created)[0].id).toBe(channel.id);
    const deleted = next(client, Events.ChannelDelete);
    harness.discord.deleteChannel(channel.id);
    expect((await deleted)[0].id).toBe(channel.id);

    const role = next(client, Events.GuildRoleCreate);
    harness.discord.createRole({ guildId: harness.guildId, name: 'winner' });
    expect((await role)[0].name).toBe('winner');

    const invited = next(client, Events.GuildCreate);
    const other = harness.discord.createGuild({ name: 'Other' });
    expect((await invited)[0].id).toBe(other.id);
    const removed = next(client, Events.GuildDelete);
    world.removeMember(other.id, world.bot.id);
    expect((await removed)[0].id).toBe(other.id);
  });

  it('answers a request for members with a chunk', async () => {
    harness = await Harness.start({ privilegedIntents: GatewayIntentBits.GuildMembers });
    const client = await harness.login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
    const guild = client.guilds.cache.get(harness.guildId);
    expect(guild?.members.cache.size).toBe(1);
    expect(
      (await guild?.members.fetch({ user: [harness.memberId] }))?.map(({ user }) => user.username),
    ).toEqual(['ana']);
    expect((await guild?.members.fetch())?.size).toBe(3);
  });

  it('can be unreachable and come back on the same port with everything it knew', async () => {
    harness = await Harness.start();
    const client = await harness.login();
    const { url } = harness.discord;
    const reconnecting = next(client, Events.ShardReconnecting);
    await harness.discord.setOnline(false);
    await reconnecting;
    await expect(fetch(url)).rejects.toThrow();

    const resumed = next(client, Events.ShardResume);
    await harness.discord.setOnline(true);
    await resumed;
    expect(harness.discord.url).toBe(url);
  });
});

function identifyFrame(harness: Harness, change: object = {}): string {
  return JSON.stringify({
    op: 2,
    d: { token: harness.discord.botToken, intents: 1, properties: {}, ...change },
  });
}

function identified(harness: Harness): [string] {
  return [identifyFrame(harness)];
}

function connect(harness: Harness): WebSocket {
  return new WebSocket(`${harness.discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
}

async function closeCodeAfter(harness: Harness, ...frames: string[]): Promise<number> {
  const socket = connect(harness);
  const closed = once(socket, 'close');
  await once(socket, 'open');
  for (const frame of frames) socket.send(frame);
  const [code] = (await closed) as [number];
  return code;
}

async function identify(harness: Harness, change: object): Promise<{ code: number }> {
  return { code: await closeCodeAfter(harness, identifyFrame(harness, change)) };
}

/** The opcode that follows Hello. */
async function firstOpAfter(harness: Harness, frames: readonly string[]): Promise<number> {
  const socket = connect(harness);
  const second = new Promise<number>((resolve) => {
    let count = 0;
    socket.on('message', (data: Buffer) => {
      count += 1;
      if (count === 2) resolve((JSON.parse(data.toString()) as { op: number }).op);
    });
  });
  await once(socket, 'open');
  for (const frame of frames) socket.send(frame);
  const op = await second;
  socket.terminate();
  return op;
}
