import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SECOND_MS } from '../../../kernel/clock.js';
import { within } from '../../../kernel/within.js';
import type { Migration, MigrationFile } from './migration.js';
import { MigrationFileError } from './migration-errors.js';

/** Beside `src` and `dist`: migrations run uncompiled, Node strips their types. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../../migrations/', import.meta.url));
/** A file that waits for something while it is loaded would hold up every verb, also `status`. */
const LOAD_LIMIT_MS = 5 * SECOND_MS;
const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.ts$/;

/**
 * All migrations in the order of their ids; nothing is run. Files that don't end in `.ts` are ignored, such
 * as an editor's backup.
 *
 * @throws MigrationFileError one is misnamed, a link, twice there, or can't be loaded: it would be left out
 * in silence
 */
export async function loadMigrations(directory = MIGRATIONS_DIR): Promise<MigrationFile[]> {
  const entries = (await readdir(directory, { withFileTypes: true }))
    .filter(({ name }) => name.endsWith('.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, entry] of entries.entries()) {
    if (!FILE_NAME.test(entry.name)) refuse(entry.name, 'is not named like 0001-some-words.ts');
    if (!entry.isFile()) refuse(entry.name, 'is no file of its own, but a link or a folder');
    const before = entries[index - 1]?.name.slice(0, 4);
    if (before === entry.name.slice(0, 4)) refuse(entry.name, `has the number of another one, ${before}`);
  }
  return Promise.all(entries.map(({ name }) => loadMigration(directory, name)));
}

async function loadMigration(directory: string, fileName: string): Promise<MigrationFile> {
  const path = join(directory, fileName);
  const [, id = '', name = ''] = FILE_NAME.exec(fileName) ?? [];
  const source = (await readFile(path, 'utf8')).replace(/\r\n/g, '\n');
  const migration = await migrationIn(path, fileName);
  return { id, name, checksum: createHash('sha256').update(source).digest('hex'), migration };
}

async function migrationIn(path: string, fileName: string): Promise<Migration> {
  let exported: { migration?: Partial<Migration> };
  try {
    const loading = import(pathToFileURL(path).href) as Promise<typeof exported>;
    exported = await within(LOAD_LIMIT_MS, loading);
  } catch (cause) {
    throw new MigrationFileError(`${fileName} can't be loaded: ${String(cause)}`, { cause });
  }
  const { migration } = exported;
  if (migration === undefined) return refuse(fileName, 'exports no "migration"');
  for (const part of ['up', 'down', 'verify'] as const)
    if (typeof migration[part] !== 'function') refuse(fileName, `has no function "${part}"`);
  if (typeof migration.description !== 'string') refuse(fileName, 'has no "description"');
  return migration as Migration;
}

function refuse(fileName: string, why: string): never {
  throw new MigrationFileError(`${fileName} in migrations/ ${why}`);
}
