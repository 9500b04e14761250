import { type Channel, type Guild, type Member, type Role, type User } from './model.ts';
import {
  newOverwrite,
  type GuildChange,
  type NewChannel,
  type NewGuild,
  type NewOverwrite,
  type NewRole,
  type NewUser,
} from './seeds.ts';
import { type World } from './world.ts';

/** What tests and the stage change about the world, as its people do with their clients. The bot is told. */
export abstract class WorldControls {
  abstract readonly world: World;

  createUser(seed: NewUser): User {
    return this.world.createUser(seed);
  }

  createGuild(seed: NewGuild): Guild {
    return this.world.createGuild(seed);
  }

  /** Renames it, gives it to another member, sets its language or where Discord itself writes. */
  updateGuild({ guildId, ...change }: GuildChange & { guildId: string }): Guild {
    return this.world.updateGuild(guildId, change);
  }

  deleteGuild(guildId: string): void {
    this.world.deleteGuild(guildId);
  }

  /** Invites the bot, with other permissions than usual if they are given. */
  addBot(guildId: string, permissions?: bigint): void {
    this.world.inviteBot(guildId, permissions);
  }

  removeBot(guildId: string): void {
    this.world.removeMember(guildId, this.world.bot.id);
  }

  setBotPermissions(guildId: string, permissions: bigint): void {
    this.world.setBotPermissions(guildId, permissions);
  }

  createRole({ guildId, ...seed }: NewRole & { guildId: string }): Role {
    return this.world.createRole(guildId, seed);
  }

  updateRole({ guildId, roleId, ...change }: Partial<NewRole> & { guildId: string; roleId: string }): Role {
    return this.world.updateRole(guildId, roleId, change);
  }

  /** Members and channels lose it too. */
  deleteRole(guildId: string, roleId: string): void {
    this.world.deleteRole(guildId, roleId);
  }

  createChannel({ guildId, ...seed }: NewChannel & { guildId: string }): Channel {
    return this.world.createChannel(guildId, seed);
  }

  updateChannel(
    channelId: string,
    { overwrites, ...change }: { name?: string; topic?: string; overwrites?: readonly NewOverwrite[] },
  ): Channel {
    const { world } = this;
    return world.updateChannel(channelId, {
      ...change,
      ...(overwrites !== undefined && { permission_overwrites: overwrites.map(newOverwrite) }),
    });
  }

  deleteChannel(channelId: string): void {
    this.world.deleteChannel(channelId);
  }

  /** A conversation of people without the bot. */
  createPrivateChannel(...userIds: readonly string[]): Channel {
    return this.world.createPrivateChannel(userIds);
  }

  addMember({
    guildId,
    userId,
    roleIds = [],
  }: {
    guildId: string;
    userId: string;
    roleIds?: readonly string[];
  }): Member {
    return this.world.addMember(guildId, userId, roleIds);
  }

  updateMember({
    guildId,
    userId,
    ...change
  }: {
    guildId: string;
    userId: string;
    roles?: string[];
    nick?: string | null;
  }): Member {
    return this.world.updateMember(guildId, userId, change);
  }

  /** A leave or a kick; of the bot itself: it is removed from the guild. */
  removeMember({ guildId, userId }: { guildId: string; userId: string }): void {
    this.world.removeMember(guildId, userId);
  }

  /** Adds the application to a person's own account, or takes it away. */
  setInstalled(userId: string, isInstalled: boolean): void {
    const { user } = this.world.account(userId);
    if (isInstalled) this.world.installers.add(user.id);
    else this.world.installers.delete(user.id);
  }
}
