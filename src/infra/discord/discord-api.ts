import { Injectable } from '@nestjs/common';
import {
  type APIApplication,
  type APIApplicationCommand,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  DiscordAPIError,
  MessageFlags,
  REST,
  type RESTGetAPIGuildApplicationCommandsPermissionsResult,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { NO_MENTIONS, type View } from './components.js';
import { type CommandAccess, commandAccessOf, type GuildState, guildStateOf } from './guild-state.js';

/** Discord understood and said no; `discordCode` is its JSON error code. */
export class DiscordRefusedError extends InfrastructureError {
  readonly code = 'DISCORD_REFUSED';
  readonly retryable = false;

  constructor(
    readonly discordCode: number,
    cause: DiscordAPIError,
  ) {
    super(`Discord refused: ${cause.message} (${String(cause.code)})`, { cause });
  }

  /** The place is gone or closed to us: trying again changes nothing until somebody changes the server. */
  get isPlaceUnusable(): boolean {
    return PLACE_UNUSABLE.has(this.discordCode);
  }

  /** The bot is not in that server, or there is none. */
  get isGuildGone(): boolean {
    return GUILD_GONE.has(this.discordCode);
  }

  get isMemberGone(): boolean {
    return MEMBER_GONE.has(this.discordCode);
  }

  get isMessageGone(): boolean {
    return this.discordCode === (RESTJSONErrorCodes.UnknownMessage as number);
  }
}

const PLACE_UNUSABLE: ReadonlySet<number> = new Set<number>([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
]);

const GUILD_GONE: ReadonlySet<number> = new Set<number>([
  RESTJSONErrorCodes.UnknownGuild,
  // Of the bot's own membership.
  RESTJSONErrorCodes.UnknownMember,
  RESTJSONErrorCodes.MissingAccess,
]);

const MEMBER_GONE: ReadonlySet<number> = new Set<number>([
  RESTJSONErrorCodes.UnknownMember,
  RESTJSONErrorCodes.UnknownUser,
]);

/** Discord could not be reached or failed itself: worth another try. */
export class DiscordUnavailableError extends InfrastructureError {
  readonly code = 'DISCORD_UNAVAILABLE';
  readonly retryable = true;
}

interface Identity {
  readonly applicationId: string;
  readonly botId: string;
}

const MAX_NONCE_LENGTH = 25;

/** What a message has beside what it says. */
export interface PostExtras {
  /** Members who are pinged; nobody else ever is. At most 100. */
  readonly pings?: readonly string[];
  /** Shown by components that name them as `attachment://…`. */
  readonly files?: readonly { readonly name: string; readonly data: Buffer }[];
}

/** What the bot does at Discord of its own accord, by REST; interactions are answered by their handlers. */
@Injectable()
export class DiscordApi {
  private identity: Promise<Identity> | undefined;

  constructor(private readonly rest: REST) {}

  guild(
    guildId: string,
  ): Promise<Pick<APIGuild, 'id' | 'name' | 'icon' | 'owner_id' | 'features' | 'premium_tier'>> {
    return this.call(() => this.rest.get(Routes.guild(guildId)) as Promise<APIGuild>);
  }

  /** Whether the bot is in a server; false also where it was removed while nobody listened. */
  async isIn(guildId: string): Promise<boolean> {
    try {
      await this.guild(guildId);
      return true;
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isPlaceUnusable) return false;
      throw error;
    }
  }

  /**
   * Roles, channels and the bot's own membership: what decides what the bot may do there.
   *
   * @throws DiscordRefusedError `isGuildGone`: the bot is not in that server
   */
  async guildState(guildId: string): Promise<GuildState> {
    const query = new URLSearchParams({ with_counts: 'true' });
    const { botId } = await this.whoAmI();
    const [guild, channels, me] = await this.call(() =>
      Promise.all([
        this.rest.get(Routes.guild(guildId), { query }) as Promise<APIGuild>,
        this.rest.get(Routes.guildChannels(guildId)) as Promise<APIChannel[]>,
        this.rest.get(Routes.guildMember(guildId, botId)) as Promise<APIGuildMember>,
      ]),
    );
    return guildStateOf(guild, channels, me);
  }

  /** Whom a server's managers let see which commands, beside what the commands themselves say. */
  async commandAccess(guildId: string): Promise<readonly CommandAccess[]> {
    const { applicationId } = await this.whoAmI();
    const route = Routes.guildApplicationCommandsPermissions(applicationId, guildId);
    return commandAccessOf(
      (await this.call(() => this.rest.get(route))) as RESTGetAPIGuildApplicationCommandsPermissionsResult,
    );
  }

  /** The bot's commands by name. */
  async commandIds(): Promise<ReadonlyMap<string, string>> {
    const { applicationId } = await this.whoAmI();
    const commands = (await this.call(() =>
      this.rest.get(Routes.applicationCommands(applicationId)),
    )) as APIApplicationCommand[];
    return new Map(commands.map(({ name, id }) => [name, id]));
  }

  /** Never changes, so it is asked once. */
  whoAmI(): Promise<Identity> {
    this.identity ??= this.askWhoIAm().catch((error: unknown) => {
      this.identity = undefined;
      throw error;
    });
    return this.identity;
  }

  private async askWhoIAm(): Promise<Identity> {
    const application = (await this.call(() => this.rest.get(Routes.currentApplication()))) as APIApplication;
    return { applicationId: application.id, botId: application.bot?.id ?? application.id };
  }

  /**
   * Posts once: within some minutes Discord gives back the message that has this nonce.
   *
   * @param nonce at most 25 characters, from the key of what is posted
   */
  post(channelId: string, view: View, nonce: string, extras: PostExtras = {}): Promise<APIMessage> {
    if (nonce.length > MAX_NONCE_LENGTH)
      throw new RangeError(`A nonce has at most ${MAX_NONCE_LENGTH} characters`);
    const { pings = [], files = [] } = extras;
    const body = {
      ...messageBody(view),
      allowed_mentions: { ...NO_MENTIONS, ...(pings.length > 0 && { users: pings }) },
      nonce,
      enforce_nonce: true,
    };
    const sent = {
      body,
      ...(files.length > 0 && { files: files.map(({ name, data }) => ({ name, data })) }),
    };
    return this.call(() => this.rest.post(Routes.channelMessages(channelId), sent) as Promise<APIMessage>);
  }

  async edit(channelId: string, messageId: string, view: View): Promise<void> {
    await this.call(() =>
      this.rest.patch(Routes.channelMessage(channelId, messageId), { body: messageBody(view) }),
    );
  }

  /** What is gone already, or can't be reached, needs no deletion. @throws DiscordUnavailableError */
  async removeMessage(channelId: string, messageId: string): Promise<void> {
    try {
      await this.call(() => this.rest.delete(Routes.channelMessage(channelId, messageId)));
    } catch (error) {
      if (error instanceof DiscordRefusedError && (error.isMessageGone || error.isPlaceUnusable)) return;
      throw error;
    }
  }

  /** Again it changes nothing. @throws DiscordRefusedError the role can't be given, or the member has left */
  async giveRole(guildId: string, discordId: string, roleId: string): Promise<void> {
    await this.call(() => this.rest.put(Routes.guildMemberRole(guildId, discordId, roleId)));
  }

  /** Edits the first answer to an interaction; Discord allows it for 15 minutes. @throws DiscordRefusedError */
  async editReply(applicationId: string, interactionToken: string, view: View): Promise<void> {
    const route = Routes.webhookMessage(applicationId, interactionToken);
    await this.call(() => this.rest.patch(route, { body: messageBody(view), auth: false }));
  }

  /** @throws DiscordRefusedError `isMessageGone`, `isPlaceUnusable` */
  message(channelId: string, messageId: string): Promise<APIMessage> {
    return this.call(() => this.rest.get(Routes.channelMessage(channelId, messageId)) as Promise<APIMessage>);
  }

  /** The newest messages of a channel, for "look before sending again". */
  recentMessages(channelId: string): Promise<APIMessage[]> {
    return this.call(
      () =>
        this.rest.get(Routes.channelMessages(channelId), {
          query: new URLSearchParams({ limit: '100' }),
        }) as Promise<APIMessage[]>,
    );
  }

  /**
   * Messages that came after a moment, oldest page first; within a page the newest first, as Discord has it.
   *
   * @param afterId a snowflake, also of a message that never was
   */
  messagesAfter(channelId: string, afterId: string): Promise<APIMessage[]> {
    return this.get(Routes.channelMessages(channelId), { limit: '100', after: afterId });
  }

  /** A member of a server as they are now; `null` for who is not in it. @throws DiscordUnavailableError */
  async member(guildId: string, discordId: string): Promise<APIGuildMember | null> {
    try {
      return await this.get<APIGuildMember>(Routes.guildMember(guildId, discordId));
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isMemberGone) return null;
      throw error;
    }
  }

  /** @throws DiscordRefusedError when the member takes no direct messages */
  async directMessage(discordId: string, view: View, nonce: string): Promise<void> {
    const channel = await this.call(
      () =>
        this.rest.post(Routes.userChannels(), { body: { recipient_id: discordId } }) as Promise<APIChannel>,
    );
    await this.post(channel.id, view, nonce);
  }

  /** Reads anything else. @throws DiscordRefusedError */
  get<Answer>(route: `/${string}`, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call(() => this.rest.get(route, { query: new URLSearchParams(query) }) as Promise<Answer>);
  }

  private async call<Result>(request: () => Promise<Result>): Promise<Result> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof DiscordAPIError) throw new DiscordRefusedError(Number(error.code), error);
      throw new DiscordUnavailableError('Discord could not be reached', { cause: error });
    }
  }
}

const messageBody = (view: View) => ({
  components: view,
  flags: MessageFlags.IsComponentsV2,
  allowed_mentions: NO_MENTIONS,
});
