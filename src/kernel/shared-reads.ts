import type { Clock } from './clock.js';

/**
 * Reads that many callers need at the same moment, done once: callers share a read that is under way,
 * and its result for `freshMs` after it began. Failed reads are not kept; the oldest give way first.
 */
export class SharedReads<Value> {
  private readonly reads = new Map<string, { readonly startedAt: number; readonly value: Promise<Value> }>();

  constructor(
    private readonly clock: Clock,
    private readonly freshMs: number,
    private readonly capacity = 1_000,
  ) {}

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const now = this.clock.now().getTime();
    const known = this.reads.get(key);
    if (known !== undefined && now - known.startedAt < this.freshMs) return known.value;
    const value = read();
    this.reads.delete(key);
    this.reads.set(key, { startedAt: now, value });
    value.catch(() => {
      this.forget(key);
    });
    if (this.reads.size > this.capacity) {
      const [oldest] = this.reads.keys();
      if (oldest !== undefined) this.reads.delete(oldest);
    }
    return value;
  }

  /** After a write: the next caller reads again. */
  forget(key: string): void {
    this.reads.delete(key);
  }
}
