/** Parents to recount: each once however often it changed, and none that was recounted just now. */
export class DirtyParents {
  /** When the oldest change came that is not recounted yet, in ms of the epoch. */
  private readonly parents = new Map<string, number>();
  /** Until when (`performance.now()`) a parent rests. */
  private readonly restingUntil = new Map<string, number>();

  add(parent: string, changedAtMs: number): void {
    const knownMs = this.parents.get(parent) ?? changedAtMs;
    this.parents.set(parent, Math.min(knownMs, changedAtMs));
  }

  /** Takes out those that have rested, with the times of their oldest changes. */
  takeRested(nowMs: number): [parent: string, changedAtMs: number][] {
    for (const [parent, untilMs] of this.restingUntil) if (untilMs <= nowMs) this.restingUntil.delete(parent);
    const rested = [...this.parents].filter(([parent]) => !this.restingUntil.has(parent));
    for (const [parent] of rested) this.parents.delete(parent);
    return rested;
  }

  rest(parent: string, untilMs: number): void {
    this.restingUntil.set(parent, untilMs);
  }

  oldestMs(): number | undefined {
    return this.parents.size === 0 ? undefined : Math.min(...this.parents.values());
  }
}
