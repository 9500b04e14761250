// Real: the life of tasks through its service, the worker and a MongoDB of this file.
// Fake: Discord (the local one of the playground) and the time.
import fc from 'fast-check';
import { Types } from 'mongoose';
import type { DemoServer } from '../../../playground/seed.ts';
import { textsOf } from '../../../src/locales/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TaskClock } from '../../../src/modules/tasks/life/task-clock.service.js';
import { mayFollow } from '../../../src/modules/tasks/life/task-life.rules.js';
import { TaskLivesRepository } from '../../../src/modules/tasks/life/task-lives.repository.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import {
  type DiscordTaskPost,
  TASK_STATUSES,
  type TaskData,
  type TaskStatus,
} from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { TaskLifeError, TaskPostNotFoundError } from '../../../src/modules/tasks/tasks.errors.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
beforeAll(() => {
  ({ server } = testApp());
});

const life = () => testApp().get(TaskLifeService);
const later = (hours: number): Date => new Date(testApp().clock.now().getTime() + hours * HOUR_MS);
const byAdmin = () => aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
const stored = (postId: string) => testApp().get(TaskPostsRepository).find(server.guild.id, postId);

async function aDraft(
  taskData: Partial<TaskData> = {},
  channelId: string = server.channels.tasks.id,
): Promise<string> {
  const guildId = server.guild.id;
  const { communityId } = await testApp().get(ServersService).requireLinked(guildId);
  const post = aTaskPost({
    guildId,
    communityId,
    channelId,
    createdAt: testApp().clock.now(),
    taskData: { status: 'draft', ...taskData },
    card: {},
  });
  delete post.messageId;
  delete post.card.shown;
  await testApp().get(TaskPostsRepository).insert(post);
  return post._id.toHexString();
}
const refusal = async (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
const statusOf = async (postId: string) => (await stored(postId))?.taskData.status;
const audited = (postId: string) =>
  database.db().collection('audit_entries').distinct('action', { 'target.id': postId });
const occurrences = async (postId: string) => {
  const taskId = (await stored(postId))!.taskId;
  return database
    .db()
    .collection<DiscordTaskPost>('discord_task_posts')
    .find({ taskId })
    .sort({ _id: 1 })
    .toArray();
};
async function configure(set: Readonly<Record<string, unknown>>): Promise<void> {
  const $set = Object.fromEntries(Object.entries(set).map(([field, value]) => [`botConfig.${field}`, value]));
  const guildId = server.guild.id;
  await database.db().collection('discord_server_mappings').updateOne({ guildId }, { $set });
  await testApp().get(ServersRepository).forget(guildId);
}
/** As time passes with a worker, or without one and then at once. */
async function pass(hours: number): Promise<void> {
  testApp().clock.advance(hours * HOUR_MS);
  await testApp().settle();
}

describe('a draft that is published', () => {
  it('is open, with a card, until its end', async () => {
    const postId = await aDraft();
    const { kind, post } = await life().publish(byAdmin(), postId);
    expect(kind).toBe('posted');
    expect(post).toMatchObject({ taskData: { status: 'active' }, messageId: expect.any(String) as string });
    expect(post.lifeDue).toEqual(post.taskData.expiresAt);
  });

  it('is scheduled when its start is ahead, without a card', async () => {
    const startsAt = later(2);
    const postId = await aDraft({ startsAt });
    const { kind, post } = await life().publish(byAdmin(), postId);
    expect(kind).toBe('scheduled');
    expect(post).toMatchObject({ taskData: { status: 'scheduled' }, lifeDue: startsAt });
    await testApp().settle();
    expect(await stored(postId)).not.toHaveProperty('messageId');
  });

  it('stays a draft when its end has passed, when it would end before it starts, or its channel is closed', async () => {
    const over = await aDraft({ expiresAt: later(-1) });
    const reversed = await aDraft({ startsAt: later(3), expiresAt: later(2) });
    const lost = await aDraft({}, aSnowflake());
    for (const postId of [over, reversed, lost]) {
      await expect(life().publish(byAdmin(), postId)).rejects.toThrow(TaskLifeError);
      expect((await stored(postId))?.taskData.status).toBe('draft');
    }
  });

  it('is published once, however many managers press, and in the audit once', async () => {
    const postId = await aDraft();
    const ended = await Promise.allSettled(
      Array.from({ length: 5 }, () => life().publish(byAdmin(), postId)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(life().publish(byAdmin(), postId))).toBeInstanceOf(TaskLifeError);
    const entries = await database
      .db()
      .collection('audit_entries')
      .countDocuments({ action: 'task.publish', 'target.id': postId });
    expect(entries).toBe(1);
  });
});

describe('the clock', () => {
  it('opens a scheduled task at its start and ends it at its end, to the moment', async () => {
    const [startsAt, expiresAt] = [later(2), later(5)];
    const postId = await aDraft({ startsAt, expiresAt });
    await life().publish(byAdmin(), postId);
    const at = async (moment: Date, ms = 0): Promise<TaskStatus | undefined> => {
      const now = jest.spyOn(testApp().clock, 'now').mockReturnValue(new Date(moment.getTime() + ms));
      await testApp().settle();
      now.mockRestore();
      return statusOf(postId);
    };
    expect(await at(startsAt, -1)).toBe('scheduled');
    expect(await at(startsAt)).toBe('active');
    expect(await stored(postId)).toMatchObject({
      messageId: expect.any(String) as string,
      lifeDue: expiresAt,
    });
    expect(await at(expiresAt, -1)).toBe('active');
    expect(await at(expiresAt)).toBe('expired');
    const over = await stored(postId);
    expect(over).toMatchObject({ closedAt: expiresAt });
    expect(over).not.toHaveProperty('lifeDue');
  });

  it('after a downtime does at once what is right: opens, with one card, or ends what was never open', async () => {
    const late = await aDraft({ startsAt: later(1), expiresAt: later(9) });
    const missed = await aDraft({ startsAt: later(1), expiresAt: later(2) });
    for (const postId of [late, missed]) await life().publish(byAdmin(), postId);
    await pass(6);
    const cards = await testApp().as(server.admin).messages(server.channels.tasks.id);
    expect(cards.filter((message) => JSON.stringify(message).includes(late))).toHaveLength(1);
    expect(await statusOf(late)).toBe('active');
    expect(await stored(missed)).toMatchObject({ taskData: { status: 'expired' } });
    expect(await stored(missed)).not.toHaveProperty('messageId');
  });

  it('posts the card of a task that was opened just before a crash', async () => {
    const postId = await aDraft({ startsAt: later(1) });
    await life().publish(byAdmin(), postId);
    testApp().clock.advance(HOUR_MS);
    await testApp().get(TaskClock).turn(postId);
    expect(await stored(postId)).not.toHaveProperty('messageId');
    await testApp().settle();
    expect(await stored(postId)).toHaveProperty('messageId');
  });

  it('ends a task as completed when its last place is taken, and at once', async () => {
    const postId = await aDraft({ maxCompletions: 2 });
    await life().publish(byAdmin(), postId);
    const { guildId } = byAdmin();
    for (const discordId of [aSnowflake(), aSnowflake()])
      await testApp().get(TasksService).complete(aMemberAction({ guildId, discordId }), postId);
    await testApp().get(TaskCountsProjection).recount(postId);
    expect(await stored(postId)).toMatchObject({
      taskData: { status: 'completed' },
      closedAt: expect.any(Date) as Date,
    });
  });

  it('leaves alone what was given a later end while it was claimed', async () => {
    const postId = await aDraft();
    await life().publish(byAdmin(), postId);
    const lives = testApp().get(TaskLivesRepository);
    const now = later(24);
    const until = later(25);
    expect(await lives.claim(now, until, 10)).toContain(postId);
    const seen = (await stored(postId))!;
    const end = later(48);
    await lives.retime(seen, testApp().clock.now(), { expiresAt: end });
    await testApp().get(TaskClock).turn(postId);
    expect(await stored(postId)).toMatchObject({ taskData: { status: 'active' }, lifeDue: end });
  });
});

describe('a task that recurs', () => {
  const daily = async (given: Partial<TaskData> = {}): Promise<string> => {
    const postId = await aDraft({ recurrence: 'daily', expiresAt: later(10), ...given });
    await life().publish(byAdmin(), postId);
    return postId;
  };

  it('is posted anew each day by itself where the server allows it, with completions of its own', async () => {
    await configure({ autoPostTasks: true, timezone: 'Europe/Berlin' });
    const first = await daily();
    const { guildId } = byAdmin();
    const member = aSnowflake();
    const complete = (postId: string) =>
      testApp()
        .get(TasksService)
        .complete(aMemberAction({ guildId, discordId: member }), postId);
    await complete(first);
    await pass(10);
    expect((await occurrences(first)).map(({ taskData }) => taskData.status)).toEqual([
      'expired',
      'scheduled',
    ]);
    await pass(14);
    const [, second] = await occurrences(first);
    expect(second).toMatchObject({
      taskData: { status: 'active', recurrence: 'daily', title: 'Join the Sky Cats' },
      messageId: expect.any(String) as string,
      interactionStats: { completions: 0 },
    });
    expect((await complete(second!._id.toHexString())).row.state).toBe('verified');
    await pass(24);
    const dates = (await occurrences(first)).map(({ occurrence }) => occurrence?.date);
    expect(new Set(dates).size).toBe(3);
  });

  it('passes over what was missed: after days without a worker only the current one is posted', async () => {
    await configure({ autoPostTasks: true });
    const first = await daily();
    await pass(5 * 24 + 2);
    const all = await occurrences(first);
    expect(all.map(({ taskData }) => taskData.status)).toEqual(['expired', 'active']);
    const days = all.map(({ occurrence }) => Date.parse(occurrence!.date) / (24 * HOUR_MS));
    expect(days[1]! - days[0]!).toBe(5);
  });

  it('has its next occurrence once, also when two workers are at it, and one crashed between its writes', async () => {
    await configure({ autoPostTasks: true });
    const first = await daily();
    testApp().clock.advance(10 * HOUR_MS);
    const clock = testApp().get(TaskClock);
    await clock.turn(first);
    await Promise.all([1, 2, 3, 4].map(() => clock.turn(first)));
    expect(await occurrences(first)).toHaveLength(2);
    // A second order for the same day, as no worker gives it: the index refuses it.
    await database
      .db()
      .collection<DiscordTaskPost>('discord_task_posts')
      .updateOne({ _id: new Types.ObjectId(first) }, { $set: { lifeDue: new Date() } });
    await clock.turn(first);
    expect(await occurrences(first)).toHaveLength(2);
    expect(await stored(first)).not.toHaveProperty('lifeDue');
  });

  it('waits as a draft where the server does not post by itself, and is the current one when it is posted', async () => {
    await configure({ autoPostTasks: false });
    const first = await daily();
    await pass(10);
    const [, draft] = await occurrences(first);
    expect(draft).toMatchObject({ taskData: { status: 'draft' } });
    expect(draft).not.toHaveProperty('lifeDue');
    await pass(3 * 24);
    const { kind, post } = await life().publish(byAdmin(), draft!._id.toHexString());
    expect(kind).toBe('scheduled');
    expect(post.occurrence?.date).not.toBe(draft!.occurrence?.date);
    expect(post.taskData.expiresAt > testApp().clock.now()).toBe(true);
    expect(post.occurrence?.time).toBe(draft!.occurrence?.time);
  });

  it('ends when it is withdrawn, paused at its end, past its last day, or its server belongs elsewhere', async () => {
    await configure({ autoPostTasks: true });
    const withdrawn = await daily();
    await life().cancel(byAdmin(), withdrawn);
    const paused = await daily();
    await life().pause(byAdmin(), paused);
    const last = await daily({ recursUntil: later(20) });
    const moved = await daily();
    await database
      .db()
      .collection('discord_task_posts')
      .updateOne(
        { _id: new Types.ObjectId(moved) },
        { $set: { communityId: new Types.ObjectId().toHexString() } },
      );
    await pass(48);
    for (const postId of [withdrawn, paused, last, moved]) {
      expect(await occurrences(postId)).toHaveLength(1);
      expect(await stored(postId)).not.toHaveProperty('lifeDue');
    }
  });

  it('goes on when a manager ends one occurrence', async () => {
    await configure({ autoPostTasks: true });
    const first = await daily();
    await life().end(byAdmin(), first);
    await testApp().settle();
    expect((await occurrences(first)).map(({ taskData }) => taskData.status)).toEqual([
      'expired',
      'scheduled',
    ]);
  });
});

const COMMANDS = ['publish', 'start', 'pause', 'resume', 'end', 'cancel', 'deleteDraft'] as const;
type Command = (typeof COMMANDS)[number];

/** What each command makes of a task; all others are refused. */
const ALLOWED: Readonly<Record<Command, Partial<Record<TaskStatus, TaskStatus | 'gone'>>>> = {
  publish: { draft: 'active' },
  start: { scheduled: 'active' },
  pause: { active: 'paused' },
  resume: { paused: 'active' },
  end: { active: 'expired', paused: 'expired' },
  cancel: { scheduled: 'cancelled', active: 'cancelled', paused: 'cancelled' },
  deleteDraft: { draft: 'gone' },
};

describe('a manager', () => {
  it.each(COMMANDS.flatMap((command) => TASK_STATUSES.map((status) => ({ command, status }))))(
    '$command of a task that is $status does what the table says, or says why not',
    async ({ command, status }) => {
      const postId = await aDraft({ status, startsAt: later(status === 'scheduled' ? 1 : -1) });
      const done = life()[command](byAdmin(), postId);
      const expected = ALLOWED[command][status];
      if (expected === undefined) {
        await expect(done).rejects.toThrow(TaskLifeError);
        expect(await statusOf(postId)).toBe(status);
        expect(await audited(postId)).toEqual([]);
        return;
      }
      await done;
      const after = await stored(postId);
      expect(after?.taskData.status ?? 'gone').toBe(expected);
      expect(await audited(postId)).toHaveLength(1);
      const isOver = expected === 'expired' || expected === 'cancelled';
      expect(after?.closedAt !== undefined).toBe(isOver);
    },
  );

  it('who comes second is told how it stands since the first', async () => {
    const postId = await aDraft();
    await life().publish(byAdmin(), postId);
    const [first, second] = await Promise.allSettled([1, 2].map(() => life().pause(byAdmin(), postId)));
    const error = [first, second].flatMap((one) =>
      one?.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(error).toHaveLength(1);
    expect((error[0] as TaskLifeError).publicText(textsOf('en-US'))).toContain('paused');
    await life().cancel(byAdmin(), postId);
    const late = (await refusal(life().resume(byAdmin(), postId))) as TaskLifeError;
    expect(late.publicText(textsOf('de'))).toContain('zurückgezogen');
  });

  it('can not go on with a task whose end has passed, though nobody has ended it yet', async () => {
    const postId = await aDraft({ status: 'paused' });
    testApp().clock.advance(25 * HOUR_MS);
    await expect(life().resume(byAdmin(), postId)).rejects.toThrow(TaskLifeError);
  });

  it('finds nothing by an id of another server', async () => {
    const postId = await aDraft();
    const elsewhere = aMemberAction({ guildId: (await testApp().addServer()).guild.id });
    for (const command of COMMANDS)
      await expect(life()[command](elsewhere, postId)).rejects.toThrow(TaskPostNotFoundError);
    expect(await statusOf(postId)).toBe('draft');
  });

  it('whatever is done in whatever order, no task goes where the table does not lead', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...COMMANDS, 'time'), { minLength: 1, maxLength: 8 }),
        async (steps) => {
          const postId = await aDraft({ startsAt: later(1), expiresAt: later(3) });
          let before: TaskStatus = 'draft';
          for (const step of steps) {
            if (step === 'time') await pass(1);
            else await refusal(life()[step](byAdmin(), postId));
            const after = await statusOf(postId);
            if (after === undefined) {
              expect([before, step]).toEqual(['draft', 'deleteDraft']);
              return;
            }
            const isAllowed =
              after === before || mayFollow(before, after) || isThroughTime(step, before, after);
            expect([before, step, after, isAllowed]).toEqual([before, step, after, true]);
            before = after;
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

/** In an hour a task may both start and end. */
const isThroughTime = (step: string, before: TaskStatus, after: TaskStatus): boolean =>
  step === 'time' && before === 'scheduled' && after === 'expired';
