import { type Clock } from '../clock.ts';

const WINDOW_MS = 5_000;
const STARTS_PER_DAY = 1_000;
const DAY_MS = 86_400_000;

/** Session starts: `maxConcurrency` per five seconds (by shard id), 1,000 a day. */
export class IdentifyLimit {
  readonly maxConcurrency: number;
  private readonly clock: Clock;
  private readonly isEnforced: boolean;
  private readonly lastByKey = new Map<number, number>();
  private dayStartedAt: number;
  private used = 0;

  constructor(clock: Clock, { maxConcurrency, isEnforced }: { maxConcurrency: number; isEnforced: boolean }) {
    this.clock = clock;
    this.maxConcurrency = maxConcurrency;
    this.isEnforced = isEnforced;
    this.dayStartedAt = clock.now();
  }

  /** `false` refuses this start. */
  take(shardId: number): boolean {
    this.startNewDay();
    const key = shardId % this.maxConcurrency;
    const now = this.clock.now();
    const isTooSoon = now - (this.lastByKey.get(key) ?? -Infinity) < WINDOW_MS;
    if (this.isEnforced && (isTooSoon || this.used >= STARTS_PER_DAY)) return false;
    this.lastByKey.set(key, now);
    this.used += 1;
    return true;
  }

  /** As `GET /gateway/bot` reports it. */
  report(): object {
    this.startNewDay();
    return {
      total: STARTS_PER_DAY,
      remaining: Math.max(0, STARTS_PER_DAY - this.used),
      reset_after: Math.max(0, this.dayStartedAt + DAY_MS - this.clock.now()),
      max_concurrency: this.maxConcurrency,
    };
  }

  private startNewDay(): void {
    if (this.clock.now() - this.dayStartedAt < DAY_MS) return;
    this.dayStartedAt = this.clock.now();
    this.used = 0;
  }
}
