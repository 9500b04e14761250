// Real: the built CLI, as processes where it is of these; migrations in folders of their own, MongoDB.
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { useCliHost } from '../support/e2e/cli-host.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { valuesIn, writeNumbers } from '../support/migrations/a-migration.js';
import { useEmptyDatabases } from '../support/migrations/empty-databases.js';
import {
  type MigrationFolder,
  sources,
  useMigrationFolders,
} from '../support/migrations/migration-folder.js';
import { waitUntil } from '../support/mongo/wait-until.js';

jest.setTimeout(90_000);

const databases = useEmptyDatabases();
const aFolder = useMigrationFolders();
const host = useCliHost();

const NAMES = { first: '0001-first.ts', second: '0002-second.ts' };
const twoSteps = () =>
  aFolder({ [NAMES.first]: sources.making('cats'), [NAMES.second]: sources.making('dogs') });

/** A verb on one database and one folder. */
function cliOn(db: mongo.Db, folder: MigrationFolder) {
  const env = { MONGODB_URI: databases.uriOf(db) };
  const args = (line: string): string[] => [...line.split(' ').filter(Boolean), '--dir', folder.path];
  return {
    run: (line: string): Promise<CliRun> => host(args(line), { env }),
    /** Loads files anew, which a process does once. */
    runAnew: (line: string): Promise<CliRun> => Cli.run(args(line), { env }),
    start: (line: string): Cli => Cli.start(args(line), { env }),
    inTerminal: (line: string, answer = ''): Promise<CliRun> => Cli.inTerminal(args(line), { env, answer }),
  };
}

const codeOf = async (run: Promise<CliRun>): Promise<number | null> => (await run).code;
const collectionsIn = async (db: mongo.Db): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);

/** The validators need all collections of the bot, which these folders don't make. */
const migrated = async (db: mongo.Db, folder: MigrationFolder): Promise<ReturnType<typeof cliOn>> => {
  const cli = cliOn(db, folder);
  const run = await cli.run('migrate --to 2 --allow-foreign');
  if (run.code !== 0) throw new Error(run.stderr);
  return cli;
};

describe('the released migrations, from nothing and back', () => {
  it('data on stdout, talk on stderr, the codes in between', async () => {
    const env = { MONGODB_URI: databases.uriOf(databases.next()) };
    const run = (line: string) => host(line.split(' '), { env });
    expect(await codeOf(run('status'))).toBe(3);
    const plan = await run('migrate --dry-run');
    expect(plan.code).toBe(3);
    const done = await run('migrate');
    expect(done).toMatchObject({
      code: 0,
      stdout: 'applied 0001-initial-indexes\napplied 0002-data-layer\nset the validators\n',
    });
    expect(done.stderr).toContain('Database: ');
    const status = await run('status --json');
    expect(status.code).toBe(0);
    expect(documentOf(status)).toMatchObject({
      schema: 'discord-db-manager/status/1',
      migrations: [{ state: 'applied' }, { state: 'applied' }, { id: 'validators', state: 'applied' }],
    });
    expect(await codeOf(run('migration:validate'))).toBe(0);
    expect((await run('migrate')).stdout).toBe('nothing to do\n');
    expect(await codeOf(run('rollback --yes'))).toBe(0);
    expect(await codeOf(run('status'))).toBe(3);
    expect(await codeOf(run('migration:redo --yes'))).toBe(0);
    expect(await codeOf(run('rollback --to 0 --yes'))).toBe(0);
    expect(await codeOf(run('rollback --yes'))).toBe(1);
  });
});

describe('drift is refused and named', () => {
  it('one byte more in an applied migration; accepted by a repair, which is audited', async () => {
    const db = databases.next();
    const folder = await twoSteps();
    const cli = await migrated(db, folder);
    await appendFile(join(folder.path, NAMES.first), ' ');
    for (const verb of ['status', 'migrate --allow-foreign', 'rollback --yes', 'migration:validate']) {
      const run = await cli.run(verb);
      expect([verb, run.code]).toEqual([verb, 4]);
      expect(run.stderr).toContain('migration:repair');
    }
    expect(await codeOf(cli.run('migration:repair'))).toBe(2);
    expect(await codeOf(cli.run('migration:repair --yes'))).toBe(0);
    expect(await codeOf(cli.run('migration:validate'))).toBe(0);
    expect(await db.collection('audit_entries').find().toArray()).toMatchObject([
      { action: 'migration.repair', actor: { kind: 'operator' }, target: { id: '0001' } },
    ]);
  });

  it('line ends of another system are none', async () => {
    const folder = await twoSteps();
    const cli = await migrated(databases.next(), folder);
    await folder.write(NAMES.first, sources.making('cats').replaceAll('\n', '\r\n'));
    expect(await codeOf(cli.run('migration:validate'))).toBe(0);
  });

  it('one that is gone, renamed or inserted behind', async () => {
    const folder = await twoSteps();
    const cli = await migrated(databases.next(), folder);
    await folder.remove(NAMES.second);
    expect(await codeOf(cli.run('migrate --allow-foreign'))).toBe(4);
    await folder.write('0003-second.ts', sources.making('dogs'));
    expect(await codeOf(cli.run('migrate --allow-foreign'))).toBe(4);
    await folder.remove('0003-second.ts');
    await folder.write(NAMES.second, sources.making('dogs'));
    await folder.write('0000-before.ts', sources.making('birds'));
    const late = await cli.run('migrate --allow-foreign --json');
    expect(late.code).toBe(4);
    expect(documentOf(late)).toMatchObject({ code: 'MIGRATION_OUT_OF_ORDER', exitCode: 4 });
  });

  it.each([
    ['exports nothing', 'export {};'],
    ['is no code', 'export const = ;'],
    ['never loads', 'await new Promise(() => undefined);'],
  ])('a file that %s, before any change', async (_, source) => {
    const db = databases.next();
    const cli = cliOn(db, await aFolder({ [NAMES.first]: sources.making('cats'), [NAMES.second]: source }));
    const run = await cli.run('migrate --timeout 2');
    expect(run.code).not.toBe(0);
    expect(await collectionsIn(db)).not.toContain('cats');
  });
});

describe('what goes wrong has a way out', () => {
  it('one that throws is failed; the mended one goes on', async () => {
    const folder = await aFolder({ [NAMES.first]: sources.making('cats'), [NAMES.second]: sources.throwing });
    const cli = cliOn(databases.next(), folder);
    const run = await cli.runAnew('migrate');
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('there are two of them');
    const status = await cli.runAnew('status');
    expect(status).toMatchObject({ code: 4, stdout: expect.stringContaining('failed') as string });
    await folder.write(NAMES.second, sources.making('dogs'));
    expect(await codeOf(cli.run('migrate --to 2 --allow-foreign'))).toBe(0);
  });

  it('one that never ends is given up, and the lock is free', async () => {
    const cli = cliOn(databases.next(), await aFolder({ [NAMES.first]: sources.endless }));
    const run = await cli.runAnew('migrate --timeout 2');
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('--timeout');
    expect(await codeOf(cli.run('lock:status'))).toBe(0);
  });

  it('one that can not be taken back is not, and nothing is lost without being told', async () => {
    const db = databases.next();
    const cli = await migrated(
      db,
      await aFolder({ [NAMES.first]: sources.irreversible, [NAMES.second]: sources.making('dogs') }),
    );
    expect(await codeOf(cli.run('rollback --to 0 --yes'))).toBe(1);
    await db.collection<{ name: string }>('dogs').insertOne({ name: 'Rex' });
    expect(await codeOf(cli.run('rollback --yes'))).toBe(2);
    expect(await db.collection('dogs').countDocuments()).toBe(1);
    expect(await codeOf(cli.run('rollback --yes --allow-data-loss'))).toBe(0);
  });
});

describe('a migration that is cut off', () => {
  const COUNT = 23;
  const doubled = Array.from({ length: COUNT }, (_, index) => (index + 1) * 2);
  const doneIn = async (db: mongo.Db): Promise<number> => {
    const row = await db.collection('schema_migrations').findOne();
    return (row?.cursors as { double?: { done: number } } | undefined)?.double?.done ?? 0;
  };

  it('by Ctrl-C ends after its batch with 130, and goes on there', async () => {
    const db = databases.next();
    await writeNumbers(db, COUNT);
    const cli = cliOn(db, await aFolder({ [NAMES.first]: sources.doubling(300) }));
    const running = cli.start('migrate --allow-foreign');
    await waitUntil(async () => (await doneIn(db)) >= 5);
    running.signal('SIGINT');
    const run = await running.end();
    expect(run).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Run the same command again') as string,
    });
    expect(await codeOf(cli.run('lock:status'))).toBe(0);
    expect(await codeOf(cli.run('status'))).toBe(3);
    expect(await codeOf(cli.run('migrate --to 1 --allow-foreign'))).toBe(0);
    expect(await valuesIn(db)).toEqual(doubled);
  });

  it('at any batch by a kill is shown, waits for the lock, and goes on to the same end', async () => {
    for (const boundary of [5, 20]) {
      const db = databases.next();
      await writeNumbers(db, COUNT);
      const cli = cliOn(db, await aFolder({ [NAMES.first]: sources.doubling(150) }));
      const running = cli.start('migrate --allow-foreign');
      await waitUntil(async () => (await doneIn(db)) >= boundary);
      running.signal('SIGKILL');
      await running.end();
      expect(await codeOf(cli.run('lock:status'))).toBe(5);
      expect(await codeOf(cli.run('migrate --wait 0 --allow-foreign'))).toBe(5);
      // As after at most 30 s.
      await db.collection('leases').updateOne({}, { $set: { until: new Date(0) } });
      expect(await codeOf(cli.run('status'))).toBe(4);
      expect(await codeOf(cli.run('migrate --to 1 --allow-foreign'))).toBe(0);
      expect(await valuesIn(db)).toEqual(doubled);
    }
  });

  it('by a released lock ends with 5, and writes no more', async () => {
    const db = databases.next();
    await writeNumbers(db, COUNT);
    const cli = cliOn(db, await aFolder({ [NAMES.first]: sources.doubling(2_000) }));
    const running = cli.start('migrate --allow-foreign');
    await waitUntil(async () => (await doneIn(db)) >= 5);
    expect(await codeOf(cli.run('lock:release'))).toBe(2);
    expect(await codeOf(cli.run('lock:release --yes'))).toBe(0);
    expect(await codeOf(running.end())).toBe(5);
    expect(await db.collection('audit_entries').find().toArray()).toMatchObject([
      { action: 'migration.lock-release', target: { kind: 'leases' } },
    ]);
    expect(await codeOf(cli.run('migrate --to 1 --allow-foreign'))).toBe(0);
    expect(await valuesIn(db)).toEqual(doubled);
  });
});

describe('four migrators that start together', () => {
  it('apply everything once', async () => {
    const db = databases.next();
    await writeNumbers(db, 23);
    const cli = cliOn(db, await aFolder({ [NAMES.first]: sources.doubling() }));
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => cli.runAnew('migrate --to 1 --allow-foreign')),
    );
    expect(runs.map(({ code }) => code)).toEqual(Array<number>(4).fill(0));
    expect(runs.filter(({ stdout }) => stdout.includes('applied'))).toHaveLength(1);
    expect(await valuesIn(db)).toEqual(Array.from({ length: 23 }, (_, index) => (index + 1) * 2));
  });
});

describe('on a terminal', () => {
  it('draws tables in colours', async () => {
    const cli = cliOn(databases.next(), await twoSteps());
    const coloured = await cli.inTerminal('status');
    expect(coloured.code).toBe(3);
    expect(coloured.stdout).toContain('\u001b[33mpending');
    expect(coloured.stdout).toContain('│');
  });

  it('asks before it takes something back, and shows what it does', async () => {
    const db = databases.next();
    const cli = cliOn(db, await twoSteps());
    const shown = await cli.inTerminal('migrate --to 2');
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/✔.*0001-first: done in/) as string,
    });
    const no = await cli.inTerminal('rollback', 'n\\r');
    expect(no).toMatchObject({ code: 2, stdout: expect.stringContaining('Not confirmed') as string });
    const away = await cli.inTerminal('rollback', '\\x03');
    expect(away.code).toBe(130);
    expect(await collectionsIn(db)).toContain('dogs');
    const yes = await cli.inTerminal('rollback', 'y\\r');
    expect(yes).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('rolled back 0002-second') as string,
    });
  });
});
