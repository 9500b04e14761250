import { Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { UntoldRow, UntoldRows } from './untold-rows.js';

/** How long a server where everybody was told is believed to be so: presses come by the hundred. */
const ALL_TOLD_MS = 5_000;
const SERVERS_KEPT = 5_000;

/** What no direct message could tell: told once, when the member comes by. */
export abstract class UntoldNews<Row extends UntoldRow, News> {
  private readonly logger = new Logger(this.constructor.name);
  private readonly allTold = new LRUCache<string, true>({ max: SERVERS_KEPT, ttl: ALL_TOLD_MS });

  constructor(
    private readonly rows: UntoldRows<Row>,
    private readonly mostAtOnce: number,
  ) {}

  /** `null` where there is nothing to say. @param rows at least one */
  protected abstract newsOf(guildId: string, rows: readonly Row[]): Promise<News | null>;

  /**
   * Tells a member what is to be told; what is taken here is told nowhere else. If it can't be told after all,
   * it is to be told again.
   */
  async tell(guildId: string, discordId: string, say: (news: News) => Promise<unknown>): Promise<void> {
    if (this.allTold.has(guildId)) return;
    if (!(await this.rows.isAnyIn(guildId))) {
      this.allTold.set(guildId, true);
      return;
    }
    const taken = await this.rows.take(guildId, discordId, this.mostAtOnce);
    if (taken.length === 0) return;
    try {
      const news = await this.newsOf(guildId, taken);
      if (news !== null) await say(news);
    } catch (err) {
      this.logger.warn({ msg: 'News could not be told at a contact', err });
      await this.rows.giveBack(taken);
    }
  }
}
