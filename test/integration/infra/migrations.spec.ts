// Real: the migrations, their runner and lock, the mongoose schemas, a MongoDB with a database per test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { mongo, Schema } from 'mongoose';
import { migration as initial } from '../../../migrations/0001-initial-indexes.js';
import { DraftSchema } from '../../../src/infra/drafts/draft.schema.js';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import {
  MigrationDriftError,
  MigrationRunner,
} from '../../../src/infra/database/migrations/migration-runner.js';
import type { MigrationFile } from '../../../src/infra/database/migrations/migration.js';
import { DiscordAccountLinkSchema } from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { CommunitySchema } from '../../../src/modules/communities/schemas/community.schema.js';
import { BalanceSchema } from '../../../src/modules/points/schemas/balance.schema.js';
import { LedgerRowSchema } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import { DiscordServerMappingSchema } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { TaskCompletionSchema } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { DiscordTaskPostSchema } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { aSnowflake, aTaskCompletion, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const opened: mongo.Db[] = [];
// Before the hook of `useTestDatabase`, which closes the connection.
afterAll(async () => {
  await Promise.all(opened.map((db) => db.dropDatabase()));
});
const database = useTestDatabase();
const SCHEMAS: readonly Schema[] = [
  CommunitySchema,
  DiscordServerMappingSchema,
  DiscordAccountLinkSchema,
  DiscordTaskPostSchema,
  TaskCompletionSchema,
  LedgerRowSchema,
  BalanceSchema,
  DraftSchema,
];

let databases = 0;
/** An empty database that ends with this file. */
function anEmptyDatabase(): mongo.Db {
  databases += 1;
  const db = database.client().db(`m${databases}_${database.db().databaseName}`);
  opened.push(db);
  return db;
}
const nameOf = (schema: Schema): string => String(schema.get('collection'));
const namesIn = async (db: mongo.Db): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();

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

describe('the first migration', () => {
  it('creates what its check asks for, can run twice, and goes back to nothing', async () => {
    const db = anEmptyDatabase();
    await expect(initial.verify(db)).rejects.toThrow();
    await initial.up(db);
    await initial.verify(db);
    await initial.up(db);
    await initial.verify(db);
    expect(await namesIn(db)).toEqual(SCHEMAS.map(nameOf).sort());
    await initial.down(db);
    await initial.down(db);
    expect(await namesIn(db)).toEqual([]);
    await initial.up(db);
    await initial.verify(db);
  });

  it('notices an index that is missing', async () => {
    const db = anEmptyDatabase();
    await initial.up(db);
    await db.collection('points_ledger').dropIndex('source_unique');
    await expect(initial.verify(db)).rejects.toThrow();
  });
});

describe('the indexes', () => {
  type Described = Record<string, unknown>;
  const RELEVANT = ['unique', 'partialFilterExpression', 'expireAfterSeconds', 'sparse', 'collation'];
  const described = (key: unknown, options: Described): [string, Described] => [
    String(options.name),
    {
      key,
      ...Object.fromEntries(
        RELEVANT.flatMap((option) => (options[option] ? [[option, options[option]]] : [])),
      ),
    },
  ];

  const zeroIsAnOption = (options: Described): Described =>
    options.expireAfterSeconds === 0 ? { ...options, expireAfterSeconds: '0 s' } : options;

  it.each(SCHEMAS.map((schema) => [nameOf(schema), schema] as const))(
    'of %s are those that its schema declares, name by name',
    async (name, schema) => {
      const db = anEmptyDatabase();
      await initial.up(db);
      const actual = (await db.collection(name).indexes())
        .filter((index) => index.name !== '_id_')
        .map((index) => described(index.key, zeroIsAnOption(index)));
      const declared = schema
        .indexes()
        .map(([key, options]) => described(key, zeroIsAnOption(options as Described)));
      expect(new Map(actual)).toEqual(new Map(declared));
      // The order of an index's fields is part of it.
      expect(actual.map(([index, { key }]) => [index, Object.keys(key as object)]).sort()).toEqual(
        declared.map(([index, { key }]) => [index, Object.keys(key as object)]).sort(),
      );
    },
  );
});

describe('the validators', () => {
  let db: mongo.Db;
  beforeAll(async () => {
    db = anEmptyDatabase();
    await initial.up(db);
  });

  const good: Record<string, () => mongo.Document> = {
    communities: () => ({ name: '🐱'.repeat(60), ownerId: aSnowflake(), createdAt: new Date() }),
    discord_server_mappings: () => ({
      guildId: aSnowflake(),
      communityId: aSnowflake(),
      linkedBy: aSnowflake(),
      linkedAt: new Date(),
      status: 'active',
      guildInfo: { name: 'Cats', ownerId: aSnowflake(), locale: 'de' },
      auditLog: [],
    }),
    discord_account_links: () => ({ discordId: aSnowflake(), createdAt: new Date() }),
    discord_task_posts: () => ({ ...aTaskPost() }),
    task_completions: () => ({ ...aTaskCompletion() }),
    points_ledger: () => ({
      source: 'task',
      sourceId: aSnowflake(),
      communityId: 'c',
      discordId: aSnowflake(),
      amount: -5,
      at: new Date(),
    }),
    balances: () => ({ communityId: 'c', period: 'all', discordId: aSnowflake(), points: 0, completions: 0 }),
    drafts: () => ({
      kind: 'task',
      guildId: aSnowflake(),
      discordId: aSnowflake(),
      values: {},
      expiresAt: new Date(),
    }),
  };

  it.each(Object.entries(good))('take a good document of %s', async (name, document) => {
    await expect(db.collection(name).insertOne(document())).resolves.toHaveProperty('acknowledged', true);
  });

  const bad: [string, string, object][] = [
    ['communities', 'a name of 61 characters', { name: '🐱'.repeat(61) }],
    ['communities', 'an owner that is no id', { ownerId: 'ana' }],
    ['communities', 'a name that is an operator', { name: { $ne: null } }],
    ['discord_server_mappings', 'a guild that is no id', { guildId: 'guild' }],
    ['discord_server_mappings', 'an unknown status', { status: 'deleted' }],
    ['discord_server_mappings', 'a log of 21 entries', { auditLog: Array.from({ length: 21 }, () => ({})) }],
    ['discord_account_links', 'a member that is a number', { discordId: 5 }],
    ['discord_account_links', 'a time that is a text', { createdAt: '2026-11-23' }],
    ['discord_task_posts', 'no points', { taskData: { ...aTaskPost().taskData, points: 0 } }],
    ['discord_task_posts', 'half a point', { taskData: { ...aTaskPost().taskData, points: 1.5 } }],
    ['discord_task_posts', 'too many points', { taskData: { ...aTaskPost().taskData, points: 10_001 } }],
    ['discord_task_posts', 'no title', { taskData: { ...aTaskPost().taskData, title: '' } }],
    [
      'discord_task_posts',
      'a title of 101 characters',
      { taskData: { ...aTaskPost().taskData, title: 'x'.repeat(101) } },
    ],
    ['discord_task_posts', 'a message that is null', { messageId: null }],
    ['discord_task_posts', 'a negative count', { interactionStats: { completions: -1 } }],
    ['task_completions', 'an unknown state', { state: 'done' }],
    ['task_completions', 'an unknown debt', { owes: ['money'] }],
    ['task_completions', 'no attempt', { attempt: 0 }],
    ['task_completions', 'a proof without time', { proof: { text: 'x' } }],
    ['task_completions', 'a due that is null', { due: null }],
    ['points_ledger', 'a row that moves nothing', { amount: 0 }],
    ['points_ledger', 'a row that moves a fraction', { amount: 0.5 }],
    ['points_ledger', 'a row without cause', { sourceId: '' }],
    ['balances', 'a debt', { points: -1 }],
    ['balances', 'NaN points', { points: Number.NaN }],
    ['drafts', 'values that are a text', { values: 'x' }],
    ['drafts', 'no end', { expiresAt: null }],
  ];
  it.each(bad)('refuse a document of %s with %s, written past mongoose', async (name, _, change) => {
    const document = { ...good[name]!(), ...change };
    await expect(db.collection(name).insertOne(document)).rejects.toHaveProperty('code', 121);
  });

  it.each(Object.entries(good))('refuse a document of %s that lacks a field', async (name, document) => {
    const required = Object.keys(document()).filter(
      (field) => !['_id', 'messageId', 'verifiedAt'].includes(field),
    );
    for (const field of required) {
      const rest = Object.fromEntries(Object.entries(document()).filter(([key]) => key !== field));
      await expect(db.collection(name).insertOne(rest)).rejects.toHaveProperty('code', 121);
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
    expect(await db.collection('leases').findOne({ owner: null })).toMatchObject({ fence: 8 });
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
    expect(await loadMigrations()).toMatchObject([{ id: '0001', name: 'initial-indexes' }]);
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
