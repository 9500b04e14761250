// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground, in this
// process) and the time.
import { mongo } from 'mongoose';
import type { RawInteraction } from '../../../playground/discord/raw-interactions.ts';
import { jsonSchemaOf } from '../../../src/infra/database/schema/index.js';
import { InteractionGate } from '../../../src/infra/discord/interaction-gate.js';
import { InteractionLogsRepository, InteractionLogWriter } from '../../../src/modules/interactions/index.js';
import {
  type DiscordInteractionLog,
  interactionLogs,
} from '../../../src/modules/interactions/schemas/interaction-log.schema.js';
import { approveId } from '../../../src/modules/tasks/reviews/reviews.custom-ids.js';
import { completeTaskId } from '../../../src/modules/tasks/tasks.custom-ids.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anInteractionLog, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const logs = () => database.db().collection<DiscordInteractionLog>('discord_interaction_logs');
const server = () => testApp().server;
const cleo = () => server().members[0]!;
const general = () => server().channels.general.id;
const FIRST = { attempt: '1', scope: 'all' };
const NOBODYS_ID = 'f'.repeat(24);

/** All handlers have ended, and their rows are written. */
async function drain(): Promise<void> {
  expect(await testApp().get(InteractionGate).drain(5_000)).toBe(0);
  await testApp().get(InteractionLogWriter).flush();
}

async function rowsOf(interactionId: string): Promise<DiscordInteractionLog[]> {
  await drain();
  return logs().find({ interactionId }).toArray();
}

const aPress = (custom_id: string, given: Partial<RawInteraction> = {}): RawInteraction => ({
  type: 3,
  userId: cleo().id,
  channelId: general(),
  data: { custom_id, component_type: 2 },
  ...given,
});

/** One interaction past every check of a client; the bot answered it when this resolves. */
async function send(raw: RawInteraction): Promise<string> {
  const { messageId = (await testApp().as(server().admin).say(raw.channelId, 'x')).id } = raw;
  const { interactionId, answer } = testApp().discord.sendRawInteraction({ ...raw, messageId });
  await answer;
  return interactionId;
}

async function brokenTask(): Promise<string> {
  const { postId } = await postTask(testApp());
  await database
    .db()
    .collection('discord_task_posts')
    .updateOne(
      { _id: new mongo.ObjectId(postId) },
      { $unset: { taskData: '' } },
      { bypassDocumentValidation: true },
    );
  return postId;
}

describe('each outcome is one row', () => {
  it.each<[string, () => Promise<RawInteraction>, object]>([
    [
      'done',
      async () => aPress(completeTaskId.build({ postId: (await postTask(testApp())).postId })),
      {
        outcome: { status: 'done' },
        businessData: { pointsAwarded: 50, taskCompleted: true, conversionEvent: true },
        security: { riskScore: 0, suspiciousActivity: false, rateLimited: false },
      },
    ],
    [
      'done, by a review',
      async () => {
        const { postId, card } = await postTask(testApp(), { type: 'custom' });
        const sender = aMemberAction({ guildId: server().guild.id });
        await testApp()
          .get(TasksService)
          .complete(sender, postId, { proof: ['done'] });
        const pending = await database.db().collection('task_completions').findOne({ taskPostId: postId });
        return aPress(approveId.build({ ...FIRST, completionId: String(pending!._id) }), {
          userId: server().admin.id,
          channelId: card.channel_id,
          messageId: card.id,
        });
      },
      {
        outcome: { status: 'done' },
        businessData: { pointsAwarded: 50, taskCompleted: true, conversionEvent: false },
      },
    ],
    [
      'denied',
      () => Promise.resolve(aPress(approveId.build({ ...FIRST, completionId: NOBODYS_ID }))),
      { outcome: { status: 'denied', errorCode: 'PERMISSION_MISSING' } },
    ],
    [
      'refused, and strange: an id that is nobody’s',
      () => Promise.resolve(aPress(completeTaskId.build({ postId: NOBODYS_ID }))),
      {
        outcome: { status: 'refused', errorCode: 'TASK_NOT_FOUND' },
        security: { riskScore: 0, suspiciousActivity: true, rateLimited: false },
      },
    ],
    [
      'refused, and strange: a review of nothing',
      () =>
        Promise.resolve(
          aPress(approveId.build({ ...FIRST, completionId: NOBODYS_ID }), { userId: server().admin.id }),
        ),
      { outcome: { status: 'refused' }, security: { suspiciousActivity: true } },
    ],
    [
      'failed',
      async () => aPress(completeTaskId.build({ postId: await brokenTask() })),
      {
        outcome: {
          status: 'failed',
          errorCode: 'TypeError',
          incidentId: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
        },
      },
    ],
    [
      'unknown',
      () => Promise.resolve(aPress('nobody/knows/this')),
      { outcome: { status: 'unknown' }, interaction: { type: 'component', customId: 'nobody/knows/this' } },
    ],
    [
      'malformed',
      () => Promise.resolve(aPress('x', { overrides: { data: null } })),
      { outcome: { status: 'malformed' }, interaction: { type: 'component' } },
    ],
  ])('%s', async (_, rawOf, expected) => {
    const interactionId = await send(await rawOf());
    const rows = await rowsOf(interactionId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject(expected);
    expect(rows[0]!.timing.responseTime).toBeGreaterThan(0);
    expect(rows[0]!.timing.processingTime).toBeGreaterThan(0);
    expect(rows[0]!.performance.memoryUsage).toBeGreaterThan(1_000_000);
  });

  it('unconfirmed, without the time of an answer: it came too late for Discord', async () => {
    const { card, postId } = await postTask(testApp());
    const customId = completeTaskId.build({ postId });
    const { interactionId, answer } = testApp().discord.sendRawInteraction(
      aPress(customId, { channelId: card.channel_id, messageId: card.id }),
    );
    testApp().discord.clock.advance(3_500);
    await answer;
    await testApp().discord.until(
      () => testApp().discord.refusals.some(({ code }) => code === 10_062),
      'the refusal of the answer',
    );
    const [row, ...more] = await rowsOf(interactionId);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      outcome: { status: 'unconfirmed', errorCode: 'DISCORD_10062' },
      businessData: { taskCompleted: true },
    });
    expect(row!.timing).not.toHaveProperty('responseTime');
  });

  it('a command with its group and its options; a form with the lengths of what was typed', async () => {
    const admin = testApp().as(server().admin);
    const place = { channelId: general() };
    const options = { type: 'custom', channel: server().channels.tasks.id };
    const opened = await admin.run('task create', options, place);
    const typed = { title: 'A secret title', description: 'x', points: '10', duration: '7d' };
    const filled = await admin.submit(opened.modal, typed);
    expect(await rowsOf(opened.interactionId)).toMatchObject([
      { guildId: server().guild.id, channelId: general(), userId: server().admin.id },
    ]);
    expect((await rowsOf(opened.interactionId))[0]!.interaction).toEqual({
      type: 'command',
      commandName: '/task create',
      options,
    });
    expect((await rowsOf(filled.interactionId))[0]!.interaction).toMatchObject({
      type: 'modal',
      options: { title: { length: 14 }, points: { length: 2 } },
    });
  });

  it('an interaction that is delivered twice', async () => {
    const { interactionId } = await testApp().as(cleo()).run('help', {}, { channelId: general() });
    testApp().discord.repeatInteraction(interactionId);
    await testApp().as(cleo()).run('help', {}, { channelId: general() });
    expect(await rowsOf(interactionId)).toHaveLength(1);
  });

  it('an interaction that two processes were given', async () => {
    const row = anInteractionLog();
    const repository = testApp().get(InteractionLogsRepository);
    const others = [anInteractionLog(), anInteractionLog({ userId: 'nobody' })];
    const again = { ...row, _id: new mongo.ObjectId() };
    await repository.append([row]);
    expect(await repository.append([again, ...others])).toEqual({ written: 1, repeated: 1, refused: 1 });
    expect(await logs().countDocuments({ interactionId: row.interactionId })).toBe(1);
  });
});

it('1,000 presses are 1,000 rows; the validator takes them all; no token is in any', async () => {
  const { card, postId } = await postTask(testApp());
  await drain();
  const before = await logs().countDocuments();
  const customId = completeTaskId.build({ postId });
  const press = { channelId: card.channel_id, messageId: card.id, customId };
  const members = server().members.map(({ id }) => id);
  const presses = Array.from({ length: 1_000 }, (_, at) => ({
    ...press,
    userId: members[at % members.length]!,
  }));
  await testApp().discord.pressMany(presses, 50);
  await drain();
  expect(await logs().countDocuments()).toBe(before + 1_000);
  expect(await logs().countDocuments({ 'interaction.customId': customId })).toBe(1_000);
  const done = { 'interaction.customId': customId, 'businessData.taskCompleted': true };
  expect(await logs().countDocuments(done)).toBe(members.length);
  const misfits = { $nor: [{ $jsonSchema: jsonSchemaOf(interactionLogs.schema) }] };
  expect(await logs().countDocuments(misfits)).toBe(0);
  const rows = await logs().find().toArray();
  const text = JSON.stringify(rows);
  const tokens = rows.map(({ interactionId }) => testApp().discord.interactions.find(interactionId)?.token);
  expect(tokens.filter((token) => token !== undefined).length).toBeGreaterThan(1_000);
  expect(tokens.filter((token) => token !== undefined && text.includes(token))).toEqual([]);
  expect(text.includes(testApp().discord.botToken) || text.includes('secret title')).toBe(false);
});

describe('what the log is asked', () => {
  const repository = () => testApp().get(InteractionLogsRepository);
  const guildId = aSnowflake();
  const userId = aSnowflake();
  const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
  const customId = 'tasks/details/0123456789abcdef01234567';
  beforeAll(async () => {
    const press = { guildId, interaction: { type: 'component', customId } } as const;
    await repository().append([
      ...[1, 2, 3].map((hour) =>
        anInteractionLog({ ...press, userId, timing: { timestamp: at(hour), processingTime: 1 } }),
      ),
      anInteractionLog({ ...press, timing: { timestamp: at(4), processingTime: 1 } }),
    ]);
    await database.db().command({ profile: 2 });
  });
  afterAll(async () => {
    await database.db().command({ profile: 0 });
  });

  /** What the server did last with the log. */
  async function lastPlan(): Promise<mongo.Document> {
    const [seen] = await database
      .db()
      .collection('system.profile')
      .find({ ns: /discord_interaction_logs$/ })
      .sort({ ts: -1 })
      .limit(1)
      .toArray();
    return seen!;
  }

  it('gives the figures of a server and a period, by an index', async () => {
    expect(await repository().figures(guildId, at(2), at(5))).toEqual({ interactions: 3, activeMembers: 2 });
    expect(await lastPlan()).toMatchObject({
      planSummary: expect.stringMatching(/^IXSCAN { guildId: 1, timing.timestamp: -1/) as string,
      keysExamined: 3,
    });
    expect(await repository().figures(guildId, at(5), at(6))).toEqual({ interactions: 0, activeMembers: 0 });
  });

  it('gives the views of a control and its viewers, from an index alone', async () => {
    expect(await repository().viewsOf([customId])).toEqual({ views: 4, viewers: 2 });
    expect(await lastPlan()).toMatchObject({ docsExamined: 0 });
    expect(await repository().viewsOf(['tasks/details/none'])).toEqual({ views: 0, viewers: 0 });
  });

  it('gives a member’s rows by pages, newest first, and erases them, by an index', async () => {
    const first = await repository().pageOfMember(userId, undefined, 2);
    expect(first.map(({ timing }) => timing.timestamp)).toEqual([at(3), at(2)]);
    const second = await repository().pageOfMember(userId, first[1]!.timing.timestamp, 2);
    expect(second.map(({ timing }) => timing.timestamp)).toEqual([at(1)]);
    expect(await lastPlan()).toMatchObject({ docsExamined: 1 });
    expect(await repository().eraseMember(userId)).toBe(3);
    expect(await lastPlan()).toMatchObject({ docsExamined: 3 });
    expect(await repository().pageOfMember(userId, undefined, 10)).toEqual([]);
  });
});
