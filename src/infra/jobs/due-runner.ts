import { Injectable, Logger } from '@nestjs/common';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { Load, Metrics, scope } from '../observability/index.js';
import type { DueEffect } from './due-effect.js';
import { isAway } from './is-away.js';

const CLAIM_MS = 10 * SECOND_MS;
/** A row that fails whatever is there is tried less and less often: doubling from the claim on. */
const LONGEST_WAIT_MS = HOUR_MS;
const REMEMBERED_FAILURES = 10_000;
const BATCH = 50;
const CONCURRENCY = 4;
/** A burst makes hundreds of rows due: they are worth a moment, to be done together. */
const GATHER_MS = 100;
/** How long a row may wait when nobody nudged: it became due by time, or another process died. */
const POLL_MS = SECOND_MS;

/** Runs the effects of due rows in this process: a moment after a nudge, else every second. */
@Injectable()
export class DueRunner {
  private readonly logger = new Logger(DueRunner.name);
  private readonly effects: DueEffect[] = [];
  private readonly wakers = new Map<string, () => void>();
  private readonly loops: Promise<void>[] = [];
  /** Failed turns in a row, by effect and row; forgotten at a restart, which is a reason to try again. */
  private readonly failures = new Map<string, number>();
  private readonly gathering = new Set<string>();
  private isRunning = false;

  constructor(
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly load: Load,
  ) {}

  /** Modules register their effects before the start. */
  register(effect: DueEffect): void {
    this.effects.push(effect);
  }

  start(): void {
    this.isRunning = true;
    for (const effect of this.effects) {
      this.loops.push(scope.run({ job: effect.name }, () => this.loop(effect)));
    }
  }

  /** Resolves when what is being done is done; rows that are left stay due. */
  async stop(): Promise<void> {
    this.isRunning = false;
    for (const wake of this.wakers.values()) wake();
    await Promise.all(this.loops);
  }

  /** Something became due just now. Does nothing in a process without the worker role: others poll. */
  nudge(effect: string): void {
    if (this.gathering.has(effect)) return;
    this.gathering.add(effect);
    setTimeout(() => {
      this.gathering.delete(effect);
      this.wakers.get(effect)?.();
    }, GATHER_MS).unref();
  }

  private async loop(effect: DueEffect): Promise<void> {
    let isMoreWaiting = false;
    while (this.isRunning) {
      const nudged = this.nextNudge(effect.name);
      if (!isMoreWaiting) await this.load.quiet(effect.giveWayMs);
      isMoreWaiting = await this.runBatch(effect);
      if (!isMoreWaiting) await nudged;
    }
  }

  private nextNudge(name: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = (): void => {
      resolve(undefined);
    };
    const timer = setTimeout(wake, POLL_MS);
    this.wakers.set(name, wake);
    return promise.finally(() => {
      clearTimeout(timer);
    });
  }

  /** Returns whether there may be more. */
  private async runBatch(effect: DueEffect): Promise<boolean> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    let ids: string[];
    try {
      ids = await effect.claim(now, until, BATCH);
    } catch (err) {
      this.report(effect, err, {});
      return false;
    }
    const left = await this.runTogether(effect, ids);
    const queue = left.values();
    const worker = async (): Promise<void> => {
      for (const id of queue) await this.runOne(effect, id, until);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return ids.length === BATCH && this.isRunning;
  }

  /** A failure of many says nothing about each: they are tried one by one. */
  private async runTogether(effect: DueEffect, ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length < 2) return ids;
    try {
      const left = await effect.runTogether(ids);
      this.metrics.effects.inc({ effect: effect.name, outcome: 'done' }, ids.length - left.length);
      return left;
    } catch (err) {
      this.logger.warn({ msg: 'Rows could not be settled together', effect: effect.name, err });
      return ids;
    }
  }

  private async runOne(effect: DueEffect, id: string, claimedUntil: Date): Promise<void> {
    if (!this.isRunning) return;
    const key = `${effect.name}/${id}`;
    try {
      await effect.run(id);
      this.failures.delete(key);
      this.metrics.effects.inc({ effect: effect.name, outcome: 'done' });
    } catch (err) {
      if (isAway(err)) this.report(effect, err, { rowId: id });
      else await this.putOff(effect, id, claimedUntil, { key, err });
    }
  }

  private async putOff(
    effect: DueEffect,
    id: string,
    claimedUntil: Date,
    { key, err }: { readonly key: string; readonly err: unknown },
  ): Promise<void> {
    const turns = this.countFailure(key);
    const waitMs = Math.min(CLAIM_MS * 2 ** (turns - 1), LONGEST_WAIT_MS);
    this.report(effect, err, { rowId: id, turns, waitMs });
    // The claim is the first wait.
    if (turns === 1) return;
    try {
      await effect.postpone(id, claimedUntil, new Date(claimedUntil.getTime() - CLAIM_MS + waitMs));
    } catch (error) {
      this.report(effect, error, { rowId: id });
    }
  }

  private countFailure(key: string): number {
    const turns = (this.failures.get(key) ?? 0) + 1;
    this.failures.delete(key);
    this.failures.set(key, turns);
    if (this.failures.size > REMEMBERED_FAILURES) {
      const [oldest] = this.failures.keys();
      if (oldest !== undefined) this.failures.delete(oldest);
    }
    return turns;
  }

  private report(effect: DueEffect, err: unknown, facts: object): void {
    const isOutage = isAway(err);
    this.metrics.effects.inc({ effect: effect.name, outcome: isOutage ? 'unavailable' : 'failed' });
    const line = { msg: 'An effect failed and will be tried again', effect: effect.name, ...facts, err };
    this.logger[isOutage ? 'warn' : 'error'](line);
  }
}
