import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isoWeek } from '../../kernel/iso-week.js';
import { type BoardAnchor, type BoardPlace, PointsRepository } from './points.repository.js';
import { RanksService } from './ranks.service.js';
import { ALL_TIME } from './schemas/balance.schema.js';

export type BoardKind = 'week' | 'all';

export interface RankedPlace extends BoardPlace {
  /** Members with equal points share it. */
  readonly rank: number;
}

export interface Board {
  readonly kind: BoardKind;
  /** `all`, or the ISO week. */
  readonly period: string;
  /** Best first; equals in the order of their ids. */
  readonly places: readonly RankedPlace[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly rankedMembers: number;
  /** The member's own place, wherever it is; `null` without points. */
  readonly own: RankedPlace | null;
}

export const BOARD_PAGE_SIZE = 10;

/** Who has most points in a community, ever and in a week. */
@Injectable()
export class BoardsService {
  constructor(
    private readonly points: PointsRepository,
    private readonly ranks: RanksService,
    private readonly clock: Clock,
  ) {}

  /** The period of a board that is opened now. */
  currentPeriod(kind: BoardKind): string {
    return kind === 'all' ? ALL_TIME : isoWeek(this.clock.now());
  }

  /** @param period `all` or an ISO week: a page that is turned after midnight on Sunday stays in its week */
  async page(communityId: string, discordId: string, period: string, anchor?: BoardAnchor): Promise<Board> {
    const [found, mine, rankedMembers] = await Promise.all([
      this.points.pageOfBoard(communityId, period, BOARD_PAGE_SIZE + 1, anchor),
      this.points.totals(communityId, period, discordId),
      this.ranks.rankedMembers(communityId, period),
    ]);
    const isBackwards = anchor?.direction === 'before';
    const hasMore = found.length > BOARD_PAGE_SIZE;
    // One more than a page was read; the surplus stands on the far side.
    const page = isBackwards ? found.slice(-BOARD_PAGE_SIZE) : found.slice(0, BOARD_PAGE_SIZE);
    const hasPrevious = isBackwards ? hasMore : anchor !== undefined;
    return {
      kind: period === ALL_TIME ? 'all' : 'week',
      period,
      places: await this.ranked(communityId, period, page, hasPrevious),
      hasPrevious,
      hasNext: isBackwards || hasMore,
      rankedMembers,
      own: await this.ownPlace(communityId, period, { discordId, points: mine.points }),
    };
  }

  private async ownPlace(
    communityId: string,
    period: string,
    place: BoardPlace,
  ): Promise<RankedPlace | null> {
    if (place.points === 0) return null;
    return { ...place, rank: await this.ranks.rankOf(communityId, period, place.points) };
  }

  /** Counts the first two at most: all equals of those in the middle of a page stand on it too. */
  private async ranked(
    communityId: string,
    period: string,
    places: readonly BoardPlace[],
    isAfterOthers: boolean,
  ): Promise<RankedPlace[]> {
    const numbers = [...new Set(places.map(({ points }) => points))];
    const ranks: number[] = [];
    for (const [index, points] of numbers.entries()) {
      const isFirst = index === 0 && !isAfterOthers;
      const isCounted = isAfterOthers && index < 2;
      const equals = places.filter((place) => place.points === numbers[index - 1]).length;
      ranks.push(
        isFirst
          ? 1
          : isCounted
            ? await this.ranks.rankOf(communityId, period, points)
            : (ranks.at(-1) ?? 1) + equals,
      );
    }
    return places.map((place) => ({ ...place, rank: ranks[numbers.indexOf(place.points)] ?? 1 }));
  }
}
