import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What lies under `<dataDir>/mongo`. */
export interface ServerFolder {
  /** Resolved links and all, so that every process names it alike. */
  readonly dbPath: string;
  readonly logPath: string;
  readonly statePath: string;
  readonly lockPath: string;
}

/**
 * What the last start left behind. Never believed: the guardian is asked, and it may be gone
 * (reboot, SIGKILL) with its port in other hands. Ports and data version are kept for the next start.
 */
export interface ServerState {
  readonly port: number;
  readonly guardianPort: number;
  /** The feature compatibility version, such as `6.0`: which mongod can open the data. */
  readonly dataVersion: string;
}

export async function openServerFolder(dataDir: string): Promise<ServerFolder> {
  await mkdir(resolve(dataDir, 'mongo', 'db'), { recursive: true, mode: 0o700 });
  const folder = await realpath(resolve(dataDir, 'mongo'));
  return {
    dbPath: join(folder, 'db'),
    logPath: join(folder, 'mongod.log'),
    statePath: join(folder, 'server.json'),
    lockPath: join(folder, 'starting.lock'),
  };
}

/** `undefined` when there is none or it makes no sense. */
export async function readServerState({ statePath }: ServerFolder): Promise<ServerState | undefined> {
  try {
    const state = JSON.parse(await readFile(statePath, 'utf8')) as Partial<ServerState>;
    const { port, guardianPort, dataVersion } = state;
    if (!isPort(port) || !isPort(guardianPort) || typeof dataVersion !== 'string') return undefined;
    return { port, guardianPort, dataVersion };
  } catch {
    return undefined;
  }
}

/** Only the holder of the start lock writes, so one name for the new file is enough. */
export async function writeServerState({ statePath }: ServerFolder, state: ServerState): Promise<void> {
  await writeFile(`${statePath}.new`, JSON.stringify(state));
  await rename(`${statePath}.new`, statePath);
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}
