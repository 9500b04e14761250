import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type BinaryWay, type MongodBinary, verifyMongod } from './mongod-binary.js';
import { type Environment, settingIn } from './run-command.js';

const isWindows = process.platform === 'win32';

/** Way 1: what the operator named or installed. */
export function installedMongod(environment: Environment): BinaryWay {
  return {
    name: 'a mongod on this machine (MONGOMS_SYSTEM_BINARY or PATH)',
    async find() {
      const named = settingIn(environment, 'MONGOMS_SYSTEM_BINARY');
      const path = named ?? (await firstOnPath(isWindows ? 'mongod.exe' : 'mongod', environment.PATH));
      if (path === undefined) throw new Error('there is none on the PATH');
      return [await verifyMongod(path, environment)];
    },
  };
}

/** The first executable file of that name in the folders of a PATH; empty entries do not mean "here". */
export async function firstOnPath(name: string, path = ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Way 2: what ways 3 and 4 left behind, from any checkout of this user; newest version first. */
export function fetchedMongod(cacheDir: string, environment: Environment): BinaryWay {
  return {
    name: `a mongod fetched before (${cacheDir})`,
    async find() {
      const files = (await readdir(cacheDir).catch(() => [])).filter((file) => file.startsWith('mongod-'));
      const binaries: MongodBinary[] = [];
      for (const file of files.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))) {
        const binary = await verifyMongod(join(cacheDir, file), environment).catch(() => undefined);
        if (binary) binaries.push(binary);
      }
      if (binaries.length === 0) throw new Error('there is none');
      return binaries;
    },
  };
}
