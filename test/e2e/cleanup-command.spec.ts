// Real: the built CLI, a MongoDB. Nothing is fake.
import type { mongo } from 'mongoose';
import { aSnowflake, aTaskCompletion, aTaskPost } from '../support/builders/index.js';
import { useCleanDatabase } from '../support/cleanup/migrated.js';
import { useCliHost } from '../support/e2e/cli-host.js';
import type { CliRun } from '../support/e2e/cli.js';
import { anOldId } from '../support/integrity/healthy-rows.js';

const HOUR_MS = 3_600_000;

interface Answer {
  readonly isDone: boolean;
  readonly rows: number;
  readonly groups: readonly string[];
  readonly steps: readonly { name: string; rows: number }[];
}

const { uri, db } = useCleanDatabase();
const rows = (name: string): mongo.Collection => db().collection(name);

const cli = useCliHost();

/** `cleanup` without a terminal, as a script calls it. */
const cleanup = (args: readonly string[], env: Record<string, string> = {}): Promise<CliRun> =>
  cli(['cleanup', ...args], { env: { MONGODB_URI: uri, ...env } });
const answerOf = ({ stdout }: CliRun): Answer => JSON.parse(stdout) as Answer;

/** One row for each part; past by less than an hour, which no TTL index waits for here. */
beforeEach(async () => {
  await Promise.all(
    ['discord_task_posts', 'task_completions', 'one_time_tokens', 'job_ticks'].map((name) =>
      rows(name).deleteMany(),
    ),
  );
  const justOver = new Date(Date.now() - HOUR_MS);
  await rows('discord_task_posts').insertOne(aTaskPost({ taskData: { expiresAt: justOver } }));
  await rows('task_completions').insertOne(aTaskCompletion({ _id: anOldId(), discordId: aSnowflake() }));
});
const left = async (): Promise<[closed: number, orphans: number]> => [
  await rows('discord_task_posts').countDocuments({ 'taskData.status': 'expired' }),
  await rows('task_completions').countDocuments(),
];
const UNTOUCHED = [0, 1];

it('counts, changes nothing and says how to, without --yes', async () => {
  const { code, stdout, stderr } = await cleanup([]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^expired-tasks +closes +1 /m);
  expect(stdout).toMatch(/^task_completions-orphans +deletes +1 /m);
  expect(stdout).toMatch(/^total +2 /m);
  expect(stderr).toContain('--yes');
  expect(await left()).toEqual(UNTOUCHED);
});

it('does it with --yes, also in production, and then has nothing to do', async () => {
  const done = await cleanup(['--json', '--yes', '--batch-size', '1'], { NODE_ENV: 'production' });
  expect([done.code, answerOf(done)]).toEqual([0, expect.objectContaining({ isDone: true, rows: 2 })]);
  expect(await left()).toEqual([1, 0]);
  expect(answerOf(await cleanup(['--json', '--yes']))).toMatchObject({ isDone: false, rows: 0 });
});

it('does only the parts that are named', async () => {
  const { groups, steps } = answerOf(await cleanup(['--json', '--orphans', '--tokens', '--yes']));
  expect(groups).toEqual(['tokens', 'orphans']);
  expect(steps.map(({ name }) => name)).not.toContain('expired-tasks');
  expect(await left()).toEqual([0, 0]);
});

it('--older-than leaves what ended later, --dry-run everything', async () => {
  const dry = (age: string) => cleanup(['--json', '--older-than', age, '--expired', '--dry-run', '--yes']);
  const answers = await Promise.all([dry('2h'), dry('30m')]);
  expect(answers.map(answerOf)).toEqual([
    expect.objectContaining({ isDone: false, rows: 0 }),
    expect.objectContaining({ isDone: false, rows: 1 }),
  ]);
  expect(await left()).toEqual(UNTOUCHED);
});

it('wrong options end with 2, and nothing is done', async () => {
  const wrong = ['--older-than=-1', '--older-than=0', '--older-than=abc', '--batch-size=0'];
  const ended = await Promise.all(wrong.map((option) => cleanup([option, '--yes'])));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${wrong[index]!.split('=')[0]!} takes a`);
  }
  expect(await left()).toEqual(UNTOUCHED);
});
