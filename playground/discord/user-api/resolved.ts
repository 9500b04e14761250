import { type FileStore } from '../files/file-store.ts';
import { omit, type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { type World } from '../world.ts';
import { ClientRefusal } from './refusal.ts';

type Kind = 'user' | 'role' | 'channel' | 'mentionable' | 'attachment';

/** Collects the objects behind chosen ids, as `data.resolved` carries them. */
export class Resolved {
  private readonly world: World;
  private readonly files: FileStore;
  private readonly place: Channel;
  private readonly viewerId: string;
  private readonly groups: Record<'users' | 'members' | 'roles' | 'channels' | 'attachments', JsonObject> = {
    users: {},
    members: {},
    roles: {},
    channels: {},
    attachments: {},
  };

  constructor({ world, files }: { world: World; files: FileStore }, place: Channel, viewerId: string) {
    this.world = world;
    this.files = files;
    this.place = place;
    this.viewerId = viewerId;
  }

  /** @throws ClientRefusal for an id that could not have been picked here */
  add(kind: Kind, id: string, channelTypes?: readonly number[]): void {
    if (!this.tryAdd(kind, id, channelTypes ?? [])) {
      throw new ClientRefusal(`${id} is not a ${kind} that can be chosen here`);
    }
  }

  /** `undefined` when nothing was chosen, as Discord leaves the key out. */
  toJson(): JsonObject | undefined {
    const filled = Object.entries(this.groups).filter(([, group]) => Object.keys(group).length > 0);
    return filled.length === 0 ? undefined : Object.fromEntries(filled);
  }

  private tryAdd(kind: Kind, id: string, channelTypes: readonly number[]): boolean {
    switch (kind) {
      case 'user':
        return this.addUser(id);
      case 'role':
        return this.addRole(id);
      case 'mentionable':
        return this.addUser(id) || this.addRole(id);
      case 'channel':
        return this.addChannel(id, channelTypes);
      case 'attachment':
        return this.addAttachment(id);
    }
  }

  private addUser(id: string): boolean {
    const account = this.world.accounts.get(id);
    if (account === undefined) return false;
    this.groups.users[id] = account.user;
    const guild = this.world.guildOf(this.place);
    const member = guild?.members.get(id);
    if (member !== undefined) {
      this.groups.members[id] = {
        ...omit(member, 'user'),
        permissions: this.world.permissionsIn(this.place, id).toString(),
      };
    }
    return true;
  }

  private addRole(id: string): boolean {
    const role = this.world.guildOf(this.place)?.roles.get(id);
    if (role === undefined) return false;
    this.groups.roles[id] = role;
    return true;
  }

  /** Only the app sees it: to the channel it is as if it were ephemeral. */
  private addAttachment(id: string): boolean {
    const attachment = this.files.sentBy(this.viewerId, id);
    if (attachment === undefined) return false;
    this.groups.attachments[id] = { ...attachment, ephemeral: true };
    return true;
  }

  private addChannel(id: string, types: readonly number[]): boolean {
    const channel = this.world.channels.get(id);
    if (channel === undefined || channel.guild_id !== this.place.guild_id) return false;
    if (!this.world.canView(channel, this.viewerId) || (types.length > 0 && !types.includes(channel.type)))
      return false;
    this.groups.channels[id] = {
      ...omit(channel, 'permission_overwrites'),
      permissions: this.world.permissionsIn(channel, this.viewerId).toString(),
    };
    return true;
  }
}
