import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistEntriesRepository } from '../entries/allowlist-entries.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawPace } from './draw-pace.js';
import { DrawRanks, type Ranked } from './draw-ranks.service.js';
import { DrawsRepository, type Verdict } from './draws.repository.js';
import { Eligibility } from './eligibility.service.js';

/**
 * Goes through the ranks that hold a place, in their order: each verdict is stored before the next rank is looked
 * at. What can't be found out ends the round by an error, and costs nobody a place.
 */
@Injectable()
export class DrawJudging {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly ranks: DrawRanks,
    private readonly eligibility: Eligibility,
    private readonly entries: AllowlistEntriesRepository,
    private readonly pace: DrawPace,
    private readonly clock: Clock,
  ) {}

  /** Whether nobody is left who may hold a place. */
  async isDone(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<boolean> {
    if (this.isRoundOver(draw, allowlist)) return true;
    if (draw.commitment !== undefined) return false;
    // Who came first is read from entries, of which some may have been erased since.
    const seen = judged(draw);
    return (await this.ranks.between(draw, allowlist, seen + 1, seen + 1)).length === 0;
  }

  /** Whether all ranks that hold a place have their verdict. */
  isRoundOver(draw: Draw, allowlist: DiscordAllowlistConnection): boolean {
    return judged(draw) >= ranksOf(draw, allowlist);
  }

  /** The ranks that hold a place and have no verdict yet; ends early where another process was faster. */
  async round(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    const ranked = await this.ranks.between(draw, allowlist, judged(draw) + 1, ranksOf(draw, allowlist));
    let { disqualified } = draw;
    for (const one of ranked) {
      const at = this.after({ disqualified });
      const verdict = await this.verdict(one, at, { draw, allowlist });
      const lease = new Date(this.clock.now().getTime() + this.pace.leaseMs);
      if (!(await this.draws.judge(draw._id, one.rank, verdict, lease))) return;
      if ('disqualified' in verdict) disqualified = [...disqualified, verdict.disqualified];
    }
  }

  private async verdict(
    ranked: Ranked,
    at: Date,
    { draw, allowlist }: { readonly draw: Draw; readonly allowlist: DiscordAllowlistConnection },
  ): Promise<Verdict> {
    const { rank, entrant, discordId, salt, seq } = ranked;
    const found = await this.eligibility.of(ranked, draw, allowlist);
    const reached = seq && { reached: seq };
    if (found !== 'eligible') return { disqualified: { rank, entrant, code: found, at }, ...reached };
    const member = discordId !== undefined && salt !== undefined && { discordId, salt };
    const wallet = await this.walletOf(discordId, allowlist);
    return { winner: { rank, entrant, ...member, ...wallet, claim: 'open' }, ...reached };
  }

  /** Records stand in the order of events, whatever clocks say. */
  after({ disqualified }: Pick<Draw, 'disqualified'>): Date {
    const last = disqualified.at(-1)?.at.getTime() ?? 0;
    return new Date(Math.max(this.clock.now().getTime(), last));
  }

  private async walletOf(
    discordId: string | undefined,
    { _id, allowlistData }: DiscordAllowlistConnection,
  ): Promise<{ wallet?: string }> {
    if (discordId === undefined || allowlistData.walletRule === 'none') return {};
    const wallet = (await this.entries.find(_id.toHexString(), discordId))?.wallet;
    return wallet === undefined ? {} : { wallet };
  }
}

const judged = ({ winners, disqualified }: Draw): number => winners.length + disqualified.length;

/** So many ranks hold a place, or held one: with each that is passed over the next one moves up. */
const ranksOf = (
  { entryCount, disqualified, method }: Draw,
  { allowlistData: { winnerCount = 0 } }: DiscordAllowlistConnection,
): number =>
  method === 'everyone' || method === 'manual' ? 0 : Math.min(entryCount, winnerCount + disqualified.length);
