import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as migrateMongo from 'migrate-mongo';
import { mongo } from 'mongoose';
import { MigrationRunner } from '../../src/infra/database/migrations/migration-runner.js';
import type { MigrationFile } from '../../src/infra/database/migrations/migration.js';
import { median } from './measure.ts';

/**
 * A migration of many documents: the runner's batches, with lock, fence, ledger and a transaction each, beside
 * a bare loop of `bulkWrite`, and beside the same loop run by migrate-mongo. Alternating rounds, ratios.
 */
const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 200_000);
const ROUNDS = 3;
const SIZE = 1_000;
const AIM = 0.8;

type Documents = readonly mongo.WithId<mongo.Document>[];
const operationsFor = (documents: Documents) =>
  documents.map(({ _id }) => ({ updateOne: { filter: { _id }, update: { $set: { seat: 1 } } } }));

const file: MigrationFile = {
  id: '0001',
  name: 'bench',
  checksum: 'bench',
  migration: {
    description: 'Bench',
    async up(db, batches) {
      await batches.each({ name: 'seats', collection: 'rows', size: SIZE }, async (documents, session) => {
        await db.collection('rows').bulkWrite(operationsFor(documents), { session });
      });
    },
    down: () => Promise.resolve(),
    verify: () => Promise.resolve(),
  },
};

const LOOP = `export const up = async (db) => {
  let operations = [];
  for await (const { _id } of db.collection('rows').find().sort({ _id: 1 }).batchSize(${SIZE})) {
    operations.push({ updateOne: { filter: { _id }, update: { $set: { seat: 1 } } } });
    if (operations.length < ${SIZE}) continue;
    await db.collection('rows').bulkWrite(operations);
    operations = [];
  }
  if (operations.length > 0) await db.collection('rows').bulkWrite(operations);
};
export const down = async () => {};
`;

interface Contender {
  readonly name: string;
  run(db: mongo.Db): Promise<unknown>;
}

export async function measureMigrations(uri: string, tolerance: number): Promise<boolean> {
  const client = await mongo.MongoClient.connect(uri);
  const db = client.db();
  const folder = await mkdtemp(join(tmpdir(), 'bench-migrations-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, '20260101000000-bench.js'), LOOP);
  const loop = (await import(join(folder, '20260101000000-bench.js'))) as { up(db: mongo.Db): Promise<void> };
  const contenders: readonly Contender[] = [
    { name: 'bare bulkWrite', run: (on) => loop.up(on) },
    { name: 'our runner', run: (on) => new MigrationRunner(on, [file]).migrate() },
    { name: 'migrate-mongo', run: () => viaMigrateMongo(uri, folder) },
  ];
  const seconds = contenders.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      await fill(db);
      const startedAt = performance.now();
      await contender.run(db);
      const took = (performance.now() - startedAt) / 1000;
      const left = await db.collection('rows').countDocuments({ seat: { $exists: false } });
      if (left > 0) throw new Error(`${contender.name} left ${left} documents`);
      if (round > 0) seconds[index]?.push(took); // the first warms up
    }
  }
  await db.dropDatabase();
  await client.close();
  await rm(folder, { recursive: true });
  const [bare = [], ours = []] = seconds;
  console.log(`${DOCUMENTS} documents, ${SIZE} a batch, median of ${ROUNDS} alternating rounds`);
  for (const [index, { name }] of contenders.entries())
    console.log(
      `${name.padEnd(16)} ${(DOCUMENTS / median(seconds[index] ?? [])).toFixed(0).padStart(8)} documents/s`,
    );
  const ratio = median(bare.map((took, index) => took / (ours[index] ?? took)));
  console.log(`our runner beside bare bulkWrite: ${ratio.toFixed(2)} (aim ≥ ${AIM})`);
  return ratio >= AIM * tolerance;
}

async function fill(db: mongo.Db): Promise<void> {
  await db.dropDatabase();
  for (let from = 0; from < DOCUMENTS; from += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, DOCUMENTS - from) }, (_, index) => ({
      guildId: '1100000000000000001',
      position: from + index,
      title: 'A row as long as many',
    }));
    await db.collection('rows').insertMany(rows);
  }
}

async function viaMigrateMongo(uri: string, migrationsDir: string): Promise<void> {
  migrateMongo.config.set({
    mongodb: { url: uri, databaseName: new URL(uri).pathname.slice(1), options: {} },
    migrationsDir,
    changelogCollectionName: 'changelog',
    lockCollectionName: 'changelog_lock',
    lockTtl: 0,
    migrationFileExtension: '.js',
    useFileHash: false,
    moduleSystem: 'esm',
  });
  const { db, client } = await migrateMongo.database.connect();
  await migrateMongo.up(db, client);
  await client.close();
}
