import {
  type Answer,
  type Attachment,
  type Message,
  type OpenModal,
  type VisibleCommand,
} from '../../discord/client.ts';
import { type Channel, type Member, type Presence, type Role, type User } from '../../discord/model.ts';
import { type CommandPermission } from '../../discord/command-permissions.ts';
import { type OptionValue } from '../../discord/user-api/command-options.ts';
import { type ModalValue } from '../../discord/user-api/controls.ts';
import { type IntegrationView } from '../../discord/user-api/integration.routes.ts';
import { type ConnectionView } from '../../discord/user-api/stage.routes.ts';
import { type MemberEvent } from '../../discord/user-api/events.ts';
import { type WireEntry } from '../../discord/wire-log.ts';

export type {
  Answer,
  Attachment,
  Channel,
  CommandPermission,
  ConnectionView,
  IntegrationView,
  MemberEvent,
  Message,
  ModalValue,
  OpenModal,
  OptionValue,
  Presence,
  Role,
  User,
  VisibleCommand,
  WireEntry,
};

export interface GuildMember extends Member {
  presence: Presence;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly roles: Role[];
  readonly channels: Channel[];
  readonly members: GuildMember[];
}

export interface Snapshot {
  readonly nowMs: number;
  readonly me: User;
  readonly locale: string;
  /** The application is at hand everywhere. */
  readonly isInstalled: boolean;
  readonly bot: User;
  readonly people: User[];
  readonly directChannel: Channel;
  readonly guilds: GuildView[];
}

export interface Control {
  readonly channelId: string;
  readonly messageId: string;
  readonly customId: string;
}

export interface CommandCall {
  readonly channelId: string;
  readonly command: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** What the local Discord would not do, in its words. */
export class Refusal extends Error {}

/** The members' API of the local Discord, as one member. */
export class Api {
  readonly userId: string;

  constructor(userId: string) {
    this.userId = userId;
  }

  static people(): Promise<User[]> {
    return new Api('').send('GET', '/local/users');
  }

  snapshot(): Promise<Snapshot> {
    return this.send('GET', '/local/snapshot');
  }

  messages(channelId: string): Promise<Message[]> {
    return this.send('GET', `/local/channels/${channelId}/messages`);
  }

  commands(channelId: string): Promise<VisibleCommand[]> {
    return this.send('GET', `/local/channels/${channelId}/commands`);
  }

  wire(): Promise<{ entries: WireEntry[] }> {
    return this.send('GET', '/local/wire');
  }

  say(channelId: string, content: string, attachments: readonly { id: string }[] = []): Promise<Message> {
    return this.send('POST', `/local/channels/${channelId}/messages`, { content, attachments });
  }

  /** Sends a file ahead; messages, options and forms refer to its id. */
  upload(file: File): Promise<Attachment> {
    const form = new FormData();
    form.append('files[0]', file);
    return this.send('POST', '/local/files', form);
  }

  remove({ channel_id, id }: Message): Promise<void> {
    return this.send('DELETE', `/local/channels/${channel_id}/messages/${id}`);
  }

  react({ channel_id, id }: Message, emoji: string, isMine: boolean): Promise<void> {
    const path = `/local/channels/${channel_id}/messages/${id}/reactions/${encodeURIComponent(emoji)}`;
    return this.send(isMine ? 'DELETE' : 'PUT', path);
  }

  run(call: CommandCall): Promise<Answer> {
    return this.send('POST', '/local/interactions/command', call);
  }

  menu(call: { channelId: string; commandId: string; targetId: string }): Promise<Answer> {
    return this.send('POST', '/local/interactions/menu', call);
  }

  complete(call: CommandCall & { focused: { name: string; value: string } }): Promise<Answer> {
    return this.send('POST', '/local/interactions/autocomplete', call);
  }

  press(control: Control): Promise<Answer> {
    return this.send('POST', '/local/interactions/press', control);
  }

  choose(control: Control & { values: readonly string[] }): Promise<Answer> {
    return this.send('POST', '/local/interactions/choose', control);
  }

  submit({ interactionId }: OpenModal, values: Readonly<Record<string, ModalValue>>): Promise<Answer> {
    return this.send('POST', `/local/interactions/${interactionId}/submit`, { values });
  }

  connection(userId: string): Promise<ConnectionView> {
    return this.send('GET', `/local/users/${userId}/connection`);
  }

  setInstalled(isInstalled: boolean): Promise<void> {
    return this.send(isInstalled ? 'PUT' : 'DELETE', '/local/users/@me/application');
  }

  createGuild(name: string): Promise<{ id: string; channelId: string }> {
    return this.send('POST', '/local/guilds', { name });
  }

  renameGuild(guildId: string, name: string): Promise<void> {
    return this.send('PATCH', `/local/guilds/${guildId}`, { name });
  }

  setBot(guildId: string, isThere: boolean): Promise<void> {
    return this.send(isThere ? 'PUT' : 'DELETE', `/local/guilds/${guildId}/bot`);
  }

  createPart(guildId: string, part: 'channels' | 'roles', name: string): Promise<unknown> {
    return this.send('POST', `/local/guilds/${guildId}/${part}`, { name });
  }

  deleteRole(guildId: string, roleId: string): Promise<void> {
    return this.send('DELETE', `/local/guilds/${guildId}/roles/${roleId}`);
  }

  deleteChannel(channelId: string): Promise<void> {
    return this.send('DELETE', `/local/channels/${channelId}`);
  }

  integration(guildId: string): Promise<IntegrationView> {
    return this.send('GET', `/local/guilds/${guildId}/integration`);
  }

  setCommandPermissions(
    guildId: string,
    command: string | null,
    permissions: readonly CommandPermission[],
  ): Promise<unknown> {
    return this.send('PUT', `/local/guilds/${guildId}/integration`, { command, permissions });
  }

  addMember(guildId: string, username: string): Promise<Member> {
    return this.send('POST', `/local/guilds/${guildId}/members`, { username });
  }

  crowd(
    guildId: string,
    crowd: { count: number; roleIds: readonly string[]; press: Control | null },
  ): Promise<{ members: number; outcomes: Record<string, number>; ms?: number }> {
    return this.send('POST', `/local/guilds/${guildId}/crowd`, crowd);
  }

  moveClock(move: { byMs: number } | { to: 'next-end' }): Promise<{ nowMs: number }> {
    return this.send('POST', '/local/clock', move);
  }

  /** Calls `hear` with every event until the socket closes; then `lost`. */
  listen(hear: (event: MemberEvent | { type: 'ready' }) => void, lost: () => void): WebSocket {
    const socket = new WebSocket(`ws://${location.host}/local/events?as=${this.userId}&wire=1`);
    socket.addEventListener('message', ({ data }) => {
      hear(JSON.parse(String(data)) as MemberEvent | { type: 'ready' });
    });
    socket.addEventListener('close', lost);
    return socket;
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(path, {
      method,
      headers: {
        ...(this.userId !== '' && { Authorization: `Member ${this.userId}` }),
        ...(isJson && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return answer as T;
    throw new Refusal((answer as { message?: string } | undefined)?.message ?? response.statusText);
  }
}
