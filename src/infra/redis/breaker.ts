/** From so many failures in a row on nobody is kept waiting for another one. */
const FAILURES = 5;
const PAUSE_MS = 2_000;

/** Remembers whether somebody answers, so that who doesn't is left alone for a while. */
export class Breaker {
  private failures = 0;
  private pausedUntil = -Infinity;
  private answersSinceMs: number | undefined;

  constructor(private readonly nowMs = () => performance.now()) {}

  /** After a pause the next failure makes another one. */
  mayAsk(): boolean {
    return this.nowMs() >= this.pausedUntil;
  }

  /** From when on (`performance.now()`) every call was answered; nothing when the last one was not. */
  get answersSince(): number | undefined {
    return this.answersSinceMs;
  }

  succeeded(): void {
    this.failures = 0;
    this.answersSinceMs ??= this.nowMs();
  }

  failed(): void {
    this.failures += 1;
    this.answersSinceMs = undefined;
    if (this.failures >= FAILURES) this.pausedUntil = this.nowMs() + PAUSE_MS;
  }

  /** A call was not even made. */
  skipped(): void {
    this.answersSinceMs = undefined;
  }
}
