// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import type { Answer, MemberClient, Message } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { AccountsRepository } from '../../../src/modules/accounts/accounts.repository.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { type ReviewPanel, ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import {
  AlreadyDecidedError,
  CompletionNotFoundError,
  OwnSubmissionError,
  ProofInvalidError,
  ProofPendingError,
  ReasonInvalidError,
  TaskAlreadyCompletedError,
  TaskPostNotFoundError,
} from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const completions = () => database.db().collection('task_completions');
const tasks = () => testApp().get(TasksService);
const reviews = () => testApp().get(ReviewsService);

// Each test has a server of its own, so that its queue holds its own submissions only.
let server: DemoServer;
let task: PostedTask;
beforeEach(async () => {
  server = await testApp().addServer();
  task = await postTask(testApp(), { type: 'custom', title: 'Draw a cat' }, server);
});

const actionOf = (discordId: string, given: object = {}) =>
  aMemberAction({ guildId: server.guild.id, discordId, ...given });
const seen = (completionId: string, attempt = 1) => ({ completionId, attempt });
const moderator = () => actionOf(server.moderator.id);

/** Somebody's proof in the queue; gives the id of the submission. */
async function aSubmission(
  discordId: string = aSnowflake(),
  text = 'https://example.com/cat.png',
): Promise<string> {
  await tasks().complete(actionOf(discordId), task.postId, { proof: [text] });
  const row = await completions().findOne({ taskPostId: task.postId, discordId });
  return row!._id.toHexString();
}

const directMessages = async (userId: string): Promise<string[]> => {
  const messages = await testApp().as({ id: userId }).directMessages(testApp().discord.applicationId);
  return messages.map((message) => textOf({ outcome: 'message', message }));
};

describe('a proof', () => {
  it('is cleaned and waits for review', async () => {
    const discordId = aSnowflake();
    await aSubmission(discordId, ' see\u202E this \n\n\n\n now ');
    expect(await completions().findOne({ discordId })).toMatchObject({
      state: 'pending',
      attempt: 1,
      owes: [],
      proof: { text: 'see this \n\n now' },
    });
  });

  it('is taken once, however many arrive together', async () => {
    const discordId = aSnowflake();
    const sent = Array.from({ length: 10 }, (_, index) =>
      tasks().complete(actionOf(discordId), task.postId, { proof: [`try ${index}`] }),
    );
    const refusals = (await Promise.allSettled(sent)).filter((result) => result.status === 'rejected');
    expect(refusals).toHaveLength(9);
    for (const { reason } of refusals) expect(reason).toBeInstanceOf(ProofPendingError);
    expect(await completions().countDocuments({ discordId })).toBe(1);
  });

  it('is taken once when the same form arrives twice, and both are told it was', async () => {
    const form = actionOf(aSnowflake());
    const answers = await Promise.all([
      tasks().complete(form, task.postId, { proof: ['x'] }),
      tasks().complete(form, task.postId, { proof: ['x'] }),
    ]);
    expect(answers).toHaveLength(2);
    expect(await completions().countDocuments({ discordId: form.discordId })).toBe(1);
  });

  it.each(['', '\u200B', 'x'.repeat(501)])('of a bad length is refused', async (typed) => {
    const discordId = aSnowflake();
    await expect(tasks().complete(actionOf(discordId), task.postId, { proof: [typed] })).rejects.toThrow(
      ProofInvalidError,
    );
    expect(await completions().countDocuments({ discordId })).toBe(0);
  });

  it('is not taken for a task that needs none', async () => {
    const { postId } = await postTask(testApp(), {}, server);
    await expect(tasks().complete(actionOf(aSnowflake()), postId, { proof: ['x'] })).rejects.toThrow(
      TaskPostNotFoundError,
    );
  });

  it('is not asked for when it could not be taken', async () => {
    const discordId = aSnowflake();
    await aSubmission(discordId);
    await expect(tasks().pagesToTake(actionOf(discordId), task.postId)).rejects.toThrow(ProofPendingError);
    await expect(tasks().pagesToTake(actionOf(aSnowflake()), task.postId)).resolves.toMatchObject({
      pages: [[{ id: 'proof' }]],
    });
  });

  it('of a big emoji text is counted in characters', async () => {
    const discordId = aSnowflake();
    await aSubmission(discordId, '🐱'.repeat(500));
    expect(await completions().findOne({ discordId })).toMatchObject({ state: 'pending' });
  });
});

describe('a decision', () => {
  it('approves: the points and one direct message follow', async () => {
    const [member] = server.members;
    const id = await aSubmission(member!.id);
    const panel = await reviews().next(moderator(), reviews().approve(moderator(), seen(id)), 'all');
    expect(panel).toMatchObject({ decided: { state: 'verified' }, item: null, waiting: 0 });
    await testApp().settle();
    await testApp().settle();
    const standing = await testApp().get(PointsService).standing(task.communityId, member!.id);
    expect(standing).toMatchObject({ points: 50, completions: 1 });
    expect(await directMessages(member!.id)).toEqual([expect.stringContaining('was approved: +50 points')]);
    expect(await completions().findOne({ discordId: member!.id })).not.toHaveProperty('due');
  });

  it('rejects: the member reads why, sends again, and may be approved then', async () => {
    const [, member] = server.members;
    const id = await aSubmission(member!.id, 'first try');
    await reviews().reject(moderator(), seen(id), 'Too *dark*');
    await testApp().settle();
    expect(await directMessages(member!.id)).toEqual([
      expect.stringContaining('Too \\\\dark\\\\'.replaceAll('\\\\', '\\')),
    ]);
    await tasks().complete(actionOf(member!.id), task.postId, { proof: ['second try'] });
    expect(await completions().findOne({ discordId: member!.id })).toMatchObject({
      state: 'pending',
      attempt: 2,
      proof: { text: 'second try' },
    });
    expect(await completions().findOne({ discordId: member!.id })).not.toHaveProperty('review');
    // As the first proof was seen.
    await expect(reviews().approve(moderator(), seen(id))).rejects.toThrow(AlreadyDecidedError);
    await reviews().approve(moderator(), seen(id, 2));
    await testApp().settle();
    expect(await directMessages(member!.id)).toHaveLength(2);
    expect(await testApp().get(PointsService).standing(task.communityId, member!.id)).toMatchObject({
      points: 50,
    });
    await expect(tasks().complete(actionOf(member!.id), task.postId, { proof: ['third'] })).rejects.toThrow(
      TaskAlreadyCompletedError,
    );
  });

  it('lets a rejected member send again once, however often the form arrives', async () => {
    const discordId = aSnowflake();
    const id = await aSubmission(discordId);
    await reviews().reject(moderator(), seen(id), 'No');
    const form = actionOf(discordId);
    const again = () => tasks().complete(form, task.postId, { proof: ['again'] });
    const answers = await Promise.all([again(), again(), again()]);
    expect(answers).toHaveLength(3);
    expect(await completions().findOne({ discordId })).toMatchObject({ attempt: 2, state: 'pending' });
    await expect(tasks().complete(actionOf(discordId), task.postId, { proof: ['other'] })).rejects.toThrow(
      ProofPendingError,
    );
  });

  it('is made once when two moderators decide at the same time', async () => {
    const discordId = aSnowflake();
    const id = await aSubmission(discordId);
    const results = await Promise.allSettled([
      reviews().approve(moderator(), seen(id)),
      reviews().reject(actionOf(server.admin.id), seen(id), 'No'),
      reviews().approve(actionOf(aSnowflake()), seen(id)),
    ]);
    const refusals = results.filter((result) => result.status === 'rejected');
    expect(refusals).toHaveLength(2);
    for (const { reason } of refusals) expect(reason).toBeInstanceOf(AlreadyDecidedError);
  });

  it('does not fall on a proof that was sent after what the moderator saw', async () => {
    const discordId = aSnowflake();
    const id = await aSubmission(discordId);
    await reviews().reject(moderator(), seen(id), 'No');
    await expect(reviews().approve(moderator(), seen(id))).rejects.toThrow(AlreadyDecidedError);
  });

  it('is not made on one’s own submission', async () => {
    const id = await aSubmission(server.moderator.id);
    await expect(reviews().approve(moderator(), seen(id))).rejects.toThrow(OwnSubmissionError);
    await expect(reviews().reject(moderator(), seen(id), 'No')).rejects.toThrow(OwnSubmissionError);
    expect(await completions().findOne({ discordId: server.moderator.id })).toMatchObject({
      state: 'pending',
    });
  });

  it('is not made from another guild', async () => {
    const id = await aSubmission();
    const stranger = aMemberAction({ guildId: testApp().server.guild.id });
    await expect(reviews().approve(stranger, seen(id))).rejects.toThrow(CompletionNotFoundError);
    await expect(reviews().reject(stranger, seen(id), 'No')).rejects.toThrow(CompletionNotFoundError);
    expect((await reviews().skip(stranger, id)).item).toBeNull();
  });

  it.each(['', 'x', '0'.repeat(24), '{"$ne":null}'])('is not made on %j', async (id) => {
    await expect(reviews().approve(moderator(), seen(id))).rejects.toThrow(CompletionNotFoundError);
  });

  it.each(['', ' ', 'x'.repeat(301)])('needs a reason of a good length to reject', async (reason) => {
    const id = await aSubmission();
    await expect(async () => reviews().reject(moderator(), seen(id), reason)).rejects.toThrow(
      ReasonInvalidError,
    );
  });
});

describe('the notice', () => {
  it('of a rejection says what is true of another try: now, none left, or not while it is closed', async () => {
    const said = async (at: number, taskData: Partial<TaskData>, isClosed = false): Promise<string> => {
      task = await postTask(testApp(), { type: 'custom', ...taskData }, server);
      const { id: discordId } = server.members[at]!;
      const id = await aSubmission(discordId);
      if (isClosed) await testApp().get(TaskLifeService).end(moderator(), task.postId);
      await reviews().reject(moderator(), seen(id), 'Not that');
      await testApp().settle();
      return (await directMessages(discordId)).join('\n');
    };
    expect(await said(0, {})).toMatch(/not accepted: “Not that”. You may press Complete and try again/);
    expect(await said(1, { maxAttempts: 1 })).toMatch(/“Not that”. There are no attempts left/);
    expect(await said(2, {}, true)).toMatch(/“Not that”. This task ended/);
  });

  it('is not tried again with a member who takes no direct messages, who reads it under Details', async () => {
    const [, , emma] = server.members;
    await testApp().as(emma!).change({ hasClosedDirectMessages: true });
    const id = await aSubmission(emma!.id);
    await reviews().reject(moderator(), seen(id), 'Zu dunkel');
    await testApp().settle();
    expect(await completions().findOne({ discordId: emma!.id })).toMatchObject({ owes: [] });
    expect(await completions().findOne({ discordId: emma!.id })).not.toHaveProperty('due');
    expect(textOf(await testApp().as(emma!).press(task.card, { label: 'Details' }))).toContain('Zu dunkel');
  });

  it('is not sent to a member who has switched messages off; the points are paid', async () => {
    const [, cleo] = server.members;
    const before = await directMessages(cleo!.id);
    await testApp().get(AccountsRepository).ensure(cleo!.id, new Date());
    await testApp().get(AccountsRepository).setQuiet(cleo!.id, true);
    await reviews().approve(moderator(), seen(await aSubmission(cleo!.id)));
    await testApp().settle();
    expect(await completions().findOne({ discordId: cleo!.id, taskPostId: task.postId })).toMatchObject({
      state: 'verified',
      owes: [],
    });
    expect(await directMessages(cleo!.id)).toEqual(before);
  });

  it('is sent once, though the effect runs twice at the same time', async () => {
    const [, , , finn] = server.members;
    const id = await aSubmission(finn!.id);
    await reviews().approve(moderator(), seen(id));
    const effect = testApp().get(SettleCompletionEffect);
    await Promise.all([effect.run(id), effect.run(id)]);
    expect(await directMessages(finn!.id)).toHaveLength(1);
    expect(await testApp().get(PointsService).standing(task.communityId, finn!.id)).toMatchObject({
      points: 50,
    });
  });

  it('waits while Discord is away, and the points do not', async () => {
    const [, , , , gus] = server.members;
    const id = await aSubmission(gus!.id);
    await reviews().approve(moderator(), seen(id));
    await testApp().discord.setOnline(false);
    await expect(testApp().get(SettleCompletionEffect).run(id)).rejects.toHaveProperty(
      'code',
      'DISCORD_UNAVAILABLE',
    );
    expect(await completions().findOne({ discordId: gus!.id })).toMatchObject({ owes: ['notice'] });
    await testApp().discord.setOnline(true);
    await testApp().settle();
    expect(await testApp().get(PointsService).standing(task.communityId, gus!.id)).toMatchObject({
      points: 50,
    });
  });

  it('ends quietly for a submission that is gone', async () => {
    await expect(testApp().get(SettleCompletionEffect).run('0'.repeat(24))).resolves.toBeUndefined();
  });
});

describe('the panel of a moderator', () => {
  const panelOf = (answer: Answer): Message => answer.message!;
  const place = () => ({ channelId: server.channels.general.id });

  it('goes through the queue, oldest first, and begins again after the last', async () => {
    for (const index of [0, 1, 2]) await aSubmission(server.members[index]!.id, `proof ${index}`);
    const bo = testApp().as(server.moderator);
    let panel = await bo.run('task review', {}, place());
    expect(textOf(panel)).toMatch(/3 submissions waiting[^]*proof 0/);
    const seen: string[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      seen.push(/proof \d/.exec(textOf(panel))![0]);
      panel = await bo.press(panelOf(panel), { label: 'Skip' });
    }
    expect(seen).toEqual(['proof 0', 'proof 1', 'proof 2', 'proof 0']);
  });

  it('decides in place, and says who was decided on', async () => {
    const [cleo, dario] = server.members;
    await aSubmission(cleo!.id, 'by Cleo');
    await aSubmission(dario!.id, 'by Dario');
    const bo = testApp().as(server.moderator);
    const opened = await bo.run('task review', {}, place());
    const approved = await bo.press(panelOf(opened), { label: 'Approve' });
    expect(approved.outcome).toBe('update');
    expect(textOf(approved)).toMatch(new RegExp(`Approved: <@${cleo!.id}> gets 50 points[^]*by Dario`));
    const form = await bo.press(panelOf(approved), { label: 'Reject' });
    const rejected = await bo.submit(form.modal, { reason: 'Wrong cat' });
    expect(rejected.outcome).toBe('update');
    expect(textOf(rejected)).toMatch(/Rejected[^]*Nothing is waiting/);
    expect(await completions().findOne({ discordId: dario!.id })).toMatchObject({
      state: 'rejected',
      review: { reason: 'Wrong cat', decidedBy: server.moderator.id },
    });
  });

  it('shows a proof as text, over several lines, without pinging anybody', async () => {
    await aSubmission(aSnowflake(), '@everyone\n# big\n[x](https://evil)');
    const panel = await testApp().as(server.moderator).run('task review', {}, place());
    const shown = JSON.stringify(panel.message?.components);
    expect(shown).toContain('> @everyone\\n> \\\\# big\\n> \\\\[x\\\\](https://evil)');
    expect(panel.message?.mention_everyone).toBe(false);
  });

  it('tells of the decisions before', async () => {
    const discordId = aSnowflake();
    const id = await aSubmission(discordId);
    await reviews().approve(moderator(), seen(id));
    task = await postTask(testApp(), { type: 'custom' }, server);
    await aSubmission(discordId);
    const panel = await testApp().as(server.moderator).run('task review', {}, place());
    expect(textOf(panel)).toContain('Before: 1 approved, 0 rejected');
  });

  it('says what a second moderator decided meanwhile', async () => {
    await aSubmission();
    const bo = testApp().as(server.moderator);
    const ana = testApp().as(server.admin);
    const [seenByBo, seenByAna] = await Promise.all([
      bo.run('task review', {}, place()),
      ana.run('task review', {}, place()),
    ]);
    await bo.press(panelOf(seenByBo), { label: 'Approve' });
    expect(textOf(await ana.press(panelOf(seenByAna), { label: 'Approve' }))).toContain(
      `already decided by <@${server.moderator.id}>`,
    );
  });
});

describe('the panel while MongoDB is slow', () => {
  const words = (message: Message): string => textOf({ outcome: 'message', message });
  const says = (text: string) => (message: Message) => words(message).includes(text);
  let work: PromiseWithResolvers<ReviewPanel>;
  let bo: MemberClient;
  let panel: Message;
  const channelId = () => server.channels.general.id;
  const refusalsOfAnswers = () =>
    testApp().discord.refusals.filter(({ route }) => /^\/(interactions|webhooks)\//.test(route));
  const messages = async () => (await bo.messages(channelId())).map(words);

  beforeEach(async () => {
    await aSubmission(aSnowflake(), 'by a cat');
    bo = testApp().as(server.moderator);
    panel = (await bo.run('task review', {}, { channelId: channelId() })).message!;
    work = Promise.withResolvers();
    jest.spyOn(reviews(), 'next').mockReturnValueOnce(work.promise);
    const unsaid = bo.waitForMessage(channelId(), says('Not confirmed yet'));
    await bo.press(panel, { label: 'Approve' }, { settle: false });
    await unsaid;
  });
  afterEach(() => jest.restoreAllMocks());

  it('stays as it is when the decision is refused at last; the refusal stands beside it', async () => {
    const told = bo.waitForMessage(channelId(), says('already decided'));
    work.reject(new AlreadyDecidedError('x', (texts) => texts.errors.alreadyDecided('Ana')));
    await told;
    expect(await messages()).toEqual([words(panel), expect.stringContaining('already decided')]);
    expect(refusalsOfAnswers()).toEqual([]);
  });

  it('shows what comes next when the decision is taken at last, and nothing beside it', async () => {
    const shown = bo.waitForMessage(channelId(), says('Nothing is waiting'));
    work.resolve({ scope: 'all', item: null, waiting: 0, tasks: [], usualWaitMs: null });
    await shown;
    await waitUntil(async () => (await messages()).length === 1);
    expect(refusalsOfAnswers()).toEqual([]);
  });
});

describe('on Discord', () => {
  it('a member sends a proof by the form of the card', async () => {
    const emma = testApp().as(server.members[2]!);
    const opened = await emma.press(task.card, { label: 'Complete' });
    expect(opened.modal?.title).toBe('Draw a cat');
    expect(textOf(await emma.submit(opened.modal, { proof: 'https://example.com/a_b_c' }))).toContain(
      'Zur Prüfung',
    );
    expect(textOf(await emma.press(task.card, { label: 'Details' }))).toContain('wartet auf die Prüfung');
    expect(textOf(await emma.press(task.card, { label: 'Complete' }))).toContain('wartet auf die Prüfung');
  });
});
