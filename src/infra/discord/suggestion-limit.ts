import { LRUCache } from 'lru-cache';
import { SECOND_MS } from '../../kernel/clock.js';

const PER_SECOND = 5;
const KEPT_PEOPLE = 10_000;

/**
 * How often suggestions are looked for while somebody types: five times a second for each person, which is
 * as fast as people type. Held in each process, as it guards no more than that.
 */
export class SuggestionLimit {
  private readonly seen = new LRUCache<string, { sinceMs: number; count: number }>({ max: KEPT_PEOPLE });

  /** Counts one more. @param nowMs of a clock that only goes forward */
  allows(discordId: string, nowMs = performance.now()): boolean {
    const window = this.seen.get(discordId);
    if (window === undefined || nowMs - window.sinceMs >= SECOND_MS) {
      this.seen.set(discordId, { sinceMs: nowMs, count: 1 });
      return true;
    }
    window.count += 1;
    return window.count <= PER_SECOND;
  }
}
