import { Injectable } from '@nestjs/common';

/** From this many members waiting at once, what can wait gives way to them. */
const BUSY_FROM = 8;

/** How many members wait for an answer of this process right now. */
@Injectable()
export class Load {
  private inFlight = 0;
  private waiting: (() => void)[] = [];

  begin(): void {
    this.inFlight += 1;
  }

  end(): void {
    this.inFlight -= 1;
    if (this.isBusy) return;
    for (const resume of this.waiting) resume();
    this.waiting = [];
  }

  /** Resolves when few members wait, at the latest after `limitMs`. */
  async quiet(limitMs: number): Promise<void> {
    if (!this.isBusy) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const resume = (): void => {
      resolve(undefined);
    };
    const timer = setTimeout(resume, limitMs);
    this.waiting.push(resume);
    await promise;
    clearTimeout(timer);
  }

  private get isBusy(): boolean {
    return this.inFlight >= BUSY_FROM;
  }
}
