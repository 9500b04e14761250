import { Injectable } from '@nestjs/common';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { ALLOWLIST_CARD } from '../cards/allowlist-card.effect.js';
import { DrawStarter } from '../draws/draw-starter.port.js';
import { AllowlistLivesRepository } from './allowlist-lives.repository.js';

export const ALLOWLIST_LIFE = 'allowlist-life';

/** What time alone does with allowlists: they start, and they end, from when on their draw is asked for. */
@Injectable()
export class AllowlistClock {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly lives: AllowlistLivesRepository,
    private readonly draws: DrawStarter,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * An allowlist whose turn it is. After a downtime it goes at once to where it should be. May run twice: each step
   * is guarded by the state that it leaves.
   */
  async turn(connectionId: string): Promise<void> {
    const now = this.clock.now();
    const moves = [await this.lives.start(connectionId, now), await this.lives.end(connectionId, now)];
    if (moves.some((moved) => moved !== null)) this.effects.nudge(ALLOWLIST_CARD);
    // The stamp after which nothing counts; `null` while it is open.
    const closedSeq = await this.allowlists.close(connectionId);
    // Before the draw begins: what it makes of the turn stands.
    await this.lives.putBack(connectionId, now);
    if (closedSeq !== null) await this.draws.start(connectionId);
  }
}
