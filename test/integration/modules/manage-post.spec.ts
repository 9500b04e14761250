// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import type { Answer } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { RolePermission } from '../../../src/modules/servers/index.js';
import { UnlinkingService } from '../../../src/modules/servers/linking/unlinking.service.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import type { TaskData, TaskStatus } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, textOf, useTestApp, withdrawTask } from '../../support/app/index.js';
import { aMemberAction, anUnpostedTask } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
let task: PostedTask;
beforeEach(async () => {
  server = await testApp().addServer();
  task = await postTask(testApp(), { type: 'custom', title: 'Draw a *cat*' }, server);
});

const manage = (person: User, messageId = task.card.id, channelId = task.card.channel_id): Promise<Answer> =>
  testApp().as(person).menu('Manage this post', messageId, { channelId });

/** Cleo is the one who has the role. */
async function allow(...permissions: RolePermission[]): Promise<void> {
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne(
      { guildId: server.guild.id },
      { $set: { 'botConfig.allowedRoles': [{ roleId: server.roles.collector.id, permissions }] } },
    );
  await testApp().get(ServersRepository).forget(server.guild.id);
}
const stored = (postId: string) => testApp().get(TaskPostsRepository).find(server.guild.id, postId);
const audited = (postId: string) =>
  database.db().collection('audit_entries').distinct('action', { 'target.id': postId });
const later = (hours: number): Date => new Date(testApp().clock.now().getTime() + hours * 3_600_000);
const endOf = async (postId: string): Promise<Date> => (await stored(postId))!.taskData.expiresAt;
const cardOf = ({ card }: PostedTask) => testApp().as(server.admin).message(card);

/** Without a card. */
async function aTask(taskData: Partial<TaskData> = {}): Promise<string> {
  const guildId = server.guild.id;
  const { communityId } = await testApp().get(ServersService).requireLinked(guildId);
  const createdAt = testApp().clock.now();
  const channelId = server.channels.tasks.id;
  const post = anUnpostedTask({ guildId, channelId, communityId, createdAt, taskData });
  await testApp().get(TaskPostsRepository).insert(post);
  return post._id.toHexString();
}

/** A press that no client offered, on a message of the bot. */
const forged = (custom_id: string, person: User = server.admin): Promise<Answer> =>
  testApp().discord.sendRawInteraction({
    type: 3,
    userId: person.id,
    channelId: task.card.channel_id,
    messageId: task.card.id,
    data: { custom_id, component_type: 2 },
  }).answer;
const panelOf = (person: User, postId: string): Promise<Answer> => forged(`tasks/manage/${postId}`, person);
const press = (person: User, panel: Answer, label: string): Promise<Answer> =>
  testApp().as(person).press(panel.message!, { label });
const labelsOf = ({ message }: Answer): string[] =>
  [...JSON.stringify(message?.components).matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label!);

const submission = () =>
  testApp()
    .get(TasksService)
    .complete(aMemberAction({ guildId: server.guild.id }), task.postId, { proof: ['done'] });

describe('Manage this post', () => {
  it('shows how the task stands, and opens its submissions', async () => {
    await submission();
    const panel = await manage(server.moderator);
    expect(textOf(panel)).toMatch(
      /Open · ends .*50 points.*completed by 0 members.*1 submission waiting for review/s,
    );
    expect(JSON.stringify(panel.message)).toContain('Draw a \\\\*cat\\\\*');
    expect(panel.message?.flags).toBe(64 | 32768);
    const queue = await testApp()
      .as(server.moderator)
      .press(panel.message!, { label: 'Review waiting submissions' });
    expect(textOf(queue)).toContain('done');
    expect(
      textOf(await testApp().as(server.moderator).press(queue.message!, { label: 'Approve' })),
    ).toContain('Approved');
  });

  it('works for a role without Manage Server, to whom /task is hidden, as far as it may', async () => {
    const [cleo] = server.members;
    await submission();
    const offered = await testApp().as(cleo!).commands({ channelId: task.card.channel_id });
    expect(offered.map(({ name }) => name)).not.toContain('task');
    expect(textOf(await manage(cleo!))).toContain(
      'may create tasks or review submissions or see analytics or run allowlists here',
    );
    await allow('tasks.create');
    const created = await manage(cleo!);
    expect(textOf(created)).toContain('may not review');
    expect(JSON.stringify(created.message)).not.toContain('reviews/of');
    await allow('tasks.review');
    const panel = await manage(cleo!);
    await allow();
    const refused = await testApp().as(cleo!).press(panel.message!, { label: 'Review waiting submissions' });
    expect(textOf(refused)).toContain('may review submissions here');
  });

  it('on any other message says what it is for', async () => {
    const said = await testApp().as(server.admin).say(server.channels.general.id, 'Hello');
    const answer = await manage(server.admin, said.id, server.channels.general.id);
    expect(textOf(answer)).toContain('no task and no allowlist of mine in this server');
  });

  it('knows nothing of the tasks of other servers, even by a forged id', async () => {
    const other = await postTask(testApp(), { title: 'Secret' });
    const command = testApp()
      .discord.commands.list(null)
      .find(({ name }) => name === 'Manage this post')!;
    const answer = await testApp().discord.sendRawInteraction({
      type: 2,
      userId: server.admin.id,
      channelId: server.channels.general.id,
      data: {
        id: command.id,
        name: command.name,
        type: 3,
        target_id: other.card.id,
        resolved: {
          messages: { [other.card.id]: { ...other.card, channel_id: server.channels.general.id } },
        },
      },
    }).answer;
    expect(textOf(answer)).toContain('no task and no allowlist of mine in this server');
  });

  it('shows only what is possible in its state', async () => {
    const offered = async (taskData: Partial<TaskData>): Promise<string[]> =>
      labelsOf(await panelOf(server.admin, await aTask(taskData)));
    const others = ['Duplicate', 'Statistics'];
    const everything = ['Change the end', 'Edit', ...others];
    const [soon, past] = [later(2), later(-1)];
    expect(await offered({ status: 'draft' })).toEqual(['Finish and post', ...others]);
    expect(await offered({ status: 'scheduled', startsAt: soon })).toEqual([
      'Start now',
      'Withdraw …',
      'Times and repeats',
      'Edit',
      ...others,
    ]);
    expect(await offered({})).toEqual(['Pause', 'End now', 'Withdraw …', ...everything]);
    expect(await offered({ status: 'paused' })).toEqual(['Resume', 'End now', 'Withdraw …', ...everything]);
    for (const status of ['completed', 'expired', 'cancelled'] as const)
      expect(await offered({ status })).toEqual(others);
    // The clock has not come to it yet.
    expect(await offered({ expiresAt: past })).toEqual(['Edit', ...others]);
  });

  it('offers nothing to change to those who only review', async () => {
    const [cleo] = server.members;
    await allow('tasks.review');
    await submission();
    expect(labelsOf(await manage(cleo!))).toEqual(['Review waiting submissions', 'Open']);
  });

  it('pauses, resumes and ends a task in place, says so, and the card follows', async () => {
    const panel = await manage(server.admin);
    const paused = await press(server.admin, panel, 'Pause');
    expect(paused.message?.id).toBe(panel.message?.id);
    expect(textOf(paused)).toMatch(/✓ The task is paused.*Paused · /s);
    expect(labelsOf(paused)).toContain('Resume');
    await testApp().settle();
    expect(JSON.stringify(await cardOf(task))).toContain('aused');
    const resumed = await press(server.admin, paused, 'Resume');
    expect(textOf(resumed)).toContain('open again');
    const ended = await press(server.admin, resumed, 'End now');
    expect(textOf(ended)).toMatch(/✓ The task is over.*Over · ended/s);
    expect(await audited(task.postId)).toEqual(['task.end', 'task.pause', 'task.resume']);
  });

  it('opens a scheduled task before its time, with its card', async () => {
    const postId = await aTask({ status: 'scheduled', startsAt: later(2) });
    const started = await press(server.admin, await panelOf(server.admin, postId), 'Start now');
    expect(textOf(started)).toContain('The task is open now');
    expect(labelsOf(started)).toContain('Open');
    expect(await stored(postId)).toMatchObject({ taskData: { status: 'active' } });
  });

  it('withdraws a task only when that is confirmed', async () => {
    const panel = await manage(server.admin);
    const asked = await press(server.admin, panel, 'Withdraw …');
    expect(textOf(asked)).toContain('can’t be undone');
    const kept = await press(server.admin, asked, 'Keep it');
    expect(await stored(task.postId)).toMatchObject({ taskData: { status: 'active' } });
    const withdrawn = await press(server.admin, await press(server.admin, kept, 'Withdraw …'), 'Withdraw it');
    expect(textOf(withdrawn)).toMatch(/✓ The task is withdrawn.*Withdrawn: nobody/s);
    expect(await stored(task.postId)).toMatchObject({ taskData: { status: 'cancelled' } });
  });

  it.each([
    ['Pause', 'This task is paused.'],
    ['End now', 'This task is over.'],
    ['Withdraw …', 'This task was withdrawn.'],
  ])('tells the second of two managers who press *%s* how the task stands', async (label, said) => {
    const panels = [await manage(server.admin), await manage(server.moderator)];
    const first = await press(server.admin, panels[0]!, label);
    if (label === 'Withdraw …') await press(server.admin, first, 'Withdraw it');
    const second = await press(server.moderator, panels[1]!, label);
    expect(textOf(second)).toContain(said);
    expect(second.message?.id).toBe(panels[1]!.message?.id);
    expect(labelsOf(second)).not.toContain(label);
    expect(await audited(task.postId)).toHaveLength(1);
  });

  it('lets one of two managers win who press at the same moment', async () => {
    const panels = await Promise.all([manage(server.admin), manage(server.moderator)]);
    const answers = await Promise.all([
      press(server.admin, panels[0], 'Pause'),
      press(server.moderator, panels[1], 'Pause'),
    ]);
    expect(answers.map(textOf).filter((told) => told.includes('✓'))).toHaveLength(1);
    expect(await audited(task.postId)).toEqual(['task.pause']);
  });

  it('refuses each press in a wrong state, whoever forged it', async () => {
    const wrong: [TaskStatus, string][] = [
      ['draft', 'pause'],
      ['draft', 'cancel'],
      ['scheduled', 'end'],
      ['active', 'start'],
      ['active', 'resume'],
      ['paused', 'pause'],
      ['completed', 'cancel'],
      ['expired', 'resume'],
      ['cancelled', 'end'],
      ['active', 'explode'],
      ['active', 'toString'],
    ];
    for (const [status, move] of wrong) {
      const postId = await aTask({ status });
      const told = textOf(await forged(`tasks/manage/${postId}/do/${move}`));
      expect(told).toMatch(/not posted|scheduled|open already|paused|over|withdrawn|out of date/);
      expect(await stored(postId)).toMatchObject({ taskData: { status } });
      expect(await audited(postId)).toEqual([]);
    }
  });

  it('does nothing to a task of another server by a forged id', async () => {
    const other = await postTask(testApp(), { title: 'Secret' });
    for (const way of ['', '/do/pause', '/do/cancel', '/cancel', '/end']) {
      const told = await forged(`tasks/manage/${other.postId}${way}`);
      expect(textOf(told)).toContain('does not exist');
      expect(told.modal).toBeUndefined();
    }
    expect(await audited(other.postId)).toEqual([]);
  });

  it('sets another end, by date or by duration, and draws the card anew', async () => {
    const opened = await press(server.admin, await manage(server.admin), 'Change the end');
    const before = (await stored(task.postId))!.taskData.expiresAt;
    expect(JSON.stringify(opened.modal)).toContain(before.toISOString().slice(0, 16).replace('T', ' '));
    const changed = await testApp().as(server.admin).submit(opened.modal, { end: '3d' });
    expect(textOf(changed)).toMatch(/✓ The task now ends .*Open · ends/s);
    expect(await stored(task.postId)).toMatchObject({ lifeDue: await endOf(task.postId) });
    const inDays = ((await endOf(task.postId)).getTime() - testApp().clock.now().getTime()) / 86_400_000;
    expect(inDays).toBeGreaterThan(2.9);
    const again = await press(server.admin, changed, 'Change the end');
    const year = testApp().clock.now().getUTCFullYear();
    const months = await testApp()
      .as(server.admin)
      .submit(again.modal, {
        end: `${later(24 * 40)
          .toISOString()
          .slice(0, 10)} 18:00`,
      });
    expect(textOf(months)).toContain('✓ The task now ends');
    const end = await endOf(task.postId);
    expect(end.toISOString()).toMatch(/T18:00:00\.000Z$/);
    expect(end.getUTCFullYear()).toBeGreaterThanOrEqual(year);
    expect(await audited(task.postId)).toEqual(['task.time']);
  });

  it('says what is wrong with an end, keeps what was typed, and takes it once it is right', async () => {
    let { modal } = await press(server.admin, await manage(server.admin), 'Change the end');
    const before = await endOf(task.postId);
    const wrong: [string, RegExp][] = [
      ['next week', /type a date such as/],
      ['24.12.2020 18:00', /over already/],
      ['2099-01-01 00:00', /at most a year/],
      ['31.2.2027 18:00', /no such day/],
    ];
    for (const [typed, words] of wrong) {
      const refused = await testApp().as(server.admin).submit(modal, { end: typed });
      expect(textOf(refused)).toMatch(words);
      ({ modal } = await press(server.admin, refused, 'Fix it'));
      expect(JSON.stringify(modal)).toContain(typed);
    }
    expect(await endOf(task.postId)).toEqual(before);
    await testApp().as(server.admin).submit(modal, { end: '2d' });
    expect(await endOf(task.postId)).not.toEqual(before);
  });

  it('asks the second of two managers who change the end, and refuses one of a task that is over', async () => {
    const [one, other] = [
      await press(server.admin, await manage(server.admin), 'Change the end'),
      await press(server.moderator, await manage(server.moderator), 'Change the end'),
    ];
    await testApp().as(server.admin).submit(one.modal, { end: '2d' });
    const first = await endOf(task.postId);
    const asked = await testApp().as(server.moderator).submit(other.modal, { end: '3d' });
    expect(textOf(asked)).toContain('Somebody else has changed the end');
    expect(await endOf(task.postId)).toEqual(first);
    const { modal } = await press(server.moderator, asked, 'Fix it');
    await press(server.admin, await manage(server.admin), 'End now');
    const late = await testApp().as(server.moderator).submit(modal, { end: '3d' });
    expect(textOf(late)).toMatch(/This task is over.*Over · ended/s);
    for (const status of ['draft', 'completed', 'cancelled'] as const)
      expect((await forged(`tasks/manage/${await aTask({ status })}/end`)).modal).toBeUndefined();
  });

  it('speaks German', async () => {
    await testApp().as(server.admin).change({ locale: 'de' });
    const panel = await testApp()
      .as(server.admin)
      .menu('Manage this post', task.card.id, { channelId: task.card.channel_id });
    const paused = await press(server.admin, panel, 'Anhalten');
    expect(textOf(paused)).toContain('✓ Die Aufgabe ist angehalten.');
    const { modal } = await press(server.admin, paused, 'Ende ändern');
    const refused = await testApp().as(server.admin).submit(modal, { end: 'bald' });
    expect(textOf(refused)).toContain('Neues Ende: gib ein Datum ein');
    await testApp().as(server.admin).change({ locale: 'en-US' });
  });

  it('says that a task is over, withdrawn or stopped', async () => {
    testApp().clock.advance(25 * 3_600_000);
    expect(textOf(await manage(server.admin))).toContain('Over · ended');
    const withdrawn = await postTask(testApp(), {}, server);
    await withdrawTask(testApp(), withdrawn.postId);
    expect(textOf(await manage(server.admin, withdrawn.card.id))).toContain('Withdrawn');
    const stopped = await postTask(testApp(), {}, server);
    const action = aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
    await testApp().get(UnlinkingService).unlink(action, 'Sky Cats');
    expect(textOf(await manage(server.admin, stopped.card.id))).toContain(
      'Stopped: this server is not linked',
    );
  });
});

describe('/task manage', () => {
  const place = () => ({ channelId: server.channels.general.id });
  const run = (task?: string): Promise<Answer> =>
    testApp()
      .as(server.admin)
      .run('task manage', task === undefined ? {} : { task }, place());
  const suggested = (value: string) =>
    testApp().as(server.admin).autocomplete('task manage', { name: 'task', value }, place());

  it('suggests titles with their states, those that begin so first, and opens the one that is chosen', async () => {
    const cats = await aTask({ title: 'Cats everywhere', status: 'paused' });
    await postTask(testApp(), { title: 'Cats of others' });
    expect(await suggested('CAT')).toEqual([
      { name: 'Cats everywhere · paused', value: cats },
      { name: 'Draw a *cat* · open', value: task.postId },
    ]);
    expect(await suggested('dog')).toEqual([]);
    expect(textOf(await run(cats))).toMatch(/Cats everywhere.*Paused/s);
  });

  it('suggests 25 titles at most, without a query for each key', async () => {
    for (let n = 0; n < 26; n += 1) await aTask({ title: `Number ${String(n)} ${'x'.repeat(90)}` });
    const find = jest.spyOn(testApp().get(TaskPostsRepository), 'readTitles');
    for (const typed of ['n', 'nu', 'num']) {
      const found = await suggested(typed);
      expect(found).toHaveLength(25);
      expect(Math.max(...found.map(({ name }) => name.length))).toBeLessThanOrEqual(100);
    }
    expect(find.mock.calls.length).toBeLessThanOrEqual(1);
    find.mockRestore();
  });

  it('finds tasks by words, or shows the newest, to choose one', async () => {
    await aTask({ title: 'Long over', status: 'expired' });
    const newest = await run();
    expect(JSON.stringify(newest.message)).not.toContain('Long over');
    const chosen = await testApp().as(server.admin).choose(newest.message!, 'tasks/managed', [task.postId]);
    expect(textOf(chosen)).toContain('Open · ends');
    await aTask({ title: 'Over and out', status: 'expired' });
    const found = (await run('over')).message!;
    expect(textOf({ message: found, outcome: 'message' })).toContain('Choose a task');
    expect(JSON.stringify(found)).toContain('Long over');
    expect(textOf(await run('long'))).toMatch(/Long over\nOver · ended/);
    expect(textOf(await run('nothing-like-it'))).toContain('No task here');
  });

  it('opens no task of another server', async () => {
    const other = await postTask(testApp(), { title: 'Secret' });
    expect(textOf(await run(other.postId))).toContain('does not exist');
    expect(textOf(await run('Secret'))).toContain('No task here');
  });
});
