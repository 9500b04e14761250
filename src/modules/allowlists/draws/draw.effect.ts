import { Injectable } from '@nestjs/common';
import { DiscordRefusedError, DiscordUnavailableError } from '../../../infra/discord/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { type CardNotice, ServerNotices } from '../../servers/index.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawAllowlistsRepository } from './draw-allowlists.repository.js';
import { DrawEngine } from './draw-engine.service.js';
import { DrawPace } from './draw-pace.js';
import { ListDamagedError } from './draw-ranks.service.js';
import { DrawsRepository } from './draws.repository.js';
import { BeaconLateError } from './drand.client.js';
import { DrawnRandomness, SeedLostError } from './drawn-randomness.service.js';
import { toldIn } from './told-in.rules.js';
import { EligibilityUnknownError } from './eligibility.service.js';

export const DRAW = 'draw';

/** Carries draws on when it is their turn. What one has to wait for is told to managers, once. */
@Injectable()
export class DrawEffect extends DueEffect {
  readonly name = DRAW;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly engine: DrawEngine,
    private readonly randomness: DrawnRandomness,
    private readonly notices: ServerNotices,
    private readonly pace: DrawPace,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.draws.claimDue(now, until, limit);
  }

  override postpone(drawId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.draws.postpone(drawId, claimedUntil, until);
  }

  /** @throws whatever the draw has to wait for: it is tried again */
  override async run(drawId: string): Promise<void> {
    try {
      await this.engine.advance(drawId);
    } catch (error) {
      await this.tell(drawId, error);
      throw error;
    }
  }

  private async tell(drawId: string, error: unknown): Promise<void> {
    const draw = await this.draws.findById(drawId);
    const allowlist = draw && (await this.allowlists.findByAllowlist(draw.allowlistId));
    const event = draw && this.eventOf(draw, error);
    if (!allowlist || !event) return;
    const { guildId, channelId, allowlistData } = toldIn(allowlist, draw);
    const notice = { event, channelId, title: allowlistData.title, cards: 1 };
    await this.notices.tellOfCards(
      guildId,
      event === 'allowlist/draw-channel' ? `${event}/${drawId}/${channelId}` : `${event}/${drawId}`,
      notice,
    );
  }

  private eventOf(draw: Draw, error: unknown): CardNotice['event'] | undefined {
    if (error instanceof SeedLostError || error instanceof ListDamagedError) return 'allowlist/draw-stuck';
    if (error instanceof EligibilityUnknownError) return 'allowlist/draw-check';
    if (error instanceof DiscordUnavailableError) return draw.randomness && 'allowlist/draw-check';
    if (error instanceof DiscordRefusedError && error.isPlaceUnusable) return 'allowlist/draw-channel';
    const round = error instanceof BeaconLateError ? this.randomness.dueAt(draw) : null;
    const lateMs = round === null ? 0 : this.clock.now().getTime() - round.at.getTime();
    return lateMs > this.pace.beaconLateMs ? 'allowlist/draw-beacon' : undefined;
  }
}
