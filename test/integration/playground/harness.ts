import { Client, Events, GatewayIntentBits, type ClientEvents } from 'discord.js';
import { LocalDiscordClient, type MemberClient } from '../../../playground/discord/client.ts';
import { LocalDiscord, type LocalDiscordOptions } from '../../../playground/discord/local-discord.ts';

export const DEFAULT_INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
];

/** A local Discord with one guild, one channel and one member, and clients that are closed with it. */
export class Harness {
  readonly discord: LocalDiscord;
  readonly guildId: string;
  readonly channelId: string;
  readonly ownerId: string;
  readonly memberId: string;
  private readonly clients: Client[] = [];

  private constructor(discord: LocalDiscord) {
    this.discord = discord;
    this.ownerId = discord.createUser({ username: 'owner' }).id;
    this.guildId = discord.createGuild({ name: 'Guild', ownerId: this.ownerId }).id;
    this.channelId = discord.createChannel({ guildId: this.guildId, name: 'general' }).id;
    this.memberId = this.newMember('ana').userId;
  }

  static async start(options: LocalDiscordOptions = {}): Promise<Harness> {
    return new Harness(await LocalDiscord.start({ rateLimits: false, ...options }));
  }

  get place(): { guildId: string; channelId: string } {
    return { guildId: this.guildId, channelId: this.channelId };
  }

  get member(): MemberClient {
    return this.as(this.memberId);
  }

  as(userId: string): MemberClient {
    return new LocalDiscordClient(this.discord.url).as(userId);
  }

  newMember(username: string): MemberClient {
    const { id } = this.discord.createUser({ username });
    this.discord.addMember({ guildId: this.guildId, userId: id });
    return this.as(id);
  }

  newClient(intents: readonly number[] = DEFAULT_INTENTS): Client {
    const client = new Client({
      intents: [...intents],
      rest: { api: this.discord.apiBaseUrl, version: '10', retries: 0 },
    });
    this.clients.push(client);
    return client;
  }

  async login(intents?: readonly number[]): Promise<Client<true>> {
    const client = this.newClient(intents);
    const ready = next(client, Events.ClientReady);
    await client.login(this.discord.botToken);
    const [bot] = await ready;
    return bot;
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.destroy()));
    await this.discord.stop();
  }
}

/** The arguments of the next event of this name that matches. */
export function next<Name extends keyof ClientEvents>(
  client: Client,
  name: Name,
  matches: (...values: ClientEvents[Name]) => boolean = () => true,
): Promise<ClientEvents[Name]> {
  return new Promise((resolve) => {
    const listen = (...values: ClientEvents[Name]): void => {
      if (!matches(...values)) return;
      client.off(name, listen);
      resolve(values);
    };
    client.on(name, listen);
  });
}

/** The next event of this name that matches, as JSON of the raw gateway, whatever the client makes of it. */
export function nextDispatch(
  client: Client,
  name: string,
  matches: (data: Record<string, unknown>) => boolean = () => true,
): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const listen = (packet: { t: string | null; d: Record<string, unknown> }): void => {
      if (packet.t !== name || !matches(packet.d)) return;
      client.off('raw' as never, listen as never);
      resolve(packet.d);
    };
    client.on('raw' as never, listen as never);
  });
}

/** A request as a bot sends it, past discord.js. */
export async function rest(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> | null }> {
  const response = await fetch(`${discord.apiBaseUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${discord.botToken}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
  };
}
