import { Logger } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Clock, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import type { Metrics } from '../../observability/index.js';
import { explainable, type Plan, planOf } from './explain.js';
import { commandOf } from './operation.js';
import type { EndedOperation } from './operation-metrics.js';
import { shapeOf } from './query-shape.js';

const KEPT_SHAPES = 100;
const LONGEST_QUEUE = 20;
/** An explanation runs the command again. */
const EXPLAIN_MAX_TIME_MS = 2 * SECOND_MS;

/** Commands of one shape that were slow. */
export interface SlowShape {
  readonly collection: string;
  /** As MongoDB knows it, such as `findAndModify`. */
  readonly command: string;
  /** Fields and operators, no values. */
  readonly shape: string;
  readonly count: number;
  readonly maxMs: number;
  readonly lastAt: Date;
  /** Of the newest explanation; absent until there was one. */
  readonly plan?: Plan;
}

interface Kept {
  readonly slow: { -readonly [Field in keyof SlowShape]: SlowShape[Field] };
  toldAtMs: number;
}

/**
 * Commands over the threshold: each shape logged at most once a minute, the last hundred kept. For the line
 * in the log MongoDB is asked for the plan: one at a time, a few waiting, and none where that fails.
 */
export class SlowQueryLog {
  private readonly logger = new Logger('SlowQueryLog');
  /** The one that was slow last stands last. */
  private readonly shapes = new Map<string, Kept>();
  private readonly queue: (() => Promise<void>)[] = [];
  private db: (() => mongo.Db | undefined) | undefined;
  private isExplaining = false;

  constructor(
    private readonly thresholdMs: number,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** @param db as it is at the moment of the call: a connection that is opened again has another one */
  watch(db: () => mongo.Db | undefined): void {
    this.db = db;
  }

  /** What waits for its plan is forgotten. */
  stop(): void {
    this.db = undefined;
    this.queue.length = 0;
  }

  /** The slowest first. */
  get slowest(): SlowShape[] {
    const shapes = [...this.shapes.values()].map(({ slow }) => ({ ...slow }));
    return shapes.sort((a, b) => b.maxMs - a.maxMs);
  }

  /** Called for every call that ended. Never throws: that would fail the call. */
  note(ended: EndedOperation): void {
    if (ended.durationMs < this.thresholdMs) return;
    try {
      this.noteSlow(ended);
    } catch (err) {
      this.logger.error({ msg: 'A slow command could not be noted', err });
    }
  }

  private noteSlow({ operation, collection, durationMs }: EndedOperation): void {
    this.metrics.databaseSlowCommands.inc({ command: operation.method, collection });
    const command = commandOf(operation);
    const kept = this.keep(command, Math.round(durationMs));
    const nowMs = this.clock.now().getTime();
    if (nowMs - kept.toldAtMs < MINUTE_MS) return;
    kept.toldAtMs = nowMs;
    const tell = (): void => {
      this.tell(kept, Math.round(durationMs));
    };
    if (explainable(kept.slow.command) && this.queue.length < LONGEST_QUEUE)
      this.explainLater(command, kept, tell);
    else tell();
  }

  private keep(command: mongo.Document, durationMs: number): Kept {
    const [name = ''] = Object.keys(command);
    const collection = String(command[name]);
    const shape = shapeOf(command);
    const key = `${collection} ${name} ${shape}`;
    const kept = this.shapes.get(key) ?? {
      slow: { collection, command: name, shape, count: 0, maxMs: 0, lastAt: this.clock.now() },
      toldAtMs: 0,
    };
    kept.slow.count += 1;
    kept.slow.maxMs = Math.max(kept.slow.maxMs, durationMs);
    kept.slow.lastAt = this.clock.now();
    this.shapes.delete(key);
    this.shapes.set(key, kept);
    const [oldest] = this.shapes.keys();
    if (this.shapes.size > KEPT_SHAPES && oldest !== undefined) this.shapes.delete(oldest);
    return kept;
  }

  private explainLater(command: mongo.Document, kept: Kept, tell: () => void): void {
    this.queue.push(async () => {
      const plan = await this.explain(command);
      if (plan !== undefined) kept.slow.plan = plan;
      tell();
    });
    if (!this.isExplaining) void this.explainAll();
  }

  private async explainAll(): Promise<void> {
    this.isExplaining = true;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) await next();
    this.isExplaining = false;
  }

  private async explain(command: mongo.Document): Promise<Plan | undefined> {
    try {
      return await planOf(this.db?.(), command, EXPLAIN_MAX_TIME_MS);
    } catch (err) {
      this.logger.debug({ msg: 'A slow command could not be explained', err });
      return undefined;
    }
  }

  private tell({ slow: { lastAt, ...facts } }: Kept, durationMs: number): void {
    this.logger.warn({ msg: 'A database command was slow', durationMs, ...facts, at: lastAt.toISOString() });
  }
}
