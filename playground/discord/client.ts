import { type Attachment, type Role, type Channel, type Member, type Message, type User } from './model.ts';
import { type OpenModal } from './interactions/interaction.ts';
import { type CommandPermission, type GuildCommandPermissions } from './command-permissions.ts';
import { readableText } from './readable-text.ts';
import { authorizeAt, customIdOf, LocalDiscordError, send, type ControlRef } from './client-wire.ts';
import { type OptionValue } from './user-api/command-options.ts';
import { type ModalValue } from './user-api/controls.ts';
import { type MemberEvent } from './user-api/events.ts';
import { type Answer } from './user-api/views.ts';

export { LocalDiscordError, readableText };
export type { Answer, ControlRef, Attachment, Message, MemberEvent, OpenModal };

const EVENT_TIMEOUT_MS = 10_000;

export interface Place {
  readonly guildId?: string;
  readonly channelId: string;
}

export interface VisibleCommand {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly displayName: string;
  readonly displayDescription?: string;
  readonly options?: readonly Record<string, unknown>[];
}

export interface ActOptions {
  /** `false` resolves with the bot's first answer, a deferral included; default: waits for its content. */
  readonly settle?: boolean;
}

/** Speaks the members' API of a local Discord. Runs in Node and in a browser. */
export class LocalDiscordClient {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  as(userId: string): MemberClient {
    return new MemberClient(this.url, userId);
  }

  users(): Promise<User[]> {
    return send<User[]>(this.url, 'GET', '/local/users');
  }

  createUser(user: { username: string; locale?: string }): Promise<User> {
    return send<User>(this.url, 'POST', '/local/users', user);
  }

  addMember(
    guildId: string,
    member: { userId?: string; username?: string; roleIds?: readonly string[] },
  ): Promise<Member> {
    return send<Member>(this.url, 'POST', `/local/guilds/${guildId}/members`, member);
  }
}

/** Acts as one person, as Discord's own client would. */
export class MemberClient {
  readonly userId: string;
  private readonly url: string;

  constructor(url: string, userId: string) {
    this.url = url;
    this.userId = userId;
  }

  guilds(): Promise<{ id: string; name: string; ownerId: string; memberCount: number }[]> {
    return this.send('GET', '/local/guilds');
  }

  channels(guildId: string): Promise<Channel[]> {
    return this.send('GET', `/local/guilds/${guildId}/channels`);
  }

  members(guildId: string): Promise<Member[]> {
    return this.send('GET', `/local/guilds/${guildId}/members`);
  }

  roles(guildId: string): Promise<Role[]> {
    return this.send('GET', `/local/guilds/${guildId}/roles`);
  }

  commands({ channelId }: Place): Promise<VisibleCommand[]> {
    return this.send('GET', `/local/channels/${channelId}/commands`);
  }

  join(guildId: string): Promise<Member> {
    return this.send('PUT', `/local/guilds/${guildId}/members/@me`);
  }

  leave(guildId: string): Promise<void> {
    return this.send('DELETE', `/local/guilds/${guildId}/members/@me`);
  }

  change(settings: { locale?: string; hasClosedDirectMessages?: boolean }): Promise<unknown> {
    return this.send('PATCH', '/local/users/@me', settings);
  }

  /** `run('task create', { points: 50 }, { channelId })` */
  run(
    command: string,
    options: Readonly<Record<string, OptionValue>>,
    place: Place,
    act?: ActOptions,
  ): Promise<Answer> {
    return this.act('command', { command, options, channelId: place.channelId }, act);
  }

  /** Runs a command of the menu of a message or a member. */
  async menu(command: string, targetId: string, { channelId }: Place, act?: ActOptions): Promise<Answer> {
    const found = (await this.commands({ channelId })).find(
      ({ name, type }) => name === command && type !== 1,
    );
    return this.act('menu', { channelId, commandId: found?.id ?? '', targetId }, act);
  }

  /** What is suggested while `value` is being typed into the option `name`. */
  async autocomplete(
    command: string,
    focused: { name: string; value: string },
    place: Place,
    options: Readonly<Record<string, OptionValue>> = {},
  ): Promise<readonly { name: string; value: string | number }[]> {
    const answer = await this.act('autocomplete', { command, options, focused, channelId: place.channelId });
    if (answer.choices === undefined) throw new Error(`No suggestions came (${answer.outcome})`);
    return answer.choices;
  }

  press(message: Message, control: ControlRef, act?: ActOptions): Promise<Answer> {
    return this.act('press', this.address(message, control), act);
  }

  choose(
    message: Message,
    control: ControlRef,
    values: readonly string[],
    act?: ActOptions,
  ): Promise<Answer> {
    return this.act('choose', { ...this.address(message, control), values }, act);
  }

  submit(
    modal: OpenModal | undefined,
    values: Readonly<Record<string, ModalValue>>,
    act?: ActOptions,
  ): Promise<Answer> {
    if (modal === undefined) throw new Error('The bot opened no form');
    return this.act(`${modal.interactionId}/submit`, { values }, act);
  }

  /** Waits until a deferred answer has its content. @throws Error when that takes more than 15 seconds */
  async settled(answer: Answer): Promise<Answer> {
    const settled = await this.send<Answer>(
      'GET',
      `/local/interactions/${answer.interactionId}?until=answered`,
    );
    if (!settled.isSettled)
      throw new Error(`The bot deferred its answer and never gave one (${answer.outcome})`);
    return settled;
  }

  /** As this member sees them, oldest first, ephemeral ones included. */
  messages(channelId: string): Promise<Message[]> {
    return this.send('GET', `/local/channels/${channelId}/messages`);
  }

  /** One message as it is now. */
  message({ channel_id, id }: Pick<Message, 'channel_id' | 'id'>): Promise<Message> {
    return this.send('GET', `/local/channels/${channel_id}/messages/${id}`);
  }

  async directChannel(botUserId: string): Promise<Channel> {
    return this.send('POST', '/local/direct-messages', { userId: botUserId });
  }

  async directMessages(botUserId: string): Promise<Message[]> {
    return this.messages((await this.directChannel(botUserId)).id);
  }

  /** @param attachments what `upload` answered, with or without an alternative text */
  say(
    channelId: string,
    content: string,
    attachments: readonly Pick<Attachment, 'id' | 'description'>[] = [],
  ): Promise<Message> {
    return this.send('POST', `/local/channels/${channelId}/messages`, { content, attachments });
  }

  /** Answers a message, in its channel. */
  reply({ channel_id, id }: Pick<Message, 'channel_id' | 'id'>, content: string): Promise<Message> {
    const message_reference = { message_id: id };
    return this.send('POST', `/local/channels/${channel_id}/messages`, { content, message_reference });
  }

  /** Sends a file ahead; messages, options of commands and fields of forms refer to its id. */
  upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<Attachment> {
    const form = new FormData();
    form.append('files[0]', new Blob([content]), name);
    return this.send('POST', '/local/files', form);
  }

  react({ channel_id, id }: Message, emoji: string): Promise<void> {
    return this.send(
      'PUT',
      `/local/channels/${channel_id}/messages/${id}/reactions/${encodeURIComponent(emoji)}`,
    );
  }

  unreact({ channel_id, id }: Message, emoji: string): Promise<void> {
    return this.send(
      'DELETE',
      `/local/channels/${channel_id}/messages/${id}/reactions/${encodeURIComponent(emoji)}`,
    );
  }

  /** As a moderator: all reactions, or those with one emoji. */
  clearReactions({ channel_id, id }: Message, emoji?: string): Promise<void> {
    const of = emoji === undefined ? '' : `/${encodeURIComponent(emoji)}/all`;
    return this.send('DELETE', `/local/channels/${channel_id}/messages/${id}/reactions${of}`);
  }

  /** Deletes a message, or dismisses an ephemeral one. */
  remove({ channel_id, id }: Message): Promise<void> {
    return this.send('DELETE', `/local/channels/${channel_id}/messages/${id}`);
  }

  removeChannel(channelId: string): Promise<void> {
    return this.send('DELETE', `/local/channels/${channelId}`);
  }

  /** Calls `listen` with everything this member sees until the returned function is called. */
  async listen(listen: (event: MemberEvent) => void): Promise<() => void> {
    const socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/local/events?as=${this.userId}`);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('message', (event) => {
        const told = JSON.parse(String(event.data)) as MemberEvent | { type: 'ready' };
        if (told.type === 'ready') resolve();
        else listen(told);
      });
      socket.addEventListener('error', () => {
        reject(new Error('The event socket of the local Discord failed'));
      });
    });
    return () => {
      socket.close();
    };
  }

  /** The first message, now or later, for which `matches` holds; woken by events, not by time. */
  async waitForMessage(
    channelId: string,
    matches: (message: Message) => boolean,
    { timeoutMs = EVENT_TIMEOUT_MS }: { timeoutMs?: number } = {},
  ): Promise<Message> {
    let found: (message: Message) => void = () => undefined;
    const seen = new Promise<Message>((resolve) => {
      found = resolve;
    });
    const stop = await this.listen((event) => {
      if (event.type !== 'message-created' && event.type !== 'message-updated') return;
      const message = event.message as Message;
      if (event.channelId === channelId && matches(message)) found(message);
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`No such message in ${channelId} within ${timeoutMs} ms`));
      }, timeoutMs);
    });
    try {
      // The time runs while the messages are read too.
      const present = (await Promise.race([this.messages(channelId), late])).findLast(matches);
      return present ?? (await Promise.race([seen, late]));
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  /**
   * Opens the page of consent at `address` as this person, decides, and does not follow: only in Node.
   *
   * @returns where the browser would be sent
   * @throws LocalDiscordError when Discord shows a page of its own instead of asking
   */
  authorize(address: string, decision: 'allow' | 'deny' = 'allow'): Promise<string> {
    return authorizeAt(address, this.userId, decision);
  }

  /** Adds the application to this person's own account: its commands come along everywhere. */
  install(): Promise<void> {
    return this.send('PUT', '/local/users/@me/application');
  }

  uninstall(): Promise<void> {
    return this.send('DELETE', '/local/users/@me/application');
  }

  /** Makes a server of one's own, without the bot. */
  createGuild(name: string): Promise<{ id: string; channelId: string }> {
    return this.send('POST', '/local/guilds', { name });
  }

  addBot(guildId: string): Promise<void> {
    return this.send('PUT', `/local/guilds/${guildId}/bot`);
  }

  removeBot(guildId: string): Promise<void> {
    return this.send('DELETE', `/local/guilds/${guildId}/bot`);
  }

  /** Server Settings → Integrations: who may use a command, or all of them; needs Manage Server and Manage Roles. */
  setCommandPermissions(
    guildId: string,
    command: string | null,
    permissions: readonly CommandPermission[],
  ): Promise<GuildCommandPermissions> {
    return this.send('PUT', `/local/guilds/${guildId}/integration`, { command, permissions });
  }

  private async act(action: string, body: object, { settle = true }: ActOptions = {}): Promise<Answer> {
    const answer = await this.send<Answer>('POST', `/local/interactions/${action}`, body);
    return settle && !answer.isSettled ? this.settled(answer) : answer;
  }

  private address(
    message: Message,
    control: ControlRef,
  ): { channelId: string; messageId: string; customId: string } {
    return { channelId: message.channel_id, messageId: message.id, customId: customIdOf(message, control) };
  }

  private send<T>(method: string, path: string, body?: object): Promise<T> {
    return send<T>(this.url, method, path, body, this.userId);
  }
}
