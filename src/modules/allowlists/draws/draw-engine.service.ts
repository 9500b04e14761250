import { Injectable } from '@nestjs/common';
import { PROTOCOL } from '../../../draw/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistEntriesRepository } from '../entries/allowlist-entries.repository.js';
import { HeldEntriesService } from '../risk/held-entries.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawAllowlistsRepository } from './draw-allowlists.repository.js';
import { Afterwards } from '../winners/afterwards.service.js';
import { DrawJudging } from './draw-judging.service.js';
import { DrawPace } from './draw-pace.js';
import { DrawTelling } from './draw-telling.service.js';
import { DrawsRepository } from './draws.repository.js';
import { PickNotices } from '../picks/pick-notices.service.js';
import { isChoosing } from '../picks/picks.rules.js';
import { ErasedMeanwhile } from './erased-meanwhile.service.js';
import { DrawnRandomness } from './drawn-randomness.service.js';
import { toldIn } from './told-in.rules.js';
import { ListFreeze } from './list-freeze.service.js';

/** What a step gives: the draw as it is after it, or nothing where it has to wait. */
type Stepped = Promise<Draw | null>;

/**
 * Carries a draw from the closing of its allowlist to the announcement of its winners. Each step is guarded by the
 * state that it leaves and gives the same whenever it is repeated, so it makes no difference how many processes do
 * it, and where one of them dies.
 */
@Injectable()
export class DrawEngine {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly entries: AllowlistEntriesRepository,
    private readonly held: HeldEntriesService,
    private readonly list: ListFreeze,
    private readonly erased: ErasedMeanwhile,
    private readonly randomness: DrawnRandomness,
    private readonly judging: DrawJudging,
    private readonly telling: DrawTelling,
    private readonly afterwards: Afterwards,
    private readonly pickNotices: PickNotices,
    private readonly pace: DrawPace,
    private readonly clock: Clock,
  ) {}

  /** As far as it can go now. @throws whatever it has to wait for */
  async advance(drawId: string): Promise<void> {
    let draw = await this.draws.findById(drawId);
    while (draw !== null) {
      const allowlist = await this.allowlists.findByAllowlist(draw.allowlistId);
      if (allowlist === null) return;
      draw = await this.step(draw, toldIn(allowlist, draw));
    }
  }

  private step(draw: Draw, allowlist: DiscordAllowlistConnection): Stepped {
    switch (draw.state) {
      case 'closing':
        return this.freeze(draw, allowlist);
      case 'committed':
        if (draw.commitment !== undefined) return this.again(draw, this.telling.commitment(draw, allowlist));
        return isChoosing(draw) ? this.leaveToManagers(draw, allowlist) : this.judge(draw, allowlist);
      case 'posted':
        return draw.randomness === undefined ? this.reveal(draw, allowlist) : this.judge(draw, allowlist);
      case 'drawn':
        return this.announce(draw, allowlist);
      case 'announced':
        return this.afterwards.step(draw, allowlist);
    }
  }

  /** Fixes the list: first nothing changes it any more, then it is read. */
  private async freeze(draw: Draw, found: DiscordAllowlistConnection): Stepped {
    const now = this.clock.now();
    const frozen = await this.allowlists.freeze(found._id, this.pace.listAfterMs, now);
    const allowlist = frozen ?? found;
    const { status } = allowlist.allowlistData;
    if (status === 'cancelled') {
      await this.draws.abandon(draw._id);
      return null;
    }
    const { closedSeq } = allowlist;
    if (closedSeq === undefined || status !== 'frozen') {
      await this.draws.wait(draw._id, 'closing', new Date(now.getTime() + this.pace.lookMs));
      return null;
    }
    const connectionId = allowlist._id.toHexString();
    await this.entries.removeAllUnpaid(connectionId);
    const leftOut = await this.held.expire(connectionId);
    if (leftOut > 0) await this.draws.addLeftOut(draw._id, leftOut);
    const figures = await this.list.freeze(draw, connectionId, closedSeq, () => this.hold(draw));
    const { entryCount } = figures;
    await this.erased.fromList(draw, connectionId, { closedSeq, entryCount });
    const { winnerCount } = allowlist.allowlistData;
    const isByLot = draw.method === 'drand' || draw.method === 'commit-reveal';
    const commitment = isByLot && {
      commitment: {
        allowlistId: draw.allowlistId,
        ...figures,
        protocol: PROTOCOL,
        randomness: this.randomness.committed(allowlist),
        winnerCount,
      },
    };
    const listed = { entryCount, frozenAt: now, ...commitment };
    return this.again(draw, this.draws.commit(draw._id, listed, this.lease()));
  }

  private async reveal(draw: Draw, allowlist: DiscordAllowlistConnection): Stepped {
    const round = this.randomness.dueAt(draw);
    if (round !== null && round.at > this.clock.now()) {
      await this.draws.wait(draw._id, 'posted', round.at);
      return null;
    }
    const revealed = await this.randomness.reveal(draw, allowlist);
    return this.again(draw, this.draws.reveal(draw._id, { ...revealed }, this.lease()));
  }

  private async judge(draw: Draw, allowlist: DiscordAllowlistConnection): Stepped {
    if (draw.recordsTold === draw.disqualified.length) {
      if (await this.judging.isDone(draw, allowlist))
        return this.again(draw, this.draws.settle(draw._id, this.clock.now()));
    } else if (this.judging.isRoundOver(draw, allowlist))
      return this.again(draw, this.telling.records(draw, allowlist));
    await this.judging.round(draw, allowlist);
    return this.draws.findById(draw._id.toHexString());
  }

  private async announce(draw: Draw, allowlist: DiscordAllowlistConnection): Stepped {
    const now = this.clock.now();
    await this.allowlists.drawn(allowlist._id, draw, now);
    if (draw.pagesTold < this.telling.pagesOf(draw))
      return this.again(draw, this.telling.page(draw, allowlist));
    await this.afterwards.tellAll(draw, allowlist);
    return this.again(draw, this.draws.announced(draw._id, this.lease()));
  }

  /** Nothing is to be done until they announce whom they have picked. */
  private async leaveToManagers(draw: Draw, allowlist: DiscordAllowlistConnection): Stepped {
    await this.pickNotices.begin(draw, allowlist);
    await this.draws.rest(draw._id, draw.state, draw.due);
    return null;
  }

  /** Where another process was faster, it goes on from what that one has written. */
  private async again({ _id }: Draw, step: Stepped): Stepped {
    return (await step) ?? this.draws.findById(_id.toHexString());
  }

  private hold({ _id, state }: Draw): Promise<void> {
    return this.draws.wait(_id, state, this.lease());
  }

  private lease(): Date {
    return new Date(this.clock.now().getTime() + this.pace.leaseMs);
  }
}
