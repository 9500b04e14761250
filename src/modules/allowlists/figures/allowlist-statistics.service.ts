import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { type Series, seriesOf, unitFor } from '../../statistics/index.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { AllowlistFiguresRepository } from './allowlist-figures.repository.js';
import { type Advice, adviceOn, type Figures, figuresOf } from './statistics.rules.js';

export interface AllowlistStatistics {
  readonly at: Date;
  /** Of the community. */
  readonly zone: string;
  readonly allowlist: DiscordAllowlistConnection;
  readonly figures: Figures;
  /** Entries over time. */
  readonly series: Series;
  readonly advice: readonly Advice[];
}

/** How an allowlist does, or did. */
@Injectable()
export class AllowlistStatisticsService {
  constructor(
    private readonly moves: AllowlistMoves,
    private readonly figures: AllowlistFiguresRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /** @throws AllowlistNotFoundError no such allowlist in this server */
  async of(action: MemberAction, connectionId: string): Promise<AllowlistStatistics> {
    const allowlist = await this.moves.find(action, connectionId);
    const at = this.clock.now();
    const zone = (await this.servers.find(allowlist.guildId))?.timezone ?? 'UTC';
    const { from, to } = spanOf(allowlist, at);
    const unit = unitFor(from, to);
    const counted = await this.figures.entriesBy(unit, zone, allowlist);
    const figures = figuresOf(allowlist, to);
    const series = seriesOf({ unit, from, to, zone }, counted);
    return { at, zone, allowlist, figures, series, advice: adviceOn(figures) };
  }
}

/** From its opening to its end, as far as that is past. */
function spanOf(
  { createdAt, allowlistData, closedAt }: DiscordAllowlistConnection,
  now: Date,
): { from: Date; to: Date } {
  const { startsAt = createdAt, endsAt, status } = allowlistData;
  const end = status === 'cancelled' && closedAt !== undefined && closedAt < endsAt ? closedAt : endsAt;
  const to = end < now ? end : now;
  return { from: startsAt < to ? startsAt : to, to };
}
