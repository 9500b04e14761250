// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { Types } from 'mongoose';
import {
  type Answer,
  type Message,
  type OpenModal,
  readableText,
} from '../../../playground/discord/client.ts';
import { DiscordApi } from '../../../src/infra/discord/index.js';
import { later, momentOf, wallTimeOf, type WallTime } from '../../../src/kernel/zoned-time.js';
import { textsOf } from '../../../src/locales/index.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskDraftsService } from '../../../src/modules/tasks/creation/task-drafts.service.js';
import { TaskFormsService } from '../../../src/modules/tasks/creation/task-forms.service.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import {
  FormExpiredError,
  TaskLifeError,
  TaskOptionsError,
} from '../../../src/modules/tasks/tasks.errors.js';
import { plain, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const posts = () => database.db().collection('discord_task_posts');
const forms = () => testApp().get(TaskFormsService);
const guildId = () => testApp().server.guild.id;
const tasksChannel = () => testApp().server.channels.tasks.id;
const place = () => ({ channelId: testApp().server.channels.general.id });
const ana = () => testApp().as(testApp().server.admin);

const drafts = () => testApp().get(TaskDraftsService);

const GOOD = { title: 'Draw a sky cat', description: 'Send us the link.', points: '200', duration: '2w' };
const adminAction = (given: object = {}) =>
  aMemberAction({ guildId: guildId(), discordId: testApp().server.admin.id, ...given });

/** An open form of the admin for #tasks, begun without Discord. */
async function anOpenForm(options: object = {}): Promise<string> {
  const { draftId } = await forms().begin(adminAction(), {
    type: 'custom',
    channelId: tasksChannel(),
    ...options,
  });
  return draftId;
}

const cardsTitled = async (title: string, channelId = tasksChannel()): Promise<Message[]> =>
  (await ana().messages(channelId)).filter(
    // Private answers name the task too.
    ({ flags, components }) => (flags & 64) === 0 && JSON.stringify(components).includes(title),
  );

/** A form as the client would send it. */
const sent = (typed: Record<string, string>) =>
  Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, [value]]));

async function openForm(options: Record<string, string> = {}): Promise<OpenModal | undefined> {
  const given = { type: 'custom', channel: tasksChannel(), ...options };
  return (await ana().run('task create', given, place())).modal;
}

/** Fills in the form and posts what it makes. */
async function post(modal: OpenModal | undefined, typed: Record<string, string>): Promise<Answer> {
  const made = await ana().submit(modal, typed);
  return ana().press(made.message!, { label: 'Post' });
}

describe('/task create', () => {
  it('opens a form, shows what it makes, and posts it at *Post*, in the language of the server', async () => {
    const made = await ana().submit(await openForm(), { ...GOOD, title: 'Posted as typed' });
    expect(textOf(made)).toMatch(/Posted as typed[^]*200 points[^]*Draft[^]*Nothing is posted yet/);
    expect(await cardsTitled('Posted as typed')).toEqual([]);
    testApp().clock.advance(3 * 86_400_000);
    const before = testApp().clock.now();
    expect(textOf(await ana().press(made.message!, { label: 'Post' }))).toContain('Posted');
    const [card] = await cardsTitled('Posted as typed');
    const row = await posts().findOne({ messageId: card!.id });
    expect(row).toMatchObject({
      guildId: guildId(),
      channelId: tasksChannel(),
      createdBy: testApp().server.admin.id,
      locale: 'en-US',
      taskData: {
        type: 'custom',
        points: 200,
        status: 'active',
        openMinutes: 20_160,
        verification: 'review',
      },
      card: { wanted: 0, shown: 0 },
    });
    const { expiresAt } = (row as unknown as { taskData: { expiresAt: Date } }).taskData;
    const openMs = expiresAt.getTime() - 14 * 86_400_000;
    expect(openMs).toBeGreaterThanOrEqual(before.getTime());
    expect(openMs).toBeLessThanOrEqual(testApp().clock.now().getTime());
  });

  it('posts in the channel where it was run when none is chosen', async () => {
    const { modal } = await ana().run('task create', { type: 'custom' }, place());
    await post(modal, { ...GOOD, title: 'Here' });
    expect(await cardsTitled('Here', place().channelId)).toHaveLength(1);
  });

  it('tells all faults at once, keeps what was typed, and makes a draft once it is right', async () => {
    const wrong = { title: '\u200B', description: 'Kept description', points: '1.5', duration: '10 years' };
    const refused = await ana().submit(await openForm(), wrong);
    expect(textOf(refused)).toMatch(/Not saved yet[^]*Title[^]*Points[^]*Open for/);
    expect(textOf(refused)).not.toContain('Description');
    const again = await ana().press(refused.message!, { label: 'Fix it' });
    const typed = JSON.stringify(again.modal?.components);
    for (const kept of ['Kept description', '1.5', '10 years']) expect(typed).toContain(kept);
    const fixed = { title: 'Right at last', points: '15', duration: '1d' };
    expect(textOf(await ana().submit(again.modal, fixed))).toContain('15 points');
    expect(await posts().findOne({ 'taskData.title': 'Right at last' })).toMatchObject({
      taskData: { description: 'Kept description', status: 'draft' },
    });
  });

  it('shows formatting and mentions in preview and card as they were typed, and pings nobody', async () => {
    const hostile = {
      ...GOOD,
      title: '@everyone <@&1> *x*',
      description: '# [safe\nlink](https://evil)\n> \u202Eq',
    };
    const made = await ana().submit(await openForm(), hostile);
    await ana().press(made.message!, { label: 'Post' });
    const [card] = await cardsTitled('@everyone');
    for (const message of [made.message!, card!]) {
      const shown = JSON.stringify(message.components);
      expect(shown).toContain('@everyone \\\\<@&1\\\\> \\\\*x\\\\*');
      expect(shown).toContain('\\\\# \\\\[safe\\nlink\\\\](https://evil)\\n\\\\> q');
      expect(message).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
    }
  });

  it('is not for members', async () => {
    const [cleo] = testApp().server.members;
    await expect(testApp().as(cleo!).run('task create', { type: 'custom' }, place())).rejects.toThrow();
  });

  it.each<[string, () => object]>([
    ['no type and no template', () => ({ type: undefined })],
    ['a type of another version', () => ({ type: 'facebook_like' })],
    ['a channel that is no id', () => ({ channelId: 'general' })],
    ['a role that is no id', () => ({ type: 'discord_join', roleId: '$ne' })],
    ['@everyone for a role', () => ({ type: 'discord_join', roleId: guildId() })],
    ['a role for a type that asks for none', () => ({ roleId: testApp().server.roles.collector.id })],
  ])('refuses %s before a form is opened', async (_, options) => {
    await expect(anOpenForm(options())).rejects.toThrow(TaskOptionsError);
  });
});

describe('a form', () => {
  it('submitted twice at once makes one draft, which is posted once however often that is asked', async () => {
    const draftId = await anOpenForm();
    const typed = sent({ ...GOOD, title: 'Only once' });
    const outcomes = await Promise.all([1, 2, 3].map(() => forms().submit(adminAction(), draftId, typed)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['made', 'made', 'made']);
    expect(await posts().countDocuments({ 'taskData.title': 'Only once' })).toBe(1);
    const posted = await Promise.all([1, 2, 3].map(() => drafts().post(adminAction(), draftId)));
    expect(posted.map(({ post: { _id } }) => _id.toHexString())).toEqual([draftId, draftId, draftId]);
    expect(await cardsTitled('Only once')).toHaveLength(1);
  });

  it('submitted again later shows the first draft, whatever was typed then', async () => {
    const draftId = await anOpenForm();
    await forms().submit(adminAction(), draftId, sent({ ...GOOD, title: 'First version' }));
    const second = await forms().submit(adminAction(), draftId, sent({ ...GOOD, title: 'Second version' }));
    expect(second).toMatchObject({
      kind: 'made',
      editor: { post: { taskData: { title: 'First version' } } },
    });
  });

  it('expires 15 minutes after it was last worked on', async () => {
    const draftId = await anOpenForm();
    testApp().clock.advance(14 * 60_000);
    expect(await forms().submit(adminAction(), draftId, {})).toMatchObject({ kind: 'refused' });
    testApp().clock.advance(14 * 60_000);
    expect(await forms().reopen(adminAction(), draftId)).toMatchObject({ draftId });
    testApp().clock.advance(60_000);
    await expect(forms().reopen(adminAction(), draftId)).rejects.toThrow(FormExpiredError);
    await expect(forms().submit(adminAction(), draftId, sent(GOOD))).rejects.toThrow(FormExpiredError);
  });

  it('belongs to who began it, in the server where it was begun', async () => {
    const draftId = await anOpenForm();
    const elsewhere = await testApp().addServer();
    const others = [
      adminAction({ discordId: testApp().server.moderator.id }),
      adminAction({ guildId: elsewhere.guild.id }),
    ];
    for (const other of others) {
      await expect(forms().submit(other, draftId, sent(GOOD))).rejects.toThrow(FormExpiredError);
      await expect(forms().reopen(other, draftId)).rejects.toThrow(FormExpiredError);
    }
    expect(await posts().findOne({ taskId: draftId })).toBeNull();
  });

  it.each(['', 'x', '0'.repeat(24), '__proto__'])('that does not exist has expired: %j', async (draftId) => {
    await expect(forms().submit(adminAction(), draftId, sent(GOOD))).rejects.toThrow(FormExpiredError);
    await expect(forms().reopen(adminAction(), draftId)).rejects.toThrow(FormExpiredError);
  });
});

describe('a draft', () => {
  async function aDraft(title: string, options: object = {}): Promise<string> {
    const draftId = await anOpenForm(options);
    await forms().submit(adminAction(), draftId, sent({ ...GOOD, title }));
    return draftId;
  }

  it('for a channel that is closed to the bot stays one, and is posted once the channel is open', async () => {
    const { discord } = testApp();
    const closed = discord.createChannel({
      guildId: guildId(),
      name: 'closed',
      overwrites: [{ id: discord.applicationId, kind: 'member', deny: 0x400n | 0x800n }],
    });
    const draftId = await aDraft('Behind doors', { channelId: closed.id });
    await expect(drafts().post(adminAction(), draftId)).rejects.toThrow(TaskLifeError);
    expect(await posts().findOne({ taskId: draftId })).toMatchObject({ taskData: { status: 'draft' } });
    discord.world.updateChannel(closed.id, { permission_overwrites: [] });
    expect(await drafts().post(adminAction(), draftId)).toMatchObject({ kind: 'posted' });
    expect(await cardsTitled('Behind doors', closed.id)).toHaveLength(1);
  });

  it('is saved while Discord takes no message, and posted by the worker later', async () => {
    const draftId = await aDraft('Later');
    const away = jest.spyOn(testApp().get(DiscordApi), 'post').mockRejectedValueOnce(new Error('away'));
    expect(await drafts().post(adminAction(), draftId)).toMatchObject({ kind: 'saved' });
    away.mockRestore();
    expect(await cardsTitled('Later')).toEqual([]);
    await testApp().settle();
    expect(await cardsTitled('Later')).toHaveLength(1);
  });

  it('is posted once, though the worker and the handler race', async () => {
    const draftId = await aDraft('Raced');
    const effect = testApp().get(TaskCardEffect);
    const runs = Array.from({ length: 5 }, async () => effect.run(draftId));
    expect((await drafts().post(adminAction(), draftId)).post.taskData.status).toBe('active');
    await Promise.all(runs);
    await Promise.all([effect.run(draftId), effect.run(draftId)]);
    expect(await cardsTitled('Raced')).toHaveLength(1);
  });
});

describe('the times of a draft', () => {
  const HOUR_MS = 3_600_000;
  const { taskEditor: t, taskTiming } = textsOf('en-US');
  const times = taskTiming.title;
  const rows = (name: string) => database.db().collection(name);
  const wordsOf = (message: Message): string => plain(readableText(message));
  const labelsIn = (message: Message): string => JSON.stringify(message.components);
  const shown = ({ message, outcome }: Answer): Message => {
    if (message === undefined) throw new Error(`The bot answered no message but: ${outcome}`);
    return message;
  };
  const stored = async (postId: string): Promise<TaskData> =>
    (await posts().findOne({ _id: new Types.ObjectId(postId) }))!.taskData as TaskData;
  const edit = async (panel: Message, label: string, typed: Record<string, string>): Promise<Message> =>
    shown(await ana().submit((await ana().press(panel, { label })).modal, typed));
  const aDraft = async (title: string): Promise<{ panel: Message; postId: string }> => {
    const panel = shown(await ana().submit(await openForm(), { ...GOOD, title }));
    const row = await posts().findOne({ 'taskData.title': title });
    return { panel, postId: String(row!._id) };
  };
  const openEditor = async (postId: string): Promise<Message> => {
    const managed = await ana().run('task manage', { task: postId }, place());
    return shown(await ana().press(shown(managed), { label: 'Edit' }));
  };
  const zone = 'Europe/Berlin';
  const configure = async (set: Readonly<Record<string, unknown>>): Promise<void> => {
    const $set = Object.fromEntries(
      Object.entries(set).map(([field, value]) => [`botConfig.${field}`, value]),
    );
    await rows('discord_server_mappings').updateOne({ guildId: guildId() }, { $set });
    await testApp().get(ServersRepository).forget(guildId());
  };
  beforeAll(() => configure({ timezone: zone, autoPostTasks: true }));

  const inHours = (hours: number): Date => new Date(testApp().clock.now().getTime() + hours * HOUR_MS);
  /** On the whole hour, at which clocks are neither put forward nor back. */
  const noonIn = (days: number): { typed: string; at: Date } => {
    const { date } = wallTimeOf(inHours(days * 24), zone);
    return { typed: `${date} 12:00`, at: momentOf({ date, time: '12:00' }, zone) };
  };
  const pass = async (until: Date): Promise<void> => {
    testApp().clock.advance(until.getTime() - testApp().clock.now().getTime());
    await testApp().settle();
  };
  const occurrencesOf = (postId: string) =>
    rows('discord_task_posts').find({ taskId: postId }).sort({ _id: 1 }).toArray();

  it('say when it starts, ends and comes again; then time alone starts it, ends it, and makes the next one', async () => {
    const { panel, postId } = await aDraft('Every noon');
    expect(wordsOf(panel)).toMatch(/Starts when it is posted[^]*Open for 14d[^]*Does not repeat/);
    const { typed: start, at } = noonIn(2);
    const timed = await edit(panel, times, { start, end: '2h', repeats: 'daily' });
    const seconds = String(at.getTime() / 1000);
    expect(readableText(timed)).toContain(`Starts <t:${seconds}:f> (<t:${seconds}:R>)`);
    expect(readableText(timed)).toContain(`Ends <t:${String(at.getTime() / 1000 + 7_200)}:f>`);
    expect(wordsOf(timed)).toMatch(/Repeats every day[^]*Time zone: Europe\/Berlin/);
    expect(
      await rows('audit_entries').find({ action: 'task.time', 'target.id': postId }).toArray(),
    ).toHaveLength(1);
    const again = await ana().press(timed, { label: times });
    for (const value of [start, '2h']) expect(JSON.stringify(again.modal)).toContain(`"value":"${value}"`);
    expect(JSON.stringify(again.modal)).toMatch(/"value":"daily"[^}]*"default":true/);

    expect(textOf(await ana().press(timed, { label: t.schedule }))).toContain('Scheduled');
    expect(await stored(postId)).toMatchObject({ status: 'scheduled', startsAt: at });
    await pass(new Date(at.getTime() - HOUR_MS));
    expect(await cardsTitled('Every noon')).toEqual([]);
    await pass(at);
    expect(await cardsTitled('Every noon')).toHaveLength(1);
    await pass(new Date(at.getTime() + 2 * HOUR_MS));
    const next = momentOf(toMorrow(wallTimeOf(at, zone)), zone);
    const [first, second, ...others] = await occurrencesOf(postId);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      taskData: { status: 'expired' },
      occurrence: { time: '12:00', minutes: 120 },
    });
    expect(second).toMatchObject({ taskData: { status: 'scheduled', startsAt: next } });
    await pass(next);
    expect(await cardsTitled('Every noon')).toHaveLength(2);
    await testApp().get(TaskLifeService).cancel(adminAction(), String(second!._id));
  });

  it('that can not be are named, what was typed is kept, and nothing is saved until they are right', async () => {
    const { panel, postId } = await aDraft('Ill timed');
    const before = await stored(postId);
    let { modal } = await ana().press(panel, { label: times });
    const [noon, nextDay] = [noonIn(2).typed, noonIn(3).typed];
    const wrong: [Record<string, string>, RegExp][] = [
      [
        { start: '2020-01-01 12:00', end: 'soon' },
        /Starts: this is over already[^]*Ends: type a date.*Berlin/,
      ],
      [{ start: nextDay, end: noon }, /Ends: this is before the task starts/],
      [{ start: noon, end: '30m' }, /Ends: a task is open for 1 hour at least/],
      [{ start: noon, end: '25h', repeats: 'daily' }, /repeats every day can be open for a day at most/],
      [{ start: '', end: '8d', repeats: 'weekly' }, /repeats every week can be open for a week at most/],
      [{ start: '2099-01-01 12:00', end: '1d', repeats: 'never' }, /Starts: at most a year ahead/],
    ];
    for (const [typed, words] of wrong) {
      const refused = shown(await ana().submit(modal, typed));
      expect(wordsOf(refused)).toMatch(words);
      ({ modal } = await ana().press(refused, { label: 'Fix it' }));
      for (const value of Object.values(typed).filter((one) => one !== ''))
        expect(JSON.stringify(modal)).toContain(`"value":"${value}"`);
    }
    expect(await stored(postId)).toEqual(before);
    await ana().submit(modal, { start: noon, end: nextDay, repeats: 'weekly' });
    expect(await stored(postId)).toMatchObject({
      startsAt: noonIn(2).at,
      expiresAt: noonIn(3).at,
      recurrence: 'weekly',
    });
    expect(await stored(postId)).not.toHaveProperty('openMinutes');
  });

  it('of a scheduled task are changed where it is managed, and the clock keeps to them; an open one keeps its start', async () => {
    const { panel, postId } = await aDraft('Put off');
    const timed = await edit(panel, times, { start: '2d', end: '1d', repeats: 'weekly' });
    await ana().press(timed, { label: t.schedule });
    const managed = shown(await ana().run('task manage', { task: postId }, place()));
    const theirs = await ana().press(await openEditor(postId), { label: times });
    const { typed: start, at } = noonIn(1);
    const changed = await edit(managed, times, { start, end: '3h' });
    expect(wordsOf(changed)).toContain('Put off');
    const [row] = await occurrencesOf(postId);
    const slot = { ...wallTimeOf(at, zone), minutes: 180 };
    expect(row).toMatchObject({
      lifeDue: at,
      occurrence: slot,
      taskData: { startsAt: at, status: 'scheduled' },
    });
    expect(textOf(await ana().submit(theirs.modal, { start: '5d', end: '1d' }))).toContain(
      'Somebody else has changed',
    );
    await edit(await openEditor(postId), times, { repeats: 'never' });
    expect((await occurrencesOf(postId))[0]).not.toHaveProperty('occurrence');
    const late = await ana().press(await openEditor(postId), { label: times });
    await pass(at);
    expect(await stored(postId)).toMatchObject({ status: 'active' });
    expect(textOf(await ana().submit(late.modal, { start: '5d', end: '1d' }))).toContain('can’t be changed');
    expect(labelsIn(await openEditor(postId))).not.toContain(times);
  });

  it('stay those of the series for an occurrence that waits as a draft, of which managers are told once', async () => {
    await configure({ autoPostTasks: false, logChannel: testApp().server.channels.general.id });
    const { panel, postId } = await aDraft('Daily draft');
    const { typed: start, at } = noonIn(1);
    const timed = await edit(panel, times, { start, end: '4h', repeats: 'daily' });
    await ana().press(timed, { label: t.schedule });
    await pass(at);
    await pass(new Date(at.getTime() + 4 * HOUR_MS));
    await testApp().settle();
    const told = await cardsTitled('Daily draft', testApp().server.channels.general.id);
    expect(told.map(wordsOf)).toEqual([expect.stringMatching(/waits to be posted[^]*\/task manage/)]);
    const waiting = (await occurrencesOf(postId))[1]!;
    expect(waiting).toMatchObject({ taskData: { status: 'draft' } });
    // An hour late; it still ends when its time is over, and the next one begins at noon.
    const next = momentOf(toMorrow(wallTimeOf(at, zone)), zone);
    await pass(new Date(next.getTime() + HOUR_MS));
    const { post } = await drafts().post(adminAction(), String(waiting._id));
    expect(post).toMatchObject({
      occurrence: { time: '12:00', minutes: 240 },
      taskData: { status: 'active', expiresAt: new Date(next.getTime() + 4 * HOUR_MS) },
    });
  });
});

const toMorrow = (wall: WallTime): WallTime => ({ ...wall, ...later(wall, { days: 1 }) });
