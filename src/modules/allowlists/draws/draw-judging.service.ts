import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistEntriesRepository } from '../entries/allowlist-entries.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Disqualification, Draw, Winner } from '../schemas/draw.schema.js';
import { DrawPace } from './draw-pace.js';
import { DrawRanks, type Ranked } from './draw-ranks.service.js';
import { DrawsRepository } from './draws.repository.js';
import { Eligibility } from './eligibility.service.js';

type Verdict = { readonly winner: Winner } | { readonly disqualified: Disqualification };

interface Place {
  readonly draw: Draw;
  readonly allowlist: DiscordAllowlistConnection;
}

/** So many verdicts are stored by one write. */
const VERDICTS_A_WRITE = 50;
/** So many members are looked up at a time. */
const LOOKED_UP_AT_ONCE = 10;

/**
 * Goes through the ranks that hold a place, in their order and in portions: all verdicts of one are stored, by one
 * write, before any rank of the next is looked at (docs/adr/0017). What can't be found out ends the round by an
 * error, with the verdicts before it stored, and costs nobody a place.
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
    for (let from = 0; from < ranked.length; from += VERDICTS_A_WRITE) {
      const portion = ranked.slice(from, from + VERDICTS_A_WRITE);
      const { found, failure } = await this.lookUp(portion, this.after({ disqualified }), {
        draw,
        allowlist,
      });
      const passedOver = found.flatMap((one) => ('disqualified' in one ? [one.disqualified] : []));
      if (found.length > 0) {
        const winners = found.flatMap((one) => ('winner' in one ? [one.winner] : []));
        const reached = portion[found.length - 1]?.seq;
        const lease = new Date(this.clock.now().getTime() + this.pace.leaseMs);
        if (!(await this.draws.judge(draw._id, { winners, disqualified: passedOver, reached }, lease)))
          return;
      }
      if (failure !== undefined) throw failure;
      disqualified = [...disqualified, ...passedOver];
    }
  }

  /** Verdicts in the order of the ranks, as far as the first on which there can be none. */
  private async lookUp(
    portion: readonly Ranked[],
    at: Date,
    place: Place,
  ): Promise<{ readonly found: readonly Verdict[]; readonly failure?: Error }> {
    const found: Verdict[] = [];
    for (let from = 0; from < portion.length; from += LOOKED_UP_AT_ONCE) {
      const some = portion.slice(from, from + LOOKED_UP_AT_ONCE);
      for (const one of await Promise.allSettled(some.map((ranked) => this.verdict(ranked, at, place)))) {
        if (one.status === 'rejected') return { found, failure: one.reason as Error };
        found.push(one.value);
      }
    }
    return { found };
  }

  private async verdict(ranked: Ranked, at: Date, { draw, allowlist }: Place): Promise<Verdict> {
    const { rank, entrant, discordId, salt } = ranked;
    const found = await this.eligibility.of(ranked, draw, allowlist);
    if (found !== 'eligible') return { disqualified: { rank, entrant, code: found, at } };
    const member = discordId !== undefined && salt !== undefined && { discordId, salt };
    const wallet = await this.walletOf(discordId, allowlist);
    return { winner: { rank, entrant, ...member, ...wallet, claim: 'open' } };
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
