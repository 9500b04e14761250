/** Real: mongod, its guardian, several processes that resolve one folder, signals. Fake: nothing. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { isAlive } from '../../../../../src/infra/database/server/is-alive.js';
import { insertDocument, useDataFolder, writtenDocuments } from '../../../../support/mongo/data-folder.js';
import { type ResolverProcess } from '../../../../support/mongo/resolver-process.js';
import { waitUntil } from '../../../../support/mongo/wait-until.js';

const folder = useDataFolder();

async function end(user: ResolverProcess, signal: NodeJS.Signals): Promise<void> {
  user.child.kill(signal);
  await once(user.child, 'exit');
}

it('starts one mongod when ten processes ask at the same moment, and all can write', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `writer ${index}`);
  const processes = await Promise.all(names.map(folder.resolveElsewhere));
  expect(new Set(processes.map(({ pid }) => pid)).size).toBe(1);
  expect(processes.filter(({ origin }) => origin === 'started')).toHaveLength(1);
  expect(await writtenDocuments(processes[0]!.uri)).toEqual(names);
  await Promise.all(processes.map(async (process) => process.stop()));
  expect(isAlive(processes[0]!.pid)).toBe(false);
});

it('keeps mongod while somebody uses it, also when its starter is killed', async () => {
  const starter = await folder.resolveElsewhere('first');
  const second = await folder.resolve();
  expect(second).toMatchObject({ uri: starter.uri, origin: 'attached', pid: starter.pid });
  await end(starter, 'SIGKILL');
  const third = await folder.resolveElsewhere('second');
  expect(third).toMatchObject({ origin: 'attached', pid: starter.pid });
  await third.stop();
  expect(await writtenDocuments(second.uri)).toEqual(['first', 'second']);
  await second.stop();
  expect(isAlive(starter.pid)).toBe(false);
});

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'ends mongod when its last user ends by %s',
  async (signal) => {
    const user = await folder.resolveElsewhere('kept');
    await end(user, signal);
    await waitUntil(() => !isAlive(user.pid), { withinMs: 5_000, what: 'the end of mongod' });
  },
);

it('is usable again at once after its last user was killed, with its data and address', async () => {
  const user = await folder.resolveElsewhere('kept');
  await end(user, 'SIGKILL');
  const server = await folder.resolve();
  expect(server.uri).toBe(user.uri);
  expect(await writtenDocuments(server.uri)).toEqual(['kept']);
});

it('replaces a mongod whose guardian was killed', async () => {
  const server = await folder.resolve();
  await insertDocument(server.uri, 'kept');
  process.kill(parentOf(server.pid!), 'SIGKILL');
  await server.ended;
  const again = await folder.resolve();
  expect(again).toMatchObject({ uri: server.uri, origin: 'started' });
  expect(again.pid).not.toBe(server.pid);
  expect(await writtenDocuments(again.uri)).toEqual(['kept']);
});

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}
