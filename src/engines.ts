import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from './config/app.config.js';
import { DatabaseConfig } from './config/database.config.js';
import { ChangeFeed } from './infra/cache/index.js';
import { Database } from './infra/database/index.js';
import { DatabaseVitals } from './infra/database/monitoring/index.js';
import { DiscordGateway } from './infra/discord/index.js';
import { Lifecycle } from './infra/health/index.js';
import { DueRunner } from './infra/jobs/index.js';
import { ProjectionRunner } from './infra/projections/index.js';
import { RedisLink } from './infra/redis/index.js';
import { SECOND_MS } from './kernel/clock.js';
import type { FatalError } from './kernel/errors.js';
import { CleanupJob } from './maintenance/cleanup/index.js';
import { IntegrityJob } from './maintenance/integrity/index.js';
import { InteractionLogWriter } from './modules/interactions/index.js';

/** Kubernetes gives 30 s in all; handlers get the first ten. */
const DRAIN_MS = 10 * SECOND_MS;

/**
 * Starts and stops what runs by itself, in order. Every process loads the same modules; its roles
 * decide here, and nowhere else, which engines turn.
 */
@Injectable()
export class Engines {
  private readonly logger = new Logger(Engines.name);
  private starting: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly databaseConfig: DatabaseConfig,
    private readonly database: Database,
    private readonly vitals: DatabaseVitals,
    private readonly redis: RedisLink,
    private readonly cacheFeed: ChangeFeed,
    private readonly gateway: DiscordGateway,
    private readonly effects: DueRunner,
    private readonly projections: ProjectionRunner,
    private readonly interactionLog: InteractionLogWriter,
    private readonly cleanup: CleanupJob,
    private readonly integrity: IntegrityJob,
    private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * Resolves when everything runs. The login doesn't wait for MongoDB: while that is away, members are
   * told to try again in a moment.
   *
   * @param onFatal called when the process can't go on later
   * @throws FatalError it can't go on already now
   */
  async start(onFatal: (error: FatalError) => void): Promise<void> {
    const { roles } = this.config;
    this.redis.start();
    this.interactionLog.start();
    this.starting = Promise.all([
      this.startDatabase(),
      roles.has('gateway') ? this.gateway.start(onFatal) : this.gateway.startWithoutSession(),
    ]).then(() => undefined);
    await this.starting;
    this.logger.log({ msg: 'The service is up', roles: [...roles] });
  }

  /** Answers what is in flight before anything that it needs goes away. */
  async stop(): Promise<void> {
    this.lifecycle.stopping();
    await this.gateway.stop(DRAIN_MS);
    await Promise.all([this.cleanup.stop(), this.integrity.stop()]);
    await Promise.all([this.effects.stop(), this.projections.stop(), this.interactionLog.stop()]);
    await this.cacheFeed.stop();
    this.redis.stop();
    await this.vitals.stop();
    await this.database.stop();
    this.logger.log({ msg: 'The service has stopped' });
  }

  private async startDatabase(): Promise<void> {
    await this.database.start();
    this.vitals.start();
    const { roles } = this.config;
    // Workers read little that is kept, and each stream costs all writers of the database.
    if (roles.has('gateway') || roles.has('web')) this.cacheFeed.start();
    if (!roles.has('worker')) return;
    this.effects.start();
    this.projections.start();
    this.cleanup.start();
    if (this.databaseConfig.isEnhanced) this.integrity.start();
  }
}
