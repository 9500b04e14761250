// Real: the built CLI, MongoDB.
import type { mongo } from 'mongoose';
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
