// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import type { User } from '../../../playground/discord/model.ts';
import { PointsService } from '../../../src/modules/points/index.js';
import { AccountTooYoungError } from '../../../src/modules/servers/servers.errors.js';
import {
  NotDoneYetError,
  TaskAlreadyCompletedError,
  TaskClosedError,
  TaskPostNotFoundError,
} from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, textOf, useTestApp, withdrawTask } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const completions = () => database.db().collection('task_completions');
const tasks = () => testApp().get(TasksService);
const member = (index: number): User => testApp().server.members[index]!;

/** A press of this person on a card of the seeded server. */
const pressOf = (discordId: string, given: object = {}) =>
  aMemberAction({ guildId: testApp().server.guild.id, discordId, ...given });

const classesOf = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : (result.reason as Error).constructor));

describe('completing a task', () => {
  it('counts a member once, however many presses arrive together', async () => {
    const { postId, communityId } = await postTask(testApp());
    const discordId = member(0).id;
    const presses = Array.from({ length: 20 }, () => tasks().complete(pressOf(discordId), postId));
    const results = classesOf(await Promise.allSettled(presses));
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
    expect(results.filter((result) => result === TaskAlreadyCompletedError)).toHaveLength(19);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(1);
    await testApp().settle();
    expect(await testApp().get(PointsService).standing(communityId, discordId)).toMatchObject({
      points: 50,
      completions: 1,
    });
  });

  it('counts every member of a crowd', async () => {
    const { postId } = await postTask(testApp());
    const crowd = Array.from({ length: 20 }, aSnowflake);
    await Promise.all(crowd.map((discordId) => tasks().complete(pressOf(discordId), postId)));
    const rows = await completions().find({ taskPostId: postId, state: 'verified' }).toArray();
    expect(rows.map((row) => row.discordId as string).sort()).toEqual(crowd.sort());
  });

  it('gives the same interaction the same answer, also when it arrives twice', async () => {
    const { postId } = await postTask(testApp());
    const press = pressOf(aSnowflake());
    const answers = await Promise.all([tasks().complete(press, postId), tasks().complete(press, postId)]);
    expect(answers.map(({ row }) => row.taskPostId)).toEqual([postId, postId]);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(1);
  });

  it('copies what the task is worth at that moment', async () => {
    const { postId } = await postTask(testApp(), { points: 70 });
    const discordId = aSnowflake();
    await tasks().complete(pressOf(discordId), postId);
    await database
      .db()
      .collection('discord_task_posts')
      .updateMany({}, { $set: { 'taskData.points': 9_999 } });
    expect(await completions().findOne({ taskPostId: postId })).toMatchObject({ points: 70, attempt: 1 });
  });
});

describe('a task is not completed', () => {
  it('once it is over', async () => {
    const { postId } = await postTask(testApp(), {
      expiresAt: new Date(testApp().clock.now().getTime() + 3_600_000),
    });
    testApp().clock.advance(3_600_000);
    await expect(tasks().complete(pressOf(aSnowflake()), postId)).rejects.toThrow(TaskClosedError);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('once it was withdrawn', async () => {
    const { postId } = await postTask(testApp());
    await withdrawTask(testApp(), postId);
    await expect(tasks().complete(pressOf(aSnowflake()), postId)).rejects.toThrow(TaskClosedError);
  });

  it('from another guild', async () => {
    const { postId } = await postTask(testApp());
    const stranger = aMemberAction();
    await expect(tasks().complete(stranger, postId)).rejects.toThrow(TaskPostNotFoundError);
    await expect(tasks().standing(stranger, postId)).rejects.toThrow(TaskPostNotFoundError);
    await expect(tasks().complete(stranger, postId, { proof: ['x'] })).rejects.toThrow(TaskPostNotFoundError);
  });

  it.each(['', 'x', '0'.repeat(23), '0'.repeat(24), 'g'.repeat(24), '__proto__', '%E0%A4%A', '{"$ne":null}'])(
    'that does not exist: %j',
    async (postId) => {
      await expect(tasks().complete(pressOf(aSnowflake()), postId)).rejects.toThrow(TaskPostNotFoundError);
      await expect(tasks().standing(pressOf(aSnowflake()), postId)).rejects.toThrow(TaskPostNotFoundError);
    },
  );

  it.each<[string, object]>([
    ['by a bot', { isBot: true }],
    ['before the rules are accepted', { isPending: true }],
    ['without the role', { roleIds: [aSnowflake()] }],
  ])('%s', async (_, given) => {
    const roleId = testApp().server.roles.collector.id;
    const { postId } = await postTask(testApp(), { asks: { roleId } });
    const press = pressOf(aSnowflake(), { roleIds: [roleId], ...given });
    await expect(tasks().complete(press, postId)).rejects.toThrow(NotDoneYetError);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('by a button of a task that wants a proof', async () => {
    const { postId } = await postTask(testApp(), { type: 'custom' });
    await expect(tasks().complete(pressOf(aSnowflake()), postId)).rejects.toThrow(TaskPostNotFoundError);
  });
});

describe('on Discord', () => {
  it('a member completes a task, reads how it stands, and cannot complete it again', async () => {
    const { card } = await postTask(testApp(), { title: '[x](https://evil) @everyone' });
    const cleo = testApp().as(member(0));
    expect(textOf(await cleo.press(card, { label: 'Details' }))).toContain('Not completed yet');
    const done = await cleo.press(card, { label: 'Complete' });
    expect(textOf(done)).toContain('Done! +50 points');
    expect(done.message?.mention_everyone).toBe(false);
    expect(textOf(await cleo.press(card, { label: 'Complete' }))).toContain('It counts once');
    expect(textOf(await cleo.press(card, { label: 'Details' }))).toContain('Completed');
  });

  it('a member reads in their own language what is missing', async () => {
    const { card } = await postTask(testApp(), { asks: { roleId: testApp().server.roles.collector.id } });
    const emma = member(2);
    expect(textOf(await testApp().as(emma).press(card, { label: 'Complete' }))).toContain(
      'brauchst du die Rolle',
    );
  });

  it('a press on the card of a task that is over says so', async () => {
    const { card } = await postTask(testApp(), {
      expiresAt: new Date(testApp().clock.now().getTime() + 1_000),
    });
    testApp().clock.advance(2_000);
    expect(textOf(await testApp().as(member(0)).press(card, { label: 'Complete' }))).toContain(
      'This task ended',
    );
  });

  it('an interaction that Discord delivers twice is answered once and counts once', async () => {
    const { card, postId } = await postTask(testApp());
    const first = await testApp().as(member(1)).press(card, { label: 'Complete' });
    testApp().discord.repeatInteraction(first.interactionId);
    const next = await testApp().as(member(3)).press(card, { label: 'Complete' });
    expect([textOf(first), textOf(next)]).toEqual([
      expect.stringContaining('Done'),
      expect.stringContaining('Done'),
    ]);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(2);
    expect(testApp().discord.refusals).toEqual([]);
  });
});

describe('a Discord account that is newer than the server asks for', () => {
  it('is told from when it may take part, with a proof too, and then it may', async () => {
    const { discord, server, clock } = testApp();
    const { id } = discord.createUser({ username: 'newcomer', ageDays: 6 });
    discord.addMember({ guildId: server.guild.id, userId: id });
    const { card, postId } = await postTask(testApp());
    const { card: reviewed } = await postTask(testApp(), { type: 'custom', verification: 'review' });
    const newcomer = testApp().as({ id });
    for (const on of [card, reviewed])
      expect(textOf(await newcomer.press(on, { label: 'Complete' }))).toMatch(
        /account is too new.*at least 7 days old.*from <t:\d+:f> on/,
      );
    expect(await completions().countDocuments({ discordId: id })).toBe(0);
    clock.advance(23 * 3_600_000 + 59 * 60_000);
    await expect(tasks().complete(pressOf(id), postId)).rejects.toThrow(AccountTooYoungError);
    clock.advance(60_000);
    const { card: later } = await postTask(testApp());
    expect(textOf(await newcomer.press(later, { label: 'Complete' }))).toContain('Done!');
  });
});
