// Real: everything, as a newcomer starts it. The playground runs as its own process, with its own MongoDB.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const folders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('community-bot-playground-'));
const processes = (): string[] =>
  spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes('community-bot-playground-'));

describe('the tour of the playground', () => {
  it('plays the first journey, checks every answer and leaves nothing behind', () => {
    const before = folders();
    const processesBefore = processes();
    const run = spawnSync(process.execPath, ['playground/main.ts', '--tour'], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(run.stdout).toContain('✓ The tour held');
    expect(run.status).toBe(0);
    expect(folders()).toEqual(before);
    expect(processes()).toEqual(processesBefore);
  }, 70_000);

  it('plays on when nobody reads along any more', async () => {
    const child = spawn(process.execPath, ['playground/main.ts', '--tour'], { cwd: ROOT, stdio: 'pipe' });
    child.stdout.destroy();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(folders()).toEqual([]);
  }, 70_000);
});
