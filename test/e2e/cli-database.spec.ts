// Real: the built CLI, MongoDB.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { storeDraw } from '../support/draws/stored-draw.js';
import { vectorOf } from '../support/draws/vectors.js';
import { useCheckedDatabase } from '../support/integrity/checked-database.js';
import { useCliHost } from '../support/e2e/cli-host.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';

const { db, rows } = useCheckedDatabase();
const env = { MONGODB_URI: testDatabaseUri() };
const cli = useCliHost();
const run = (line: string, more: Record<string, string> = {}): Promise<CliRun> =>
  cli(line.split(' '), { env: { ...env, ...more } });
const audited = (): Promise<mongo.Document[]> =>
  db().collection('audit_entries').find({ 'actor.kind': 'operator' }).toArray();

describe('integrity', () => {
  it('finds nothing in a healthy database, and tells and mends what is wrong', async () => {
    expect((await run('integrity owed-points stuck-dues')).code).toBe(0);
    await rows('task_completions').updateOne({ state: 'rejected' }, { $unset: { due: '' } });
    const found = await run('integrity owed-points --json');
    expect(documentOf(found)).toMatchObject({ checks: [{ name: 'owed-points', findings: 1, repaired: 0 }] });
    expect([found.code, found.stderr.includes('integrity --repair')]).toEqual([4, true]);
    const refused = [run('integrity owed-points --repair'), run('integrity no-such')];
    expect((await Promise.all(refused)).map(({ code }) => code)).toEqual([2, 2]);
    const mended = await run('integrity owed-points --repair --yes');
    expect(mended.code).toBe(0);
    expect(mended.stdout).toMatch(/^owed-points +1 found, 1 mended/m);
    expect((await audited()).map(({ action }) => action as string)).toContain('integrity.repair');
  });
});

describe('draw:export', () => {
  it('writes files that verify and name nobody; open ones when asked to; and overwrites nothing', async () => {
    const seven = vectorOf('seven');
    const id = await storeDraw(db(), seven);
    const folder = await mkdtemp(join(tmpdir(), 'draw-export-'));
    const out = (name: string): string => join(folder, name);
    const verified = (name: string): Promise<CliRun> =>
      run(`draw:verify ${out(name)}/proof.json --entries ${out(name)}/entries.ndjson`);
    const masked = await run(`draw:export ${id} --out ${out('masked')}`);
    expect([masked.code, masked.stderr.includes('draw:verify')]).toEqual([0, true]);
    const text = await readFile(`${out('masked')}/entries.ndjson`, 'utf8');
    expect(text + (await readFile(`${out('masked')}/proof.json`, 'utf8'))).not.toMatch(/discordId|salt/);
    const open = await run(`draw:export ${id} --out ${out('open')} --open`);
    expect(open.stderr).toContain('These files name members');
    expect(await readFile(`${out('open')}/entries.ndjson`, 'utf8')).toBe(seven.entriesNdjson);
    const codes = [
      await verified('masked'),
      await verified('open'),
      await run(`draw:export ${id} --out ${out('open')}`),
      await run(`draw:export ${id}`),
      await run(`draw:export 665f00000000000000000009 --out ${out('none')}`),
    ].map(({ code }) => code);
    expect(codes).toEqual([0, 0, 1, 2, 1]);
    await rm(folder, { recursive: true });
  });
});

describe('health, summary, analytics', () => {
  it('health is 0 when all is good, 4 when not, 6 when MongoDB is away', async () => {
    const away = { MONGODB_URI: 'mongodb://127.0.0.1:9/bot', DB_TIMEOUT_MS: '1000' };
    const [good, none] = await Promise.all([run('health --json'), run('health', away)]);
    expect(none.code).toBe(6);
    expect([good.code, documentOf(good)]).toEqual([0, expect.objectContaining({ isHealthy: true })]);
    await rows('drafts').dropIndex('member');
    const bad = await run('health');
    expect(bad.code).toBe(4);
    expect(bad.stdout).toMatch(/^indexes +bad +.*1 missing/m);
    expect(bad.stderr).toContain('discord-db-manager indexes:status');
    await rows('drafts').createIndexes([{ key: { discordId: 1 }, name: 'member' }]);
  });

  it('summary has rows and sizes of every collection', async () => {
    const { code, stdout } = await run('summary');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^task_completions +3 +\d/m);
    expect(stdout).toMatch(/^total /m);
  });

  it('analytics has figures per day, of all and of one server', async () => {
    const all = documentOf(await run('analytics --json')) as { figures: { name: string; total: number }[] };
    expect(Object.fromEntries(all.figures.map(({ name, total }) => [name, total]))).toMatchObject({
      completions: 2,
      entries: 4,
    });
    const lines = ['--since 7d --guild 100000000000000009', '--since 4000d', '--guild cat'];
    const runs = await Promise.all(lines.map((line) => run(`analytics ${line}`)));
    expect(runs.map(({ code }) => code)).toEqual([0, 2, 2]);
    expect(runs[0]?.stdout).toMatch(/^completions +0 +_+$/m);
  });

  it('takes at most 1.5 s of a processor to start', async () => {
    const onExit = `process.on('exit',()=>process._rawDebug('CPU',process.cpuUsage().user+process.cpuUsage().system))`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(onExit)}`;
    const { code, stderr } = await Cli.run(['summary', '--help'], { env: { ...env, NODE_OPTIONS } });
    const [, microseconds = 'none'] = /^CPU (\d+)$/m.exec(stderr) ?? [];
    expect(code).toBe(0);
    expect(Number(microseconds)).toBeLessThan(1_500_000);
  });
});
