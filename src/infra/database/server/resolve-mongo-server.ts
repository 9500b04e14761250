import { setTimeout as sleep } from 'node:timers/promises';
import { findMongod } from './mongod-binary.js';
import { joinMongod, type MongodOptions, type RunningMongod, startMongod } from './own-mongod.js';
import { replicaSetName } from './replica-set.js';
import { openServerFolder, readServerState, type ServerFolder } from './server-folder.js';
import { StartLock } from './start-lock.js';
import { type WayOptions, waysToMongod } from './ways-to-mongod.js';

export interface MongoServerOptions extends MongodOptions, Pick<Partial<WayOptions>, 'log' | 'cacheDir'> {
  /** A server of the operator's, used as it is; the rest is then of no account. */
  readonly uri?: string | undefined;
  /** Holds the data of an own mongod under `mongo/`. */
  readonly dataDir: string;
  readonly databaseName: string;
}

export interface MongoServer {
  readonly uri: string;
  /** `started`: by this call; `attached`: it ran already for another user of the data folder. */
  readonly origin: 'configured' | 'started' | 'attached';
  /** Of an own mongod. */
  readonly pid: number | undefined;
  /**
   * Settles when an own mongod is gone, whoever ended it: resolve again to go on, normally with the same
   * uri. Never settles for a configured server.
   */
  readonly ended: Promise<void>;
  /**
   * Gives an own mongod up. It runs on while other processes use it, whoever started it; the last one's
   * `stop` returns when it is down. A process that ends without `stop` gives it up too.
   */
  stop(): Promise<void>;
}

/**
 * Finds the MongoDB to run on: the configured one, the one that runs on this data folder, or a new one.
 *
 * @throws MongoServerUnavailableError no mongod to be had
 * @throws MongoServerStartError there is one, but it does not come up on these data
 */
export async function resolveMongoServer(options: MongoServerOptions): Promise<MongoServer> {
  const { uri, log = () => undefined } = options;
  if (uri !== undefined && uri !== '') return configuredServer(uri);
  const folder = await openServerFolder(options.dataDir);
  const lock = new StartLock(folder.lockPath);
  for (let isWaiting = false; ; isWaiting = true) {
    const running = await joinMongod(folder);
    if (running) return ownServer('attached', running, options.databaseName);
    const release = await lock.tryAcquire();
    if (release) return await joinOrStart(folder, { ...options, log }).finally(release);
    if (!isWaiting) log(`Another process is starting MongoDB on ${folder.dbPath}, waiting for it…`);
    await sleep(50);
  }
}

/** Under the lock: whoever held it before may have started one since we looked. */
async function joinOrStart(
  folder: ServerFolder,
  options: MongoServerOptions & WayOptions,
): Promise<MongoServer> {
  const running = await joinMongod(folder);
  if (running) return ownServer('attached', running, options.databaseName);
  const dataVersion = (await readServerState(folder))?.dataVersion;
  const binary = await findMongod(waysToMongod(options), dataVersion);
  options.log(`Starting MongoDB ${binary.version} on ${folder.dbPath}…`);
  const started = await startMongod(binary, folder, options);
  return ownServer('started', started, options.databaseName);
}

function configuredServer(uri: string): MongoServer {
  const never = new Promise<void>(() => undefined);
  return { uri, origin: 'configured', pid: undefined, ended: never, stop: () => Promise.resolve() };
}

function ownServer(
  origin: 'started' | 'attached',
  running: RunningMongod,
  databaseName: string,
): MongoServer {
  const { link, port } = running;
  return {
    uri: `mongodb://127.0.0.1:${port}/${databaseName}?replicaSet=${replicaSetName}`,
    origin,
    pid: link.mongodPid,
    ended: link.closed,
    stop: link.leave,
  };
}
