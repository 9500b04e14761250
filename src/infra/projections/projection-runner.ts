import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';
import { scope } from '../observability/index.js';
import type { Projection } from './projection.js';

const SHORTEST_INTERVAL_MS = SECOND_MS;
/** Changes that come while others are read must not keep these from being counted. */
const LONGEST_READ_MS = SECOND_MS / 4;
/** A parent's recounts may take a twentieth of the time. */
const REST_FACTOR = 20;

/**
 * Keeps projections true. The change stream only says which parents are dirty; their figures are
 * recounted at most once a second each. After a start or a gap all open parents are dirty.
 */
@Injectable()
export class ProjectionRunner {
  private readonly logger = new Logger(ProjectionRunner.name);
  private readonly projections: Projection[] = [];
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Modules register their projections before the start. */
  register(projection: Projection): void {
    this.projections.push(projection);
  }

  start(): void {
    for (const projection of this.projections) {
      this.loops.push(scope.run({ job: projection.name }, () => this.follow(projection)));
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async follow(projection: Projection): Promise<void> {
    for (;;) {
      try {
        await this.followStream(projection);
        return;
      } catch (err) {
        if (this.stopping.signal.aborted) return;
        this.logger.warn({
          msg: 'The change stream broke; everything open is recounted',
          projection: projection.name,
          err,
        });
        await this.pause(SHORTEST_INTERVAL_MS);
      }
    }
  }

  /** Ends when this process stops, or by an error of the stream or of a recount. */
  private async followStream(projection: Projection): Promise<void> {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    // From before the first counts on: a change between count and stream must not be missed.
    const { operationTime } = (await db.command({ ping: 1 })) as { operationTime: mongo.Timestamp };
    const stream = db.collection(projection.collection).watch([...projection.relevant], {
      startAtOperationTime: operationTime,
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: 1,
    });
    const dirty = new DirtyParents();
    try {
      for (const parent of await projection.openParents()) dirty.add(parent);
      while (!this.isStopping) {
        await this.readChanges(projection, stream, dirty);
        await this.recountRested(projection, dirty);
        await this.pause(SHORTEST_INTERVAL_MS);
      }
    } finally {
      await stream.close();
    }
  }

  /**
   * Takes what has come since the last look. Looking once a second, not at each change, asks MongoDB once
   * for a burst instead of hundreds of times.
   */
  private async readChanges(
    projection: Projection,
    stream: mongo.ChangeStream,
    dirty: DirtyParents,
  ): Promise<void> {
    const deadline = performance.now() + LONGEST_READ_MS;
    for (let change = await stream.tryNext(); change !== null; change = await stream.tryNext()) {
      dirty.add(projection.parentOf(change));
      if (performance.now() > deadline) return;
    }
  }

  private async recountRested(projection: Projection, dirty: DirtyParents): Promise<void> {
    for (const parent of dirty.takeRested(performance.now())) {
      const startedAt = performance.now();
      await projection.recount(parent);
      const endedAt = performance.now();
      dirty.rest(parent, endedAt + Math.max(SHORTEST_INTERVAL_MS, (endedAt - startedAt) * REST_FACTOR));
    }
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch((error: unknown) => {
      if (!this.isStopping) throw error;
    });
  }
}

/** Parents to recount: each once however often it changed, and none that was recounted just now. */
class DirtyParents {
  private readonly parents = new Set<string>();
  /** Until when (`performance.now()`) a parent rests. */
  private readonly restingUntil = new Map<string, number>();

  add(parent: string | undefined): void {
    if (parent !== undefined) this.parents.add(parent);
  }

  takeRested(nowMs: number): string[] {
    for (const [parent, untilMs] of this.restingUntil) if (untilMs <= nowMs) this.restingUntil.delete(parent);
    const rested = [...this.parents].filter((parent) => !this.restingUntil.has(parent));
    for (const parent of rested) this.parents.delete(parent);
    return rested;
  }

  rest(parent: string, untilMs: number): void {
    this.restingUntil.set(parent, untilMs);
  }
}
