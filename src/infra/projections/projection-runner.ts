import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';
import { scope } from '../observability/index.js';
import type { Projection } from './projection.js';

const SHORTEST_INTERVAL_MS = SECOND_MS;
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
    const stream = db
      .collection(projection.collection)
      .watch([...projection.relevant], { startAtOperationTime: operationTime, fullDocument: 'updateLookup' });
    const dirty = new DirtyParents();
    const broken = new Promise<never>((_, reject) => stream.once('error', reject));
    // Heard below; until then a break must not count as unheard.
    broken.catch(() => undefined);
    stream.on('change', (change) => {
      dirty.add(projection.parentOf(change));
    });
    this.stopping.signal.addEventListener('abort', dirty.wake, { once: true });
    try {
      for (const parent of await projection.openParents()) dirty.add(parent);
      for (;;) {
        await Promise.race([this.recountAll(projection, dirty), broken]);
        // Between this look and the wait nothing else runs, so no wake is missed.
        if (this.isStopping) return;
        await Promise.race([dirty.filled(), broken]);
      }
    } finally {
      this.stopping.signal.removeEventListener('abort', dirty.wake);
      await stream.close();
    }
  }

  private async recountAll(projection: Projection, dirty: DirtyParents): Promise<void> {
    for (const parent of dirty.takeRested(performance.now())) {
      const startedAt = performance.now();
      await projection.recount(parent);
      const endedAt = performance.now();
      dirty.rest(parent, endedAt + Math.max(SHORTEST_INTERVAL_MS, (endedAt - startedAt) * REST_FACTOR));
    }
    await this.pause(SHORTEST_INTERVAL_MS);
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
  private waiting: (() => void) | undefined;

  add(parent: string | undefined): void {
    if (parent === undefined) return;
    this.parents.add(parent);
    this.wake();
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

  /** Resolves when there is something to do, or when woken. */
  async filled(): Promise<void> {
    if (this.parents.size > 0) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.waiting = () => {
      resolve(undefined);
    };
    await promise;
  }

  readonly wake = (): void => {
    this.waiting?.();
  };
}
