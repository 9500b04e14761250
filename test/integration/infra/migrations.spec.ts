// Real: the migrations, their runner and lock, a MongoDB with a database per test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { migration as initial } from '../../../migrations/0001-initial-indexes.js';
import { migration as dataLayer } from '../../../migrations/0002-data-layer.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import {
  MigrationDriftError,
  MigrationRunner,
} from '../../../src/infra/database/migrations/migration-runner.js';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import type { MigrationFile } from '../../../src/infra/database/migrations/migration.js';
import { drafts } from '../../../src/infra/drafts/draft.schema.js';
import { collections } from '../../../src/maintenance/collections.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const opened: mongo.Db[] = [];
// Before the hook of `useTestDatabase`, which closes the connection.
afterAll(async () => {
  await Promise.all(opened.map((db) => db.dropDatabase()));
});
const database = useTestDatabase();
let databases = 0;
/** An empty database that ends with this file. */
function anEmptyDatabase(): mongo.Db {
  databases += 1;
  const db = database.client().db(`m${databases}_${database.db().databaseName}`);
  opened.push(db);
  return db;
}
const namesIn = async (db: mongo.Db): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();

async function optionsOf(db: mongo.Db, name: string): Promise<mongo.Document> {
  const [info] = await db.listCollections({ name }).toArray();
  return (info as { options: mongo.Document }).options;
}

function aMigration(
  id: string,
  given: Partial<MigrationFile['migration']> = {},
  checksum = `sum-${id}`,
): MigrationFile {
  const nothing = () => Promise.resolve();
  return {
    id,
    name: `step-${id}`,
    checksum,
    migration: { description: 'A step', up: nothing, down: nothing, verify: nothing, ...given },
  };
}

/** The lock of the runner makes `leases`. */
const migrated = collections.filter(({ name }) => name !== 'leases');

describe('the migrations', () => {
  it('create what their checks ask for, can run twice, and go back to nothing', async () => {
    const db = anEmptyDatabase();
    for (const step of [initial, dataLayer]) {
      await expect(step.verify(db)).rejects.toThrow();
      await step.up(db);
      await step.verify(db);
      await step.up(db);
      await step.verify(db);
    }
    expect(await namesIn(db)).toEqual(migrated.map(({ name }) => name).sort());
    for (const step of [dataLayer, initial]) {
      await step.down(db);
      await step.down(db);
    }
    expect(await namesIn(db)).toEqual([]);
    for (const step of [initial, dataLayer]) await step.up(db);
    await dataLayer.verify(db);
  });

  it.each([
    [initial, 'points_ledger', 'source_unique'],
    [dataLayer, 'allowlist_entries', 'member_unique'],
  ])('notice an index that is missing', async (step, collection, index) => {
    const db = anEmptyDatabase();
    await initial.up(db);
    await step.up(db);
    await db.collection(collection).dropIndex(index);
    await expect(step.verify(db)).rejects.toThrow(collection);
  });

  it('give documents of the first one what they lack, and leave what they have', async () => {
    const db = anEmptyDatabase();
    await initial.up(db);
    await db.collection('communities').insertMany([
      { name: 'Sky Cats', ownerId: aSnowflake(), createdAt: new Date() },
      { name: 'Sea Dogs', ownerId: aSnowflake(), createdAt: new Date(), pointsName: 'bones' },
    ]);
    await db
      .collection('discord_account_links')
      .insertOne({ discordId: aSnowflake(), createdAt: new Date() });
    await db.collection('discord_server_mappings').insertOne({
      guildId: aSnowflake(),
      communityId: aSnowflake(),
      linkedBy: aSnowflake(),
      linkedAt: new Date(),
      status: 'active',
      guildInfo: { name: 'Cats', ownerId: aSnowflake(), locale: 'de' },
      auditLog: [],
    });
    const { insertedId } = await db.collection('discord_task_posts').insertOne({
      guildId: aSnowflake(),
      channelId: aSnowflake(),
      communityId: 'a'.repeat(24),
      createdBy: aSnowflake(),
      createdAt: new Date(),
      locale: 'de',
      taskData: {
        title: 'x',
        description: 'x',
        type: 'custom',
        points: 5,
        status: 'active',
        expiresAt: new Date(),
      },
      interactionStats: { completions: 7 },
      card: { wanted: 7 },
    });
    await dataLayer.up(db);
    await dataLayer.verify(db);
    const post = await db.collection('discord_task_posts').findOne({ _id: insertedId });
    expect(post).toMatchObject({
      taskId: insertedId.toHexString(),
      taskData: { verification: 'review', requirements: [] },
      interactionStats: { completions: 7, starts: 0 },
    });
    const names = await db.collection('communities').distinct('pointsName');
    expect(names.sort()).toEqual(['bones', 'points']);
    // What they are now is what the schemas ask for.
    await new Validators(db, migrated).set();
    for (const { name } of migrated) {
      const { validator } = (await optionsOf(db, name)) as { validator: mongo.Document };
      expect(await db.collection(name).countDocuments({ $nor: [validator] })).toBe(0);
    }
  });
});

describe('the runner', () => {
  const ledger = (db: mongo.Db) => db.collection<{ _id: string; state: string }>('schema_migrations');
  const idsOf = (files: readonly MigrationFile[]) => files.map(({ id }) => id);

  it('runs what is pending once, in order, and says what it ran', async () => {
    const db = anEmptyDatabase();
    const ran: string[] = [];
    const files = ['0001', '0002'].map((id) =>
      aMigration(id, {
        up: () => {
          ran.push(id);
          return Promise.resolve();
        },
      }),
    );
    const runner = new MigrationRunner(db, files);
    expect(idsOf(await runner.pending())).toEqual(['0001', '0002']);
    expect(idsOf(await runner.migrate())).toEqual(['0001', '0002']);
    expect(await runner.migrate()).toEqual([]);
    expect(idsOf(await new MigrationRunner(db, [...files, aMigration('0003')]).pending())).toEqual(['0003']);
    expect(ran).toEqual(['0001', '0002']);
  });

  it('applies each once, though two processes start together', async () => {
    const db = anEmptyDatabase();
    let ups = 0;
    let atOnce = 0;
    const files = ['0001', '0002'].map((id) =>
      aMigration(id, {
        up: async () => {
          ups += 1;
          atOnce += 1;
          expect(atOnce).toBe(1);
          await db.collection('proof').insertOne({});
          atOnce -= 1;
        },
      }),
    );
    const applied = await Promise.all([
      new MigrationRunner(db, files).migrate(),
      new MigrationRunner(db, files).migrate(),
    ]);
    expect(applied.map((ran) => ran.length).sort()).toEqual([0, 2]);
    expect(ups).toBe(2);
  });

  it('refuses to go on when an applied file was changed or is missing', async () => {
    const db = anEmptyDatabase();
    await new MigrationRunner(db, [aMigration('0001')]).migrate();
    const changed = new MigrationRunner(db, [aMigration('0001', {}, 'another-sum'), aMigration('0002')]);
    await expect(changed.migrate()).rejects.toThrow(MigrationDriftError);
    await expect(new MigrationRunner(db, [aMigration('0002')]).pending()).rejects.toThrow(
      MigrationDriftError,
    );
    expect(await ledger(db).countDocuments({ _id: '0002' })).toBe(0);
  });

  it.each([
    ['fails', { up: () => Promise.reject(new Error('no')) }],
    ['does not hold what it promises', { verify: () => Promise.reject(new Error('no')) }],
  ])('stops at one that %s, frees the lock, and begins there again', async (_, fault) => {
    const db = anEmptyDatabase();
    const broken = [aMigration('0001'), aMigration('0002', fault), aMigration('0003')];
    await expect(new MigrationRunner(db, broken).migrate()).rejects.toThrow();
    const states = await ledger(db).find().sort({ _id: 1 }).toArray();
    expect(states.map(({ _id, state }) => [_id, state])).toEqual([
      ['0001', 'applied'],
      ['0002', 'failed'],
    ]);
    const mended = new MigrationRunner(db, [
      aMigration('0001'),
      aMigration('0002', {}, 'mended'),
      aMigration('0003'),
    ]);
    expect(idsOf(await mended.migrate())).toEqual(['0002', '0003']);
    expect(await ledger(db).findOne({ _id: '0002' })).not.toHaveProperty('error');
  });

  it('resumes one that a killed process left behind', async () => {
    const db = anEmptyDatabase();
    await ledger(db).insertOne({ _id: '0001', state: 'running' });
    expect(idsOf(await new MigrationRunner(db, [aMigration('0001')]).migrate())).toEqual(['0001']);
  });

  it('is free of the lock of a process that died longer ago than its lease', async () => {
    const db = anEmptyDatabase();
    const until = new Date(Date.now() - 1);
    await db.collection('leases').insertOne({ _id: 'migrations' as never, owner: 'dead', until, fence: 7 });
    expect(await new MigrationRunner(db, [aMigration('0001')]).migrate()).toHaveLength(1);
    expect(await db.collection('leases').findOne({ owner: { $exists: false } })).toMatchObject({ fence: 8 });
  });
});

describe('the files', () => {
  const SOURCE = 'module.exports.migration = { description: "x", up() {}, down() {}, verify() {} };\n';
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'migration-files-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  async function load(files: Record<string, string>): Promise<MigrationFile[]> {
    for (const [name, source] of Object.entries(files)) await writeFile(join(directory, name), source);
    return loadMigrations(directory);
  }

  it('of the project are loaded, with their names', async () => {
    expect(await loadMigrations()).toMatchObject([
      { id: '0001', name: 'initial-indexes' },
      { id: '0002', name: 'data-layer' },
    ]);
  });

  it('come in the order of their ids; others are ignored', async () => {
    const files = await load({
      '0002-b.ts': SOURCE,
      '0001-a.ts': SOURCE,
      '0001-a.ts~': 'x',
      'notes.md': 'x',
      '001-short.ts': SOURCE,
      '0003-c.js': SOURCE,
    });
    expect(files.map(({ id, name }) => [id, name])).toEqual([
      ['0001', 'a'],
      ['0002', 'b'],
    ]);
  });

  it('have the same checksum whatever the line ends, and another for another content', async () => {
    const [unix, windows, other] = await load({
      '0001-a.ts': SOURCE,
      '0002-b.ts': SOURCE.replaceAll('\n', '\r\n'),
      '0003-c.ts': SOURCE.replace('"x"', '"y"'),
    });
    expect(windows?.checksum).toBe(unix?.checksum);
    expect(other?.checksum).not.toBe(unix?.checksum);
  });

  it('that export no migration are refused', async () => {
    await expect(load({ '0001-a.ts': 'module.exports = {};' })).rejects.toThrow(TypeError);
  });
});

describe('the validators', () => {
  it('are set once after the migrations, and again when a schema has changed', async () => {
    const db = anEmptyDatabase();
    const files = [aMigration('0001', { up: initial.up })];
    const migrate = (given: typeof collections) => new MigrationRunner(db, files, new Validators(db, given));
    const validatorOf = () => optionsOf(db, 'drafts');
    expect(await migrate([drafts]).isBehind()).toBe(true);
    await migrate([drafts]).migrate();
    expect(await migrate([drafts]).isBehind()).toBe(false);
    const first = await validatorOf();
    const changed = { ...drafts, schema: drafts.schema.clone().add({ more: { type: String } }) };
    expect(await migrate([changed]).isBehind()).toBe(true);
    expect(await migrate([changed]).migrate()).toEqual([]);
    expect(await validatorOf()).not.toEqual(first);
    expect(await migrate([changed]).isBehind()).toBe(false);
  });
});
