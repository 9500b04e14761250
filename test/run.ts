/**
 * What `npm test` runs: static checks, the build, then every Jest project. The last line is
 * `N passed, N failed`: Jest's tests and one for each other step. Runs under Node's type stripping.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failuresIn, type JestResult, notRun, slowest, sumOf, type Tally, tallyOf } from './run-report.ts';

const ROOT = join(import.meta.dirname, '..');
const STEP_LIMIT_MS = 25 * 60_000;
const GRACE_MS = 10_000;

/** Names of npm scripts, which run side by side: lint takes as long as all others together. A failure ends the run. */
const STATIC_STEPS = ['test:lint', 'test:types', 'test:boundaries', 'test:format', 'build'];
const JEST_PROJECTS = ['unit', 'integration', 'e2e', 'browser'];

interface Ending {
  readonly hasSucceeded: boolean;
  readonly seconds: number;
  readonly output: string;
}

const reports = mkdtempSync(join(tmpdir(), 'discord-community-bot-tests-'));
const running = new Set<ChildProcess>();
let isInterrupted = false;
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
  rmSync(reports, { recursive: true, force: true });
});
for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const, ['SIGHUP', 1] as const]) {
  process.once(signal, () => void interrupt(signal, 128 + number));
}

const { tally, results } = await runAll();
report(results);
print(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;

async function runAll(): Promise<{ tally: Tally; results: JestResult[] }> {
  const tallies: Tally[] = [];
  const results: JestResult[] = [];
  tallies.push(...(await Promise.all(STATIC_STEPS.map(runStatic))));
  if (sumOf(tallies).failed > 0) {
    print('\nStopped here: what follows would only repeat this.');
    return { tally: sumOf(tallies), results };
  }
  for (const project of JEST_PROJECTS) {
    const { tally, result } = await runJest(project);
    tallies.push(tally);
    if (result !== undefined) results.push(result);
  }
  return { tally: sumOf(tallies), results };
}

async function runStatic(script: string): Promise<Tally> {
  const ending = await run('npm', ['run', '--silent', script]);
  printStep(script.replace('test:', ''), ending);
  if (!ending.hasSucceeded) print(ending.output.trimEnd());
  return { passed: ending.hasSucceeded ? 1 : 0, failed: ending.hasSucceeded ? 0 : 1 };
}

async function runJest(project: string): Promise<{ tally: Tally; result: JestResult | undefined }> {
  const outputFile = join(reports, `${project}.json`);
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const oneByOne = project === 'browser' ? ['--runInBand'] : []; // frames are measured there
  const ending = await run(
    process.execPath,
    [
      jest,
      '--selectProjects',
      project,
      ...oneByOne,
      '--passWithNoTests',
      '--json',
      '--outputFile',
      outputFile,
    ],
    {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), // CI=true alone would colour parts of a log
    },
  );
  const result = readResult(outputFile);
  const tally = tallyOf(result, ending.hasSucceeded);
  const specs = result?.testResults.length ?? 0;
  printStep(project, ending, `${tally.passed} passed, ${tally.failed} failed in ${specs} spec files`);
  if (!ending.hasSucceeded) {
    const failures = result === undefined ? [] : failuresIn(result);
    // No failing test, yet a failure: the set-up broke, or a worker, and only the output tells.
    print(failures.length > 0 ? failures.join('\n\n') : ending.output.trimEnd());
  }
  return { tally, result };
}

function readResult(file: string): JestResult | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestResult;
  } catch {
    return undefined; // Jest ended before it could write
  }
}

/** Runs a command in a process group of its own, so that whatever it started ends with it. */
async function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ending> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  const output: Buffer[] = [];
  const endWithin = (limitMs: number): NodeJS.Timeout =>
    setTimeout(() => {
      output.push(Buffer.from(`\nEnded by test/run.ts: it was not done within ${limitMs / 1000} s.\n`));
      signalGroup(child, 'SIGKILL');
    }, limitMs);
  const limits = [endWithin(STEP_LIMIT_MS)];
  const collect = (chunk: Buffer): void => {
    output.push(chunk);
    if (chunk.includes('Jest did not exit')) limits.push(endWithin(GRACE_MS)); // a test left something open
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const hasSucceeded = await endOf(child, output);
  for (const limit of limits) clearTimeout(limit);
  running.delete(child);
  if (isInterrupted) await new Promise(() => undefined); // no next step: interrupt() ends the process
  const seconds = (performance.now() - startedAt) / 1000;
  return { hasSucceeded, seconds, output: Buffer.concat(output).toString() };
}

async function endOf(child: ChildProcess, output: Buffer[]): Promise<boolean> {
  const closed = once(child, 'close');
  closed.catch(() => undefined); // the same error reaches the next line
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    signalGroup(child, 'SIGKILL'); // what it left behind would also keep its output open
    await Promise.race([closed, delay(GRACE_MS, undefined, { ref: false })]);
    return code === 0;
  } catch (error) {
    output.push(Buffer.from(`${String(error)}\n`)); // it could not be started
    return false;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group has ended
  }
}

/** Lets the steps clean up for a while; the exit then kills what is left. */
async function interrupt(signal: NodeJS.Signals, exitCode: number): Promise<never> {
  isInterrupted = true;
  process.once(signal, () => process.exit(exitCode));
  const ends = [...running].map((child) => once(child, 'exit'));
  for (const child of running) signalGroup(child, signal);
  await Promise.race([Promise.all(ends), delay(GRACE_MS)]);
  process.stderr.write(`Interrupted by ${signal}\n`);
  process.exit(exitCode);
}

function report(results: readonly JestResult[]): void {
  if (results.length === 0) return;
  print('\nSlowest spec files');
  for (const { name, seconds } of slowest(results, 10)) {
    print(`  ${seconds.toFixed(1).padStart(6)} s  ${relative(ROOT, name)}`);
  }
  const skipped = notRun(results);
  if (skipped.length > 0) print('\nNot run on this machine');
  for (const { reason, tests } of skipped) print(`  ${reason} (${tests} ${tests === 1 ? 'test' : 'tests'})`);
  print('');
}

function printStep(name: string, { hasSucceeded, seconds }: Ending, detail = ''): void {
  print(
    `${hasSucceeded ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${detail}`.trimEnd(),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
