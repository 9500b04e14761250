import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GuardianLink, joinGuardian, startGuardian } from './guardian-link.js';
import { isAlive } from './is-alive.js';
import { MongoServerStartError } from './mongo-server.errors.js';
import { type MongodBinary } from './mongod-binary.js';
import { isListening, shutDownLeftover, whenWritable } from './own-server.js';
import { replicaSetName } from './replica-set.js';
import { type Environment } from './run-command.js';
import { readServerState, type ServerFolder, type ServerState, writeServerState } from './server-folder.js';

export interface MongodOptions {
  readonly environment: Environment;
  /** Server parameters such as `ttlMonitorSleepSecs`; without effect on a server that runs already. */
  readonly setParameter?: Readonly<Record<string, string | number>>;
  /** More arguments for mongod, such as `--oplogSize`; without effect on a server that runs already. */
  readonly mongodArgs?: readonly string[];
  /** A large journal to recover takes time. Default two minutes. */
  readonly startTimeoutMs?: number;
}

export interface RunningMongod {
  readonly link: GuardianLink;
  readonly port: number;
}

/** mongod's exit codes. */
const portInUse = 48;
const dataInUse = 100;
/** How long to wait for a port that may come free: a mongod of ours that is ending, a closing connection. */
const keepPortMs = 5_000;

/** Joins the mongod that runs on this folder, if one does. */
export async function joinMongod(folder: ServerFolder): Promise<RunningMongod | undefined> {
  const state = await readServerState(folder);
  const link = state && (await joinGuardian(state.guardianPort, folder.dbPath));
  return link && { link, port: state.port };
}

/**
 * Starts mongod and waits until it takes writes: on the port of last time if that is free, so that clients
 * of a mongod that was lost find the new one. Waits for a mongod that is just ending on the same data.
 *
 * @throws MongoServerStartError with mongod's own complaint
 */
export async function startMongod(
  binary: MongodBinary,
  folder: ServerFolder,
  options: MongodOptions,
): Promise<RunningMongod> {
  const lastPort = (await readServerState(folder))?.port;
  const startedAt = performance.now();
  const waitedMs = (): number => performance.now() - startedAt;
  let port = lastPort ?? (await freePort());
  for (;;) {
    const launched = await launch(binary, folder, port, options);
    if (typeof launched !== 'number') return { link: launched, port };
    if (launched !== portInUse && launched !== dataInUse) {
      throw new MongoServerStartError(await complaint(binary, folder, launched));
    }
    const running = await joinMongod(folder);
    if (running) return running;
    const isTaken = await isTakenByOthers(folder, lastPort ?? port);
    if (launched === portInUse && (isTaken || waitedMs() > keepPortMs)) port = await freePort();
    if (waitedMs() > startTimeoutOf(options))
      throw new MongoServerStartError(`Another mongod keeps ${folder.dbPath} in use`);
    await sleep(100);
  }
}

/** The link to a mongod that takes writes, or the exit code of one that did not come up. */
async function launch(
  binary: MongodBinary,
  folder: ServerFolder,
  port: number,
  options: MongodOptions,
): Promise<GuardianLink | number> {
  const { environment } = options;
  const args = argumentsFor(folder, port, options);
  const { link, exitCode } = await startGuardian({ ...folder, binary: binary.path, args, environment });
  if (!link) return await exitCode;
  const ended = new AbortController();
  const timer = setTimeout(() => {
    ended.abort();
  }, startTimeoutOf(options));
  try {
    const ready = whenWritable(port, link.mongodPid, ended.signal);
    const dataVersion = await Promise.race([ready, link.closed]);
    if (dataVersion === undefined) return await exitCode;
    const state: ServerState = { port, guardianPort: link.guardianPort, dataVersion };
    await writeServerState(folder, state);
    return link;
  } catch (error) {
    await link.leave();
    throw new MongoServerStartError(`mongod did not become ready, see ${folder.logPath}`, { cause: error });
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

const startTimeoutOf = ({ startTimeoutMs = 120_000 }: MongodOptions): number => startTimeoutMs;

function argumentsFor(folder: ServerFolder, port: number, options: MongodOptions): string[] {
  // A signalled mongod would otherwise wait 15 s for secondaries that it does not have.
  const parameters = { shutdownTimeoutMillisForSignaledShutdown: 100, ...options.setParameter };
  return [
    ...['--dbpath', folder.dbPath, '--port', String(port), '--bind_ip', '127.0.0.1'],
    ...['--replSet', replicaSetName, '--noscripting', '--quiet'],
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ...Object.entries(parameters).flatMap(([name, value]) => ['--setParameter', `${name}=${value}`]),
    ...(options.mongodArgs ?? []),
  ];
}

/** Nobody else's, if it is a mongod on our data: one that is just ending, or that we end for want of a guardian. */
async function isTakenByOthers({ dbPath }: ServerFolder, port: number): Promise<boolean> {
  // While it runs, mongod keeps its pid in its lock file; after a crash somebody else may have that pid.
  const holder = Number.parseInt(await readFile(join(dbPath, 'mongod.lock'), 'utf8').catch(() => ''), 10);
  const isEnding = holder > 0 && isAlive(holder);
  const isOurs = await shutDownLeftover(port, dbPath);
  return !isEnding && !isOurs && (await isListening(port));
}

/**
 * Free a moment ago, though another process may take it before its user does. Below the range from which
 * systems give outgoing connections theirs, so that it is still free at the next start.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '127.0.0.1', () => {
        resolve(true);
      });
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** mongod logs one JSON object a line, with the severity in `s`; only its usage errors are plain text. */
async function complaint(binary: MongodBinary, folder: ServerFolder, exitCode: number): Promise<string> {
  const log = await readFile(folder.logPath, 'utf8').catch(() => '');
  const lines = log.trimEnd().split('\n');
  const isPlain = (line: string): boolean => !line.startsWith('{');
  const cause =
    lines.findLast((line) => /"s":"[EF]"/.test(line)) ?? lines.find(isPlain) ?? lines.at(-1) ?? '';
  const { path, version } = binary;
  return `MongoDB ${version} (${path}) ended with code ${exitCode}: ${cause.slice(0, 1_000)} (log: ${folder.logPath})`;
}
