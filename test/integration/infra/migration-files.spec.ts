// Real: files on disk, loaded as the service loads them.
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MigrationFileError } from '../../../src/infra/database/migrations/migration-errors.js';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import type { MigrationFile } from '../../../src/infra/database/migrations/migration.js';

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

  it.each([
    ['exports nothing', { '0001-a.ts': 'module.exports = {};' }],
    ['has no way back', { '0001-a.ts': SOURCE.replace('down() {}, ', '') }],
    ['is no code', { '0001-a.ts': 'export const = ;' }],
    ['throws when it is loaded', { '0001-a.ts': 'throw new Error("no")' }],
    ['has the number of another', { '0001-a.ts': SOURCE, '0001-b.ts': SOURCE }],
    ['would be passed over by its name', { '001-short.ts': SOURCE }],
    ['has a name with capitals', { '0001-Add.ts': SOURCE }],
  ])('of which one %s are refused', async (_, files) => {
    await expect(load(files)).rejects.toThrow(MigrationFileError);
  });

  it('that are links to a place outside are refused', async () => {
    await writeFile(join(directory, 'outside.txt'), SOURCE);
    await symlink(join(directory, 'outside.txt'), join(directory, '0001-a.ts'));
    await expect(loadMigrations(directory)).rejects.toThrow(MigrationFileError);
  });
});
