import { mongo } from 'mongoose';
import type { MigrationRunner } from '../../infra/database/migrations/migration-runner.js';
import { type Collection, type Validators } from '../../infra/database/schema/index.js';
import { StuckDuesCheck } from '../../infra/integrity/index.js';
import type { Clock } from '../../kernel/clock.js';
import { HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { indexStates } from '../indexes/index.js';

const LIMIT_MS = 5 * SECOND_MS;
const SLOW_ROUND_TRIP_MS = 1_000;
const LAG_LIMIT_MS = 10 * SECOND_MS;
const UNAUTHORIZED = 13;

export interface Vital {
  readonly name: string;
  /** `unknown`: this user may not ask, or it is not to be known here. */
  readonly state: 'good' | 'bad' | 'unknown';
  readonly says: string;
  /** For what is bad: the verb that tells more or mends it. */
  readonly next?: string;
}

export interface HealthTools {
  readonly db: mongo.Db;
  readonly collections: readonly Collection[];
  readonly validators: Validators;
  readonly migrations: MigrationRunner;
  readonly clock: Clock;
}

/** How the database is, asked now, 5 s for each question. @throws when MongoDB is away */
export async function healthOf(tools: HealthTools): Promise<Vital[]> {
  return [
    await roundTrip(tools),
    await ifAllowed('replication', () => replication(tools)),
    await ifAllowed('oplog', () => oplog(tools)),
    {
      name: 'pool',
      state: 'unknown',
      says: 'each process has its own: bot_database_connections and bot_database_checkout_duration_seconds',
    },
    await migrations(tools),
    await ifAllowed('indexes', () => indexes(tools)),
    await ifAllowed('slow queries', () => slowQueries(tools)),
    await integrity(tools),
  ];
}

async function roundTrip({ db }: HealthTools): Promise<Vital> {
  const startedAt = performance.now();
  await db.command({ ping: 1, maxTimeMS: LIMIT_MS });
  const ms = performance.now() - startedAt;
  return {
    name: 'connection',
    state: stateOf(ms < SLOW_ROUND_TRIP_MS),
    says: `answers in ${ms.toFixed(1)} ms`,
  };
}

interface Member {
  readonly stateStr: string;
  readonly health: number;
  readonly optimeDate: Date;
}

async function replication({ db }: HealthTools): Promise<Vital> {
  const status = await db.admin().command({ replSetGetStatus: 1, maxTimeMS: LIMIT_MS });
  const members = status.members as readonly Member[];
  const primary = members.find(({ stateStr }) => stateStr === 'PRIMARY');
  const away = members.filter(({ health }) => health !== 1).length;
  const behind = members
    .filter(({ stateStr }) => stateStr === 'SECONDARY')
    .map(({ optimeDate }) => Number(primary?.optimeDate ?? optimeDate) - Number(optimeDate));
  const lagMs = Math.max(0, ...behind);
  return {
    name: 'replication',
    state: stateOf(primary !== undefined && away === 0 && lagMs <= LAG_LIMIT_MS),
    says: `${String(members.length)} members, ${String(away)} away, ${String(lagMs / SECOND_MS)} s behind`,
    next: "Look at MongoDB's own log, and at rs.status().",
  };
}

async function oplog({ db }: HealthTools): Promise<Vital> {
  const rows = db.client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
  const edge = ($natural: 1 | -1) =>
    rows
      .find({}, { projection: { ts: 1 }, maxTimeMS: LIMIT_MS })
      .sort({ $natural })
      .limit(1)
      .next();
  const [first, last] = await Promise.all([edge(1), edge(-1)]);
  const hours = (((last?.ts.t ?? 0) - (first?.ts.t ?? 0)) * SECOND_MS) / HOUR_MS;
  return { name: 'oplog', state: 'good', says: `reaches back ${hours.toFixed(1)} h` };
}

async function migrations({ migrations: runner, validators }: HealthTools): Promise<Vital> {
  const { migrations: all } = await runner.status();
  const other = all.filter(({ state }) => state !== 'applied' && state !== 'baseline');
  const areCurrent = await validators.areCurrent();
  const applied = `${String(all.length - other.length)} of ${String(all.length)} applied`;
  return {
    name: 'migrations',
    state: stateOf(other.length === 0 && areCurrent),
    says: `${applied}, validators ${areCurrent ? 'as the schemas' : 'behind the schemas'}`,
    next: 'discord-db-manager status',
  };
}

async function indexes({ db, collections }: HealthTools): Promise<Vital> {
  const states = (await Promise.all(collections.map((facts) => indexStates(db, facts)))).flat();
  const counts = new Map<string, number>();
  for (const { state } of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return {
    name: 'indexes',
    state: stateOf(states.every(({ state }) => state === 'in sync' || state === 'building')),
    says: [...counts].map(([state, count]) => `${String(count)} ${state}`).join(', '),
    next: 'discord-db-manager indexes:status',
  };
}

/** Of MongoDB's profiler, where that is on. What the service saw is in its log and its metrics. */
async function slowQueries({ db, clock }: HealthTools): Promise<Vital> {
  const name = 'slow queries';
  const { was } = await db.command({ profile: -1 });
  if (was === 0)
    return { name, state: 'unknown', says: "MongoDB's profiler is off; the service logs slow commands" };
  const since = new Date(clock.now().getTime() - HOUR_MS);
  const slow = await db
    .collection('system.profile')
    .countDocuments({ ts: { $gte: since } }, { maxTimeMS: LIMIT_MS });
  return {
    name,
    state: 'good',
    says: `${String(slow)} in the last hour: discord-db-manager indexes:suggest`,
  };
}

/** One check that is cheap; the others take as long as the data is large. */
async function integrity({ db, collections, clock }: HealthTools): Promise<Vital> {
  const nothing = (): Promise<void> => Promise.resolve();
  const check = new StuckDuesCheck(collections, { db, clock, breathe: nothing, settled: nothing });
  let stuck = 0;
  for await (const { count } of check.find()) stuck += count;
  return {
    name: 'integrity',
    state: stateOf(stuck === 0),
    says: `${String(stuck)} rows that no worker takes; all else: discord-db-manager integrity`,
    next: 'discord-db-manager integrity stuck-dues',
  };
}

const stateOf = (isGood: boolean): 'good' | 'bad' => (isGood ? 'good' : 'bad');

/** A user of an operator's own making may lack the right to ask. */
async function ifAllowed(name: string, ask: () => Promise<Vital>): Promise<Vital> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== UNAUTHORIZED) throw error;
    return { name, state: 'unknown', says: 'this database user may not ask' };
  }
}
