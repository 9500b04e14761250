import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { pause } from '../../kernel/pause.js';
import { isDatabaseUnavailable } from '../database/index.js';
import { Leases } from '../leases/index.js';
import { Metrics, scope } from '../observability/index.js';
import { DirtyParents } from './dirty-parents.js';
import type { Projection } from './projection.js';

const SHORTEST_INTERVAL_MS = SECOND_MS;
/** Changes that come while others are read must not keep these from being counted. */
const LONGEST_READ_MS = SECOND_MS / 4;
/** A parent's recounts may take a twentieth of the time. */
const REST_FACTOR = 20;
/** One parent that can't be counted must not keep the others from it. */
const REST_AFTER_FAILURE_MS = 10 * SECOND_MS;

interface Follower {
  readonly projection: Projection;
  readonly dirty: DirtyParents;
}

/**
 * Keeps projections true, in one process at a time: the owner of a lease. One change stream for all of
 * them only says which parents are dirty; their figures are recounted at most once a second each. After a
 * start, a change of the owner or a gap all open parents are dirty.
 */
@Injectable()
export class ProjectionRunner {
  private readonly logger = new Logger(ProjectionRunner.name);
  private readonly projections: Projection[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly leases: Leases,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Modules register their projections before the start. */
  register(projection: Projection): void {
    this.projections.push(projection);
  }

  /** The call that counts a parent anew, whoever owns the lease: for repairs. `undefined`: no such projection. */
  recountOf(name: string): ((parentId: string) => Promise<void>) | undefined {
    const projection = this.projections.find((registered) => registered.name === name);
    return projection && ((parentId) => projection.recount(parentId));
  }

  start(): void {
    if (this.projections.length === 0) return;
    const follow = (signal: AbortSignal): Promise<void> => this.follow(signal);
    this.running = scope.run({ job: 'projections' }, () =>
      this.leases.whileOwner('projections', this.stopping.signal, follow),
    );
  }

  /** Resolves when nothing is counted here any more and another process may go on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.followStream(signal).catch((err: unknown) => {
        if (signal.aborted) return;
        this.logger.warn({ msg: 'The change stream broke; everything open is recounted', err });
      });
      await pause(SHORTEST_INTERVAL_MS, signal);
    }
  }

  /** Ends when the signal fires, or by an error of the stream or of the database. */
  private async followStream(signal: AbortSignal): Promise<void> {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    const followers = this.projections.map((projection) => ({ projection, dirty: new DirtyParents() }));
    // From before the first counts on: a change between count and stream must not be missed.
    const { operationTime } = (await db.command({ ping: 1 })) as { operationTime: mongo.Timestamp };
    const stream = db.watch(stagesOf(this.projections), {
      startAtOperationTime: operationTime,
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: 1,
    });
    try {
      await this.addOpen(followers);
      while (!signal.aborted) {
        await this.readChanges(stream, followers);
        this.observeLag(followers);
        await Promise.all(followers.map((follower) => this.recountRested(follower, signal)));
        this.observeLag(followers);
        await pause(SHORTEST_INTERVAL_MS, signal);
      }
    } finally {
      this.observeLag([]);
      await stream.close();
    }
  }

  private async addOpen(followers: readonly Follower[]): Promise<void> {
    const nowMs = this.clock.now().getTime();
    for (const { projection, dirty } of followers)
      for (const parent of await projection.openParents()) dirty.add(parent, nowMs);
  }

  /**
   * Takes what has come since the last look. Looking once a second, not at each change, asks MongoDB once
   * for a burst instead of hundreds of times.
   */
  private async readChanges(stream: mongo.ChangeStream, followers: readonly Follower[]): Promise<void> {
    const deadline = performance.now() + LONGEST_READ_MS;
    for (let change = await stream.tryNext(); change !== null; change = await stream.tryNext()) {
      const { ns, wallTime = this.clock.now() } = change as { ns?: { coll?: string }; wallTime?: Date };
      for (const { projection, dirty } of followers) {
        if (projection.collection !== ns?.coll) continue;
        const parent = projection.parentOf(change);
        if (parent !== undefined) dirty.add(parent, wallTime.getTime());
      }
      if (performance.now() > deadline) return;
    }
  }

  private async recountRested({ projection, dirty }: Follower, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + projection.turnMs;
    for (const [parent, changedAtMs] of dirty.takeRested(performance.now())) {
      if (signal.aborted) return;
      const startedAt = performance.now();
      if (startedAt > deadline) {
        dirty.add(parent, changedAtMs);
        continue;
      }
      const isDone = await this.recount(projection, parent);
      const endedAt = performance.now();
      if (!isDone) dirty.add(parent, changedAtMs);
      const restMs = Math.max(projection.restMs, (endedAt - startedAt) * REST_FACTOR);
      dirty.rest(parent, endedAt + (isDone ? restMs : REST_AFTER_FAILURE_MS));
    }
  }

  /** @throws when the database is away, and so the stream broken or about to */
  private async recount(projection: Projection, parent: string): Promise<boolean> {
    const labels = { projection: projection.name };
    const stopTimer = this.metrics.recountSeconds.startTimer(labels);
    try {
      await projection.recount(parent);
      stopTimer();
      this.metrics.recounts.inc(labels);
      return true;
    } catch (err) {
      if (isDatabaseUnavailable(err)) throw err;
      this.logger.error({ msg: 'A recount failed and will be tried again', ...labels, parent, err });
      return false;
    }
  }

  /** Zero for those who are not among the followers: another process counts. */
  private observeLag(followers: readonly Follower[]): void {
    const nowMs = this.clock.now().getTime();
    for (const { name } of this.projections) {
      const dirty = followers.find(({ projection }) => projection.name === name)?.dirty;
      const lagMs = nowMs - (dirty?.oldestMs() ?? nowMs);
      this.metrics.projectionLag.set({ projection: name }, Math.max(0, lagMs) / SECOND_MS);
    }
  }
}

/** One stream per process: each costs all writers of the database. */
function stagesOf(projections: readonly Projection[]): mongo.Document[] {
  const relevant = projections.map((projection) => ({
    $and: [{ 'ns.coll': projection.collection }, projection.relevant],
  }));
  const reads = new Set(projections.flatMap((projection) => projection.reads));
  const fields = ['ns', 'wallTime', 'operationType', ...reads];
  return [{ $match: { $or: relevant } }, { $project: Object.fromEntries(fields.map((field) => [field, 1])) }];
}
