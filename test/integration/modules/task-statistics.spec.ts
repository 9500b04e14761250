// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import { Types } from 'mongoose';
import type { Answer, Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { canvasPackage } from '../../../src/infra/charts/canvas.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TaskFiguresProjection } from '../../../src/modules/tasks/figures/task-figures.projection.js';
import { TaskFiguresRepository } from '../../../src/modules/tasks/figures/task-figures.repository.js';
import type { TaskCompletion } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
// A press must not wait for Jest to load the library.
beforeAll(canvasPackage);
beforeEach(async () => {
  server = await testApp().addServer();
});

interface Attempts {
  readonly verified?: readonly { readonly at: Date; readonly after?: number }[];
  readonly pending?: number;
  readonly rejected?: number;
  readonly looked?: number;
  readonly pressed?: number;
}

/** A posted task with these attempts, counted. */
async function aTask(taskData: Partial<TaskData>, attempts: Attempts = {}): Promise<PostedTask> {
  const task = await postTask(testApp(), taskData, server);
  const row = (given: Partial<TaskCompletion>) => aTaskCompletion({ taskPostId: task.postId, ...given });
  const rows = [
    ...(attempts.verified ?? []).map(({ at, after = 0 }) =>
      row({ createdAt: new Date(at.getTime() - after * 1_000), verifiedAt: at }),
    ),
    ...Array.from({ length: attempts.pending ?? 0 }, () => row({ state: 'pending', verifiedAt: undefined })),
    ...Array.from({ length: attempts.rejected ?? 0 }, () =>
      row({ state: 'rejected', verifiedAt: undefined }),
    ),
  ];
  if (rows.length > 0)
    await database.db().collection('task_completions').insertMany(rows, { ignoreUndefined: true });
  await testApp().get(TaskFiguresProjection).recount(task.postId);
  const { looked = 0, pressed = 0 } = attempts;
  const visits = { views: looked * 2, uniqueViews: looked, pressed };
  await testApp().get(TaskFiguresRepository).setVisits(task.postId, visits);
  return task;
}

const times = (count: number, at: Date, after = 0) => Array.from({ length: count }, () => ({ at, after }));
const now = () => testApp().clock.now();
const ago = (ms: number) => new Date(now().getTime() - ms);

async function statistics(person: User, { card }: PostedTask): Promise<Answer> {
  const panel = await testApp().as(person).menu('Manage this post', card.id, { channelId: card.channel_id });
  return shownTo(person, await testApp().as(person).press(panel.message!, { startsWith: 'tasks/stats/' }));
}

/** On a busy machine the first answer may be that it takes longer. */
async function shownTo(person: User, answer: Answer): Promise<Answer> {
  const { id, channel_id: channelId } = answer.message!;
  const isDone = (message: Message): boolean =>
    message.id === id && !/Not confirmed|Noch nicht bestätigt/.test(JSON.stringify(message));
  return { ...answer, message: await testApp().as(person).waitForMessage(channelId, isDone) };
}

const pressed = async ({ message }: Answer, label: string): Promise<Answer> =>
  testApp().as(server.admin).press(message!, { label });

/** The bytes of the only picture of a message. */
async function pictureOf(answer: Answer): Promise<Buffer> {
  const found = /"url":"(http[^"]+statistics\.png[^"]*)"/.exec(JSON.stringify(answer.message));
  const response = await fetch(found?.[1] ?? 'no picture');
  return Buffer.from(await response.arrayBuffer());
}

async function ofPost(postId: string, values: object): Promise<void> {
  await database
    .db()
    .collection('discord_task_posts')
    .updateOne({ _id: new Types.ObjectId(postId) }, { $set: values });
}

describe('the statistics of a task', () => {
  it('say every figure in words beside a picture', async () => {
    const task = await aTask(
      { title: 'Draw a *cat*', type: 'custom' },
      { verified: times(20, now(), 90), pending: 2, rejected: 4, looked: 50, pressed: 30 },
    );
    await ofPost(task.postId, {
      createdAt: ago(3 * DAY_MS),
      'engagement.reactions': [
        { emoji: '👍', count: 1_200 },
        { emoji: 'cat:1100000000000000042', count: 3 },
      ],
      'engagement.replies': 7,
    });
    const answer = await statistics(server.admin, task);
    expect(answer.message?.flags).toBe(64 | 32768);
    const words = textOf(answer);
    for (const line of [
      'details opened 100 times by 50 members',
      'Started: 30 members',
      '4 members of these had not done it yet',
      '2 attempts wait for review',
      '4 attempts stand rejected',
      'Completed: 20 members, 40% of those who looked or started',
      'Success: 71% of 28 starts',
      '1 min 30 s',
      'Reactions to the card: 1,203 (👍 1,200 · <:cat:1100000000000000042> 3)',
      'Replies to the card: 7',
      'Engagement: 63 of 100',
      'Completions per day',
      'Well balanced: 71% succeed',
    ])
      expect(words).toContain(line);
    const raw = JSON.stringify(answer.message);
    expect(raw).toContain('Draw a \\\\*cat\\\\*');
    expect(raw).toContain('50 members looked, 30 started, 20 completed');
    const png = await pictureOf(answer);
    expect([png.readUInt32BE(16), png.length > 20_000, png.length < 60_000]).toEqual([1_200, true, true]);
  });

  it('of a task that nobody has seen say so, in German too', async () => {
    const task = await aTask({ title: 'New' });
    await testApp().as(server.admin).change({ locale: 'de' });
    const words = textOf(await statisticsOf(server.admin, task));
    expect(words).toContain('Details 0-mal geöffnet, von 0 Mitgliedern');
    expect(words).toContain('Noch hat niemand sie abgeschlossen.');
    expect(words).toContain('Ein Rat braucht 20 entschiedene Anfänge, bisher sind es 0.');
  });

  it('count by the days of the community', async () => {
    await inZone('Asia/Tokyo');
    const task = await aTask(
      { expiresAt: new Date('2026-12-30T12:00:00Z') },
      {
        verified: [
          ...times(2, new Date('2026-12-20T14:59:00Z')), // 23:59 in Tokyo
          ...times(3, new Date('2026-12-20T15:01:00Z')),
          ...times(1, new Date('2026-12-22T03:00:00Z')),
        ],
      },
    );
    await ofPost(task.postId, {
      createdAt: new Date('2026-12-18T00:00:00Z'),
      closedAt: new Date('2026-12-22T00:00:00Z'),
    });
    testApp().clock.advance(Math.max(0, new Date('2026-12-28T12:00:00Z').getTime() - now().getTime()));
    const words = textOf(await statisticsOf(server.admin, task));
    expect(words).toContain('Dec 20 2 · Dec 21 3 · Dec 22 1; none at other times');
  });

  it('are read again by a press, with the reactions of meanwhile', async () => {
    const task = await aTask({});
    const opened = await statisticsOf(server.admin, task);
    await testApp().as(server.members[0]!).react(task.card, '🎉');
    await testApp().settle();
    const again = await pressed(opened, 'Refresh');
    expect(again.message?.id).toBe(opened.message?.id);
    await testApp().settle();
    const last = await pressed(again, 'Refresh');
    expect(textOf(last)).toContain('🎉 1');
    expect((await pictureOf(last)).length).toBeGreaterThan(10_000);
  });
});

describe('the statistics of a campaign', () => {
  it('add its tasks up, name each, and lead back to the task', async () => {
    const campaign = 'Autumn *games*';
    const [first] = [
      await aTask({ title: 'First', campaign }, { verified: times(3, now()), looked: 10 }),
      await aTask({ title: 'Second', campaign }, { verified: times(9, now()), rejected: 3, looked: 20 }),
      await aTask({ title: 'Of another', campaign: 'Winter' }, { verified: times(30, now()) }),
    ];
    const opened = await statisticsOf(server.admin, first);
    const answer = await pressed(opened, 'Whole campaign');
    const words = textOf(answer);
    expect(words).toMatch(/Campaign of 2 tasks/);
    expect(words).toContain('Started: 15 members');
    expect(words).toContain('Completed: 12 members, 40%');
    expect(words).toMatch(/Second: 9 of 12 starts completed, success 75%\n.*First: 3 of 3 starts/);
    expect(words).not.toContain('Of another');
    expect((await pictureOf(answer)).readUInt32BE(16)).toBe(1_200);
    const back = await pressed(answer, 'This task');
    expect(textOf(back)).toContain('Statistics: First');
  });
});

it('are for those who may see them, here', async () => {
  const task = await aTask({});
  const [cleo] = server.members;
  await allow('tasks.review');
  expect(textOf(await statisticsOf(cleo!, task))).toMatch(/may .*here/);
  await allow('analytics.view');
  expect(textOf(await statisticsOf(cleo!, task))).toContain('Statistics:');
});

/** The press that *Manage this post* offers, also by who can't open that. */
async function statisticsOf(person: User, task: PostedTask): Promise<Answer> {
  const { answer } = testApp().discord.sendRawInteraction({
    type: 3,
    userId: person.id,
    channelId: task.card.channel_id,
    messageId: task.card.id,
    data: { custom_id: `tasks/stats/${task.postId}`, component_type: 2 },
  });
  return testApp()
    .as(person)
    .settled(await answer);
}

async function setMapping(values: object): Promise<void> {
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne({ guildId: server.guild.id }, { $set: values });
  await testApp().get(ServersRepository).forget(server.guild.id);
}

/** Cleo is the one who has the role. */
const allow = (permission: string) =>
  setMapping({
    'botConfig.allowedRoles': [{ roleId: server.roles.collector.id, permissions: [permission] }],
  });

const inZone = (timezone: string) => setMapping({ 'botConfig.timezone': timezone });
