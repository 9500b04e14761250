import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { type DrawStanding, standingOf } from './draw-standing.rules.js';

/** How draws stand, for everybody: whatever their server. */
@Injectable()
export class DrawStandings {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly clock: Clock,
  ) {}

  /** `null` before the list is fixed. */
  async of(allowlistId: string): Promise<DrawStanding | null> {
    const draw = await this.draws.findByAllowlist(allowlistId);
    return draw === null || draw.state === 'closing' ? null : standingOf(draw, this.clock.now());
  }

  /** `undefined` once the allowlist is gone: its draw stays. */
  async title(allowlistId: string): Promise<string | undefined> {
    return (await this.allowlists.findByAllowlist(allowlistId))?.allowlistData.title;
  }
}
