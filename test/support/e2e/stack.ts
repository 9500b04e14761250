import { LocalDiscord, type LocalDiscordOptions } from '../../../playground/discord/local-discord.ts';
import {
  LocalDiscordClient,
  type MemberClient,
  type Message,
  readableText,
} from '../../../playground/discord/client.ts';
import { type DemoServer, seedDemoServer } from '../../../playground/seed.ts';

export interface Stack {
  readonly discord: LocalDiscord;
  readonly server: DemoServer;
  readonly env: Record<string, string>;
  as(user: { id: string }): MemberClient;
  stop(): Promise<void>;
}

/** A local Discord with the playground's server, and the settings of a bot that logs in to it. */
export async function startDiscord(mongoUri: string, options: LocalDiscordOptions = {}): Promise<Stack> {
  const discord = await LocalDiscord.start({ rateLimits: false, ...options });
  const api = new LocalDiscordClient(discord.url);
  return {
    discord,
    server: seedDemoServer(discord),
    env: {
      DISCORD_API_BASE_URL: discord.apiBaseUrl,
      DISCORD_BOT_TOKEN: discord.botToken,
      MONGODB_URI: mongoUri,
      DRAND_URLS: 'none',
    },
    as: (user) => api.as(user.id),
    stop: () => discord.stop(),
  };
}

/** Links the server once. */
export async function linkServer({ server, as }: Stack): Promise<void> {
  const place = { channelId: server.channels.general.id };
  await as(server.admin).run('community link', { name: 'Sky Cats' }, place);
}

/** Posts a task with its form; returns its card. */
export async function postTask(
  stack: Stack,
  type: 'discord_join' | 'custom',
  title: string,
  points = '10',
): Promise<Message> {
  const { server, as } = stack;
  const channel = server.channels.tasks.id;
  const admin = as(server.admin);
  const opened = await admin.run('task create', { type, channel }, { channelId: server.channels.general.id });
  const typed = { title, description: 'As it says.', points, duration: '7d' };
  const made = await admin.submit(opened.modal, typed);
  await admin.press(made.message!, { label: 'Post' });
  return admin.waitForMessage(channel, (message) => readableText(message).includes(title));
}

/** Adds members who are just in the server. */
export function addMembers({ discord, server }: Stack, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const { id: userId } = discord.createUser({ username: `member${String(index)}` });
    discord.addMember({ guildId: server.guild.id, userId });
    return userId;
  });
}

/** The card's *Complete* button, as many presses want it. */
export function pressOf(card: Message, userId: string) {
  const customId = /tasks\/(?:complete|submit)\/[0-9a-f]{24}/.exec(JSON.stringify(card.components))?.[0];
  if (customId === undefined) throw new Error('The card has no Complete button');
  return { userId, channelId: card.channel_id, messageId: card.id, customId };
}

/** What a member reads, in one line of plain words. */
export function textOf(answer: { message?: unknown }): string {
  return answer.message === undefined ? '' : readableText(answer.message as Message).replaceAll(/[*#`]/g, '');
}
