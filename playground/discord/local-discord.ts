import { randomBytes } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { Clock } from './clock.ts';
import {
  CommandPermissions,
  type CommandPermission,
  type GuildCommandPermissions,
} from './command-permissions.ts';
import { CommandStore } from './commands.ts';
import { Faults } from './faults.ts';
import { FileStore } from './files/file-store.ts';
import { Gateway } from './gateway/gateway.ts';
import { IdentifyLimit } from './gateway/identify-limit.ts';
import { assetReply, type Assets } from './http/assets.ts';
import { HttpServer, type Answer as HttpAnswer, type RawRequest } from './http/http-server.ts';
import { demandOwnPage, isOwnPage } from './http/same-site.ts';
import { InteractionRegistry } from './interactions/registry.ts';
import { InteractionSender } from './interactions/sender.ts';
import { Journal, type Refusal } from './journal.ts';
import { Messaging } from './messaging.ts';
import { AuthorizePages } from './oauth/authorize-pages.ts';
import { OAuth } from './oauth/oauth.ts';
import { RateLimits } from './rest/rate-limits.ts';
import { RestApi } from './rest/rest-api.ts';
import { RawInteractions, type Press, type RawInteraction, type Sent } from './raw-interactions.ts';
import { type ActionServices } from './user-api/action-services.ts';
import { MemberActions } from './user-api/actions.ts';
import { MemberEvents } from './user-api/events.ts';
import { commandIdOf } from './user-api/integration.routes.ts';
import { UserApi } from './user-api/user-api.ts';
import { type Answer } from './user-api/views.ts';
import { Watch } from './watch.ts';
import { CloseCode } from './wire.ts';
import { WireLog } from './wire-log.ts';
import { World } from './world.ts';
import { WorldControls } from './world-controls.ts';

const HEARTBEAT_MS = 41_250;

export interface LocalDiscordOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly token?: string;
  /** Also the id of the bot's user, as with every application of today. */
  readonly applicationId?: string;
  readonly botName?: string;
  readonly clientSecret?: string;
  /** Where OAuth2 may send people back to; more with `oauth.registerRedirectUri`. */
  readonly redirectUris?: readonly string[];
  /** Privileged intent bits that the application was granted; none by default. */
  readonly privilegedIntents?: number;
  /** Answers 429 and paces identifies; default true. */
  readonly rateLimits?: boolean;
  readonly maxConcurrency?: number;
  /** What `GET /gateway/bot` recommends. */
  readonly shards?: number;
  readonly heartbeatMs?: number;
  /** The page, served beside the APIs. */
  readonly assets?: Assets;
}

/** Discord on 127.0.0.1: REST, gateway and the members' own API on one port. */
export class LocalDiscord extends WorldControls {
  readonly clock: Clock;
  readonly world: World;
  readonly gateway: Gateway;
  readonly messaging: Messaging;
  readonly commands: CommandStore;
  /** What servers decided under Integrations. */
  readonly permissions: CommandPermissions;
  readonly interactions: InteractionRegistry;
  readonly botToken: string;
  readonly oauth: OAuth;
  /** Wrong answers to the bot, on order. */
  readonly faults = new Faults();
  private readonly files: FileStore;
  private readonly journal = new Journal();
  private readonly wire: WireLog;
  private readonly assets: Assets;
  private readonly watch = new Watch();
  private readonly sender: InteractionSender;
  private readonly raw: RawInteractions;
  private readonly rest: RestApi;
  private readonly users: UserApi;
  private readonly authorizePages: AuthorizePages;
  private readonly memberEvents: MemberEvents;
  private readonly http: HttpServer;
  private readonly webSockets = new WebSocketServer({ noServer: true });

  private constructor(options: LocalDiscordOptions) {
    super();
    this.clock = options.clock ?? new Clock();
    this.assets = options.assets ?? new Map();
    this.wire = new WireLog(() => this.clock.now());
    this.botToken = options.token ?? `local.${randomBytes(12).toString('hex')}`;
    const { applicationId } = options;
    this.world = new World(this.clock, {
      username: options.botName ?? 'Local Bot',
      ...(applicationId !== undefined && { id: applicationId }),
    });
    this.world.on(this.watch.wake);
    this.oauth = new OAuth(this.clock, { ...options, clientId: this.applicationId });
    this.authorizePages = new AuthorizePages(this.world, this.oauth);
    this.files = new FileStore(this.world.snowflakes, () => this.url);
    this.messaging = new Messaging(this.world, this.files);
    this.commands = new CommandStore(this.applicationId, this.world.snowflakes, this.clock);
    this.permissions = new CommandPermissions(this.world);
    this.interactions = new InteractionRegistry(this.clock, this.world.snowflakes);
    const limit = identifyLimit(this.clock, options);
    this.gateway = this.createGateway(options, limit);
    this.sender = new InteractionSender(
      this.world,
      this.interactions,
      this.gateway.dispatch.bind(this.gateway),
    );
    this.rest = this.createRest(options, limit);
    const actions = new MemberActions(this.services);
    this.raw = new RawInteractions({ ...this.services, actions });
    const { raw, wire, oauth } = this;
    const events = new MemberEvents(this.world, wire);
    this.memberEvents = events;
    this.users = new UserApi({ ...this.services, oauth, raw, wire, events }, actions, this.journal);
    this.sender.on(wire.sent.bind(wire));
    this.interactions.on((interaction, reply) => {
      wire.answered(interaction, reply);
      this.memberEvents.tellOfAnswer(interaction, reply);
    });
    this.http = new HttpServer(this.answer.bind(this), this.upgrade.bind(this));
  }

  static async start(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
    const discord = new LocalDiscord(options);
    await discord.http.listen(options.port ?? 0);
    return discord;
  }

  get url(): string {
    return this.http.url;
  }

  /** For discord.js: `rest: { api: discord.apiBaseUrl, version: '10' }`. */
  get apiBaseUrl(): string {
    return `${this.url}/api`;
  }

  get applicationId(): string {
    return this.world.bot.id;
  }

  get clientSecret(): string {
    return this.oauth.clientSecret;
  }

  /** The last 4xx answers to the bot, oldest first. */
  get refusals(): readonly Refusal[] {
    return this.journal.refusals;
  }

  /** What was asked of the emulator and answered with 501; a test can expect it to be empty. */
  get unimplemented(): readonly string[] {
    return this.journal.unimplemented;
  }

  /** Keys of the bot's messages that Discord ignores. */
  get warnings(): readonly string[] {
    return this.journal.warnings;
  }

  get rateLimited(): number {
    return this.journal.rateLimited;
  }

  /**
   * Resolves when the condition holds; looked at after every request, event and connection, not by time.
   * `await discord.until(() => discord.commands.list(null).length > 0, 'the commands of the bot')`
   */
  until(condition: () => boolean, what: string, timeoutMs?: number): Promise<void> {
    return this.watch.until(condition, what, timeoutMs);
  }

  /** Off: every connection breaks and new ones are refused. On: back on the same port with all state. */
  async setOnline(isOnline: boolean): Promise<void> {
    if (isOnline) await this.http.listen();
    else await this.goAway();
  }

  async stop(): Promise<void> {
    await this.goAway();
    this.clock.stop();
  }

  /**
   * As under Server Settings → Integrations: of one command by its name, or of all of the application's. A
   * permission names a role (type 1), a user (2) or a channel (3); the guild's id is @everyone, that minus 1 all
   * channels.
   */
  setCommandPermissions(
    guildId: string,
    command: string | null,
    permissions: readonly CommandPermission[],
  ): GuildCommandPermissions {
    const id = commandIdOf(this.commands, guildId, command ?? undefined) ?? this.applicationId;
    return this.permissions.set(guildId, id, permissions);
  }

  deleteMessage(channelId: string, messageId: string): void {
    this.messaging.delete(this.messaging.store.get(channelId, messageId));
  }

  /** Delivers an interaction that no client would send: forged ids, odd values, missing fields. */
  sendRawInteraction(interaction: RawInteraction): Sent {
    return this.raw.send(interaction);
  }

  /** Delivers an interaction of a moment ago again, with the same id and token, as Discord does now and then. */
  repeatInteraction(interactionId: string): void {
    this.sender.repeat(interactionId);
  }

  /** For load: presses from inside the process, at most `concurrency` unanswered at a time. */
  pressMany(presses: readonly Press[], concurrency = 50): Promise<Answer[]> {
    return this.raw.pressMany(presses, concurrency);
  }

  private get services(): ActionServices {
    const { world, messaging, commands, permissions, interactions: registry, sender, files } = this;
    return { world, messaging, commands, permissions, registry, sender, files };
  }

  private get gatewayUrl(): string {
    return `${this.url.replace('http', 'ws')}/gateway`;
  }

  private createGateway(options: LocalDiscordOptions, limit: IdentifyLimit): Gateway {
    return new Gateway(this.world, {
      token: this.botToken,
      applicationId: this.applicationId,
      privilegedIntents: options.privilegedIntents ?? 0,
      heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
      resumeUrl: () => this.gatewayUrl,
      notImplemented: (what) => {
        this.journal.notImplemented(what);
      },
      limit,
      changed: this.watch.wake,
    });
  }

  private createRest(options: LocalDiscordOptions, identifyLimit: IdentifyLimit): RestApi {
    const services = {
      ...this.services,
      oauth: this.oauth,
      identifyLimit,
      privilegedIntents: options.privilegedIntents ?? 0,
      shards: options.shards ?? 1,
      gatewayUrl: () => this.gatewayUrl,
    };
    const limits = (options.rateLimits ?? true) ? new RateLimits(this.clock) : null;
    const { botToken: token, journal, wire, faults } = this;
    return new RestApi(services, { token, limits, journal, wire, faults });
  }

  private async answer(request: RawRequest): Promise<HttpAnswer> {
    const asset = request.method === 'GET' ? this.assets.get(request.url.pathname) : undefined;
    if (asset !== undefined) {
      demandOwnPage(request);
      return { reply: assetReply(asset) };
    }
    const answer = await this.apiOf(request.url.pathname).answer(request);
    this.watch.wake();
    return answer;
  }

  private apiOf(pathname: string): RestApi | UserApi | AuthorizePages {
    if (this.authorizePages.isAt(pathname)) return this.authorizePages;
    return pathname.startsWith('/local/') ? this.users : this.rest;
  }

  private upgrade(url: URL, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const accept = this.acceptorFor(url, request);
    if (accept === undefined) {
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.webSockets.handleUpgrade(request, socket, head, accept);
  }

  private acceptorFor(url: URL, { headers }: IncomingMessage): ((socket: WebSocket) => void) | undefined {
    const userId = url.searchParams.get('as') ?? '';
    if (url.pathname === '/local/events') {
      if (!isOwnPage(headers) || !this.world.accounts.has(userId)) return undefined;
      return (socket) => {
        this.memberEvents.accept(userId, socket, url.searchParams.has('wire'));
      };
    }
    if (!url.pathname.startsWith('/gateway')) return undefined;
    if (url.searchParams.has('compress') || url.searchParams.get('encoding') !== 'json') {
      this.journal.notImplemented(`gateway ${url.search} (only encoding=json without compress)`);
      return undefined;
    }
    return (socket) => {
      if (url.searchParams.get('v') !== '10') socket.close(CloseCode.InvalidVersion, 'Invalid API version.');
      else this.gateway.accept(socket);
    };
  }

  private async goAway(): Promise<void> {
    for (const socket of this.webSockets.clients) socket.terminate();
    await this.http.close();
  }
}

function identifyLimit(
  clock: Clock,
  { maxConcurrency = 1, rateLimits = true }: LocalDiscordOptions,
): IdentifyLimit {
  return new IdentifyLimit(clock, { maxConcurrency, isEnforced: rateLimits });
}
