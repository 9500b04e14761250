// Real: the local Discord on HTTP and WebSocket, discord.js as the bot. Nothing is faked.
import { ApplicationCommandType, ButtonStyle, ComponentType, Events, MessageFlags } from 'discord.js';
import { WebSocket } from 'ws';
import { Harness, rest } from './harness.ts';

describe('the playground around the local Discord', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.start();
  });
  afterEach(() => harness.stop());

  async function ask(
    method: string,
    path: string,
    userId: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${harness.discord.url}${path}`, {
      method,
      headers: { Authorization: `Member ${userId}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('runs commands of the menus of messages and members, with their targets', async () => {
    const bot = await harness.login();
    await bot.application.commands.set([
      { name: 'Look at it', type: ApplicationCommandType.Message },
      { name: 'Greet', type: ApplicationCommandType.User },
    ]);
    bot.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        void interaction.reply(`It says ${interaction.targetMessage.id}`);
      if (interaction.isUserContextMenuCommand())
        void interaction.reply(`Hello ${interaction.targetUser.username}`);
    });
    const { member, place } = harness;
    const message = await member.say(place.channelId, 'Hi');
    const looked = await member.menu('Look at it', message.id, place);
    expect(looked.message).toMatchObject({ content: `It says ${message.id}`, type: 23 });
    const greeted = await member.menu('Greet', harness.ownerId, place);
    expect(greeted.message).toMatchObject({ content: 'Hello owner' });
    await expect(member.menu('Look at it', harness.ownerId, place)).rejects.toMatchObject({ status: 404 });
    await expect(member.menu('Unknown', message.id, place)).rejects.toMatchObject({ status: 404 });
  });

  it('lets managers change their server, and nobody else', async () => {
    const { discord, guildId, ownerId, memberId } = harness;
    const role = discord.createRole({ guildId, name: 'Old' });
    const changes = [
      ['PATCH', '', { name: 'Renamed' }],
      ['POST', '/channels', { name: 'new' }],
      ['POST', '/roles', { name: 'new' }],
      ['DELETE', `/roles/${role.id}`, undefined],
      ['GET', '/integration', undefined],
      ['DELETE', '/bot', undefined],
      ['PUT', '/bot', undefined],
    ] as const;
    const statuses = async (userId: string): Promise<number[]> => {
      const all: number[] = [];
      for (const [method, path, body] of changes) {
        const response = await fetch(`${discord.url}/local/guilds/${guildId}${path}`, {
          method,
          headers: { Authorization: `Member ${userId}`, 'Content-Type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        all.push(response.status);
      }
      return all;
    };
    expect(await statuses(memberId)).toEqual([403, 403, 403, 403, 403, 403, 403]);
    expect(await statuses(ownerId)).toEqual([204, 201, 201, 204, 200, 204, 204]);
    const guild = discord.world.guild(guildId);
    expect(guild.name).toBe('Renamed');
    expect([...guild.roles.values()].map(({ name }) => name)).toEqual(['@everyone', 'new', 'Local Bot']);
    expect((await ask('PATCH', `/local/guilds/${guildId}`, ownerId, { name: 'x' })).body.code).toBe(50035);
    const own = await harness.member.createGuild('Of a member');
    expect(discord.world.guild(own.id)).toMatchObject({ ownerId: memberId, systemChannelId: own.channelId });
  });

  it('moves the clock forward only, also to the next time that the bot names', async () => {
    const { discord, memberId, channelId } = harness;
    const end = Math.floor(discord.clock.now() / 1000) + 5_000;
    await rest(discord, 'POST', `/channels/${channelId}/messages`, { content: `ends <t:${end}:R>` });
    const moved: number[] = [];
    discord.clock.onMove((byMs) => moved.push(byMs));
    const { body } = await ask('POST', '/local/clock', memberId, { to: 'next-end' });
    expect(body.nowMs).toBeGreaterThan(end * 1000);
    expect(moved).toHaveLength(1);
    expect((await ask('POST', '/local/clock', memberId, { to: 'next-end' })).status).toBe(400);
    expect((await ask('POST', '/local/clock', memberId, { byMs: -1 })).status).toBe(400);
  });

  it('lets a crowd join and press', async () => {
    const bot = await harness.login();
    bot.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isButton())
        void interaction.reply({ content: 'Counted', flags: MessageFlags.Ephemeral });
    });
    const { guildId, channelId, memberId, discord } = harness;
    const button = {
      type: ComponentType.Button,
      style: ButtonStyle.Primary,
      label: 'Press',
      custom_id: 'press',
    };
    const sent = await rest(discord, 'POST', `/channels/${channelId}/messages`, {
      components: [{ type: 1, components: [button] }],
    });
    const press = { channelId, messageId: sent.body?.id, customId: 'press' };
    const before = discord.world.guild(guildId).members.size;
    const crowd = await ask(`POST`, `/local/guilds/${guildId}/crowd`, memberId, { count: 12, press });
    expect(crowd.body).toMatchObject({ members: 12, outcomes: { message: 12 } });
    expect(discord.world.guild(guildId).members.size).toBe(before + 12);
    expect((await ask('POST', `/local/guilds/${guildId}/crowd`, memberId, { count: 1e6 })).status).toBe(400);
  });

  it('tells a window who is online, and what went over the wire with the reason of a refusal', async () => {
    const { discord, memberId, ownerId, channelId } = harness;
    const events: { type: string; userId?: string; presence?: string; entry?: { refusal?: object } }[] = [];
    const url = discord.url.replace('http', 'ws');
    const own = new WebSocket(`${url}/local/events?as=${memberId}&wire=1`);
    own.on('message', (data: Buffer) => events.push(JSON.parse(data.toString()) as (typeof events)[number]));
    await new Promise((resolve) => own.once('open', resolve));
    const other = new WebSocket(`${url}/local/events?as=${ownerId}`);
    await new Promise((resolve) => other.once('open', resolve));
    await rest(discord, 'POST', `/channels/${channelId}/messages`, { content: '' });
    await discord.until(() => true, 'nothing');
    await ask('GET', '/local/clock', memberId);
    expect(events).toContainEqual({ type: 'presence', userId: ownerId, presence: 'online' });
    expect(events.find(({ entry }) => entry?.refusal !== undefined)?.entry).toMatchObject({
      kind: 'request',
      status: 400,
      refusal: { code: 50006 },
    });
    own.close();
    other.close();
  });

  it('refuses an event socket to a foreign page', async () => {
    const { discord, memberId } = harness;
    const url = `${discord.url.replace('http', 'ws')}/local/events?as=${memberId}`;
    const socket = new WebSocket(url, { origin: 'https://evil.example' });
    await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toThrow('404');
  });
});
