// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process), which also sends what no client would send, and the time.
import type { Answer, Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { QuestionsEditorService } from '../../../src/modules/tasks/questions/questions-editor.service.js';
import { QuestionsChangedError } from '../../../src/modules/tasks/questions/questions.errors.js';
import { openQuestionsId } from '../../../src/modules/tasks/questions/questions.custom-ids.js';
import { questionnaireIn } from '../../../src/modules/tasks/questions/questions.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { TaskLifeError } from '../../../src/modules/tasks/tasks.errors.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anUnpostedTask } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const posts = () => database.db().collection('discord_task_posts');
const editor = () => testApp().get(QuestionsEditorService);

let server: DemoServer;
let people = 0;
beforeAll(() => {
  server = testApp().server;
});

const ana = () => testApp().as(server.admin);
const byAdmin = () => aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });

async function aDraft(type: 'quiz' | 'survey', taskData: Partial<TaskData> = {}): Promise<string> {
  const { communityId } = await testApp().get(ServersService).requireLinked(server.guild.id);
  const asks = { version: 0, questions: [], ...(type === 'quiz' && { passMark: 100 }) };
  const post = anUnpostedTask({
    guildId: server.guild.id,
    channelId: server.channels.tasks.id,
    communityId,
    createdAt: testApp().clock.now(),
    createdBy: server.admin.id,
    taskData: { type, status: 'draft', title: 'Colours', asks, ...taskData },
    card: {},
  });
  await testApp().get(TaskPostsRepository).insert(post);
  return post._id.toHexString();
}

/** The panel of a task's editor, as its button there opens it. */
async function panelOf(postId: string): Promise<Answer> {
  const { answer } = testApp().discord.sendRawInteraction({
    type: 3,
    userId: server.admin.id,
    channelId: server.channels.general.id,
    messageId: (await aPrivatePanel()).id,
    data: { custom_id: openQuestionsId.build({ postId }), component_type: 2 },
  });
  return answer;
}

/** Some private answer, whose message becomes the panel. */
async function aPrivatePanel(): Promise<Message> {
  const answer = await ana().run('help', {}, { channelId: server.channels.general.id });
  return answer.message!;
}

async function add(panel: Answer, values: Record<string, string>): Promise<Answer> {
  const form = await ana().press(panel.message!, { label: 'Add a question' });
  return ana().submit(form.modal, values);
}
const choose = async (panel: Answer, at: number): Promise<Answer> => {
  const [select = ''] = /questions\/choose\/[\w/]+/.exec(JSON.stringify(panel.message)) ?? [];
  return ana().choose(panel.message!, select, [String(at)]);
};
const formOf = async (postId: string) => {
  const post = await testApp().get(TaskPostsRepository).find(server.guild.id, postId);
  return questionnaireIn(post!.taskData.asks);
};
const SKY = { text: 'Colour of the sky?', kind: 'one', options: 'Red\n*Blue' };
const EVEN = { text: 'Which are even?', kind: 'several', options: '*2\n3\n*4' };

describe('the editor', () => {
  it('adds, changes, moves and removes questions, and sets the pass mark', async () => {
    const postId = await aDraft('quiz');
    const empty = await panelOf(postId);
    expect(textOf(empty)).toContain('There are no questions yet');
    const two = await add(await add(empty, SKY), EVEN);
    expect(textOf(two)).toMatch(/1\. Colour of the sky\? · one of 2\n2\. Which are even\? · several of 3/);
    expect(two.message!.id).toBe(empty.message!.id);
    const moved = await ana().press((await choose(two, 1)).message!, { label: 'Move up' });
    expect(textOf(moved)).toMatch(/1\. Which are even\?[^]*2\. Colour of the sky\?/);
    const opened = await ana().press((await choose(moved, 1)).message!, { label: 'Change' });
    const changed = await ana().submit(opened.modal, { text: 'Colour of grass?', options: 'Red\n*Green' });
    expect(textOf(changed)).toContain('2. Colour of grass? · one of 2');
    const marked = await ana().submit((await ana().press(changed.message!, { label: 'Pass mark' })).modal, {
      mark: '50 %',
    });
    expect(textOf(marked)).toContain('Pass mark: 50% of the questions');
    const left = await ana().press((await choose(marked, 0)).message!, { label: 'Remove' });
    expect(textOf(left)).not.toContain('even');
    expect(await formOf(postId)).toEqual({
      version: 6,
      passMark: 50,
      questions: [{ text: 'Colour of grass?', kind: 'one', options: ['Red', 'Green'], right: [1] }],
    });
  });

  it('says what is wrong, and gives back what was typed', async () => {
    const postId = await aDraft('quiz');
    const refused = await add(await panelOf(postId), { ...SKY, options: 'Red\nBlue' });
    expect(textOf(refused)).toMatch(/Not saved yet[^]*before the one that is right/);
    expect((await formOf(postId)).questions).toEqual([]);
    const again = await ana().press(refused.message!, { label: 'Fix it' });
    expect(JSON.stringify(again.modal)).toContain('Red\\nBlue');
    expect(textOf(await ana().submit(again.modal, { options: '*Red\nBlue' }))).toContain('one of 2');
    expect((await formOf(postId)).questions).toHaveLength(1);
  });

  it('shows a page as members see it, and counts nothing', async () => {
    const postId = await aDraft('survey');
    let panel = await panelOf(postId);
    for (let at = 0; at < 6; at += 1)
      panel = await add(panel, { text: `Number ${at}?`, kind: 'one', options: 'a\nb' });
    const page = await ana().press(panel.message!, { label: 'Preview' });
    expect(page.modal).toMatchObject({ title: 'Preview, page 1 of 2' });
    const seen = await ana().submit(
      page.modal,
      Object.fromEntries([0, 1, 2, 3, 4].map((at) => [`v6q${at}`, '0'])),
    );
    expect(textOf(seen)).toMatch(/page 1 of 2\. Nothing was counted/);
    const second = await ana().press(seen.message!, { label: 'Next page' });
    expect(second.modal).toMatchObject({ title: 'Preview, page 2 of 2' });
    expect(await database.db().collection('task_completions').countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('takes no more than 20 questions, however many managers add them at once', async () => {
    const questions = Array.from({ length: 18 }, (_, at) => ({
      text: `Number ${String(at)}?`,
      kind: 'text' as const,
      options: [],
    }));
    const postId = await aDraft('survey', { asks: { version: 18, questions } });
    const place = { postId, version: '18', at: 'new' };
    const saved = await Promise.allSettled(
      ['A?', 'B?', 'C?', 'D?'].map((text) =>
        editor().save(byAdmin(), place, { text: [text], kind: ['text'] }),
      ),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const form = await formOf(postId);
    expect(new Set(form.questions.map(({ text }) => text)).size).toBe(20);
  });

  it('changes no other question than the one that was seen', async () => {
    const postId = await aDraft('survey');
    const text = (words: string) => ({ text: [words], kind: ['text'] });
    for (const words of ['First?', 'Second?'])
      await editor().save(byAdmin(), { postId, version: '0', at: 'new' }, text(words));
    const seen = { postId, version: '2', at: '0' };
    await editor().remove(byAdmin(), seen);
    await expect(editor().remove(byAdmin(), seen)).rejects.toThrow(QuestionsChangedError);
    await expect(editor().save(byAdmin(), seen, text('Other?'))).rejects.toThrow(QuestionsChangedError);
    expect((await formOf(postId)).questions).toMatchObject([{ text: 'Second?' }]);
  });

  it('leaves a posted task one question, and all of them once a member has tried', async () => {
    const asks = {
      version: 1,
      passMark: 100,
      questions: [{ text: 'Sky?', kind: 'one', options: ['Red', 'Blue'], right: [1] }],
    };
    const task = await postTask(testApp(), { type: 'quiz', asks });
    const panel = await panelOf(task.postId);
    const last = await ana().press((await choose(panel, 0)).message!, { label: 'Remove' });
    expect(textOf(last)).toContain('needs at least one question');
    const member = aMember();
    const form = await testApp().as(member).press(task.card, { label: 'Complete' });
    await testApp().as(member).submit(form.modal, { v1q0: '0' });
    const fixed = await panelOf(task.postId);
    expect(textOf(fixed)).toContain('Members have answered these questions already');
    expect(textOf(fixed)).not.toContain('Add a question');
    const late = await ana().press(panel.message!, { label: 'Add a question' });
    expect(textOf(late)).toContain('answered');
  });

  it('draws the card anew when the questions of a posted task change', async () => {
    const asks = { version: 1, questions: [{ text: 'Why?', kind: 'text', options: [] }] };
    const task = await postTask(testApp(), { type: 'survey', asks });
    await add(await panelOf(task.postId), { text: 'When?', kind: 'text' });
    await testApp().settle();
    const card = await ana().message(task.card);
    expect(JSON.stringify(card)).toContain('answer 2 questions');
  });

  it('keeps a quiz without questions from being posted', async () => {
    const postId = await aDraft('quiz');
    await expect(testApp().get(TaskLifeService).publish(byAdmin(), postId)).rejects.toThrow(TaskLifeError);
    expect(await posts().findOne({ 'taskData.status': 'draft', _id: { $exists: true } })).not.toBeNull();
  });

  it('tells the audit trail that questions changed, and nobody which answers are right', async () => {
    const postId = await aDraft('quiz');
    const panel = await add(await panelOf(postId), { ...SKY, options: 'Red\n*PLANTED-MARK' });
    expect(JSON.stringify(panel.message)).not.toContain('PLANTED-MARK');
    const entries = await database
      .db()
      .collection('audit_entries')
      .find({ action: 'task.questions', 'target.id': postId })
      .toArray();
    expect(entries).toMatchObject([{ changes: [{ field: 'taskData.asks', after: '"changed"' }] }]);
    const { files } = await testApp().get(PersonalData).export(server.admin.id);
    for (const { content } of files) expect(content.toString()).not.toContain('"right"');
  });
});

it('leads from the command to the points', async () => {
  const place = { channelId: server.channels.general.id };
  const opened = await ana().run('task create', { type: 'quiz', channel: server.channels.tasks.id }, place);
  const typed = { title: 'What do you know?', description: 'About cats.', points: '30', duration: '1d' };
  const draft = await ana().submit(opened.modal, typed);
  expect(textOf(draft)).toContain('There are no questions yet');
  const empty = await ana().press(draft.message!, { label: 'Questions' });
  const asked = await add(empty, { text: 'How many lives?', kind: 'one', options: '7\n*9' });
  const ready = await ana().press(asked.message!, { label: 'Back' });
  expect(textOf(ready)).not.toContain('There are no questions yet');
  await ana().press(ready.message!, { label: 'Post' });
  const post = await posts().findOne({ 'taskData.title': 'What do you know?' });
  const card = await ana().message({
    channel_id: server.channels.tasks.id,
    id: String(post!.messageId),
  });
  const member = aMember();
  const form = await testApp().as(member).press(card, { label: 'Complete' });
  expect(textOf(await testApp().as(member).submit(form.modal, { v1q0: '1' }))).toContain('+30 points');
  const managed = await ana().menu('Manage this post', card.id, { channelId: card.channel_id });
  expect(textOf(managed)).toContain('What do you know?');
});

function aMember(): User {
  const person = testApp().discord.createUser({ username: `asked${String((people += 1))}` });
  testApp().discord.addMember({ guildId: server.guild.id, userId: person.id });
  return person;
}

describe('what members answered to a survey', () => {
  const FORMULA = '=HYPERLINK("http://evil.test")';
  let task: Awaited<ReturnType<typeof postTask>>;
  let members: User[];

  beforeAll(async () => {
    const asks = {
      version: 3,
      questions: [
        { text: 'Which?', kind: 'one', options: ['Red', 'Blue'] },
        { text: 'Which of them?', kind: 'several', options: ['Cats', 'Dogs', 'Owls'] },
        { text: 'Why?', kind: 'text', options: [] },
      ],
    };
    task = await postTask(testApp(), { type: 'survey', title: 'Pets', asks });
    members = [aMember(), aMember(), aMember()];
    const given = [
      { v3q0: '0', v3q1: ['0', '2'], v3q2: FORMULA },
      { v3q0: '1', v3q1: ['0'], v3q2: 'I; "like"\nthem' },
      { v3q0: '1', v3q1: ['1', '2'], v3q2: 'No' },
    ];
    for (const [at, member] of members.entries()) {
      const form = await testApp().as(member).press(task.card, { label: 'Complete' });
      const answer = await testApp().as(member).submit(form.modal, given[at]!);
      expect(textOf(answer)).toContain('Done!');
      testApp().clock.advance(60_000);
    }
  });

  const tallies = async () => ana().press((await panelOf(task.postId)).message!, { label: 'Answers' });

  it('is counted by option', async () => {
    const text = textOf(await tallies());
    expect(text).toMatch(/From 3 members[^]*Red: 1 \(33%\)[^]*Blue: 2 \(67%\)/);
    expect(text).toMatch(/Cats: 2 \(67%\)[^]*Dogs: 1 \(33%\)[^]*Owls: 2 \(67%\)[^]*3 answers in own words/);
    expect(text).not.toContain('HYPERLINK');
  });

  it('comes as a private file that names nobody and in which nothing is a formula', async () => {
    const answer = await ana().press((await tallies()).message!, { label: 'All answers as a file' });
    const address = /"url":"(http[^"]+answers\.csv[^"]*)"/.exec(JSON.stringify(answer.message))?.[1];
    expect(answer.message!.flags & 64).toBe(64);
    const content = await (await fetch(address!)).text();
    const lines = content.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toBe('"No.","Sent (UTC)","Which?","Which of them?","Why?"');
    expect(lines[1]).toMatch(/^1,"[\d-]+ [\d:]+","Blue","Dogs; Owls","No"$/);
    expect(content).toContain('"I; ""like""\nthem"');
    expect(content).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    for (const { id, username } of members) {
      expect(content).not.toContain(id);
      expect(content).not.toContain(username);
    }
  });

  it('goes with the member who is erased, and their answer still counts as one', async () => {
    await database
      .db()
      .collection('task_completions')
      .updateOne({ discordId: members[0]!.id }, { $unset: { answers: '' } });
    const text = textOf(await tallies());
    expect(text).toMatch(/Red: 0/);
    const answer = await ana().press((await tallies()).message!, { label: 'All answers as a file' });
    expect(textOf(answer)).toContain('2 answers, newest first, without names');
  });

  it('is reached from the post', async () => {
    const managed = await ana().menu('Manage this post', task.card.id, { channelId: task.card.channel_id });
    expect(textOf(await ana().press(managed.message!, { label: 'Answers' }))).toContain('Answers to Pets');
  });

  it('is nothing for a quiz', async () => {
    const postId = await aDraft('quiz');
    const { answer } = testApp().discord.sendRawInteraction({
      type: 3,
      userId: server.admin.id,
      channelId: server.channels.general.id,
      messageId: (await aPrivatePanel()).id,
      data: { custom_id: `questions/file/${postId}`, component_type: 2 },
    });
    expect(textOf(await answer)).toContain('Only surveys');
  });
});
