import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Migration, MigrationFile } from './migration.js';

/** Beside `src` and `dist`: migrations run uncompiled, Node strips their types. */
const MIGRATIONS_DIR = fileURLToPath(new URL('../../../../migrations/', import.meta.url));
const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.ts$/;

/** All migrations in the order of their ids; other files are ignored. */
export async function loadMigrations(directory = MIGRATIONS_DIR): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => FILE_NAME.test(name)).sort();
  return Promise.all(names.map((name) => loadMigration(directory, name)));
}

async function loadMigration(directory: string, fileName: string): Promise<MigrationFile> {
  const path = join(directory, fileName);
  const [, id = '', name = ''] = FILE_NAME.exec(fileName) ?? [];
  const source = (await readFile(path, 'utf8')).replace(/\r\n/g, '\n');
  const { migration } = (await import(pathToFileURL(path).href)) as { migration?: Migration };
  if (migration === undefined) throw new TypeError(`${fileName} exports no "migration"`);
  return { id, name, checksum: createHash('sha256').update(source).digest('hex'), migration };
}
