// Real: the built CLI, as a process where one is killed or has a terminal; MongoDB.
import type { mongo } from 'mongoose';
import { useCheckedDatabase } from '../support/integrity/checked-database.js';
import { aTaskPost } from '../support/builders/index.js';
import { useCliHost } from '../support/e2e/cli-host.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { waitUntil } from '../support/mongo/wait-until.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';

const { db, rows } = useCheckedDatabase();
const env = { MONGODB_URI: testDatabaseUri() };
const host = useCliHost();
const run = (line: string, more: Record<string, string> = {}): Promise<CliRun> =>
  host(line.split(' '), { env: { ...env, ...more } });
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

  it('finishes what a killed one has left', async () => {
    const cli = Cli.start(['indexes:rebuild', '--all'], { env });
    await waitUntil(() => cli.stderr.includes('task_completions.task_seat_unique…'));
    cli.signal('SIGKILL');
    await cli.end();
    // As after the half minute for which it holds the lock.
    await rows('leases').deleteMany();
    expect((await run('indexes:rebuild --quiet')).code).toBe(0);
    expect((await run('indexes:status')).code).toBe(0);
  });

  it('is a drawn table on a terminal', async () => {
    const { code, stdout } = await Cli.inTerminal(['indexes:status'], { env });
    expect([code, stdout.includes('│')]).toEqual([0, true]);
  });
});
