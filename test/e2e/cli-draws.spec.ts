// Real: the built CLI and files. No MongoDB, and settings that every other verb refuses.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeDraw, membersOf } from '../support/draws/made-draw.js';
import { type Vector, vectorOf, vectors } from '../support/draws/vectors.js';
import { useCliHost } from '../support/e2e/cli-host.js';
import { type CliRun, documentOf } from '../support/e2e/cli.js';

const env = { MONGODB_URI: 'nonsense', NODE_ENV: 'production', DB_POOL_SIZE: 'abc' };
const cli = useCliHost();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draw-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
const verify = (...args: string[]): Promise<CliRun> => cli(['draw:verify', ...args], { env });
const filesOf = async ({
  proof,
  entriesNdjson,
  entry,
}: Pick<Vector, 'proof' | 'entriesNdjson' | 'entry'>): Promise<
  Record<'proof' | 'entries' | 'entry', string>
> => ({
  proof: await file('proof.json', JSON.stringify(proof)),
  entries: await file('entries.ndjson', entriesNdjson),
  entry: await file('entry.json', JSON.stringify(entry ?? {})),
});

it.each(vectors.map((vector) => [vector.name, vector] as const))('"%s" holds', async (_, vector) => {
  const { proof, entries, entry } = await filesOf(vector);
  const { messageId } = vector.proof.post;
  const whole = await verify(proof, '--entries', entries);
  expect([whole.code, whole.stdout.match(/✓/g)]).toEqual([0, Array(6).fill('✓')]);
  expect(whole.stdout).toContain(
    `https://discord.com/channels/200000000000000000/300000000000000000/${messageId}`,
  );
  expect(whole.stdout).toContain(vector.commitmentHash);
  if (vector.entry) expect((await verify(proof, '--entry', entry)).code).toBe(0);
});

it('with --json the verdict is one document', async () => {
  const { proof, entries, entry } = await filesOf(vectorOf('seven'));
  const held = documentOf(await verify(proof, '--entries', entries, '--json'));
  expect(held).toMatchObject({ schema: 'discord-db-manager/draw:verify/1', holds: true, exitCode: 0 });
  const own = documentOf(await verify(proof, '--entry', entry, '--json'));
  expect(own.steps).toContainEqual({ id: 'winners-named', facts: { winners: 3, ownRank: 1 } });
  const refused = documentOf(await verify(proof, '--entries', proof, '--json'));
  expect(refused).toMatchObject({ holds: false, exitCode: 4, refused: { step: 'list', code: 'LINE_FORM' } });
});

it('whatever does not hold ends with code 4, a reason, and no stack', async () => {
  const seven = vectorOf('seven');
  const { proof, entries } = await filesOf(seven);
  const list = seven.entriesNdjson;
  const spoilt = [
    [proof, await file('short.ndjson', list.split('\n').slice(1).join('\n')), 'entries; committed to were 7'],
    [proof, await file('unended.ndjson', list.trimEnd()), 'does not end with a line feed'],
    [await file('deep.json', '['.repeat(100_000)), entries, 'nested too deeply'],
    [await file('twice.json', '{"post":1,"post":2}'), entries, 'occurs twice'],
    [await file('empty.json', ''), entries, 'ends too early'],
    [await file('bytes.json', Uint8Array.of(0xff, 0xfe)), entries, 'not UTF-8'],
  ] as const;
  for (const [first, second, reason] of spoilt) {
    const run = await verify(first, '--entries', second);
    expect([run.code, run.stdout]).toEqual([4, expect.stringContaining(reason)]);
    expect(run.stdout + run.stderr).not.toMatch(/\.[jt]s:\d|\n\s+at /);
  }
});

it('a file that is not there, a folder, and wrong use have codes of their own', async () => {
  const { proof, entries, entry } = await filesOf(vectorOf('seven'));
  expect((await verify(join(folder, 'none'), '--entries', entries)).code).toBe(1);
  expect((await verify(proof, '--entries', folder)).code).toBe(1);
  expect((await verify(proof)).code).toBe(2);
  expect((await verify(proof, '--entries', entries, '--entry', entry)).code).toBe(2);
  expect((await verify('--entries', entries)).code).toBe(2);
});

it('a list of many pieces is read to its end', async () => {
  const { proof, entries } = await filesOf(madeDraw(membersOf(20_000), { winnerCount: 100 }));
  const run = await verify(proof, '--entries', entries);
  expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('Open lines: 20000')]);
});
