/**
 * Reads that begin after they were asked for, shared: whoever asks while one is under way waits for the
 * next one, together with all others who do. So a value is never older than its question, and a thousand
 * questions at once cost two reads.
 */
export class FreshReads<Value> {
  private readonly newest = new Map<string, Turn<Value>>();

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const before = this.newest.get(key);
    if (before !== undefined && !before.hasBegun) return before.value;
    const turn = new Turn(before, read);
    this.newest.set(key, turn);
    const forget = (): void => {
      if (this.newest.get(key) === turn) this.newest.delete(key);
    };
    turn.value.then(forget, forget);
    return turn.value;
  }
}

class Turn<Value> {
  hasBegun = false;
  readonly value: Promise<Value>;

  constructor(before: Turn<Value> | undefined, read: () => Promise<Value>) {
    this.value = this.begin(before, read);
  }

  private async begin(before: Turn<Value> | undefined, read: () => Promise<Value>): Promise<Value> {
    // Whether the one before failed is the business of those who asked for it.
    if (before !== undefined) await Promise.allSettled([before.value]);
    this.hasBegun = true;
    return read();
  }
}
