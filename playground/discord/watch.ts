interface Watcher {
  readonly condition: () => boolean;
  readonly done: () => void;
}

const TIMEOUT_MS = 10_000;

/** Lets a test wait for a state instead of for time: conditions are looked at whenever something happened. */
export class Watch {
  private readonly watchers = new Set<Watcher>();

  /** @throws Error with `what` when the condition does not come true in time */
  until(condition: () => boolean, what: string, timeoutMs = TIMEOUT_MS): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.watchers.delete(watcher);
        reject(new Error(`The local Discord did not see within ${timeoutMs} ms: ${what}`));
      }, timeoutMs);
      const watcher: Watcher = {
        condition,
        done: () => {
          clearTimeout(timer);
          this.watchers.delete(watcher);
          resolve();
        },
      };
      this.watchers.add(watcher);
    });
  }

  /** To be called after every change. */
  readonly wake = (): void => {
    for (const watcher of this.watchers) if (watcher.condition()) watcher.done();
  };
}
