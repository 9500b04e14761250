import { type Channel, type Guild, type Role, type User } from './discord/model.ts';
import { type NewUser } from './discord/seeds.ts';
import { type LocalDiscord } from './discord/local-discord.ts';

/** `Manage Server`: what the bot asks of those who create and review tasks. */
const MANAGE_GUILD = 1n << 5n;

export interface DemoServer {
  readonly guild: Guild;
  readonly channels: { readonly general: Channel; readonly tasks: Channel; readonly announcements: Channel };
  readonly roles: { readonly moderator: Role; readonly collector: Role; readonly helper: Role };
  readonly admin: User;
  readonly moderator: User;
  readonly members: readonly User[];
}

const MEMBERS: readonly NewUser[] = [
  { username: 'cleo', displayName: 'Cleo', presence: 'online' },
  { username: 'dario', displayName: 'Dario' },
  { username: 'emma', displayName: 'Emma', locale: 'de', presence: 'online' },
  { username: 'finn', displayName: 'Finn', presence: 'dnd' },
  { username: 'gus', displayName: 'Gus' },
];

/** A server as a small community has it: an admin, a moderator, five members, one of them German. */
export function seedDemoServer(discord: LocalDiscord): DemoServer {
  const admin = discord.createUser({ username: 'ana', displayName: 'Ana' });
  const moderator = discord.createUser({ username: 'bo', displayName: 'Bo', presence: 'idle' });
  const members = MEMBERS.map((member) => discord.createUser(member));
  const guild = discord.createGuild({ name: 'Sky Cats', ownerId: admin.id });
  const guildId = guild.id;
  const roles = {
    moderator: discord.createRole({
      guildId,
      name: 'Moderator',
      permissions: MANAGE_GUILD,
      color: 0x2ecc71,
      hoist: true,
    }),
    collector: discord.createRole({ guildId, name: 'Collector', color: 0xf1c40f }),
    helper: discord.createRole({ guildId, name: 'Helper', color: 0x3498db }),
  };
  const channels = {
    general: discord.createChannel({ guildId, name: 'general' }),
    tasks: discord.createChannel({ guildId, name: 'tasks', topic: 'Complete tasks, earn points' }),
    announcements: discord.createChannel({ guildId, name: 'announcements', kind: 'announcement' }),
  };
  discord.updateGuild({ guildId, systemChannelId: channels.general.id });
  discord.addMember({ guildId, userId: moderator.id, roleIds: [roles.moderator.id] });
  const rolesOf: Readonly<Record<string, readonly string[]>> = {
    cleo: [roles.collector.id],
    finn: [roles.helper.id],
  };
  for (const { id: userId, username } of members)
    discord.addMember({ guildId, userId, roleIds: rolesOf[username] ?? [] });
  return { guild, channels, roles, admin, moderator, members };
}
