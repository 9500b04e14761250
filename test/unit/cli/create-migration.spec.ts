// Real: files in a folder of its own. Fake: the terminal.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateCommand } from '../../../src/cli/migrations/create.command.js';
import { Terminal } from '../../../src/cli/terminal.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'create-migration-'));
  await mkdir(join(root, 'migrations'));
  await mkdir(join(root, 'test/integration/migrations'), { recursive: true });
});
afterEach(async () => {
  process.exitCode = undefined;
  await rm(root, { recursive: true });
});

async function create(name: string): Promise<typeof process.exitCode> {
  const silent = { write: () => true, on: () => silent } as never;
  const terminal = new Terminal({ stdout: silent, stderr: silent, stdin: {}, env: {} });
  await new CreateCommand(terminal).run([name], { dir: join(root, 'migrations') });
  return process.exitCode;
}

it('takes the next number, and makes a migration and the stub of its test', async () => {
  expect(await create('Add seats to tasks')).toBe(0);
  expect(await create('Größe & “quotes”, it\'s "fine"')).toBe(0);
  expect((await readdir(join(root, 'migrations'))).sort()).toEqual([
    '0001-add-seats-to-tasks.ts',
    '0002-gro-e-quotes-it-s-fine.ts',
  ]);
  expect(await readdir(join(root, 'test/integration/migrations'))).toHaveLength(2);
  const source = await readFile(join(root, 'migrations/0002-gro-e-quotes-it-s-fine.ts'), 'utf8');
  expect(source).toContain('it’s');
});

it.each(['../../etc/x', '/etc/x', 'a\\b', '..', 'two\nlines', '\u0000', '', '???', 'x'.repeat(500)])(
  'refuses %j as wrong use, and makes nothing',
  async (name) => {
    expect(await create(name)).toBe(2);
    expect(await readdir(join(root, 'migrations'))).toEqual([]);
  },
);
