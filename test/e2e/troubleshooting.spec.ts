// Real: every command of docs/troubleshooting.md, by the built CLI, on a database that is in that trouble.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { useCliHost } from '../support/e2e/cli-host.js';
import { aRing, encryptionWith, seedTokens } from '../support/keys/tokens.js';
import { useEmptyDatabases } from '../support/migrations/empty-databases.js';

jest.setTimeout(90_000);
const databases = useEmptyDatabases();
const cli = useCliHost();

const KEYS = { DISCORD_TOKEN_ENCRYPTION_KEY: aRing('new', 'old') };
const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((text): [string, string] => [text.slice(0, text.indexOf('\n')), text]);

interface Typed {
  readonly line: string;
  readonly expected: string[];
  exitCode: number;
}

/** The commands of a section, each with the lines that are expected. */
function commandsIn(text: string): Typed[] {
  const commands: Typed[] = [];
  for (const [, block = ''] of text.matchAll(/```console\n([\s\S]*?)```/g))
    for (const line of block.trimEnd().split('\n')) {
      const exit = /^\[exit (\d+)\]$/.exec(line);
      const current = commands.at(-1);
      if (line.startsWith('$ ')) commands.push({ line: line.slice(2), expected: [], exitCode: 0 });
      else if (exit) current!.exitCode = Number(exit[1]);
      else current!.expected.push(line);
    }
  return commands;
}

async function type(line: string, uri: string) {
  const words = line.split(' ');
  const settings = words.slice(0, words.indexOf('discord-db-manager'));
  const given = settings.map((word) => word.split(/=(.*)/s).slice(0, 2) as [string, string]);
  const env = { MONGODB_URI: uri, ...KEYS, ...Object.fromEntries(given) };
  return cli(words.slice(settings.length + 1), { env });
}

/** `…` stands for anything, also for nothing but the space beside it. */
function pattern(line: string): RegExp {
  const escaped = line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/ ?… ?/g, '.*')}`, 'm');
}

const migrate = async (db: mongo.Db): Promise<void> => {
  const run = await cli(['migrate'], { env: { MONGODB_URI: databases.uriOf(db) } });
  expect(run.code).toBe(0);
};
const ledger = (db: mongo.Db) => db.collection<{ _id: string }>('schema_migrations');

/** How a database gets into the trouble of a section, by the first words of its title. */
const troubles: Readonly<Record<string, (db: mongo.Db) => Promise<unknown>>> = {
  'The bot ends with': () => Promise.resolve(),
  'A migration failed': (db) =>
    db.collection('discord_account_links').insertMany([{ discordId: 'twice' }, { discordId: 'twice' }]),
  'A migrator was killed': (db) =>
    db.collection<{ _id: string }>('leases').insertOne({
      _id: 'migrations',
      owner: 'host-1/42/2026-01-01T00:00:00.000Z/x',
      until: new Date(Date.now() + 600_000),
      fence: 3,
    } as never),
  '"Migration … is changed"': async (db) => {
    await migrate(db);
    await ledger(db).updateOne({ _id: '0002' }, { $set: { checksum: 'of another text' } });
  },
  '"Migration … is missing"': async (db) => {
    await migrate(db);
    await ledger(db).insertOne({ _id: '0009', name: 'from-later', state: 'applied', checksum: 'x' } as never);
  },
  'A rollback "would': async (db) => {
    await migrate(db);
    await db.collection('draws').insertOne({}, { bypassDocumentValidation: true });
  },
  'MongoDB does not answer': () => Promise.resolve(),
  'Members are told': migrate,
  'An index is missing': async (db) => {
    await migrate(db);
    await db.collection('drafts').dropIndex('member');
    const completions = db.collection('task_completions');
    await completions.dropIndex('task_member_unique');
    await completions.createIndexes([{ name: 'task_member_unique', key: { taskPostId: 1, discordId: 1 } }]);
  },
  'Rows stand in the way': async (db) => {
    await migrate(db);
    const links = db.collection('discord_account_links');
    await links.dropIndex('discord_unique');
    await links.insertMany([{ discordId: '1' }, { discordId: '1' }], { bypassDocumentValidation: true });
  },
  'An index is declared nowhere': async (db) => {
    await migrate(db);
    await db.collection('outbox').createIndexes([{ name: 'by_hand', key: { byHand: 1 } }]);
  },
  'The log says "A database command was slow"': async (db) => {
    await migrate(db);
    await db.collection('drafts').insertOne({}, { bypassDocumentValidation: true });
    await db.command({ profile: 2 });
    await db.collection('drafts').find({ kind: 'task' }).toArray();
    await db.command({ profile: 0 });
  },
  'The profiler is off': () => Promise.resolve(),
  'Changing the encryption key': async (db) => {
    await migrate(db);
    await seedTokens(db, encryptionWith('old'), 1);
  },
  'Health says "unknown-keys"': async (db) => {
    await migrate(db);
    await seedTokens(db, encryptionWith('gone'), 1);
  },
  'It is the wrong database': (db) => db.collection('invoices').insertOne({}),
};

it.each(sections)('%s', async (title, text) => {
  const [, prepare] = Object.entries(troubles).find(([start]) => title.startsWith(start)) ?? [];
  if (prepare === undefined) throw new Error(`No database for "${title}" in this spec`);
  const db = databases.next();
  await prepare(db);
  const commands = commandsIn(text);
  expect(commands.length).toBeGreaterThan(0);
  for (const { line, expected, exitCode } of commands) {
    const run = await type(line, databases.uriOf(db));
    const output = `${run.stdout}\n${run.stderr}`;
    for (const words of expected) expect(output).toMatch(pattern(words));
    expect([line, run.code]).toEqual([line, exitCode]);
    expect(output).not.toContain('secret');
  }
});
