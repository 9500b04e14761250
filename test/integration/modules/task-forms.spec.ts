// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import type { Message, OpenModal } from '../../../playground/discord/client.ts';
import { DiscordApi } from '../../../src/infra/discord/index.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import { TaskFormsService } from '../../../src/modules/tasks/task-forms.service.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { FormExpiredError, TaskOptionsError } from '../../../src/modules/tasks/tasks.errors.js';
import { textOf, useTestApp } from '../../support/app/index.js';
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

async function openForm(options: Record<string, string> = {}): Promise<OpenModal | undefined> {
  const given = { type: 'custom', channel: tasksChannel(), ...options };
  return (await ana().run('task create', given, place())).modal;
}

describe('/task create', () => {
  it('opens a form and posts what was typed, for seven days in the language of the server', async () => {
    const before = testApp().clock.now();
    const answer = await ana().submit(await openForm(), { ...GOOD, title: 'Posted as typed' });
    expect(textOf(answer)).toContain('200 points');
    const [card] = await cardsTitled('Posted as typed');
    const post = await posts().findOne({ messageId: card!.id });
    expect(post).toMatchObject({
      guildId: guildId(),
      channelId: tasksChannel(),
      createdBy: testApp().server.admin.id,
      locale: 'en-US',
      taskData: { type: 'custom', points: 200, status: 'active' },
      card: { wanted: 0, shown: 0 },
    });
    const { expiresAt } = (post as unknown as { taskData: { expiresAt: Date } }).taskData;
    expect(expiresAt.getTime() - before.getTime()).toBeGreaterThanOrEqual(14 * 86_400_000);
    expect(post).toMatchObject({ card: { shown: 0 } });
  });

  it('posts in the channel where it was run when none is chosen', async () => {
    const { modal } = await ana().run('task create', { type: 'custom' }, place());
    await ana().submit(modal, { ...GOOD, title: 'Here' });
    expect(await cardsTitled('Here', place().channelId)).toHaveLength(1);
  });

  it('tells all faults at once, keeps what was typed, and posts it once it is right', async () => {
    const wrong = { title: '\u200B', description: 'Kept description', points: '1.5', duration: '10 years' };
    const refused = await ana().submit(await openForm(), wrong);
    expect(textOf(refused)).toMatch(/Not posted yet[^]*Title[^]*Points[^]*Open for/);
    expect(textOf(refused)).not.toContain('Description');
    const again = await ana().press(refused.message!, { label: 'Fix it' });
    const typed = JSON.stringify(again.modal?.components);
    for (const kept of ['Kept description', '1.5', '10 years']) expect(typed).toContain(kept);
    const fixed = { title: 'Right at last', points: '15', duration: '1d' };
    expect(textOf(await ana().submit(again.modal, fixed))).toContain('15 points');
    expect(await cardsTitled('Right at last')).toHaveLength(1);
    expect(await posts().findOne({ 'taskData.title': 'Right at last' })).toMatchObject({
      taskData: { description: 'Kept description' },
    });
  });

  it('shows formatting and mentions in a card as they were typed, and pings nobody', async () => {
    const hostile = {
      ...GOOD,
      title: '@everyone <@&1> *x*',
      description: '# [safe\nlink](https://evil)\n> \u202Eq',
    };
    await ana().submit(await openForm(), hostile);
    const [card] = await cardsTitled('@everyone');
    const shown = JSON.stringify(card!.components);
    expect(shown).toContain('@everyone \\\\<@&1\\\\> \\\\*x\\\\*');
    expect(shown).toContain('\\\\# \\\\[safe\\nlink\\\\](https://evil)\\n\\\\> q');
    expect(card).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
  });

  it('is not for members', async () => {
    const [cleo] = testApp().server.members;
    await expect(testApp().as(cleo!).run('task create', { type: 'custom' }, place())).rejects.toThrow();
  });

  it.each<[string, () => object]>([
    ['a type of an old version', () => ({ type: 'twitter_follow' })],
    ['a channel that is no id', () => ({ channelId: 'general' })],
    ['a role that is no id', () => ({ type: 'discord_join', roleId: '$ne' })],
    ['@everyone for a role', () => ({ type: 'discord_join', roleId: guildId() })],
  ])('refuses %s before a form is opened', async (_, options) => {
    await expect(anOpenForm(options())).rejects.toThrow(TaskOptionsError);
  });
});

describe('a form', () => {
  it('submitted twice at once makes one task and one message', async () => {
    const draftId = await anOpenForm();
    const typed = { ...GOOD, title: 'Only once' };
    const outcomes = await Promise.all([
      forms().submit(adminAction(), draftId, typed),
      forms().submit(adminAction(), draftId, typed),
      forms().submit(adminAction(), draftId, typed),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['posted', 'posted', 'posted']);
    expect(await posts().countDocuments({ 'taskData.title': 'Only once' })).toBe(1);
    expect(await cardsTitled('Only once')).toHaveLength(1);
  });

  it('submitted again later gives the first task, whatever was typed then', async () => {
    const draftId = await anOpenForm();
    await forms().submit(adminAction(), draftId, { ...GOOD, title: 'First version' });
    const second = await forms().submit(adminAction(), draftId, { ...GOOD, title: 'Second version' });
    expect(second).toMatchObject({ kind: 'posted', post: { taskData: { title: 'First version' } } });
    expect(await cardsTitled('Second version')).toEqual([]);
  });

  it('of a task that was withdrawn after it was posted has expired, instead of saying "posted"', async () => {
    const draftId = await anOpenForm();
    await forms().submit(adminAction(), draftId, { ...GOOD, title: 'Withdrawn' });
    await testApp().get(TaskPostsRepository).cancel(draftId);
    await expect(forms().submit(adminAction(), draftId, GOOD)).rejects.toThrow(FormExpiredError);
  });

  it('expires 15 minutes after it was last worked on', async () => {
    const draftId = await anOpenForm();
    testApp().clock.advance(14 * 60_000);
    expect(await forms().submit(adminAction(), draftId, {})).toMatchObject({ kind: 'refused' });
    testApp().clock.advance(14 * 60_000);
    expect(await forms().reopen(adminAction(), draftId)).toMatchObject({ draftId });
    testApp().clock.advance(60_000);
    await expect(forms().reopen(adminAction(), draftId)).rejects.toThrow(FormExpiredError);
    await expect(forms().submit(adminAction(), draftId, GOOD)).rejects.toThrow(FormExpiredError);
  });

  it('belongs to who began it, in the server where it was begun', async () => {
    const draftId = await anOpenForm();
    const somebodyElse = adminAction({ discordId: testApp().server.moderator.id });
    await expect(forms().submit(somebodyElse, draftId, GOOD)).rejects.toThrow(FormExpiredError);
    await expect(forms().reopen(somebodyElse, draftId)).rejects.toThrow(FormExpiredError);
    const elsewhere = await testApp().addServer();
    await expect(forms().submit(adminAction({ guildId: elsewhere.guild.id }), draftId, GOOD)).rejects.toThrow(
      FormExpiredError,
    );
    expect(await posts().findOne({ _id: draftId as never })).toBeNull();
  });

  it.each(['', 'x', '0'.repeat(24), '__proto__'])('that does not exist has expired: %j', async (draftId) => {
    await expect(forms().submit(adminAction(), draftId, GOOD)).rejects.toThrow(FormExpiredError);
    await expect(forms().reopen(adminAction(), draftId)).rejects.toThrow(FormExpiredError);
  });

  it('for a channel that is closed to the bot says so, and posts with the same form once it is open', async () => {
    const { discord } = testApp();
    const botId = discord.applicationId;
    const closed = discord.createChannel({
      guildId: guildId(),
      name: 'closed',
      overwrites: [{ id: botId, kind: 'member', deny: 0x400n | 0x800n }],
    });
    const refused = await ana().submit(await openForm({ channel: closed.id }), {
      ...GOOD,
      title: 'Behind doors',
    });
    expect(textOf(refused)).toContain(`can't post in <${closed.id}>`);
    expect(await posts().findOne({ 'taskData.title': 'Behind doors' })).toMatchObject({
      taskData: { status: 'paused' },
      card: { trouble: { kind: 'no_access' } },
    });
    await testApp().settle();
    discord.world.updateChannel(closed.id, { permission_overwrites: [] });
    const again = await ana().press(refused.message!, { label: 'Fix it' });
    expect(textOf(await ana().submit(again.modal, {}))).toContain('Posted');
    expect(await cardsTitled('Behind doors', closed.id)).toHaveLength(1);
    expect(await posts().countDocuments({ 'taskData.title': 'Behind doors' })).toBe(1);
  });

  it('for a channel that is gone says so', async () => {
    const { id } = testApp().discord.createChannel({ guildId: guildId(), name: 'short-lived' });
    const draftId = await anOpenForm({ channelId: id });
    testApp().discord.deleteChannel(id);
    expect(await forms().submit(adminAction(), draftId, GOOD)).toMatchObject({ kind: 'refused' });
  });

  it('is saved while Discord takes no message, and posted by the worker later', async () => {
    const draftId = await anOpenForm();
    const away = jest.spyOn(testApp().get(DiscordApi), 'post').mockRejectedValueOnce(new Error('away'));
    expect(await forms().submit(adminAction(), draftId, { ...GOOD, title: 'Later' })).toEqual({
      kind: 'saved',
    });
    away.mockRestore();
    expect(await cardsTitled('Later')).toEqual([]);
    await testApp().settle();
    expect(await cardsTitled('Later')).toHaveLength(1);
  });

  it('is posted once, though the worker and the handler race', async () => {
    const draftId = await anOpenForm();
    const effect = testApp().get(TaskCardEffect);
    const submitted = forms().submit(adminAction(), draftId, { ...GOOD, title: 'Raced' });
    const runs = Array.from({ length: 5 }, async () => {
      await effect.run(draftId);
    });
    expect(await submitted).toMatchObject({ kind: 'posted' });
    await Promise.all(runs);
    await Promise.all([effect.run(draftId), effect.run(draftId)]);
    expect(await cardsTitled('Raced')).toHaveLength(1);
  });
});
