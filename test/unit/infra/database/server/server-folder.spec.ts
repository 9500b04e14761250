/** Real: files in a temporary folder. */
import { mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinGuardian } from '../../../../../src/infra/database/server/guardian-link.js';
import {
  openServerFolder,
  readServerState,
  writeServerState,
} from '../../../../../src/infra/database/server/server-folder.js';
import { StartLock } from '../../../../../src/infra/database/server/start-lock.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'server-folder-test-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

it('names the data alike by whatever path they are reached', async () => {
  const folder = await openServerFolder(dataDir);
  await symlink(dataDir, `${dataDir}/link`);
  expect(await openServerFolder(`${dataDir}/link`)).toEqual(folder);
});

it('keeps the data from other users of the machine', async () => {
  const { dbPath } = await openServerFolder(dataDir);
  expect((await stat(dbPath)).mode & 0o077).toBe(0);
});

it('gives back the state that was written', async () => {
  const folder = await openServerFolder(dataDir);
  const state = { port: 27017, guardianPort: 40000, dataVersion: '6.0' };
  await writeServerState(folder, state);
  expect(await readServerState(folder)).toEqual(state);
});

it.each(['', '{', 'null', '{"port":27017}', '{"port":"27017","guardianPort":1,"dataVersion":"6.0"}'])(
  'takes %j for no state',
  async (content) => {
    const folder = await openServerFolder(dataDir);
    await writeFile(folder.statePath, content);
    expect(await readServerState(folder)).toBeUndefined();
  },
);

describe('the start lock', () => {
  const path = (): string => join(dataDir, 'starting.lock');

  it('has one holder at a time', async () => {
    const locks = Array.from({ length: 20 }, () => new StartLock(path()));
    const releases = await Promise.all(locks.map(async (lock) => lock.tryAcquire()));
    const [release, ...others] = releases.filter((granted) => granted !== undefined);
    expect(others).toEqual([]);
    await release!();
    const next = await new StartLock(path()).tryAcquire();
    expect(next).toBeDefined();
    await next!();
  });

  it('passes on when its process is gone', async () => {
    const beyondAnyPid = 2 ** 22 + 1;
    await writeFile(path(), `${beyondAnyPid} nonce`);
    const lock = new StartLock(path());
    expect(await lock.tryAcquire()).toBeUndefined();
    const release = await lock.tryAcquire();
    expect(release).toBeDefined();
    await release!();
  });

  it('passes on when another process has got the pid and so nobody beats', async () => {
    await writeFile(path(), `${process.pid} nonce`);
    const lock = new StartLock(path(), 0);
    await lock.tryAcquire();
    await lock.tryAcquire();
    const release = await lock.tryAcquire();
    expect(release).toBeDefined();
    await release!();
  });

  it('stays with a holder that beats', async () => {
    await writeFile(path(), `${process.pid} nonce`);
    const lock = new StartLock(path(), 0);
    for (const second of [1, 2, 3]) {
      await utimes(path(), second, second);
      expect(await lock.tryAcquire()).toBeUndefined();
    }
  });

  it('does not remove the lock of a successor', async () => {
    const release = await new StartLock(path()).tryAcquire();
    await writeFile(path(), 'successor');
    await release!();
    await expect(stat(path())).resolves.toBeDefined();
  });
});

describe('joining a guardian', () => {
  async function serverThat(answer: string): Promise<{ server: Server; port: number }> {
    const server = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .end(answer)
        .resume(),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return { server, port: (server.address() as { port: number }).port };
  }

  it.each(['', 'HTTP/1.1 400 Bad Request\r\n\r\n', '{"pid":1}\n', 'null\n'])(
    'takes %j for a stranger',
    async (answer) => {
      const { server, port } = await serverThat(answer);
      expect(await joinGuardian(port, '/data')).toBeUndefined();
      server.close();
    },
  );

  it('finds nobody on a free port', async () => {
    const { server, port } = await serverThat('');
    await new Promise((done) => server.close(done));
    expect(await joinGuardian(port, '/data')).toBeUndefined();
  });
});
