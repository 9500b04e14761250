// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { Types } from 'mongoose';
import { type Answer, type Message, readableText } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { ModalValue } from '../../../playground/discord/user-api/controls.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { button, container, DiscordApi, row, text } from '../../../src/infra/discord/index.js';
import { textsOf } from '../../../src/locales/index.js';
import { RequirementsEditorService } from '../../../src/modules/requirements/index.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TaskDraftsService } from '../../../src/modules/tasks/creation/task-drafts.service.js';
import { TaskEditorService } from '../../../src/modules/tasks/creation/task-editor.service.js';
import { TaskLivesRepository } from '../../../src/modules/tasks/life/task-lives.repository.js';
import type { DiscordTaskPost, TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { taskEditorId } from '../../../src/modules/tasks/tasks.custom-ids.js';
import { TaskLifeError, TaskOptionsError } from '../../../src/modules/tasks/tasks.errors.js';
import { TemplateRefusedError } from '../../../src/modules/templates/templates.errors.js';
import { TemplatesService } from '../../../src/modules/templates/index.js';
import { plain, type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake, aTaskCompletion, aTemplate } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);
const editors = () => testApp().get(TaskEditorService);
const templates = () => testApp().get(TemplatesService);
const texts = textsOf('en-US');
const t = texts.taskEditor;

let server: DemoServer;
beforeAll(() => {
  server = testApp().server;
});

const as = (user: User) => testApp().as(user);
const ana = () => as(server.admin);
const bo = () => as(server.moderator);
const place = (of = server) => ({ channelId: of.channels.general.id });
const actionOf = (user = server.admin, of = server) =>
  aMemberAction({ guildId: of.guild.id, channelId: of.channels.general.id, discordId: user.id });

const GOOD = { title: 'Draw a cat', description: 'Send us a link.', points: '50', duration: '2w' };
type Typed = Readonly<Record<string, ModalValue>>;

const shown = ({ message, outcome }: Answer): Message => {
  if (message === undefined) throw new Error(`The bot answered no message but: ${outcome}`);
  return message;
};
const wordsOf = (message: Message): string => textOf({ message, outcome: 'message' });
const labelsOf = (message: Message): string[] =>
  [...JSON.stringify(message.components).matchAll(/"label":"([^"]+)"/g)].map(([, label = '']) => label);

async function storedBy(title: string): Promise<DiscordTaskPost> {
  const [post, ...others] = await rows('discord_task_posts').find({ 'taskData.title': title }).toArray();
  expect(others).toEqual([]);
  return post as unknown as DiscordTaskPost;
}
const stored = async (postId: string): Promise<TaskData> =>
  (
    (await rows('discord_task_posts').findOne({
      _id: new Types.ObjectId(postId),
    })) as unknown as DiscordTaskPost
  ).taskData;

/** The draft that the form of `/task create` makes, in its editor. */
async function aDraft(
  title: string,
  { type = 'custom', ...typed }: { type?: string } & Typed = {},
): Promise<{ panel: Message; postId: string }> {
  const options = { type, channel: server.channels.tasks.id };
  const { modal } = await ana().run('task create', options, place());
  const panel = shown(await ana().submit(modal, { ...GOOD, title, ...typed }));
  return { panel, postId: (await storedBy(title))._id.toHexString() };
}

/** The editor, as somebody opens it from another panel of the bot. */
async function openEditor(user: User, postId: string): Promise<Message> {
  const view = [container(0, text('A panel'), row(button(taskEditorId.build({ postId }), 'Open')))];
  const { channelId } = place();
  const { id } = await testApp().get(DiscordApi).post(channelId, view, aSnowflake());
  return shown(
    await as(user).press(await as(user).message({ channel_id: channelId, id }), { label: 'Open' }),
  );
}

async function edit(user: User, panel: Message, label: string, typed: Typed): Promise<Answer> {
  const { modal } = await as(user).press(panel, { label });
  return as(user).submit(modal, typed);
}

const cardsWith = async (words: string, channelId = server.channels.tasks.id): Promise<Message[]> =>
  (await ana().messages(channelId)).filter(
    (message) => (message.flags & 64) === 0 && wordsOf(message).includes(words),
  );
const auditOf = (postId: string, action: string) =>
  rows('audit_entries').find({ action, 'target.id': postId }).toArray();

describe('the preview', () => {
  it('is the card as members will see it, without presses; it is posted at *Post*, once', async () => {
    const { panel, postId } = await aDraft('Seen before', {
      title: 'Seen before',
      description: '*Two*\nlines',
    });
    expect(wordsOf(panel)).toMatch(/Draft[^]*Nothing is posted yet/);
    expect(await cardsWith('Seen before')).toEqual([]);
    const [preview] = panel.components as object[];
    expect(JSON.stringify(preview).match(/"disabled":true/g)).toHaveLength(2);
    expect(JSON.stringify(preview)).not.toContain('"disabled":false');
    const posted = shown(await ana().press(panel, { label: 'Post' }));
    expect(wordsOf(posted)).toContain('Posted');
    const [card, ...others] = await cardsWith('Seen before');
    expect(others).toEqual([]);
    const asRead = (components: object[]): string =>
      plain(readableText({ content: '', embeds: [], components } as unknown as Message)).replaceAll(
        /<t:\d+:R>/g,
        'then',
      );
    expect(asRead([preview!]).replaceAll(' (disabled)', '')).toBe(asRead(card!.components as object[]));
    // The old panel is still there for another manager: pressed again, it is posted already.
    await testApp().get(TaskDraftsService).post(actionOf(server.moderator), postId);
    expect(await cardsWith('Seen before')).toHaveLength(1);
  });

  it('of a draft can be opened by every manager, and by nobody else', async () => {
    const { postId } = await aDraft('For managers');
    expect(wordsOf(await openEditor(server.moderator, postId))).toContain('For managers');
    expect(wordsOf(await openEditor(server.members[0]!, postId))).not.toContain('For managers');
  });

  it('goes with its draft when that is discarded', async () => {
    const { panel, postId } = await aDraft('Thrown away');
    expect(wordsOf(shown(await ana().press(panel, { label: 'Discard' })))).toContain('is discarded');
    expect(await rows('discord_task_posts').countDocuments({ _id: new Types.ObjectId(postId) })).toBe(0);
    expect(await auditOf(postId, 'task.delete')).toHaveLength(1);
    await expect(editors().open(actionOf(), postId)).rejects.toThrow();
  });
});

describe('a form of the editor', () => {
  it('changes texts, points and campaign, and audits who did it', async () => {
    const { panel, postId } = await aDraft('Old title');
    const typed = { title: 'New title', points: '70', campaign: 'Spring' };
    const edited = shown(await edit(server.admin, panel, t.texts, typed));
    expect(wordsOf(edited)).toMatch(/New title[^]*70 points[^]*Campaign: Spring/);
    const { description } = GOOD;
    const changed = { title: 'New title', description, points: 70, campaign: 'Spring' };
    expect(await stored(postId)).toMatchObject({ ...changed, status: 'draft' });
    const [entry, ...others] = await auditOf(postId, 'task.edit');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actor: { kind: 'admin', id: server.admin.id } });
    await edit(server.admin, edited, t.texts, { campaign: '' });
    expect(await stored(postId)).not.toHaveProperty('campaign');
  });

  it('changes places, attempts and the wait; faults are told together and what was typed is kept', async () => {
    const { panel, postId } = await aDraft('With places');
    const wrong = { places: '0', tries: '21', cooldown: '8d' };
    const refused = shown(await edit(server.admin, panel, t.limits, wrong));
    expect(wordsOf(refused)).toMatch(/Not saved yet[^]*Places[^]*Attempts[^]*Wait between/);
    const again = await ana().press(refused, { label: 'Fix it' });
    for (const kept of Object.values(wrong))
      expect(JSON.stringify(again.modal)).toContain(`"value":"${kept}"`);
    const right = { places: '１0', tries: '2', cooldown: '1h 30m' };
    const fixed = shown(await ana().submit(again.modal, right));
    expect(wordsOf(fixed)).toMatch(/Places: 10[^]*Attempts: 2, 1h 30m apart/);
    expect(await stored(postId)).toMatchObject({ maxCompletions: 10, maxAttempts: 2, cooldownMinutes: 90 });
    await edit(server.admin, fixed, t.limits, { places: '' });
    expect(await stored(postId)).not.toHaveProperty('maxCompletions');
  });

  it('changes what the task asks for', async () => {
    const { general, announcements } = server.channels;
    const { panel, postId } = await aDraft('Say hello', { type: 'discord_message', channelId: [general.id] });
    expect(await stored(postId)).toMatchObject({ asks: { channelId: general.id } });
    const edited = await edit(server.admin, panel, t.asks, { channelId: [announcements.id] });
    expect(wordsOf(shown(edited))).toContain(`<${announcements.id}>`);
    expect(await stored(postId)).toMatchObject({ asks: { channelId: announcements.id } });
  });

  it('that another manager was faster with changes nothing, and keeps what was typed', async () => {
    const { panel, postId } = await aDraft('Contested');
    const theirs = await bo().press(await openEditor(server.moderator, postId), { label: t.texts });
    await edit(server.admin, panel, t.texts, { points: '60' });
    const refused = shown(await bo().submit(theirs.modal, { description: 'Typed by Bo' }));
    expect(wordsOf(refused)).toContain('Somebody else has changed this');
    expect(await stored(postId)).toMatchObject({ description: GOOD.description, points: 60 });
    const again = await bo().press(refused, { label: 'Fix it' });
    expect(JSON.stringify(again.modal)).toContain('Typed by Bo');
    await bo().submit(again.modal, { points: '61' });
    expect(await stored(postId)).toMatchObject({ description: 'Typed by Bo', points: 61 });
    // What others change elsewhere in the task is no reason to ask.
    const mine = await ana().press(await openEditor(server.admin, postId), { label: t.texts });
    await edit(server.moderator, await openEditor(server.moderator, postId), t.limits, { tries: '9' });
    await ana().submit(mine.modal, { points: '62' });
    expect(await stored(postId)).toMatchObject({ points: 62, maxAttempts: 9 });
  });

  it('sent by ten managers at once is taken from one of them', async () => {
    const { postId } = await aDraft('Raced for');
    const { seen } = await editors().openPart(actionOf(), postId, 'places');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        editors().submitPart(
          actionOf(),
          { postId, part: 'places', seen },
          { places: [String(index + 1)], tries: ['5'], cooldown: ['0m'] },
        ),
      ),
    );
    const winner = outcomes.findIndex(({ kind }) => kind === 'edited');
    expect(outcomes.filter(({ kind }) => kind === 'edited')).toHaveLength(1);
    expect(await stored(postId)).toMatchObject({ maxCompletions: winner + 1, maxAttempts: 5 });
    expect(await auditOf(postId, 'task.edit')).toHaveLength(1);
  });

  it.each(['', 'life', '__proto__', 'constructor'])('that does not exist is refused: %j', async (part) => {
    const { postId } = await postTask(testApp());
    await expect(editors().openPart(actionOf(), postId, part)).rejects.toThrow(TaskOptionsError);
  });
});

describe('the role that a completion gives', () => {
  const choose = (panel: Message, roleId: string) =>
    ana().choose(panel, { startsWith: 'tasks/reward/' }, [roleId]);

  it('is one that the bot can give, and no power comes with it', async () => {
    const { discord } = testApp();
    const guildId = server.guild.id;
    const { panel, postId } = await aDraft('With a role');
    const { collector, moderator, helper } = server.roles;
    expect(textOf(await choose(panel, collector.id))).toContain('I need the permission Manage Roles');
    const mine = (await ana().roles(guildId)).find(({ tags }) => tags?.bot_id === discord.applicationId)!;
    const permissions = BigInt(mine.permissions) | (1n << 28n);
    discord.world.updateRole(guildId, mine.id, { position: 90, permissions });
    expect(textOf(await choose(panel, moderator.id))).toContain('This role may manage something');
    expect(textOf(await choose(panel, mine.id))).toContain('belongs to an app');
    await rows('discord_server_mappings').updateOne(
      { guildId },
      { $set: { 'botConfig.allowedRoles': [{ roleId: helper.id, permissions: ['tasks.review'] }] } },
    );
    await testApp().get(ServersRepository).forget(guildId);
    expect(textOf(await choose(panel, helper.id))).toContain('This role may manage something');
    expect(await stored(postId)).not.toHaveProperty('rewardRoleId');
    expect(await auditOf(postId, 'task.edit')).toEqual([]);
    const chosen = shown(await choose(panel, collector.id));
    expect(wordsOf(chosen)).toContain(`Gives the role <@&${collector.id}>`);
    expect(await stored(postId)).toMatchObject({ rewardRoleId: collector.id });
    await editors().chooseReward(actionOf(), postId, undefined);
    expect(await stored(postId)).not.toHaveProperty('rewardRoleId');
  });
});

describe('the channel', () => {
  it('of a draft is where it is posted; of a posted task it stays', async () => {
    const { announcements } = server.channels;
    const { panel, postId } = await aDraft('Moved');
    for (const wrong of [server.guild.id, aSnowflake(), 'general'])
      await expect(editors().chooseChannel(actionOf(), postId, wrong)).rejects.toThrow(TaskOptionsError);
    const moved = await ana().choose(panel, { startsWith: 'tasks/channel/' }, [announcements.id]);
    expect(textOf(moved)).toContain(`Appears in <${announcements.id}>`);
    await ana().press(shown(moved), { label: 'Post' });
    expect(await cardsWith('Moved')).toEqual([]);
    expect(await cardsWith('Moved', announcements.id)).toHaveLength(1);
    const { tasks } = server.channels;
    await expect(editors().chooseChannel(actionOf(), postId, tasks.id)).rejects.toThrow(TaskOptionsError);
  });
});

describe('a posted task', () => {
  const isNowOn = async ({ card }: PostedTask): Promise<string> => wordsOf(await ana().message(card));

  it('is changed in place: its card is drawn anew, and the trail tells of it', async () => {
    const task = await postTask(testApp(), { title: 'Before the change', points: 50 });
    const panel = await openEditor(server.moderator, task.postId);
    expect(wordsOf(panel)).toContain('Change this task');
    expect(labelsOf(panel)).not.toContain(t.limits);
    await edit(server.moderator, panel, t.texts, { title: 'After the change', points: '75' });
    await testApp().settle();
    expect(await isNowOn(task)).toMatch(/After the change[^]*75 points/);
    expect(await cardsWith('the change')).toHaveLength(1);
    const [entry] = await auditOf(task.postId, 'task.edit');
    expect(entry).toMatchObject({ actor: { id: server.moderator.id }, guildId: server.guild.id });
    expect(JSON.stringify(entry)).toMatch(
      /taskData\.points[^]*taskData\.title|taskData\.title[^]*taskData\.points/,
    );
  });

  it('asks for the same once members have tried it, also of a form that was open by then', async () => {
    const { general, announcements, tasks } = server.channels;
    const asks = { channelId: general.id };
    const task = await postTask(testApp(), { type: 'discord_message', asks, title: 'Fixed' });
    const { postId } = task;
    const panel = await openEditor(server.admin, postId);
    await edit(server.admin, panel, t.asks, { channelId: [announcements.id] });
    expect(await stored(postId)).toMatchObject({ asks: { channelId: announcements.id } });
    const open = await ana().press(await openEditor(server.admin, postId), { label: t.asks });
    await rows('task_completions').insertOne(
      aTaskCompletion({ taskPostId: postId, guildId: server.guild.id }),
    );
    expect(textOf(await ana().submit(open.modal, { channelId: [tasks.id] }))).toContain('can’t be changed');
    expect(await stored(postId)).toMatchObject({ asks: { channelId: announcements.id } });
    const later = await openEditor(server.admin, postId);
    expect(labelsOf(later)).not.toContain(t.asks);
    expect(wordsOf(later)).toContain('because members have tried it already');
    expect(labelsOf(later)).toContain(t.texts);
  });

  it('that is over can be copied and saved, and not changed', async () => {
    const { postId } = await postTask(testApp(), { title: 'Over' });
    await testApp()
      .get(TaskLivesRepository)
      .transition(postId, { from: ['active'], to: 'cancelled', now: testApp().clock.now() });
    const panel = await openEditor(server.admin, postId);
    expect(wordsOf(panel)).toContain('This task is over');
    expect(labelsOf(panel).filter((label) => !/Complete|Details/.test(label))).toEqual([
      texts.templates.open,
      t.duplicate,
    ]);
    await expect(editors().openPart(actionOf(), postId, 'texts')).rejects.toThrow(TaskOptionsError);
    await expect(editors().chooseReward(actionOf(), postId, server.roles.collector.id)).rejects.toThrow(
      TaskOptionsError,
    );
  });
});

describe('from the editor', () => {
  it('a quiz leads to its questions, and waits for them before it is posted', async () => {
    const { panel, postId } = await aDraft('What colour?', { type: 'quiz' });
    expect(labelsOf(panel)).toContain(t.questions);
    expect(labelsOf(panel)).not.toContain(t.asks);
    expect(wordsOf(panel)).toContain('Before it can be posted');
    const post = /\{[^{}]*"label":"Post"[^{}]*\}/.exec(JSON.stringify(panel.components))?.[0] ?? '';
    expect(JSON.parse(post)).toMatchObject({ disabled: true });
    expect(wordsOf(panel)).toContain('answer the questions: 100% must be right');
    await expect(testApp().get(TaskDraftsService).post(actionOf(), postId)).rejects.toThrow(TaskLifeError);
    expect(await stored(postId)).toMatchObject({ status: 'draft' });
    const none = shown(await ana().press(panel, { label: t.questions }));
    expect(wordsOf(none)).toContain('There are no questions yet');
    const added = await edit(server.admin, none, texts.questions.panel.add, {
      text: 'What colour is the sky?',
      kind: 'one',
      options: '*Blue\nGreen',
    });
    const back = shown(await ana().press(shown(added), { label: texts.common.previous }));
    expect(wordsOf(back)).not.toContain('Before it can be posted');
    expect(textOf(await ana().press(back, { label: t.post }))).toContain('Posted');
    expect(await cardsWith('What colour?')).toHaveLength(1);
  });

  it('*Requirements* opens their editor, and *Back* shows them on the card', async () => {
    const { panel, postId } = await aDraft('Not for all');
    const opened = shown(await ana().press(panel, { label: t.requirements }));
    expect(wordsOf(opened)).toContain('Nothing else is required');
    await testApp()
      .get(RequirementsEditorService)
      .add(actionOf(), { owner: 'task', postId }, 'account_age', { days: ['30'] });
    const back = shown(await ana().press(opened, { label: 'Back' }));
    expect(wordsOf(back)).toMatch(/Not for all[^]*at least 30 days old[^]*Draft/);
  });
});

describe('a copy', () => {
  it('says and asks the same, and is a draft of its own', async () => {
    const { panel, postId } = await aDraft('Copied', { description: 'As it is' });
    const limited = shown(await edit(server.admin, panel, t.limits, { places: '7', tries: '4' }));
    const posted = shown(await ana().press(limited, { label: 'Post' }));
    const copy = shown(await ana().press(posted, { label: t.duplicate }));
    expect(wordsOf(copy)).toMatch(/Copied[^]*Draft[^]*Places: 7/);
    expect(await cardsWith('Copied')).toHaveLength(1);
    const { startsAt, expiresAt, status, ...said } = await stored(postId);
    expect([startsAt, expiresAt]).toEqual([expect.any(Date), expect.any(Date)]);
    expect(status).toBe('active');
    const [draft, ...others] = await rows('discord_task_posts')
      .find({ 'taskData.title': 'Copied', 'taskData.status': 'draft' })
      .toArray();
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ taskData: said, channelId: server.channels.tasks.id });
    expect(draft!.taskData).not.toHaveProperty('startsAt');
    expect(draft!.taskId).toBe(String(draft!._id));
  });
});

const ofTask = (ownerId: string) => ({ owner: 'task', ownerId });

describe('templates', () => {
  const create = async (template: string, user = server.admin) =>
    as(user).run('task create', { template }, place());

  it('keep what a task says, have a name of their own, make drafts, and go when managers say so', async () => {
    const { panel, postId } = await aDraft('Every week', { points: '33' });
    const none = shown(await ana().press(panel, { label: texts.templates.open }));
    expect(wordsOf(none)).toContain('There are none yet');
    const saved = shown(
      await edit(server.admin, none, texts.templates.save.task, { name: '  Weekly *cat*  ' }),
    );
    expect(readableText(saved)).toContain('**Weekly \\*cat\\*** is saved');
    const row = (await rows('templates').findOne({ guildId: server.guild.id }))!;
    expect(row).toMatchObject({ name: 'Weekly *cat*', content: { title: 'Every week', points: 33 } });
    expect(Object.keys(row.content as object)).not.toEqual(expect.arrayContaining(['status']));
    expect(await auditOf(String(row._id), 'template.save')).toHaveLength(1);
    expect(
      textOf(await edit(server.admin, saved, texts.templates.save.task, { name: 'WEEKLY *CAT*' })),
    ).toContain('of this name already');
    await expect(templates().save(actionOf(), ofTask(postId), '\u200B')).rejects.toThrow(
      TemplateRefusedError,
    );
    expect(await rows('templates').countDocuments({ guildId: server.guild.id })).toBe(1);

    await testApp().get(TaskDraftsService).discard(actionOf(), postId);
    for (const template of [String(row._id), 'weekly *CAT*'])
      expect(textOf(await create(template, server.moderator))).toMatch(/Every week[^]*33 points[^]*Draft/);

    const ask = shown(await ana().choose(saved, { startsWith: 'templates/choose/' }, [String(row._id)]));
    expect(wordsOf(ask)).toContain('Delete the template');
    expect(wordsOf(shown(await ana().press(ask, { label: texts.templates.delete })))).toContain('is deleted');
    expect(await auditOf(String(row._id), 'template.delete')).toHaveLength(1);
    expect(textOf(await create(String(row._id)))).toContain('There is no such template here');
    await expect(templates().remove(actionOf(), ofTask(postId), String(row._id))).rejects.toThrow(
      TemplateRefusedError,
    );
  });
});

describe('fifty templates', () => {
  let elsewhere: DemoServer;
  let postId: string;
  beforeAll(async () => {
    elsewhere = await testApp().addServer();
    const guildId = elsewhere.guild.id;
    postId = (await postTask(testApp(), { title: 'In another server' }, elsewhere)).postId;
    await rows('templates').insertMany(
      Array.from({ length: 48 }, (_, index) => {
        const name = `${index % 2 === 0 ? 'Cat' : 'A cat'} ${String(index)}`;
        return aTemplate({ guildId, name, nameKey: name.toLowerCase(), place: index + 1 });
      }),
    );
  });

  const suggested = (user: User, value: string) =>
    as(user).autocomplete('task create', { name: 'template', value }, place(elsewhere));

  it('are as many as a server has, however many are saved at once', async () => {
    const saves = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        templates().save(actionOf(elsewhere.admin, elsewhere), ofTask(postId), `Zebra ${name}`),
      ),
    );
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const save of saves)
      if (save.status === 'rejected') expect(save.reason).toBeInstanceOf(TemplateRefusedError);
    expect(await rows('templates').countDocuments({ guildId: elsewhere.guild.id })).toBe(50);
    const page = await templates().page(actionOf(elsewhere.admin, elsewhere), ofTask(postId));
    expect(page.names).toHaveLength(50);
  });

  it('are all in the panel, in two lists', async () => {
    const view = [container(0, text('A panel'), row(button(taskEditorId.build({ postId }), 'Open')))];
    const { channelId } = place(elsewhere);
    const { id } = await testApp().get(DiscordApi).post(channelId, view, aSnowflake());
    const admin = as(elsewhere.admin);
    const panel = shown(
      await admin.press(await admin.message({ channel_id: channelId, id }), { label: 'Open' }),
    );
    const opened = shown(await admin.press(panel, { label: texts.templates.open }));
    expect(JSON.stringify(opened.components).match(/"value":"[0-9a-f]{24}"/g)).toHaveLength(50);
  });

  it('are suggested by what is typed: 25 at most, names that begin with it first, none of other servers', async () => {
    const all = await suggested(elsewhere.admin, '');
    expect(all).toHaveLength(25);
    const cats = await suggested(elsewhere.admin, ' CAT');
    expect(cats).toHaveLength(25);
    expect(cats.slice(0, 24).every(({ name }) => name.startsWith('Cat '))).toBe(true);
    expect(cats[24]!.name).toMatch(/^A cat /);
    expect((await suggested(elsewhere.admin, 'zebra')).map(({ name }) => name)).toHaveLength(2);
    expect(await suggested(elsewhere.admin, '.*')).toEqual([]);
    const here = await bo().autocomplete('task create', { name: 'template', value: 'zebra' }, place());
    expect(here).toEqual([]);
  });

  it('are suggested without a query for each key that is pressed', async () => {
    await suggested(elsewhere.moderator, 'c');
    await database.db().command({ profile: 2 });
    for (const value of ['ca', 'cat', 'cat '])
      expect(await suggested(elsewhere.moderator, value)).toHaveLength(25);
    await database.db().command({ profile: 0 });
    const ns = `${database.db().databaseName}.templates`;
    expect(await rows('system.profile').countDocuments({ ns })).toBe(0);
    // The profiler sees what there is to see.
    await database.db().command({ profile: 2 });
    await templates().page(actionOf(elsewhere.admin, elsewhere), ofTask(postId));
    await database.db().command({ profile: 0 });
    expect(await rows('system.profile').countDocuments({ ns })).toBe(1);
  });

  it('are suggested as fast as people type, and to a flood not at all', async () => {
    const flood = await Promise.all(Array.from({ length: 30 }, () => suggested(elsewhere.moderator, '')));
    expect(flood.filter(({ length }) => length === 0).length).toBeGreaterThan(0);
    expect(flood.every(({ length }) => length === 0 || length === 25)).toBe(true);
  });
});
