// Real: the built CLI as processes with and without a terminal, MongoDB.
import type { mongo } from 'mongoose';
import { useCheckedDatabase } from '../support/integrity/checked-database.js';
import { aTaskPost } from '../support/builders/index.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';

const { db, rows } = useCheckedDatabase();
const env = { MONGODB_URI: testDatabaseUri() };
const run = (line: string, more: Record<string, string> = {}): Promise<CliRun> =>
  Cli.run(line.split(' '), { env: { ...env, ...more } });
const audited = (): Promise<mongo.Document[]> =>
  db().collection('audit_entries').find({ 'actor.kind': 'operator' }).toArray();

describe('indexes:status and indexes:rebuild', () => {
  it('tell what is missing, different and unknown, and make it right', async () => {
    expect((await run('indexes:status')).code).toBe(0);
    await rows('drafts').dropIndex('member');
    await rows('task_completions').dropIndex('task_member_unique');
    await rows('task_completions').createIndexes([
      { key: { taskPostId: 1, discordId: 1 }, name: 'task_member_unique' },
    ]);
    await rows('outbox').createIndexes([{ key: { other: 1 }, name: 'other' }]);

    const status = await run('indexes:status');
    expect(status.code).toBe(4);
    expect(status.stdout).toMatch(/^drafts +member +missing/m);
    expect(status.stdout).toMatch(/^task_completions +task_member_unique +different +unique/m);
    expect(status.stdout).toMatch(/^outbox +other +unknown/m);
    expect(status.stderr).toContain('Next: discord-db-manager indexes:rebuild');

    const rebuilt = await run('indexes:rebuild --json');
    expect([rebuilt.code, rebuilt.stderr.includes('drafts.member: create')]).toEqual([0, true]);
    expect(documentOf(rebuilt)).toMatchObject({
      schema: 'discord-db-manager/indexes:rebuild/1',
      indexes: [
        { collection: 'task_completions', name: 'task_member_unique', does: 'replace' },
        { collection: 'drafts', name: 'member', does: 'create' },
      ],
    });
    expect(await audited()).toMatchObject([
      { action: 'index.rebuild', target: { id: 'task_member_unique' } },
      { action: 'index.rebuild', target: { id: 'member' } },
    ]);
    const left = await run('indexes:status');
    expect([left.code, left.stderr.includes('--drop-unknown')]).toEqual([4, true]);
    const refused = await run('indexes:rebuild --drop-unknown');
    expect([refused.code, refused.stderr.includes('Add --yes')]).toEqual([2, true]);
    expect((await run('indexes:rebuild --drop-unknown --yes')).code).toBe(0);
    expect((await run('indexes:status')).code).toBe(0);
  });

  it('names the rows in the way, changes nothing, ends with 4', async () => {
    const post = aTaskPost({ messageId: '100000000000000009' });
    await rows('discord_task_posts').dropIndex('message_unique');
    const twin = aTaskPost({ messageId: '100000000000000009' });
    await rows('discord_task_posts').insertMany([post, twin]);
    const { code, stderr, stdout } = await run('indexes:rebuild discord_task_posts');
    expect(code).toBe(4);
    expect(stdout).toContain('not done: duplicates');
    expect(stderr).toContain(post._id.toHexString());
    expect(stderr).toContain('Decide which of these rows stay');
    await rows('discord_task_posts').deleteOne({ _id: twin._id });
    expect((await run('indexes:rebuild discord_task_posts message_unique')).code).toBe(0);
  });

  it('ends with 2 for what is not there, in production without --yes; with 5 while another migrates', async () => {
    const runs = [run('indexes:rebuild no_such'), run('indexes:rebuild drafts', { NODE_ENV: 'production' })];
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([2, 2]);
    const until = new Date(Date.now() + 60_000);
    const migrations = { _id: 'migrations' as never };
    await rows('leases').updateOne(
      migrations,
      { $set: { until, owner: 'host/1', fence: 1 } },
      { upsert: true },
    );
    const locked = await run('indexes:rebuild drafts member --wait 0');
    expect([locked.code, locked.stderr.includes('lock:status')]).toEqual([5, true]);
    await rows('leases').deleteOne(migrations);
  });

  it('is a drawn table on a terminal', async () => {
    const { code, stdout } = await Cli.inTerminal(['indexes:status'], { env });
    expect([code, stdout.includes('│')]).toEqual([0, true]);
  });
});

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

  it('starts within 1.5 s', async () => {
    const startedAt = performance.now();
    await run('summary --help');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});
