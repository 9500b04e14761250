import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { median } from './measure.ts';
import { fillAllowlist } from './stored-draw-data.ts';

const SIZES = [
  { entries: 100_000, seconds: 2, megabytes: 300 },
  { entries: 1_000_000, seconds: 12, megabytes: 600 },
] as const;
const ROUNDS = 3;
const CONTENDERS = ['service', 'bare'] as const;
const TYPESCRIPT = [
  '--experimental-transform-types',
  '--no-warnings',
  `--import=${join(import.meta.dirname, '../support/register-ts.mjs')}`,
];

interface Measured {
  readonly seconds: number;
  /** Of this process, and of MongoDB. */
  readonly cpuSeconds: number;
  readonly mongoSeconds: number;
  /** The whole process at its peak, and before it began. */
  readonly megabytes: number;
  readonly megabytesBefore: number;
}

/**
 * A draw through the database, from the closed allowlist to its 1,000 winners, beside the least that does the same:
 * each in a process of its own, alternating, medians. Discord answers at once; nothing is posted or awaited.
 */
export async function measureStoredDraws(
  uriOf: (database: string) => string,
  tolerance: number,
): Promise<boolean> {
  let isFast = true;
  for (const { entries, seconds, megabytes } of SIZES) {
    const uri = uriOf(`draw${entries}`);
    const connection = await mongoose.createConnection(uri).asPromise();
    await fillAllowlist(connection, entries);
    const load = loadavg()[0] ?? 0;
    const [service, bare] = await alternating(uri);
    await connection.dropDatabase();
    await connection.close();
    console.log(
      `  ${entries} entries, load ${load.toFixed(1)} before: aim ${seconds} s, ${megabytes} MB\n` +
        `${line('service', service)}\n${line('bare', bare)}\n` +
        `    service ÷ bare: time ${ratio(service, bare, 'seconds')}, CPU ${ratio(service, bare, 'cpuSeconds')}`,
    );
    const figures = medians(service);
    isFast &&= figures.seconds * tolerance <= seconds && figures.megabytes * tolerance <= megabytes;
  }
  return isFast;
}

async function alternating(uri: string): Promise<readonly [Measured[], Measured[]]> {
  const all: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, contender] of CONTENDERS.entries()) all[index]?.push(await measured(contender, uri));
  return all;
}

async function measured(contender: (typeof CONTENDERS)[number], uri: string): Promise<Measured> {
  const args = [...TYPESCRIPT, join(import.meta.dirname, 'stored-draw-once.ts'), contender, uri];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`The draw of ${contender} ended with ${code}`);
  return JSON.parse(output) as Measured;
}

function medians(all: readonly Measured[]): Measured {
  const of = (pick: keyof Measured): number => median(all.map((one) => one[pick]));
  return {
    seconds: of('seconds'),
    cpuSeconds: of('cpuSeconds'),
    mongoSeconds: of('mongoSeconds'),
    megabytes: of('megabytes'),
    megabytesBefore: of('megabytesBefore'),
  };
}

function line(name: string, all: readonly Measured[]): string {
  const { seconds, cpuSeconds, mongoSeconds, megabytes, megabytesBefore } = medians(all);
  return (
    `    ${name.padEnd(8)} ${seconds.toFixed(2)} s; CPU ${cpuSeconds.toFixed(2)} s, MongoDB's ${mongoSeconds.toFixed(2)} s; ` +
    `${megabytes.toFixed(0)} MB at most, ${megabytesBefore.toFixed(0)} MB before`
  );
}

const ratio = (
  service: readonly Measured[],
  bare: readonly Measured[],
  pick: 'seconds' | 'cpuSeconds',
): string => median(service.map((one, index) => one[pick] / (bare[index]?.[pick] ?? Number.NaN))).toFixed(2);
