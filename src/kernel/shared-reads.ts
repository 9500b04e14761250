import type { Clock } from './clock.js';

interface Read<Value> {
  readonly startedAt: number;
  readonly value: Promise<Value>;
}

/**
 * Reads that many callers need at the same moment, done once: callers share one that began less than
 * `freshMs` ago, under way or done. Failed reads are not kept; the oldest give way first.
 */
export class SharedReads<Value> {
  private readonly reads = new Map<string, Read<Value>>();

  constructor(
    private readonly clock: Clock,
    private readonly freshMs: number,
    private readonly capacity = 1_000,
  ) {}

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const now = this.clock.now().getTime();
    const known = this.reads.get(key);
    if (known !== undefined && this.isFresh(known, now)) return known.value;
    const started: Read<Value> = { startedAt: now, value: read() };
    this.reads.delete(key);
    this.reads.set(key, started);
    started.value.catch(() => {
      if (this.reads.get(key) === started) this.reads.delete(key);
    });
    if (this.reads.size > this.capacity) {
      const [oldest] = this.reads.keys();
      if (oldest !== undefined) this.reads.delete(oldest);
    }
    return started.value;
  }

  /** A clock that was set back must not keep a read for hours. */
  private isFresh({ startedAt }: Read<Value>, now: number): boolean {
    return startedAt <= now && now - startedAt < this.freshMs;
  }
}
