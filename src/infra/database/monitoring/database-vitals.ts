import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection, mongo } from 'mongoose';
import { HOUR_MS, SECOND_MS } from '../../../kernel/clock.js';
import { pause } from '../../../kernel/pause.js';
import { within } from '../../../kernel/within.js';
import { EncryptionService } from '../../crypto/index.js';
import { Metrics } from '../../observability/index.js';
import { streamOf } from '../scans.js';
import { DatabaseMonitor } from './database-monitor.js';

const LOOK_EVERY_MS = 30 * SECOND_MS;
const LIMIT_MS = 1_500;
/** All sealed values are read for it. */
const KEYS_EVERY_LOOKS = 20;
const LAG_LIMIT_SECONDS = 10;
/** A backup or a secondary that was away for a night can still follow. */
const SHORTEST_WINDOW_HOURS = 24;
/** An oplog that is not full yet reaches back to the start of its server. */
const FULL_SHARE = 0.9;
const UNAUTHORIZED = 13;

/** Fields of the database that hold what `EncryptionService` has encrypted. */
export abstract class SealedFields {
  abstract readonly all: readonly { readonly collection: string; readonly field: string }[];
}

/** What was last seen of MongoDB; what this user may not ask, or what was not asked yet, is absent. */
export interface Vitals {
  /** How far the furthest member is behind the primary. */
  readonly replicationLagSeconds?: number;
  readonly oplogWindowHours?: number;
  /** The longest of the last hundred waits for a connection. */
  readonly poolWaitMs: number;
  /** Keys that values are encrypted with and that are not in the ring. */
  readonly unknownKeyIds: readonly string[];
  /** What a person should look at: `replication-lag`, `oplog-short`, `unknown-keys`. */
  readonly degraded: readonly string[];
}

/**
 * Looks every half minute how the replica set is, so that a probe or a scrape asks nothing. A process that
 * runs with vitals that are degraded serves as well as any.
 */
@Injectable()
export class DatabaseVitals {
  private readonly logger = new Logger(DatabaseVitals.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private seen: Omit<Vitals, 'poolWaitMs' | 'degraded'> & { isOplogFull: boolean } = {
    unknownKeyIds: [],
    isOplogFull: false,
  };

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly monitor: DatabaseMonitor,
    private readonly sealed: SealedFields,
    private readonly encryption: EncryptionService,
    private readonly metrics: Metrics,
  ) {}

  /** Does nothing where the database is not watched. */
  start(): void {
    if (this.monitor.isOn) this.running = this.look();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  get latest(): Vitals {
    const { isOplogFull, ...seen } = this.seen;
    const { replicationLagSeconds = 0, oplogWindowHours, unknownKeyIds } = seen;
    const isShort = isOplogFull && (oplogWindowHours ?? Infinity) < SHORTEST_WINDOW_HOURS;
    const degraded = [
      ...(replicationLagSeconds > LAG_LIMIT_SECONDS ? ['replication-lag'] : []),
      ...(isShort ? ['oplog-short'] : []),
      ...(unknownKeyIds.length > 0 ? ['unknown-keys'] : []),
    ];
    return { ...seen, poolWaitMs: this.monitor.longestWaitMs, degraded };
  }

  private async look(): Promise<void> {
    for (let looks = 0; !this.stopping.signal.aborted; looks += 1) {
      await this.lookOnce(looks % KEYS_EVERY_LOOKS === 0).catch((err: unknown) => {
        this.logger.warn({ msg: 'MongoDB could not be looked at', err });
      });
      await pause(LOOK_EVERY_MS, this.stopping.signal);
    }
  }

  /** @throws when MongoDB is away */
  async lookOnce(withKeys: boolean): Promise<void> {
    const { db } = this.connection;
    if (db === undefined) return;
    const startedAt = performance.now();
    await within(LIMIT_MS, db.command({ ping: 1, maxTimeMS: LIMIT_MS }));
    this.metrics.databaseRoundTrip.set((performance.now() - startedAt) / SECOND_MS);
    const [replicationLagSeconds, oplog] = await Promise.all([
      this.ifAllowed(() => lagOf(db)),
      this.ifAllowed(() => oplogOf(db)),
    ]);
    const unknownKeyIds = withKeys ? await this.unknownKeys(db) : this.seen.unknownKeyIds;
    if (unknownKeyIds.join() !== this.seen.unknownKeyIds.join())
      this.logger.warn({ msg: 'Values are encrypted with keys that are not in the ring', unknownKeyIds });
    this.seen = {
      ...(replicationLagSeconds !== undefined && { replicationLagSeconds }),
      ...(oplog && { oplogWindowHours: oplog.hours }),
      unknownKeyIds,
      isOplogFull: oplog?.isFull === true,
    };
    this.metrics.replicationLag.set(replicationLagSeconds ?? Number.NaN);
    this.metrics.oplogWindow.set(((oplog?.hours ?? Number.NaN) * HOUR_MS) / SECOND_MS);
    this.metrics.unknownKeys.set(unknownKeyIds.length);
  }

  /** A user of an operator's own making may lack the right to ask. */
  private async ifAllowed<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await within(LIMIT_MS, ask());
    } catch (err) {
      if (!(err instanceof mongo.MongoServerError) || err.code !== UNAUTHORIZED) throw err;
      this.logger.debug({ msg: 'The database user may not ask how the replica set is', err });
      return undefined;
    }
  }

  private async unknownKeys(db: mongo.Db): Promise<string[]> {
    const unknown = new Set<string>();
    for (const { collection, field } of this.sealed.all) {
      const keyId = { $arrayElemAt: [{ $split: [`$${field}`, '.'] }, 1] };
      const isSealed = { [field]: { $type: 'string' } };
      const ids = streamOf<{ _id: string | null }>(db.collection(collection), [
        { $match: isSealed },
        { $group: { _id: keyId } },
      ]);
      for await (const { _id } of ids)
        if (_id !== null && !this.encryption.keyIds.includes(_id)) unknown.add(_id);
    }
    return [...unknown].sort();
  }
}

interface Member {
  readonly stateStr: string;
  readonly optimeDate: Date;
}

async function lagOf(db: mongo.Db): Promise<number> {
  const status = await db.admin().command({ replSetGetStatus: 1, maxTimeMS: LIMIT_MS });
  const members = status.members as readonly Member[];
  const primary = members.find(({ stateStr }) => stateStr === 'PRIMARY');
  const secondaries = members.filter(({ stateStr }) => stateStr === 'SECONDARY');
  if (primary === undefined) return 0;
  const behindMs = secondaries.map(({ optimeDate }) => primary.optimeDate.getTime() - optimeDate.getTime());
  return Math.max(0, ...behindMs) / SECOND_MS;
}

async function oplogOf(db: mongo.Db): Promise<{ hours: number; isFull: boolean }> {
  const oplog = db.client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
  const edge = ($natural: 1 | -1) =>
    oplog
      .find({}, { projection: { ts: 1 }, maxTimeMS: LIMIT_MS })
      .sort({ $natural })
      .limit(1)
      .next();
  const [first, last, stats] = await Promise.all([
    edge(1),
    edge(-1),
    oplog.aggregate<Stats>([{ $collStats: { storageStats: {} } }], { maxTimeMS: LIMIT_MS }).next(),
  ]);
  const { size = 0, maxSize = Infinity } = stats?.storageStats ?? {};
  const seconds = (last?.ts.t ?? 0) - (first?.ts.t ?? 0);
  return { hours: (seconds * SECOND_MS) / HOUR_MS, isFull: size > maxSize * FULL_SHARE };
}

interface Stats {
  readonly storageStats: { readonly size: number; readonly maxSize: number };
}
