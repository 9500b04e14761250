import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { mongo } from 'mongoose';
import type * as filesModule from '../../src/infra/database/migrations/migration-files.js';
import type * as runnerModule from '../../src/infra/database/migrations/migration-runner.js';
import type * as schemaModule from '../../src/infra/database/schema/index.js';
import { resolveMongoServer } from '../../src/infra/database/server/index.js';
import type * as collectionsModule from '../../src/maintenance/collections.js';
import type * as integrityModule from '../../src/maintenance/integrity/index.js';

/**
 * How much memory a whole run of the integrity checks takes over a million entries, and over a hundred
 * thousand paid completions. Another process writes them, so that this one has nothing of them yet.
 *
 * Run it after a build, with `node --expose-gc`; it fails above the aim.
 */
const ENTRIES = 1_000_000;
const COMPLETIONS = 100_000;
const ALLOWLISTS = 20;
const BATCH = 5_000;
const AIM_MB = 200;
const MB = 1_048_576;

/** The built service: its decorators are not for Node to strip. */
async function built<Module>(module: string): Promise<Module> {
  return (await import(new URL(`../../dist/${module}.js`, import.meta.url).href)) as Module;
}
const builtCollections = () => built<typeof collectionsModule>('maintenance/collections');
const builtSchema = () => built<typeof schemaModule>('infra/database/schema/index');
const builtIntegrity = () => built<typeof integrityModule>('maintenance/integrity/index');
const builtRunner = () => built<typeof runnerModule>('infra/database/migrations/migration-runner');
const builtMigrations = () => built<typeof filesModule>('infra/database/migrations/migration-files');

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
const snowflake = (value: number): string => (1_100_000_000_000_000_000n + BigInt(value)).toString();

async function write(
  rows: mongo.Collection,
  total: number,
  row: (index: number) => mongo.Document,
): Promise<void> {
  for (let from = 0; from < total; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, total - from) }, (_, index) => row(from + index));
    await rows.insertMany(batch, { ordered: false, writeConcern: { w: 1 } });
  }
}

async function fill(uri: string): Promise<void> {
  const { collections } = await builtCollections();
  const { Validators, withDefaults } = await builtSchema();
  const { MigrationRunner } = await builtRunner();
  const { loadMigrations } = await builtMigrations();
  const client = await mongo.MongoClient.connect(uri);
  const db = client.db();
  await new MigrationRunner(db, await loadMigrations(), new Validators(db, collections)).migrate();
  const complete = (name: string, values: object): mongo.Document => {
    const collection = collections.find((known) => known.name === name);
    if (collection === undefined) throw new Error(`No collection ${name}`);
    return withDefaults<mongo.Document>(collection, values);
  };
  const now = new Date();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  const common = {
    guildId: snowflake(1),
    communityId: hex(7, 24),
    createdBy: snowflake(2),
    channelId: snowflake(3),
    createdAt: now,
    locale: 'en-US',
  };
  const allowlists = Array.from({ length: ALLOWLISTS }, () => new mongo.ObjectId());
  const totals = { entries: ENTRIES / ALLOWLISTS, held: 0, tickets: ENTRIES / ALLOWLISTS };
  const draft = {
    title: 'Mint',
    description: 'A place.',
    prize: 'One',
    kind: 'raffle',
    status: 'active',
    endsAt: tomorrow,
  };
  for (const [index, _id] of allowlists.entries())
    await db.collection('discord_allowlist_connections').insertOne(
      complete('discord_allowlist_connections', {
        ...common,
        _id,
        messageId: snowflake(index),
        allowlistId: _id.toHexString(),
        allowlistData: draft,
        entryManagement: { totals },
      }),
    );
  await write(db.collection('allowlist_entries'), ENTRIES, (index) => ({
    connectionId: allowlists[index % ALLOWLISTS]?.toHexString(),
    guildId: common.guildId,
    communityId: common.communityId,
    discordId: snowflake(index),
    interactionId: snowflake(index),
    state: 'valid',
    tickets: 1,
    salt: hex(index, 32),
    entrant: hex(index, 64),
    risk: { score: 0, signals: [] },
    seq: new mongo.Timestamp({ t: 1, i: index + 1 }),
    createdAt: now,
  }));
  const post = new mongo.ObjectId();
  await db.collection('discord_task_posts').insertOne(
    complete('discord_task_posts', {
      ...common,
      _id: post,
      taskId: post.toHexString(),
      messageId: snowflake(5),
      taskData: {
        title: 'Join',
        description: 'Be here.',
        type: 'discord_join',
        points: 5,
        status: 'active',
        expiresAt: tomorrow,
      },
      interactionStats: { completions: COMPLETIONS },
      card: { wanted: COMPLETIONS },
    }),
  );
  const member = { guildId: common.guildId, communityId: common.communityId };
  await write(db.collection('task_completions'), COMPLETIONS, (index) => ({
    ...member,
    _id: new mongo.ObjectId(hex(index + 1, 24)),
    taskPostId: post.toHexString(),
    discordId: snowflake(index),
    interactionId: snowflake(index),
    state: 'verified',
    points: 5,
    attempt: 1,
    createdAt: now,
    verifiedAt: now,
    owes: [],
  }));
  const paid = { communityId: common.communityId, amount: 5, source: 'task', at: now };
  await write(db.collection('points_ledger'), COMPLETIONS, (index) => ({
    ...paid,
    sourceId: hex(index + 1, 24),
    discordId: snowflake(index),
  }));
  const sums = await db
    .collection('points_ledger')
    .aggregate<{ week: string }>([
      { $limit: 1 },
      { $project: { week: { $dateToString: { date: '$at', format: '%G-W%V' } } } },
    ])
    .next();
  for (const period of ['all', sums?.week])
    await write(db.collection('balances'), COMPLETIONS, (index) => ({
      communityId: common.communityId,
      period,
      discordId: snowflake(index),
      points: 5,
      completions: 1,
    }));
  await client.close();
}

async function measure(uri: string): Promise<number> {
  const { collections } = await builtCollections();
  const { integrityChecks, runChecks } = await builtIntegrity();
  const client = await mongo.MongoClient.connect(uri, { socketTimeoutMS: 45_000 });
  const nothing = (): Promise<void> => Promise.resolve();
  const scope = { db: client.db(), clock: { now: () => new Date() }, breathe: nothing, settled: nothing };
  const checks = integrityChecks({ scope, collections, recountOf: () => undefined });
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const report = await runChecks(checks);
  clearInterval(watch);
  await client.close();
  for (const { name, findings, durationMs, failure } of report.checks)
    console.log(
      `${name.padEnd(22)} ${String(findings).padStart(4)} findings ${(durationMs / 1_000).toFixed(1).padStart(7)} s ${failure === undefined ? '' : inspect(failure)}`,
    );
  const grownMb = (peak - before) / MB;
  console.log(
    `${ENTRIES} entries, ${COMPLETIONS} completions: RSS ${(before / MB).toFixed(0)} MB before, ${grownMb.toFixed(0)} MB more at most (aim < ${AIM_MB})`,
  );
  return grownMb;
}

const [, script = '', mode, given] = process.argv;
if (mode === 'fill' && given !== undefined) {
  await fill(given);
  process.exit(0);
}
const dataDir = await mkdtemp(join(tmpdir(), 'community-bot-integrity-'));
const server = await resolveMongoServer({ dataDir, databaseName: 'integrity', environment: process.env });
try {
  const filling = spawn(process.execPath, [...process.execArgv, script, 'fill', server.uri], {
    stdio: 'inherit',
  });
  const [exitCode] = (await once(filling, 'exit')) as [number];
  if (exitCode !== 0) throw new Error('The rows could not be written');
  process.exitCode = (await measure(server.uri)) < AIM_MB ? 0 : 1;
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
