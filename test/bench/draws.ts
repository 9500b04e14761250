import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entrantHasher } from '../../src/draw/index.js';
import { nodeSha256 } from '../../src/draw/node-sha256.js';
import { membersOf } from '../support/draws/made-draw.ts';

interface Aim {
  readonly entries: number;
  readonly seconds: number;
  readonly megabytes: number;
}

const AIMS: readonly Aim[] = [
  { entries: 100_000, seconds: 2, megabytes: 300 },
  { entries: 1_000_000, seconds: 12, megabytes: 600 },
];

const TYPESCRIPT = [
  '--experimental-transform-types',
  '--no-warnings',
  `--import=${join(import.meta.dirname, '../support/register-ts.mjs')}`,
];

interface Measured {
  readonly drawSeconds: number;
  readonly drawMegabytes: number;
  readonly verifySeconds: number;
  readonly verifyMegabytes: number;
}

/** The protocol without a database, each size in a process of its own: list, commitment, 1,000 winners; the check. */
export async function measureDraws(tolerance: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-draws-'));
  let isFast = true;
  for (const { entries, seconds, megabytes } of AIMS) {
    const rows = join(folder, `${entries}.rows`);
    await writeRows(rows, entries);
    const measured = await inProcess(rows, folder);
    console.log(
      `  ${entries} entries: list, commitment, draw ${measured.drawSeconds.toFixed(2)} s (aim ${seconds}), ` +
        `${measured.drawMegabytes.toFixed(0)} MB (aim ${megabytes}); check ${measured.verifySeconds.toFixed(2)} s, ` +
        `${measured.verifyMegabytes.toFixed(0)} MB`,
    );
    isFast &&= measured.drawSeconds * tolerance <= seconds && measured.drawMegabytes * tolerance <= megabytes;
  }
  await rm(folder, { recursive: true });
  return isFast;
}

/** What the index on (allowlist, entrant) would stream. */
async function writeRows(path: string, count: number): Promise<void> {
  const entrantOf = entrantHasher(nodeSha256);
  const rows = membersOf(count, (index) => 1 + (index % 5)).map(
    (line) => `${entrantOf(line)} ${line.discordId} ${line.salt} ${line.tickets}\n`,
  );
  const file = createWriteStream(path);
  rows.sort();
  for (let from = 0; from < rows.length; from += 10_000)
    if (!file.write(rows.slice(from, from + 10_000).join(''))) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}

async function inProcess(rows: string, folder: string): Promise<Measured> {
  const run = async (step: 'draw' | 'verify'): Promise<{ seconds: number; megabytes: number }> => {
    const args = [...TYPESCRIPT, join(import.meta.dirname, 'draw-once.ts'), step, rows, folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`The ${step} ended with ${code}`);
    return JSON.parse(output) as { seconds: number; megabytes: number };
  };
  const draw = await run('draw');
  const verify = await run('verify');
  return {
    drawSeconds: draw.seconds,
    drawMegabytes: draw.megabytes,
    verifySeconds: verify.seconds,
    verifyMegabytes: verify.megabytes,
  };
}
