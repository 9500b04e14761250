import { Injectable } from '@nestjs/common';
import { Database } from '../../../infra/database/index.js';
import { Clock, HOUR_MS } from '../../../kernel/clock.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawJudging } from '../draws/draw-judging.service.js';
import { DrawTelling } from '../draws/draw-telling.service.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { ErasedMeanwhile } from '../draws/erased-meanwhile.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { WINNERS_A_PAGE } from '../views/draw.view.js';
import { ClaimReminders } from './claim-reminders.service.js';
import { nextInWindow } from './claim-window.rules.js';
import { PickNotices } from '../picks/pick-notices.service.js';
import { WinnerDebts } from './winner-debts.service.js';

/**
 * What follows when winners were announced: a place that is not claimed in time is taken back by its code and told
 * in the channel, then the next rank moves up. The same for places that were declined, or taken by a manager.
 */
@Injectable()
export class Afterwards {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly judging: DrawJudging,
    private readonly telling: DrawTelling,
    private readonly debts: WinnerDebts,
    private readonly reminders: ClaimReminders,
    private readonly picks: PickNotices,
    private readonly erased: ErasedMeanwhile,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One step; `null` where nothing is to be done before something follows from a claim's window. */
  async step(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<Draw | null> {
    const lapsed = draw.winners.find((winner) => this.isLapsed(winner));
    if (lapsed !== undefined) return this.orAgain(draw, await this.takeBack(draw, allowlist, lapsed));
    if (draw.recordsTold < draw.disqualified.length)
      return this.orAgain(draw, await this.telling.records(draw, allowlist));
    if (!(await this.judging.isDone(draw, allowlist))) {
      await this.judging.round(draw, allowlist);
      return this.orAgain(draw, null);
    }
    const untold = untoldOf(draw);
    if (untold.length > 0) {
      await this.telling.movedUp(draw, allowlist, untold);
      await this.tell(draw, allowlist, untold);
      return this.orAgain(draw, null);
    }
    if (await this.reminders.step(draw, allowlist)) return this.orAgain(draw, null);
    await this.picks.again(draw, allowlist);
    await this.rest(draw, allowlist);
    return null;
  }

  /** All places that the announcement named; where everyone wins, each entry of the list says so itself. */
  async tellAll(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    await this.debts.oweNews(draw);
    if (draw.method === 'everyone') await this.debts.oweAll(allowlist, this.clock.now());
    else await this.tell(draw, allowlist, draw.winners);
  }

  /** `null` where somebody was faster. */
  private takeBack(draw: Draw, allowlist: DiscordAllowlistConnection, lapsed: Winner): Promise<Draw | null> {
    const { rank, entrant, claim } = lapsed;
    const code = claim === 'declined' ? 'declined' : 'unclaimed';
    const record = { rank, entrant, code, at: this.judging.after(draw) } as const;
    return this.database.transaction(async () => {
      const taken = await this.draws.disqualify(draw._id, record, [claim]);
      if (taken !== null) await this.debts.oweLoss(draw, allowlist, lapsed);
      return taken;
    });
  }

  private async tell(
    draw: Draw,
    allowlist: DiscordAllowlistConnection,
    winners: readonly Winner[],
  ): Promise<void> {
    const { claimHours } = allowlist.allowlistData;
    for (const winner of winners) {
      await this.debts.oweNotice(draw, winner);
      // Where a prize is to be claimed the role comes with the claim.
      if (claimHours === undefined) await this.debts.oweRole(draw, allowlist, winner);
    }
    const now = this.clock.now();
    const claimBy = claimHours === undefined ? undefined : new Date(now.getTime() + claimHours * HOUR_MS);
    const ranks = winners.map(({ rank }) => rank);
    await this.draws.told(draw._id, ranks, now, claimBy);
  }

  private isLapsed({ claim, claimBy }: Winner): boolean {
    return claim === 'declined' || (claim === 'open' && claimBy !== undefined && claimBy <= this.clock.now());
  }

  /** Until a reminder is due or the first claim runs out; without one nothing is owed any more. */
  private async rest(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    const { _id, winners, due } = draw;
    await this.erased.fromWinners(draw, allowlist);
    const next = winners.flatMap((winner) => nextInWindow(winner)?.getTime() ?? []);
    if (next.length > 0) {
      await this.draws.wait(_id, 'announced', new Date(Math.min(...next)), due);
      return;
    }
    // Together, and only where nothing has become owed since it was read.
    await this.database.transaction(async () => {
      if (await this.draws.rest(_id, 'announced', due))
        await this.allowlists.end(allowlist._id, this.clock.now());
    });
  }

  private orAgain({ _id }: Draw, stepped: Draw | null): Promise<Draw | null> {
    return stepped === null ? this.draws.findById(_id.toHexString()) : Promise.resolve(stepped);
  }
}

/** Those who moved up since, as many as a message names. */
const untoldOf = ({ winners }: Draw): Winner[] =>
  winners
    .filter(({ toldAt }) => toldAt === undefined)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, WINNERS_A_PAGE);
