import { omit } from '../json.ts';
import { type Message, type StoredMessage, type WorldEvent } from '../model.ts';
import { guildBody } from '../seeds.ts';
import { Intent } from '../wire.ts';
import { type World } from '../world.ts';
import { type Session } from './session.ts';

/** What this session is told of an event; `null` when its intents, its shard or the bot's permissions keep it away. */
export function dispatchData(world: World, session: Session, event: WorldEvent): object | null {
  if (!session.owns(event.guildId) || !isInGuild(world, event.guildId)) return null;
  switch (event.name) {
    case 'GUILD_CREATE':
      return session.wants(Intent.Guilds) && event.guildId !== null
        ? guildCreate(world, session, event.guildId)
        : null;
    case 'GUILD_UPDATE':
    case 'GUILD_DELETE':
    case 'GUILD_ROLE_CREATE':
    case 'GUILD_ROLE_UPDATE':
    case 'GUILD_ROLE_DELETE':
    case 'CHANNEL_CREATE':
    case 'CHANNEL_UPDATE':
    case 'CHANNEL_DELETE':
      return session.wants(Intent.Guilds) ? event.data : null;
    case 'APPLICATION_COMMAND_PERMISSIONS_UPDATE':
      return event.data;
    case 'GUILD_MEMBER_UPDATE':
      return session.wants(Intent.GuildMembers) || event.userId === world.bot.id ? event.data : null;
    case 'GUILD_MEMBER_ADD':
    case 'GUILD_MEMBER_REMOVE':
      return session.wants(Intent.GuildMembers) ? event.data : null;
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
    case 'MESSAGE_DELETE':
      return messageData(world, session, event);
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
    case 'MESSAGE_REACTION_REMOVE_ALL':
    case 'MESSAGE_REACTION_REMOVE_EMOJI':
      return reactionData(world, session, event);
  }
}

/** The payload of a guild, with the members that Discord includes: everybody only with the presences intent. */
export function guildCreate(world: World, session: Session, guildId: string): object {
  const guild = world.guild(guildId);
  const isLarge = guild.members.size > session.largeThreshold;
  const members = [...guild.members.values()];
  const includesAll = session.wants(Intent.GuildPresences) && !isLarge;
  return {
    ...guildBody(guild),
    joined_at: guild.members.get(world.bot.id)?.joined_at ?? world.clock.isoNow(),
    large: isLarge,
    unavailable: false,
    member_count: guild.members.size,
    members: includesAll ? members : members.filter((member) => member.user.id === world.bot.id),
    channels: [...guild.channels.values()],
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Without the intent a bot sees the content only of its own messages, of mentions of it and of direct messages. */
export function withoutContent(world: World, message: StoredMessage): Message {
  const { wire, guildId } = message;
  const isOwn = wire.author.id === world.bot.id;
  if (guildId === null || isOwn || wire.mentions.some((user) => user.id === world.bot.id)) return wire;
  return { ...wire, content: '', embeds: [], components: [], attachments: [] };
}

function messageData(world: World, session: Session, event: WorldEvent): object | null {
  const { message } = event;
  if (message === undefined || !isVisible(world, message)) return null;
  if (!session.wants(event.guildId === null ? Intent.DirectMessages : Intent.GuildMessages)) return null;
  const { wire, guildId } = message;
  const place = guildId === null ? {} : { guild_id: guildId };
  if (event.name === 'MESSAGE_DELETE') return { id: wire.id, channel_id: wire.channel_id, ...place };
  const shown = session.wants(Intent.MessageContent) ? wire : withoutContent(world, message);
  const author = guildId === null ? undefined : world.guilds.get(guildId)?.members.get(wire.author.id);
  if (author === undefined || wire.webhook_id !== undefined) return { ...shown, ...place };
  return { ...shown, ...place, member: omit(author, 'user') };
}

function reactionData(world: World, session: Session, event: WorldEvent): object | null {
  if (event.message === undefined || !isVisible(world, event.message)) return null;
  const intent = event.guildId === null ? Intent.DirectMessageReactions : Intent.GuildMessageReactions;
  return session.wants(intent) ? event.data : null;
}

function isVisible(world: World, message: StoredMessage): boolean {
  const channel = world.channels.get(message.wire.channel_id);
  return message.visibleTo === null && channel !== undefined && world.canView(channel, world.bot.id);
}

function isInGuild(world: World, guildId: string | null): boolean {
  return guildId === null || (world.guilds.get(guildId)?.members.has(world.bot.id) ?? false);
}
