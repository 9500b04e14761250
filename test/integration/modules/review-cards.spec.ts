// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import type { DemoServer } from '../../../playground/seed.ts';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import { BulkApprovals } from '../../../src/modules/tasks/reviews/bulk-approvals.service.js';
import { ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import { OPEN_CARDS } from '../../../src/modules/tasks/reviews/review-cards.effect.js';
import { MemberAttempts } from '../../../src/modules/tasks/index.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const completions = () => database.db().collection('task_completions');

let server: DemoServer;
let task: PostedTask;
beforeEach(async () => {
  server = await testApp().addServer();
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne(
      { guildId: server.guild.id },
      { $set: { 'botConfig.reviewChannel': server.channels.general.id } },
    );
  task = await postTask(
    testApp(),
    { type: 'custom', title: 'Draw a cat', rewardRoleId: server.roles.helper.id },
    server,
  );
});

const actionOf = (discordId: string) => aMemberAction({ guildId: server.guild.id, discordId });
const send = (discordId: string, proof = 'cat.png') =>
  testApp()
    .get(TasksService)
    .complete(actionOf(discordId), task.postId, { proof: [proof] });
// As somebody sees the channel who has decided nothing.
const cards = () => testApp().as(server.admin).messages(server.channels.general.id);
const words = async () => (await cards()).map((message) => textOf({ outcome: 'message', message }));

it('a submission is a card, and the decision on it closes it; a role that can’t be given waits', async () => {
  const [cleo] = server.members;
  await send(cleo!.id);
  await testApp().settle();
  const [card] = await cards();
  expect(await words()).toEqual([expect.stringContaining('cat.png')]);
  const answered = await testApp().as(server.moderator).press(card!, { label: 'Approve' });
  expect(textOf(answered)).toContain('Approved');
  await testApp().settle();
  expect(await words()).toEqual([expect.stringContaining(`approved by <@${server.moderator.id}>`)]);
  expect((await words())[0]).not.toContain('cat.png');
  expect((await cards())[0]!.components).not.toContainEqual(expect.objectContaining({ type: 1 }));
  // The bot of the demo server may not give roles: it tries again in a while, not at once.
  const row = await completions().findOne({ discordId: cleo!.id, taskPostId: task.postId });
  expect(row?.owes).toEqual([]);
  expect(Number(row?.roleDue)).toBeGreaterThan(testApp().clock.now().getTime() + 9 * 60_000);
});

it('more than may be open wait for their card, and all are approved at once', async () => {
  const members = Array.from({ length: OPEN_CARDS + 5 }, () => aSnowflake());
  for (const id of members) await send(id);
  await send(server.moderator.id);
  await testApp().settle();
  expect(await cards()).toHaveLength(OPEN_CARDS);
  expect((await words()).filter((text) => text.includes('More are waiting'))).toHaveLength(1);
  const bulk = testApp().get(BulkApprovals);
  const { waiting, until } = await bulk.ask(actionOf(server.moderator.id), task.postId);
  expect(waiting).toBe(members.length);
  testApp().clock.advance(1);
  await send(aSnowflake(), 'too late');
  const done = await bulk.approve(actionOf(server.moderator.id), task.postId, until.getTime());
  expect(done.approved).toBe(members.length);
  expect(await completions().countDocuments({ taskPostId: task.postId, state: 'pending' })).toBe(2);
});

it('who takes no direct messages is told at the next contact, once', async () => {
  const [, , emma] = server.members;
  await testApp().as(emma!).change({ hasClosedDirectMessages: true });
  await send(emma!.id);
  await testApp().settle();
  await testApp()
    .as(server.moderator)
    .press((await cards())[0]!, { label: 'Approve' });
  await testApp().settle();
  expect(await completions().findOne({ discordId: emma!.id })).toMatchObject({ isUntold: true });
  const place = { channelId: server.channels.tasks.id };
  for (let contact = 0; contact < 2; contact += 1) await testApp().as(emma!).run('tasks', {}, place);
  const told = async (): Promise<number> => {
    const seen = await testApp().as(emma!).messages(server.channels.tasks.id);
    return seen.filter((message) => textOf({ outcome: 'message', message }).includes('Inzwischen')).length;
  };
  await waitUntil(async () => (await told()) === 1);
  expect(await completions().findOne({ discordId: emma!.id })).not.toHaveProperty('isUntold');
});

it('what the channel shows of a member goes with the member', async () => {
  const [, dario] = server.members;
  await send(dario!.id);
  await testApp().settle();
  expect(await cards()).toHaveLength(1);
  await testApp().get(MemberAttempts).settle(dario!.id);
  expect(await cards()).toEqual([]);
});

it('who was erased is not named any more as the one who decided', async () => {
  const [cleo] = server.members;
  await send(cleo!.id);
  await testApp().settle();
  await testApp()
    .as(server.moderator)
    .press((await cards())[0]!, { label: 'Approve' });
  await testApp().settle();
  expect(await words()).toEqual([expect.stringContaining(`<@${server.moderator.id}>`)]);
  await testApp().get(PersonalData).requestErasure({ discordId: server.moderator.id, locale: 'en-US' });
  testApp().clock.advance(5 * 60_000);
  await testApp().settle();
  expect(await words()).toEqual([expect.stringContaining('approved by a moderator')]);
});

it('what waits moves to another review channel when that is chosen', async () => {
  const [cleo, dario] = server.members;
  await send(cleo!.id, 'moves with it');
  await testApp().settle();
  await send(dario!.id, 'had no card yet');
  const { id: channelId } = testApp().discord.createChannel({ guildId: server.guild.id, name: 'reviews' });
  await testApp().get(SetupService).chooseChannel(actionOf(server.admin.id), 'reviewChannel', channelId);
  testApp().clock.advance(5_000);
  await testApp().settle();
  testApp().clock.advance(5_000);
  await testApp().settle();
  expect(await words()).toEqual([]);
  const there = await testApp().as(server.admin).messages(channelId);
  expect(there).toHaveLength(2);
  expect(JSON.stringify(there)).toMatch(/had no card yet|moves with it/);
  const answered = await testApp().as(server.moderator).press(there[0]!, { label: 'Approve' });
  expect(textOf(answered)).toContain('Approved');
});

it('is rejected on its card, with a reason that the member and the channel read', async () => {
  const [cleo] = server.members;
  await send(cleo!.id);
  await testApp().settle();
  const bo = testApp().as(server.moderator);
  const form = await bo.press((await cards())[0]!, { label: 'Reject' });
  expect(textOf(await bo.submit(form.modal, { reason: 'Too dark' }))).toContain('Rejected');
  await testApp().settle();
  expect(await words()).toEqual([expect.stringMatching(/rejected by[^]*Too dark/)]);
  expect(await completions().findOne({ discordId: cleo!.id, taskPostId: task.postId })).toMatchObject({
    state: 'rejected',
    review: { decidedBy: server.moderator.id, reason: 'Too dark' },
  });
});

it('all that wait at a task are approved by two presses, after a look at them', async () => {
  for (const { id } of server.members.slice(0, 3)) await send(id, `cat of ${id}`);
  const bo = testApp().as(server.moderator);
  const opened = await bo.run('task review', {}, { channelId: server.channels.general.id });
  const ofTask = await bo.choose(opened.message!, 'reviews/filter', [task.postId]);
  const asked = await bo.press(ofTask.message!, { label: 'Approve all 3…' });
  expect(textOf(asked)).toMatch(new RegExp(`Approve 3 submissions[^]*cat of ${server.members[0]!.id}`));
  expect(await completions().countDocuments({ taskPostId: task.postId, state: 'verified' })).toBe(0);
  expect(textOf(await bo.press(asked.message!, { label: 'Yes, approve 3' }))).toContain('3 submissions');
  expect(await completions().countDocuments({ taskPostId: task.postId, state: 'verified' })).toBe(3);
});

it('a bulk approval whose process ended in the middle is carried out by a worker, once', async () => {
  const members = Array.from({ length: 3 }, () => aSnowflake());
  for (const id of members) await send(id);
  await send(server.moderator.id);
  const bulk = testApp().get(BulkApprovals);
  const { until } = await bulk.ask(actionOf(server.moderator.id), task.postId);
  jest.spyOn(bulk, 'carryOut').mockRejectedValueOnce(new Error('The process ends'));
  const dying = bulk.approve(actionOf(server.moderator.id), task.postId, until.getTime());
  await expect(dying).rejects.toThrow('The process ends');
  expect(await completions().countDocuments({ taskPostId: task.postId, state: 'pending' })).toBe(4);
  await testApp().settle();
  await testApp().settle();
  const awards = database.db().collection('points_ledger');
  expect(await awards.countDocuments({ source: 'task', communityId: task.communityId })).toBe(3);
  // Nobody decides on their own.
  expect(await completions().distinct('discordId', { taskPostId: task.postId, state: 'pending' })).toEqual([
    server.moderator.id,
  ]);
});

it('a review channel that is lost keeps the queue as it is', async () => {
  const [cleo, dario] = server.members;
  await send(cleo!.id);
  await testApp().settle();
  testApp().discord.deleteChannel(server.channels.general.id);
  await send(dario!.id);
  await testApp().settle();
  const bo = testApp().as(server.moderator);
  const opened = await bo.run('task review', {}, { channelId: server.channels.tasks.id });
  expect(textOf(opened)).toContain('2 submissions waiting');
  await bo.press(opened.message!, { label: 'Approve' });
  await testApp().settle();
  const stuck = { taskPostId: task.postId, 'reviewCard.due': { $exists: true } };
  expect(await completions().countDocuments(stuck)).toBe(0);
  expect(await completions().countDocuments({ taskPostId: task.postId, state: 'verified' })).toBe(1);
});

it('says how long members usually wait: the median, which one forgotten submission does not move', async () => {
  const decided = async (waitedMinutes: number): Promise<void> => {
    const member = aSnowflake();
    await send(member);
    testApp().clock.advance(waitedMinutes * 60_000);
    const row = await completions().findOne({ discordId: member, taskPostId: task.postId });
    const seen = { completionId: row!._id.toHexString(), attempt: 1 };
    await testApp().get(ReviewsService).approve(actionOf(server.moderator.id), seen);
  };
  for (const minutes of [1, 5, 600]) await decided(minutes);
  const usual = await testApp().get(ReviewsService).usualWaitMs(server.guild.id);
  expect(Math.round(usual! / 60_000)).toBe(5);
});
