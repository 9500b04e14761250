import { mongo, Types } from 'mongoose';
import { EncryptionService, KeyRing } from '../../../src/infra/crypto/index.js';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import type { IntegrityCheck } from '../../../src/infra/integrity/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { collections } from '../../../src/maintenance/collections.js';
import { type CheckReport, integrityChecks, runChecks } from '../../../src/maintenance/integrity/index.js';
import { aKey, aKeyList } from '../builders/encryption-keys.js';
import { useTestDatabase } from '../mongo/test-database.js';
import { healthyRows, write } from './healthy-rows.js';

export interface Run {
  readonly isRepairing?: boolean;
  readonly only?: string;
  readonly breathe?: () => Promise<void>;
  readonly settled?: () => Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
export const serviceWith = (key: string): EncryptionService =>
  new EncryptionService(new KeyRing(aKeyList(key)), new Metrics());

/** A migrated database that is healthy before each test, and the checks on it. Call it at the top of a spec. */
export function useCheckedDatabase() {
  const database = useTestDatabase();
  const db = (): mongo.Db => database.db();
  const rows = (name: string): mongo.Collection => db().collection(name);
  const encryption = serviceWith(`a:${aKey('a')}`);
  const healthy = healthyRows(encryption);

  beforeAll(async () => {
    await new MigrationRunner(db(), await loadMigrations(), new Validators(db(), collections)).migrate();
  });
  beforeEach(async () => {
    await Promise.all(collections.map(({ name }) => rows(name).deleteMany()));
    await write(db(), healthy);
  });

  /** As the projection would. */
  async function recountTask(postId: string): Promise<void> {
    const completions = await rows('task_completions').countDocuments({
      taskPostId: postId,
      state: 'verified',
    });
    await rows('discord_task_posts').updateOne(
      { _id: new Types.ObjectId(postId) },
      { $set: { 'interactionStats.completions': completions } },
    );
  }

  async function recountAllowlist(connectionId: string): Promise<void> {
    const entries = await rows('allowlist_entries').countDocuments({ connectionId, state: 'valid' });
    await rows('discord_allowlist_connections').updateOne(
      { _id: new Types.ObjectId(connectionId) },
      { $set: { 'entryManagement.totals': { entries, held: 0, tickets: entries } } },
    );
  }

  function checks({ only, breathe = nothing, settled = nothing }: Run = {}): IntegrityCheck[] {
    const recounts = { 'task-counts': recountTask, 'entry-counts': recountAllowlist };
    return integrityChecks({
      scope: { db: db(), clock: new SystemClock(), breathe, settled },
      collections,
      encryption,
      recountOf: (name) => recounts[name as keyof typeof recounts],
    }).filter(({ name }) => only === undefined || name === only);
  }

  async function run(options: Run = {}): Promise<CheckReport[]> {
    const report = await runChecks(checks(options), options);
    for (const { failure } of report.checks) expect(failure).toBeUndefined();
    return [...report.checks];
  }

  /** Every row, as a text of its own, in a fixed order. */
  async function everyRow(): Promise<string[]> {
    const all = collections.map(async ({ name }) => await rows(name).find().sort({ _id: 1 }).toArray());
    return (await Promise.all(all)).flat().map((row) => mongo.BSON.EJSON.stringify(row));
  }

  /** The first healthy row of a collection. */
  function healthyRow(name: string): { _id: Types.ObjectId; discordId?: string } {
    const [, row] = healthy.find(([collection]) => collection.name === name)!;
    return row as { _id: Types.ObjectId };
  }
  const idOf = (name: string): string => healthyRow(name)._id.toHexString();

  return {
    client: database.client,
    db,
    rows,
    encryption,
    recountTask,
    checks,
    run,
    everyRow,
    healthyRow,
    idOf,
  };
}

/** How many of which. */
export const findingsOf = (reports: readonly CheckReport[]): Record<string, number> =>
  Object.fromEntries(
    reports.filter(({ findings }) => findings > 0).map(({ name, findings }) => [name, findings]),
  );
