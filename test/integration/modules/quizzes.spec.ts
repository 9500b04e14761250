// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process), which also sends what no client would send, and the time.
import type { Answer } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { WireLog } from '../../../playground/discord/wire-log.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { MINUTE_MS } from '../../../src/kernel/clock.js';
import { PointsService } from '../../../src/modules/points/index.js';
import type { Question, Questionnaire } from '../../../src/modules/tasks/questions/questions.js';
import { TaskPagesService } from '../../../src/modules/tasks/questions/task-pages.service.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { AnswersExpiredError } from '../../../src/modules/tasks/tasks.errors.js';
import { taskPageId } from '../../../src/modules/tasks/tasks.custom-ids.js';
import { type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection('task_completions');
const pages = () => testApp().get(TaskPagesService);

let server: DemoServer;
let people = 0;

beforeAll(() => {
  server = testApp().server;
});

function aMember(): User {
  const person = testApp().discord.createUser({ username: `solver${String((people += 1))}` });
  testApp().discord.addMember({ guildId: server.guild.id, userId: person.id });
  return person;
}

const one = (text: string, right = 0): Question => ({
  text,
  kind: 'one',
  options: ['Red', 'Blue', 'Green'],
  right: [right],
});
const several: Question = {
  text: 'Which are even?',
  kind: 'several',
  options: ['1', '2', '4'],
  right: [1, 2],
};

const aQuiz = (
  form: Partial<Questionnaire> & Pick<Questionnaire, 'questions'>,
  taskData: Partial<TaskData> = {},
): Promise<PostedTask> =>
  postTask(testApp(), {
    type: 'quiz',
    title: 'Colours',
    asks: { version: 1, passMark: 60, ...form },
    ...taskData,
  });

const open = (person: User, { card }: PostedTask): Promise<Answer> =>
  testApp().as(person).press(card, { label: 'Complete' });
/** Answers a form: by question, the position of what is chosen. */
const send = (person: User, { modal }: Answer, answers: Record<string, string | readonly string[]>) =>
  testApp().as(person).submit(modal, answers);
const take = async (person: User, task: PostedTask, answers: Record<string, string | readonly string[]>) =>
  textOf(await send(person, await open(person, task), answers));
const rowOf = ({ id }: User) => rows().findOne({ discordId: id });
const detailsOf = async (person: User, { card }: PostedTask) =>
  textOf(await testApp().as(person).press(card, { label: 'Details' }));

/** A form as no client would send it. */
async function forged(
  person: User,
  customId: string,
  fields: Record<string, unknown>,
  card: PostedTask['card'],
) {
  const components = Object.entries(fields).map(([custom_id, value]) => ({
    type: 18,
    component: Array.isArray(value)
      ? { type: 22, custom_id, values: value as string[] }
      : { type: 21, custom_id, value: value as string },
  }));
  const { answer } = testApp().discord.sendRawInteraction({
    type: 5,
    userId: person.id,
    channelId: card.channel_id,
    messageId: card.id,
    data: { custom_id: customId, components },
  });
  return textOf(await answer);
}

describe('a quiz of one page', () => {
  it('is passed, counted once and paid', async () => {
    const task = await aQuiz({ questions: [one('Colour of the sky?', 1), several] });
    const cleo = aMember();
    expect(await detailsOf(cleo, task)).toContain('answer 2 questions: 60% must be right');
    expect(await take(cleo, task, { v1q0: '1', v1q1: ['1', '2'] })).toContain('Done! +50 points');
    expect(await rowOf(cleo)).toMatchObject({ state: 'verified', score: { correct: 2, total: 2 } });
    await testApp().settle();
    expect(await testApp().get(PointsService).balanceOf(task.communityId, cleo.id)).toBe(50);
    expect(textOf(await open(cleo, task))).toContain('You completed this task');
    expect(await rows().countDocuments({ taskPostId: task.postId })).toBe(1);
  });

  it('is failed with its score and pass mark and nothing else, and may be tried again', async () => {
    const task = await aQuiz({ questions: [one('Sky?', 1), several] });
    const cleo = aMember();
    const failed = await take(cleo, task, { v1q0: '1', v1q1: ['1'] });
    expect(failed.trim()).toBe('Not passed\n1 of 2 answers for Colours were right; 60% are needed.');
    expect(await rowOf(cleo)).toMatchObject({
      state: 'rejected',
      attempt: 1,
      score: { correct: 1, total: 2 },
    });
    expect(await detailsOf(cleo, task)).toMatch(/1 of 2/);
    expect(await take(cleo, task, { v1q0: '1', v1q1: ['1', '2'] })).toContain('Done!');
    expect(await rowOf(cleo)).toMatchObject({
      state: 'verified',
      attempt: 2,
      score: { correct: 2, total: 2 },
    });
  });

  it('is tried no more often than the task allows, and not before its pause is over', async () => {
    const task = await aQuiz({ questions: [one('Sky?', 1)] }, { maxAttempts: 2, cooldownMinutes: 30 });
    const cleo = aMember();
    await take(cleo, task, { v1q0: '0' });
    expect(textOf(await open(cleo, task))).toMatch(/again|moment|minutes|<t:/);
    testApp().clock.advance(31 * MINUTE_MS);
    await take(cleo, task, { v1q0: '2' });
    testApp().clock.advance(31 * MINUTE_MS);
    expect(textOf(await open(cleo, task))).toMatch(/2 attempts|attempts/);
    expect(await rowOf(cleo)).toMatchObject({ state: 'rejected', attempt: 2 });
  });

  it.each([
    [100, 'passed', '1', 'verified'],
    [20, 'failed', '0', 'rejected'],
  ])('sent %d times at once and %s is one row', async (times, _name, choice, state) => {
    const task = await aQuiz({ questions: [one('Sky?', 1)] }, { maxAttempts: 3 });
    const { id } = aMember();
    const sent = await Promise.allSettled(
      Array.from({ length: times }, () =>
        pages().send(aMemberAction({ guildId: server.guild.id, discordId: id }), task.postId, 0, {
          v1q0: [choice],
        }),
      ),
    );
    expect(sent.some(({ status }) => status === 'fulfilled')).toBe(true);
    const found = await rows().find({ taskPostId: task.postId }).toArray();
    expect(found).toMatchObject([{ discordId: id, state }]);
    expect(found[0]!.attempt).toBeLessThanOrEqual(3);
  });

  it('without questions is never done', async () => {
    const task = await aQuiz({ questions: [] });
    expect(textOf(await open(aMember(), task))).toContain('no questions yet');
    expect(await rows().countDocuments({ taskPostId: task.postId })).toBe(0);
  });

  it('is not taken by a form in which something is not as it was offered', async () => {
    const task = await aQuiz({ questions: [one('Sky?', 1), several] });
    const cleo = aMember();
    const customId = taskPageId.build({ postId: task.postId, page: '0' });
    const right = { v1q0: '1', v1q1: ['1', '2'] };
    for (const fields of [
      { ...right, v1q0: '3' },
      { ...right, v1q0: 'Blue' },
      { ...right, v1q1: ['1', '2', '9'] },
      { ...right, v1q1: ['1', '1', '2'] },
      { ...right, v1q1: [] },
      { v1q0: '1' },
      { ...right, v1q2: '0' },
      { v0q0: '1', v0q1: ['1', '2'] },
      {},
    ])
      expect([fields, await forged(cleo, customId, fields, task.card)]).toEqual([
        fields,
        expect.stringContaining('out of date'),
      ]);
    for (const page of ['1', '-1', 'x', '1e3'])
      expect(await forged(cleo, taskPageId.build({ postId: task.postId, page }), right, task.card)).toContain(
        'out of date',
      );
    expect(await rowOf(cleo)).toBeNull();
  });
});

describe('a quiz of several pages', () => {
  const twelve = Array.from({ length: 12 }, (_, at) => one(`Question ${String(at)}?`, 1));
  const answersOf = (from: number, upTo: number, choice = '1') =>
    Object.fromEntries(Array.from({ length: upTo - from }, (_, at) => [`v1q${String(from + at)}`, choice]));
  const next = (person: User, { message }: Answer) =>
    testApp().as(person).press(message!, { label: 'Next page' });

  it('keeps each page, and counts with the last one', async () => {
    const task = await aQuiz({ questions: twelve });
    const cleo = aMember();
    const first = await send(cleo, await open(cleo, task), answersOf(0, 5));
    expect(textOf(first)).toContain('Page 1 of 3 is kept');
    expect(await rowOf(cleo)).toBeNull();
    const second = await send(cleo, await next(cleo, first), answersOf(5, 10));
    expect(second.message!.id).toBe(first.message!.id);
    const last = await send(cleo, await next(cleo, second), answersOf(10, 12, '0'));
    expect(textOf(last)).toContain('Done!');
    expect(await rowOf(cleo)).toMatchObject({ state: 'verified', score: { correct: 10, total: 12 } });
    expect(await database.db().collection('drafts').countDocuments({ discordId: cleo.id })).toBe(0);
    expect((await testApp().as(cleo).message(task.card)).components).toEqual(task.card.components);
  });

  it('lets a member change a page that is kept, which shows what was chosen', async () => {
    const task = await aQuiz({ questions: twelve.slice(0, 6), passMark: 100 });
    const cleo = aMember();
    const first = await send(cleo, await open(cleo, task), answersOf(0, 5, '2'));
    const again = await testApp().as(cleo).press(first.message!, { label: 'Change this page' });
    expect(JSON.stringify(again.modal)).toMatch(/"value":"2"[^}]*"default":true/);
    const changed = await send(cleo, again, answersOf(0, 5));
    const last = await send(cleo, await next(cleo, changed), answersOf(5, 6));
    expect(textOf(last)).toContain('Done!');
  });

  it('begins anew after 15 minutes, and where a page was left out', async () => {
    const task = await aQuiz({ questions: twelve });
    const cleo = aMember();
    const first = await send(cleo, await open(cleo, task), answersOf(0, 5));
    const action = aMemberAction({ guildId: server.guild.id, discordId: cleo.id });
    const given = Object.fromEntries(Object.entries(answersOf(10, 12)).map(([id, value]) => [id, [value]]));
    await expect(pages().send(action, task.postId, 2, given)).rejects.toThrow(AnswersExpiredError);
    testApp().clock.advance(16 * MINUTE_MS);
    expect(textOf(await next(cleo, first))).toContain('15 minutes');
    expect(await rowOf(cleo)).toBeNull();
  });

  it('mixes no two members: what one sent is not there for another', async () => {
    const task = await aQuiz({ questions: twelve.slice(0, 6) });
    const [cleo, dario] = [aMember(), aMember()];
    await send(cleo, await open(cleo, task), answersOf(0, 5));
    const action = aMemberAction({ guildId: server.guild.id, discordId: dario.id });
    await expect(pages().send(action, task.postId, 1, { v1q5: ['1'] })).rejects.toThrow(AnswersExpiredError);
    await expect(pages().open(action, task.postId, 1)).rejects.toThrow(AnswersExpiredError);
  });

  it('judges nobody by other questions than those they saw', async () => {
    const task = await aQuiz({ questions: twelve.slice(0, 6) });
    const cleo = aMember();
    const first = await send(cleo, await open(cleo, task), answersOf(0, 5));
    const opened = await next(cleo, first);
    await database
      .db()
      .collection('discord_task_posts')
      .updateOne({ messageId: task.card.id }, { $set: { 'taskData.asks.version': 2 } });
    const posts = testApp().get(TaskPostsRepository);
    await waitUntil(async () => {
      const post = await posts.findFresh(server.guild.id, task.postId);
      return post?.taskData.asks.version === 2;
    });
    expect(textOf(await send(cleo, opened, answersOf(5, 6)))).toContain(
      'press Complete on the task and begin anew',
    );
    expect(textOf(await next(cleo, first))).toContain('begin anew');
    expect(await rowOf(cleo)).toBeNull();
  });
});

it('tells nobody which answers are right: all that leaves is the same, whichever they are', async () => {
  const { wire } = testApp().discord as unknown as { wire: WireLog };
  /** Everything that the bot sent while a member answers, without what differs by time and place. */
  const everythingSent = async (right: readonly number[], answers: Record<string, string>) => {
    const bodies: unknown[] = [];
    let isOn = true;
    wire.on(({ kind, body }) => {
      if (isOn && kind !== 'interaction' && body) bodies.push(body);
    });
    const task = await aQuiz({ questions: right.map((at, index) => one(`Question ${String(index)}?`, at)) });
    const member = aMember();
    await send(member, await open(member, task), answers);
    await detailsOf(member, task);
    isOn = false;
    return JSON.stringify(bodies).replaceAll(/[0-9a-f]{24}|\d{17,20}|<t:\d+|\d{4}-\d\d-\d\dT[\d:.]+/g, '#');
  };
  // One of two is right, whichever of them it is.
  const one0 = await everythingSent([1, 2], { v1q0: '1', v1q1: '1' });
  const one1 = await everythingSent([2, 1], { v1q0: '1', v1q1: '1' });
  expect(one0).toContain('1 of 2 answers');
  expect(one1).toBe(one0);
});
