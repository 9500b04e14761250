import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app.config.js';
import { DiscordConfig } from '../../config/discord.config.js';
import { ChainsConfig } from '../../config/chains.config.js';
import { Database } from '../../infra/database/index.js';
import { DiscordGateway } from '../../infra/discord/index.js';
import { RedisLink } from '../../infra/redis/index.js';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { SharedReads } from '../../kernel/shared-reads.js';
import { within } from '../../kernel/within.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { PointsService } from '../points/index.js';
import { type ServerState, ServersService } from '../servers/index.js';
import { TaskFiguresRepository } from '../tasks/index.js';

/** What a member may miss, and why; each has its words. */
export type Missing = 'pages' | 'accountLinks' | 'contractWallets' | 'joins' | 'redis' | 'redisAway';

export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface BotStatus {
  readonly isDatabaseUp: boolean;
  readonly isGatewayUp: boolean;
  readonly heartbeatMs: number | undefined;
  /** Of what was answered in the last hour; absent when nothing was, or while it can't be read. */
  readonly latency: Latency | undefined;
  readonly missing: readonly Missing[];
}

export interface ServerStatus {
  readonly openTasks: number;
  readonly rankedMembers: number;
  readonly activeMembers: number;
  readonly integration: ServerState['integrationStatus'];
}

export interface Status {
  readonly bot: BotStatus;
  /** `unknown` while the database is away; absent in direct messages. */
  readonly server?: ServerStatus | 'not-linked' | 'unknown';
}

/** Who asks is answered in time, whatever is away. */
const PATIENCE_MS = 800;
/** Figures of the bot are the same for all who ask. */
const FRESH_MS = 10 * SECOND_MS;
const NEWEST = 1_000;

/** `/status`: how the bot and a server are. Names no host and no secret. */
@Injectable()
export class StatusService {
  private readonly latencies: SharedReads<Latency | undefined>;

  constructor(
    private readonly app: AppConfig,
    private readonly discord: DiscordConfig,
    private readonly wallets: ChainsConfig,
    private readonly database: Database,
    private readonly gateway: DiscordGateway,
    private readonly redis: RedisLink,
    private readonly logs: InteractionLogsRepository,
    private readonly servers: ServersService,
    private readonly tasks: TaskFiguresRepository,
    private readonly points: PointsService,
    private readonly clock: Clock,
  ) {
    this.latencies = new SharedReads(clock, FRESH_MS);
  }

  /** @param guildId `null` in direct messages. Never throws. */
  async of(guildId: string | null): Promise<Status> {
    const [bot, server] = await Promise.all([
      this.bot(),
      guildId === null ? undefined : this.server(guildId),
    ]);
    return { bot, ...(server !== undefined && { server }) };
  }

  private async bot(): Promise<BotStatus> {
    const [isDatabaseUp, latency, isRedisUp] = await Promise.all([
      soon(this.database.ping(PATIENCE_MS).then(() => true)),
      soon(this.latencies.get('all', () => this.latency())),
      this.redis.isConfigured ? this.redis.ping() : undefined,
    ]);
    const { isReady: isGatewayUp, heartbeatMs } = this.gateway;
    return {
      isDatabaseUp: isDatabaseUp ?? false,
      isGatewayUp,
      heartbeatMs,
      latency,
      missing: this.missing(isRedisUp),
    };
  }

  private async latency(): Promise<Latency | undefined> {
    const since = new Date(this.clock.now().getTime() - HOUR_MS);
    const times = (await this.logs.responseTimes(since, NEWEST)).sort((a, b) => a - b);
    const at = (share: number): number => times[Math.ceil(share * times.length) - 1] ?? 0;
    return times.length === 0 ? undefined : { p50Ms: at(0.5), p95Ms: at(0.95) };
  }

  /** @param isRedisUp nothing where none is configured */
  private missing(isRedisUp: boolean | undefined): Missing[] {
    const { publicUrl } = this.app;
    const { clientId, clientSecret } = this.discord;
    const isLinkingSetUp = publicUrl !== undefined && clientId !== undefined && clientSecret !== undefined;
    const all: [Missing, boolean][] = [
      ['pages', publicUrl === undefined],
      ['accountLinks', !isLinkingSetUp],
      ['contractWallets', this.wallets.rpcUrls.size === 0],
      ['joins', !this.gateway.hearsOfMembers],
      ['redis', isRedisUp === undefined],
      ['redisAway', isRedisUp === false],
    ];
    return all.filter(([, isMissing]) => isMissing).map(([what]) => what);
  }

  private async server(guildId: string): Promise<NonNullable<Status['server']>> {
    const found = await soon(this.figures(guildId));
    return found ?? 'unknown';
  }

  private async figures(guildId: string): Promise<ServerStatus | 'not-linked'> {
    const state = await this.servers.state(guildId);
    if (state === null) return 'not-linked';
    const [openTasks, rankedMembers] = await Promise.all([
      this.tasks.countOpen(guildId, this.clock.now()),
      this.points.rankedMembers(state.communityId),
    ]);
    const { activeMembers, integrationStatus: integration } = state;
    return { openTasks, rankedMembers, activeMembers, integration };
  }
}

/** Nothing when it fails or takes too long: then that is what is shown. */
async function soon<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await within(PATIENCE_MS, work);
  } catch {
    return undefined;
  }
}
