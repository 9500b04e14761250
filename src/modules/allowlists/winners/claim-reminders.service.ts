import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { DrawTelling } from '../draws/draw-telling.service.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { WINNERS_A_PAGE } from '../views/draw.view.js';
import { isClaimable, isToBeReminded } from './claim-window.rules.js';
import { WinnerDebts } from './winner-debts.service.js';

/** Reminds winners of their claim, once: by direct message, else together in the channel. */
@Injectable()
export class ClaimReminders {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly telling: DrawTelling,
    private readonly debts: WinnerDebts,
    private readonly clock: Clock,
  ) {}

  /** One step; false where nothing is to be done now. */
  async step(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<boolean> {
    const now = this.clock.now();
    const due = draw.winners.filter((winner) => isToBeReminded(winner, now));
    if (due.length > 0) {
      for (const winner of due) await this.debts.oweReminder(draw, winner);
      await this.draws.reminded(draw._id, ranksOf(due), now);
      return true;
    }
    // Who has claimed or declined meanwhile needs no reminder.
    const unreached = draw.winners.filter((winner) => winner.isUnreached === true);
    if (unreached.length === 0) return false;
    const told = unreached.filter((winner) => isClaimable(winner, now)).slice(0, WINNERS_A_PAGE);
    if (told.length > 0) await this.telling.reminder(draw, allowlist, told);
    await this.draws.reached(draw._id, ranksOf(told.length > 0 ? told : unreached));
    return true;
  }
}

const ranksOf = (winners: readonly Winner[]): number[] => winners.map(({ rank }) => rank);
