// Real: the built CLI, as processes where they are killed; the repository of the tokens as the bot has it, MongoDB.
import type { mongo } from 'mongoose';
import { useCleanDatabase } from '../support/cleanup/migrated.js';
import { useCliHost } from '../support/e2e/cli-host.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { rotateAndKill } from '../support/keys/rotate-under-load.js';
import { aRing, encryptionWith, seedTokens, tokensByKey, tokensIn } from '../support/keys/tokens.js';
import { waitUntil } from '../support/mongo/wait-until.js';

const { db, uri } = useCleanDatabase();
const MEMBERS = 200;
const env = (...ring: string[]) => ({ MONGODB_URI: uri, DISCORD_TOKEN_ENCRYPTION_KEY: aRing(...ring) });
const cli = useCliHost();
const run = (line: string, ...ring: string[]): Promise<CliRun> => cli(line.split(' '), { env: env(...ring) });
const audited = (): Promise<mongo.Document[]> =>
  db().collection('audit_entries').find({ action: 'keys.rotate' }).sort({ _id: 1 }).toArray();

it('from a new key to an old one that may go: what is told, and the codes', async () => {
  await seedTokens(db(), encryptionWith('old'), 3);
  const [pending, dry, unknown] = await Promise.all([
    run('keys:status', 'new', 'old'),
    run('keys:rotate --dry-run --json', 'new', 'old'),
    run('keys:status --json', 'new'),
  ]);
  expect(pending).toMatchObject({ code: 3, stderr: expect.stringContaining('keys:rotate') as string });
  expect(pending.stdout).toMatch(/^old +readable +3 +3 +0$/m);
  expect(dry.code).toBe(3);
  expect(documentOf(dry)).toMatchObject({ isDryRun: true, activeKey: 'new', rotated: 6, left: 6 });
  expect(unknown).toMatchObject({ code: 4, stderr: expect.stringContaining('Put old back') as string });
  expect(await tokensByKey(db())).toEqual({ old: 6 });
  const done = await run('keys:rotate', 'new', 'old');
  expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('No value is under old') as string });
  expect((await run('keys:status', 'new')).code).toBe(0);
  expect(await audited()).toMatchObject([
    {
      actor: { kind: 'operator' },
      target: { id: 'new' },
      changes: [{ field: 'rotated', after: '6' }, {}, {}],
    },
  ]);
});

it('what can not be decrypted is told by its row, and ends it with 4; without a key or alone it is not begun', async () => {
  await seedTokens(db(), encryptionWith('old'), 3);
  const row = await tokensIn(db()).findOneAndUpdate({}, { $set: { refreshToken: 'v1.old.x.y' } });
  const production = { MONGODB_URI: uri, NODE_ENV: 'production' };
  const lease = { owner: 'host-1/42', until: new Date(Date.now() + 600_000), fence: 3 };
  await db()
    .collection('leases')
    .updateOne({ _id: 'key-rotation' as never }, { $set: lease }, { upsert: true });
  const [without, unasked, second] = await Promise.all([
    cli(['keys:rotate', '--yes'], { env: production }),
    cli(['keys:rotate'], { env: production }),
    run('keys:rotate --wait 0', 'new', 'old'),
  ]);
  expect([without, unasked, second].map(({ code }) => code)).toEqual([2, 2, 5]);
  expect(without.stderr).toContain('DISCORD_TOKEN_ENCRYPTION_KEY is not set');
  expect(second.stderr).toContain('host-1, process 42');
  await db().collection('leases').deleteMany();
  const rotated = await run('keys:rotate --batch 1', 'new', 'old');
  expect(rotated.code).toBe(4);
  expect(rotated.stderr).toContain(`${row!._id.toHexString()} refreshToken: CIPHERTEXT_TAMPERED`);
  expect(await tokensByKey(db())).toEqual({ new: 5, old: 1 });
});

it('Ctrl-C ends it after its batch with 130, noted in the audit trail', async () => {
  await seedTokens(db(), encryptionWith('old'), MEMBERS);
  const before = (await audited()).length;
  const running = Cli.start(['keys:rotate', '--batch', '1'], { env: env('new', 'old') });
  await waitUntil(async () => ((await tokensByKey(db())).new ?? 0) > 0);
  running.signal('SIGINT');
  expect(await running.end()).toMatchObject({ code: 130 });
  const { new: rotated = 0, old = 0 } = await tokensByKey(db());
  expect([rotated + old, old > 0]).toEqual([2 * MEMBERS, true]);
  expect((await audited()).slice(before)).toMatchObject([
    { changes: [{ field: 'rotated', after: String(rotated) }, {}, {}] },
  ]);
});

it('killed half-way under load and run again: none on the old key, no request failed, nothing lost', async () => {
  const { leftAtKill, tookMs, ...end } = await rotateAndKill(db(), uri, MEMBERS);
  expect(leftAtKill).toBeGreaterThan(0);
  expect(end).toEqual({ code: 0, byKey: { new: 2 * MEMBERS }, failures: [], lost: [] });
  expect(tookMs.length).toBeGreaterThan(50);
});
