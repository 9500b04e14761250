import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import {
  type APIGatewayBotInfo,
  Client,
  DiscordAPIError,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  REST,
  Routes,
} from 'discord.js';
import { DiscordConfig } from '../../config/discord.config.js';
import { retryWithBackOff } from '../../kernel/back-off.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { EXIT, FatalError } from '../../kernel/errors.js';
import { within } from '../../kernel/within.js';
import { Metrics } from '../observability/index.js';
import { CommandSync } from './command-sync.js';
import { InteractionGate } from './interaction-gate.js';

/** Discord allows 1,000 identifies a day and resets the token beyond; a crash loop must not get there. */
const KEPT_IDENTIFIES = 50;
const CLOSE_LIMIT_MS = 2 * SECOND_MS;

/** Closings after which Discord will never let this configuration in. */
const CONFIGURATION_FAULTS: Record<number, string> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'Discord refused DISCORD_BOT_TOKEN (4004).',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know the intents that this bot asks for (4013).',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow the intents that this bot asks for (4014): switch them on in the developer portal.',
};
const OTHER_REFUSALS: ReadonlySet<number> = new Set([
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
]);

/**
 * Owns the bot's session at Discord.
 *
 * `client.login()` is called once, after `GET /gateway/bot` answered: a failed login destroys the
 * client for good. Later losses are mended by discord.js itself.
 */
@Injectable()
export class DiscordGateway {
  private readonly logger = new Logger(DiscordGateway.name);
  private readonly stopping = new AbortController();
  private lastCloseCode: number | undefined;
  private isUp = false;

  constructor(
    private readonly client: Client,
    private readonly rest: REST,
    private readonly config: DiscordConfig,
    private readonly gate: InteractionGate,
    private readonly commands: CommandSync,
    private readonly metrics: Metrics,
  ) {}

  /** True while interactions arrive. */
  get isReady(): boolean {
    return this.isUp;
  }

  /** The last heartbeat's round trip; undefined until there was one. */
  get heartbeatMs(): number | undefined {
    return this.client.ws.ping >= 0 ? this.client.ws.ping : undefined;
  }

  /** Whether Discord tells of members who come and go. */
  get hearsOfMembers(): boolean {
    return this.client.options.intents.has(GatewayIntentBits.GuildMembers);
  }

  /**
   * Resolves when the session is ready, however long Discord is away before.
   *
   * @param onRefused called when Discord ends the session for good later on
   * @throws FatalError Discord refuses the token or the intents
   */
  async start(onRefused: (error: FatalError) => void): Promise<void> {
    this.gate.install();
    this.watchSession(onRefused);
    const applicationId = await this.waitForDiscord();
    try {
      await this.client.login(this.config.botToken);
    } catch (error) {
      throw (
        this.refusal(this.lastCloseCode) ??
        new FatalError(`The login to Discord failed: ${String(error)}`, EXIT.failure)
      );
    }
    this.commands.keepTrying(applicationId, this.stopping.signal).catch((err: unknown) => {
      if (!this.stopping.signal.aborted) this.logger.error({ msg: 'The command sync ended', err });
    });
  }

  /** For processes that only send: REST needs the token, nothing is received. */
  startWithoutSession(): Promise<void> {
    this.rest.setToken(this.config.botToken);
    return Promise.resolve();
  }

  /** Waits for running handlers first: necord alone would cut them off. */
  async stop(drainMs: number): Promise<void> {
    this.stopping.abort();
    const left = await this.gate.drain(drainMs);
    if (left > 0) this.logger.warn({ msg: 'Handlers were still running at the end', left });
    this.setUp(false);
    try {
      await within(CLOSE_LIMIT_MS, this.client.destroy());
    } catch (err) {
      // A session that was just being opened may never confirm its end; the process ends all the same.
      this.logger.warn({ msg: 'The session at Discord was not closed in time', err });
    }
  }

  private async waitForDiscord(): Promise<string> {
    this.rest.setToken(this.config.botToken);
    return retryWithBackOff(
      async () => {
        const application = (await this.rest.get(Routes.currentApplication())) as { id: string };
        const gateway = (await this.rest.get(Routes.gatewayBot())) as APIGatewayBotInfo;
        await this.saveIdentifies(gateway);
        return application.id;
      },
      {
        firstMs: SECOND_MS,
        maxMs: 30 * SECOND_MS,
        signal: this.stopping.signal,
        onFailure: (err, retryInMs) => {
          if (err instanceof DiscordAPIError && err.status === 401) {
            throw new FatalError('Discord refused DISCORD_BOT_TOKEN (401).', EXIT.configuration);
          }
          // discord.js forgets the token after some refusals.
          this.rest.setToken(this.config.botToken);
          this.logger.warn({ msg: 'Discord does not answer', err, retryInMs });
        },
      },
    );
  }

  private async saveIdentifies({ session_start_limit: limit }: APIGatewayBotInfo): Promise<void> {
    if (limit.remaining > KEPT_IDENTIFIES) return;
    this.logger.error({
      msg: 'Few logins are left for today; waiting',
      remaining: limit.remaining,
      waitMs: limit.reset_after,
    });
    await delay(limit.reset_after, undefined, { signal: this.stopping.signal });
  }

  private watchSession(onRefused: (error: FatalError) => void): void {
    const up = (): void => {
      this.setUp(true);
    };
    const down = (): void => {
      this.setUp(false);
    };
    this.client.on(Events.ClientReady, up).on(Events.ShardResume, up).on(Events.ShardReady, up);
    this.client.on(Events.ShardReconnecting, down);
    this.client.on(Events.ShardDisconnect, ({ code }) => {
      const wasUp = this.isUp;
      down();
      this.lastCloseCode = code;
      const refusal = this.refusal(code);
      if (wasUp && refusal) onRefused(refusal);
    });
    this.client.on(Events.ShardError, (err) => {
      this.logger.warn({ msg: 'The connection to Discord failed', err });
    });
    // Without a listener Node ends the process: this is where rejections of @On handlers arrive.
    this.client.on(Events.Error, (err) => {
      this.logger.error({ msg: 'An event handler failed', err });
    });
  }

  private setUp(isUp: boolean): void {
    if (isUp !== this.isUp)
      this.logger.log({ msg: isUp ? 'Connected to Discord' : 'Disconnected from Discord' });
    this.isUp = isUp;
    this.metrics.gatewayUp.set(isUp ? 1 : 0);
  }

  private refusal(closeCode: number | undefined): FatalError | undefined {
    if (closeCode === undefined) return undefined;
    const fault = CONFIGURATION_FAULTS[closeCode];
    if (fault !== undefined) return new FatalError(fault, EXIT.configuration);
    if (!OTHER_REFUSALS.has(closeCode)) return undefined;
    return new FatalError(`Discord ended the session for good (${String(closeCode)}).`, EXIT.failure);
  }
}
