import { Injectable, Logger } from '@nestjs/common';
import { Clock, MINUTE_MS } from '../../kernel/clock.js';
import { SharedReads } from '../../kernel/shared-reads.js';
import { PointsRepository } from './points.repository.js';

/** Counting as many keys of an index takes some milliseconds; a million of them most of a second. */
export const MARK_EVERY = 5_000;
const MARKS_KEPT_MS = 10 * MINUTE_MS;
const BOARDS_KEPT = 1_000;

/** A number of points that somebody has, and how many members have at least as many. */
interface Mark {
  readonly points: number;
  readonly through: number;
}

interface MarksSet {
  /** Most points first. */
  readonly marks: readonly Mark[];
  readonly setAt: number;
}

/**
 * Ranks on boards of any size. Who ranks deep in a large board is counted from the nearest mark above, not from
 * the top: marks stand about every 5,000 places and are set anew each minute in which somebody asks. So beyond
 * the first 5,000 a rank may be off by what moved across a mark since; before that, and on smaller boards, it is
 * exact.
 */
@Injectable()
export class RanksService {
  private readonly logger = new Logger(RanksService.name);
  private readonly fresh: SharedReads<MarksSet>;
  private readonly last = new Map<string, MarksSet>();

  constructor(
    private readonly points: PointsRepository,
    private readonly clock: Clock,
  ) {
    this.fresh = new SharedReads(clock, MINUTE_MS, BOARDS_KEPT);
  }

  /** 1 is best; members with equal points share a rank. */
  async rankOf(communityId: string, period: string, points: number): Promise<number> {
    return 1 + (await this.countAbove(communityId, period, points));
  }

  /** Members with points. */
  rankedMembers(communityId: string, period: string): Promise<number> {
    return this.countAbove(communityId, period, 0);
  }

  private async countAbove(communityId: string, period: string, points: number): Promise<number> {
    const { marks } = await this.marksOf(communityId, period);
    const mark = marks.findLast((each) => each.points > points);
    const between = await this.points.countBetween(communityId, period, points, mark?.points);
    return (mark?.through ?? 0) + between;
  }

  /** Setting them takes seconds for a million members: nobody waits for it who can have the last ones. */
  private marksOf(communityId: string, period: string): Promise<MarksSet> | MarksSet {
    const board = `${communityId}/${period}`;
    const fresh = this.fresh.get(board, () => this.setMarks(board, communityId, period));
    const last = this.last.get(board);
    if (last === undefined || this.clock.now().getTime() - last.setAt > MARKS_KEPT_MS) return fresh;
    fresh.catch((err: unknown) => {
      this.logger.warn({ msg: 'The marks of a board could not be set anew', err });
    });
    return last;
  }

  private async setMarks(board: string, communityId: string, period: string): Promise<MarksSet> {
    const setAt = this.clock.now().getTime();
    const marks: Mark[] = [];
    for (;;) {
      const above = marks.at(-1);
      const place = await this.points.placeDown(communityId, period, MARK_EVERY - 1, above?.points);
      if (place === null) break;
      const equals = await this.points.countEqualsAfter(communityId, period, place);
      marks.push({ points: place.points, through: (above?.through ?? 0) + MARK_EVERY + equals });
    }
    this.last.delete(board);
    this.last.set(board, { marks, setAt });
    const [oldest] = this.last.keys();
    if (this.last.size > BOARDS_KEPT && oldest !== undefined) this.last.delete(oldest);
    return { marks, setAt };
  }
}
