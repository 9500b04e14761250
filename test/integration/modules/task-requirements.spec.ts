// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. Contracts are asked in chain-requirements.spec.ts.
import type { Answer, Message } from '../../../playground/discord/client.ts';
import { button, container, DiscordApi, row, type Sent, text } from '../../../src/infra/discord/index.js';
import { DAY_MS } from '../../../src/kernel/clock.js';
import { textsOf } from '../../../src/locales/index.js';
import { PointsService } from '../../../src/modules/points/index.js';
import {
  openRequirementsId,
  type Requirement,
  RequirementsEditorService,
  RequirementsNotMetError,
  RequirementsService,
} from '../../../src/modules/requirements/index.js';
import {
  RequirementFormEndedError,
  RequirementRefusedError,
} from '../../../src/modules/requirements/requirements.errors.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { TaskLifeError, TaskPostNotFoundError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anAccountLink, aSnowflake } from '../../support/builders/index.js';
import { anEvmWallet } from '../../support/builders/wallets.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);
const editor = () => testApp().get(RequirementsEditorService);
const service = () => testApp().get(RequirementsService);
const guildId = () => testApp().server.guild.id;
const ana = () => testApp().as(testApp().server.admin);
const member = (index: number) => testApp().server.members[index]!;
const texts = textsOf('en-US');

const managerAction = (given: object = {}) =>
  aMemberAction({ guildId: guildId(), discordId: testApp().server.admin.id, ...given });
const idsOf = (postId: string) => ({ owner: 'task', postId });
const add = (postId: string, kind: string, sent: Sent) =>
  editor().add(managerAction(), idsOf(postId), kind, sent);

async function requiredOf(postId: string): Promise<Requirement[]> {
  const posts = await rows('discord_task_posts')
    .find({}, { projection: { taskData: 1 } })
    .toArray();
  const post = posts.find(({ _id }) => String(_id) === postId);
  return (post as unknown as { taskData: TaskData }).taskData.requirements;
}

/** The editor of a task, opened by a button on a message of the bot. */
async function openEditor(postId: string): Promise<Message> {
  const opener = button(openRequirementsId.build(idsOf(postId)), 'Requirements');
  const view = [container(0, text('A panel'), row(opener))];
  const channelId = testApp().server.channels.general.id;
  const { id } = await testApp().get(DiscordApi).post(channelId, view, aSnowflake());
  const panel = await ana().message({ channel_id: channelId, id });
  return shown(await ana().press(panel, { label: 'Requirements' }));
}

const shown = ({ message }: Answer): Message => {
  if (message === undefined) throw new Error('No message came');
  return message;
};
const addTo = (message: Message, kind: string) =>
  ana().choose(message, { startsWith: 'requirements/add/' }, [kind]);

describe('the editor', () => {
  it('adds what is filled in, shows it, audits it and draws the card anew', async () => {
    const { postId } = await postTask(testApp(), { title: '*Sky*' });
    const panel = await openEditor(postId);
    expect(textOf({ message: panel, outcome: 'message' })).toMatch(
      /part in \\Sky[^]*Nothing else is required/,
    );
    const { modal } = await addTo(panel, 'account_age');
    const answer = await ana().submit(modal, { days: '３0' });
    expect(textOf(answer)).toMatch(
      /✓ Added: A Discord account[^]*- A Discord account that is at least 30 days old/,
    );
    expect(await requiredOf(postId)).toEqual([{ kind: 'account_age', asks: { days: 30 } }]);
    expect(
      await rows('audit_entries').findOne({ action: 'task.requirements', guildId: guildId() }),
    ).toMatchObject({
      actor: { kind: 'admin', id: testApp().server.admin.id },
      changes: [{ field: 'taskData.requirements' }],
    });
    const isDue = { 'card.due': { $lte: testApp().clock.now() }, 'card.shown': { $exists: false } };
    expect(await rows('discord_task_posts').countDocuments({ 'taskData.title': '*Sky*', ...isDue })).toBe(1);
  });

  it('keeps what was filled in when it is refused, and takes it once it is right', async () => {
    const { postId } = await postTask(testApp());
    const { modal } = await addTo(await openEditor(postId), 'points');
    const refused = await ana().submit(modal, { points: '1e3' });
    expect(textOf(refused)).toMatch(/Not added yet[^]*Type a whole number from 1 to 1,000,000,000/);
    const again = await ana().press(shown(refused), { label: 'Fix it' });
    expect(JSON.stringify(again.modal?.components)).toContain('"value":"1e3"');
    expect(textOf(await ana().submit(again.modal, { points: '1000' }))).toContain('At least 1,000 points');
    expect(await requiredOf(postId)).toEqual([{ kind: 'points', asks: { points: 1_000 } }]);
  });

  it('takes roles as they are chosen, in one form whatever their order', async () => {
    const { postId } = await postTask(testApp());
    const { collector, helper } = testApp().server.roles;
    const { modal } = await addTo(await openEditor(postId), 'role_any');
    await ana().submit(modal, { roles: [helper.id, collector.id] });
    const roleIds = [collector.id, helper.id].sort();
    expect(await requiredOf(postId)).toEqual([{ kind: 'role_any', asks: { roleIds } }]);
    await expect(add(postId, 'role_any', { roles: [collector.id, helper.id] })).rejects.toThrow(
      RequirementRefusedError,
    );
    expect(await add(postId, 'role_all', { roles: [guildId()] })).toMatchObject({ kind: 'refused' });
    expect(await add(postId, 'role_all', { roles: [] })).toMatchObject({ kind: 'refused' });
    expect(await add(postId, 'role_all', { roles: ['everyone', '{"$ne":1}'] })).toMatchObject({
      kind: 'refused',
    });
    expect(await add(postId, 'role_all', { roles: Array.from({ length: 11 }, aSnowflake) })).toMatchObject({
      kind: 'refused',
    });
  });

  it('removes what is chosen, once', async () => {
    const { postId } = await postTask(testApp());
    await add(postId, 'points', { points: ['5'] });
    await add(postId, 'wallet', { chain: ['solana'] });
    const panel = await openEditor(postId);
    const control = { startsWith: 'requirements/remove/' };
    const [first = ''] = [...JSON.stringify(panel.components).matchAll(/"value":"([0-9a-f]{12})"/g)].map(
      ([, key]) => key,
    );
    expect(textOf(await ana().choose(panel, control, [first]))).toContain('✓ Removed: At least 5 points');
    expect(await requiredOf(postId)).toEqual([{ kind: 'wallet', asks: { chain: 'solana' } }]);
    await expect(editor().remove(managerAction(), idsOf(postId), first)).rejects.toThrow(
      RequirementRefusedError,
    );
    expect(await requiredOf(postId)).toHaveLength(1);
  });

  it('offers what makes sense here only', async () => {
    const { postId } = await postTask(testApp());
    await add(postId, 'points', { points: ['5'] });
    const panel = await editor().open(managerAction(), idsOf(postId));
    const offered = panel.offered.map(({ kind }) => kind);
    expect(offered).toEqual(expect.arrayContaining(['role_all', 'role_any', 'wallet', 'tasks_done']));
    // One of the kind is enough; no tiers here; no chain to ask.
    for (const kind of ['points', 'tier', 'nft_ownership', 'token_balance'])
      expect(offered).not.toContain(kind);
    await expect(add(postId, 'points', { points: ['6'] })).rejects.toThrow(RequirementRefusedError);
    for (const kind of ['tier', 'nft_ownership', 'nothing', '__proto__'])
      await expect(editor().form(managerAction(), idsOf(postId), kind)).rejects.toThrow(
        RequirementRefusedError,
      );
  });

  it('offers the tiers of the community', async () => {
    const { postId, communityId } = await postTask(testApp());
    const tiers = [{ name: 'Gold', minPoints: 100 }];
    const communities = await rows('communities').find().toArray();
    const { _id } = communities.find((one) => String(one._id) === communityId)!;
    await rows('communities').updateOne({ _id }, { $set: { tiers } });
    expect(await add(postId, 'tier', { tier: ['Silver'] })).toMatchObject({ kind: 'refused' });
    await add(postId, 'tier', { tier: ['Gold'] });
    expect(await requiredOf(postId)).toEqual([{ kind: 'tier', asks: { tier: 'Gold' } }]);
    await rows('communities').updateOne({ _id }, { $set: { tiers: [] } });
  });

  it('takes ten, of many that come at once', async () => {
    const { postId } = await postTask(testApp());
    const all = await Promise.allSettled(
      Array.from({ length: 13 }, () => add(postId, 'role_any', { roles: [aSnowflake()] })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await requiredOf(postId)).toHaveLength(10);
    const panel = await openEditor(postId);
    expect(textOf({ message: panel, outcome: 'message' })).toContain('10 requirements are as many as fit');
    expect(JSON.stringify(panel.components)).not.toContain('requirements/add/');
  });

  it('takes the same once, of managers who add it at once', async () => {
    const { postId } = await postTask(testApp());
    const all = await Promise.allSettled(
      Array.from({ length: 5 }, () => add(postId, 'wallet', { chain: ['any'] })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await requiredOf(postId)).toEqual([{ kind: 'wallet', asks: { chain: 'any' } }]);
  });

  it('is of a task that is not over, of this server', async () => {
    const draft = await postTask(testApp(), { status: 'active' });
    await rows('discord_task_posts').updateMany({}, { $set: { 'taskData.status': 'draft' } });
    await add(draft.postId, 'points', { points: ['5'] });
    await rows('discord_task_posts').updateMany({}, { $set: { 'taskData.status': 'expired' } });
    await expect(add(draft.postId, 'wallet', { chain: ['any'] })).rejects.toThrow(TaskLifeError);
    await expect(editor().open(managerAction(), idsOf(draft.postId))).rejects.toThrow(TaskLifeError);
    const other = await testApp().addServer();
    await expect(
      editor().open(managerAction({ guildId: other.guild.id }), idsOf(draft.postId)),
    ).rejects.toThrow(TaskPostNotFoundError);
    const unknown = { owner: '__proto__', postId: draft.postId };
    await expect(editor().open(managerAction(), unknown)).rejects.toThrow(RequirementRefusedError);
  });

  it('gives a form back to nobody but who filled it in', async () => {
    const { postId } = await postTask(testApp());
    const refused = (await add(postId, 'points', { points: ['-1'] })) as { draftId: string };
    expect(await editor().reopen(managerAction(), refused.draftId)).toMatchObject({
      values: { points: ['-1'] },
    });
    const another = managerAction({ discordId: aSnowflake() });
    await expect(editor().reopen(another, refused.draftId)).rejects.toThrow(RequirementFormEndedError);
  });
});

describe('other tasks as a requirement', () => {
  let first: PostedTask;
  let second: PostedTask;
  beforeAll(async () => {
    await rows('discord_task_posts').deleteMany({});
    first = await postTask(testApp(), { title: 'Say *hello*' });
    second = await postTask(testApp(), { title: 'Second' });
  });
  const taskIdOf = async (title: string): Promise<string> =>
    (await rows('discord_task_posts').findOne({ 'taskData.title': title }))!.taskId as string;
  const judged = async (discordId: string) => {
    const [state] = await service().evaluate(
      aMemberAction({ guildId: guildId(), discordId }),
      await requiredOf(second.postId),
      second.communityId,
    );
    return [
      state!.isMet,
      state!.required(texts),
      state!.current?.(texts) ?? null,
      state!.reason?.(texts) ?? null,
    ];
  };

  it('is chosen from all others of the server, never the task itself', async () => {
    const { modal } = await addTo(await openEditor(second.postId), 'tasks_done');
    expect(JSON.stringify(modal?.components)).toContain('Say *hello*');
    expect(JSON.stringify(modal?.components)).not.toContain('Second');
    const own = await taskIdOf('Second');
    expect(await add(second.postId, 'tasks_done', { tasks: [own] })).toMatchObject({ kind: 'refused' });
    await ana().submit(modal, { tasks: [await taskIdOf('Say *hello*')] });
    expect(await requiredOf(second.postId)).toMatchObject([{ kind: 'tasks_done' }]);
  });

  it('is met once it is completed, and not before', async () => {
    const discordId = aSnowflake();
    const required = 'The task “Say \\*hello\\*” completed';
    expect(await judged(discordId)).toEqual([
      false,
      required,
      '0 tasks',
      'you have not completed “Say \\*hello\\*” yet.',
    ]);
    const press = aMemberAction({ guildId: guildId(), discordId });
    const tasks = testApp().get(TasksService);
    await expect(tasks.complete(press, second.postId)).rejects.toThrow(RequirementsNotMetError);
    await tasks.complete(press, first.postId);
    expect(await judged(discordId)).toEqual([true, required, '1 task', null]);
    await tasks.complete({ ...press, interactionId: aSnowflake() }, second.postId);
    expect(await rows('task_completions').countDocuments({ discordId, state: 'verified' })).toBe(2);
  });

  it.each(['pending', 'rejected'])('is not met while it is %s', async (state) => {
    const discordId = aSnowflake();
    await testApp()
      .get(TasksService)
      .complete(aMemberAction({ guildId: guildId(), discordId }), first.postId);
    await rows('task_completions').updateOne({ discordId }, { $set: { state } });
    expect((await judged(discordId))[0]).toBe(false);
  });

  it('of a task that recurs is met by any occurrence', async () => {
    const discordId = aSnowflake();
    const again = await postTask(testApp(), { title: 'Say it again' });
    await rows('discord_task_posts').updateOne(
      { 'taskData.title': 'Say it again' },
      { $set: { taskId: await taskIdOf('Say *hello*') } },
    );
    await testApp()
      .get(TasksService)
      .complete(aMemberAction({ guildId: guildId(), discordId }), again.postId);
    expect((await judged(discordId))[0]).toBe(true);
  });

  it('of a task that is gone lets nobody in', async () => {
    await rows('discord_task_posts').deleteMany({ 'taskData.title': { $regex: '^Say' } });
    expect(await judged(aSnowflake())).toEqual([
      false,
      'The task “Say \\*hello\\*” completed',
      null,
      '“Say \\*hello\\*” does not exist any more. Tell a moderator.',
    ]);
  });
});

describe('a member on Discord', () => {
  it('reads all that is missing before and after the press, and is let in once it is there', async () => {
    const { collector } = testApp().server.roles;
    const { card, postId } = await postTask(testApp(), {
      title: 'Of members',
      expiresAt: new Date(testApp().clock.now().getTime() + 3 * DAY_MS),
      requirements: [
        { kind: 'role_all', asks: { roleIds: [collector.id] } },
        { kind: 'time_on_server', asks: { days: 2 } },
      ],
    });
    const emma = member(2);
    const told = textOf(await testApp().as(emma).press(card, { label: 'Complete' }));
    expect(told).toMatch(/fehlt:[^]*Die Rolle[^]*mindestens 2 Tagen auf diesem Server – bisher 0 Tage/);
    expect(await rows('task_completions').countDocuments({ taskPostId: postId })).toBe(0);
    testApp().discord.updateMember({ guildId: guildId(), userId: emma.id, roles: [collector.id] });
    testApp().clock.advance(2 * DAY_MS);
    expect(textOf(await testApp().as(emma).press(card, { label: 'Complete' }))).toContain('Geschafft');
  });

  it('with a proven wallet meets what asks for one', async () => {
    const press = aMemberAction({ guildId: guildId() });
    const { address } = anEvmWallet();
    const wallet = { address, chain: 'eip155', provenAt: testApp().clock.now(), isPrimary: true };
    const wallets = { walletAddress: address, wallets: [wallet] };
    await rows('discord_account_links').insertOne(
      anAccountLink({ discordId: press.discordId, nafflesUserInfo: wallets }),
    );
    const asked = (chain: string) => [{ kind: 'wallet', asks: { chain } }];
    await service().assertMet(press, asked('eip155'), '');
    await service().assertMet(press, asked('any'), '');
    await expect(service().assertMet(press, asked('solana'), '')).rejects.toThrow(RequirementsNotMetError);
    await expect(service().assertMet(aMemberAction(), asked('any'), '')).rejects.toThrow(
      RequirementsNotMetError,
    );
  });

  it('with completed tasks and points meets what asks for them', async () => {
    const { postId, communityId } = await postTask(testApp());
    const press = aMemberAction({ guildId: guildId() });
    const requirements = [
      { kind: 'task_count', asks: { tasks: 1 } },
      { kind: 'points', asks: { points: 50 } },
    ];
    const reasons = async () =>
      (await service().evaluate(press, requirements, communityId)).map(
        ({ reason }) => reason?.(texts) ?? null,
      );
    expect(await reasons()).toEqual(['you have completed 0 tasks.', 'you have 0 points.']);
    await testApp().get(TasksService).complete(press, postId);
    await testApp().settle();
    expect(await testApp().get(PointsService).balanceIn(communityId, press.discordId)).toEqual({
      points: 50,
      completions: 1,
    });
    expect(await reasons()).toEqual([null, null]);
    await service().assertMet(press, requirements, communityId);
  });
});
