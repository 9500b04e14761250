// Real: the whole service, its guards and a MongoDB of this file. Fake: Discord (the local one of the
// playground), which also sends what Discord would not offer to the member.
import type { DemoServer } from '../../../playground/seed.ts';
import type { RolePermission } from '../../../src/modules/servers/index.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import {
  approveId,
  rejectId,
  rejectionFormId,
  skipReviewId,
} from '../../../src/modules/tasks/reviews/reviews.custom-ids.js';
import {
  fixTaskFormId,
  postTaskId,
  taskEditId,
  taskFormId,
} from '../../../src/modules/tasks/tasks.custom-ids.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

const NOBODYS_ID = '0'.repeat(24);
let server: DemoServer;
beforeEach(async () => {
  server = await testApp().addServer();
});

/** What the members of the role `Collector`, of whom Cleo is the one, may do from now on. */
async function allow(...permissions: RolePermission[]): Promise<void> {
  const allowedRoles = permissions.length === 0 ? [] : [{ roleId: server.roles.collector.id, permissions }];
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne({ guildId: server.guild.id }, { $set: { 'botConfig.allowedRoles': allowedRoles } });
  await testApp().get(ServersRepository).forget(server.guild.id);
}

/** Cleo does what Discord would not offer to her. */
async function sent(type: number, data: Record<string, unknown>) {
  const [cleo] = server.members;
  const channelId = server.channels.general.id;
  const overrides = type === 3 ? { message: { id: aSnowflake(), channel_id: channelId } } : {};
  return testApp().discord.sendRawInteraction({ type, userId: cleo!.id, channelId, data, overrides }).answer;
}
const command = (sub: string, ...options: object[]) => {
  const id = testApp()
    .discord.commands.list(null)
    .find(({ name }) => name === 'task')!.id;
  return sent(2, { id, name: 'task', type: 1, options: [{ type: 1, name: sub, options }] });
};
const create = () => command('create', { type: 3, name: 'type', value: 'custom' });
const press = (custom_id: string) => sent(3, { custom_id, component_type: 2 });
const submit = (custom_id: string, values: Record<string, string>) =>
  sent(5, {
    custom_id,
    components: Object.entries(values).map(([id, value]) => ({
      type: 18,
      component: { type: 4, custom_id: id, value },
    })),
  });
const GOOD = { title: 'Good', description: 'Good', points: '10', duration: '1d' };
const completionId = NOBODYS_ID;

const steps: Record<'tasks.create' | 'tasks.review', [string, () => ReturnType<typeof sent>][]> = {
  'tasks.create': [
    ['/task create', create],
    ['its form', () => submit(taskFormId.build({ draftId: NOBODYS_ID }), GOOD)],
    ['Fix it', () => press(fixTaskFormId.build({ draftId: NOBODYS_ID }))],
    ['Post', () => press(postTaskId.build({ postId: NOBODYS_ID }))],
    [
      'the form of the editor',
      () => submit(taskEditId.build({ postId: NOBODYS_ID, part: 'texts', seen: 'x' }), GOOD),
    ],
  ],
  'tasks.review': [
    ['/task review', () => command('review')],
    ['Approve', () => press(approveId.build({ completionId, attempt: '1', scope: 'all' }))],
    ['Reject', () => press(rejectId.build({ completionId, attempt: '1', scope: 'all' }))],
    [
      'the reason',
      () => submit(rejectionFormId.build({ completionId, attempt: '1', scope: 'all' }), { reason: 'x' }),
    ],
    ['Skip', () => press(skipReviewId.build({ completionId, scope: 'all' }))],
  ],
};
const every = Object.entries(steps).flatMap(([permission, list]) =>
  list.map(([name, step]) => [permission as keyof typeof steps, name, step] as const),
);
const other = { 'tasks.create': 'tasks.review', 'tasks.review': 'tasks.create' } as const;
const WORDS = { 'tasks.create': 'may create tasks here', 'tasks.review': 'may review submissions here' };
const NO = 'You need the permission Manage Server or a role that';

describe('a role that managers allowed', () => {
  it.each(every)('with %s passes at: %s', async (permission, _, step) => {
    await allow(permission);
    const answer = await step();
    if (answer.message !== undefined) expect(textOf(answer)).not.toContain(NO);
    expect(answer.outcome).not.toBe('failed');
  });

  it.each(every)('without %s is refused in words at: %s', async (permission, _, step) => {
    await allow(other[permission]);
    expect(textOf(await step())).toContain(`${NO} ${WORDS[permission]}`);
  });

  it('does a whole task: create, review, approve', async () => {
    await allow('tasks.create', 'tasks.review');
    const [cleo] = server.members;
    const opened = await create();
    const made = await testApp().as(cleo!).submit(opened.modal, GOOD);
    const posted = await testApp().as(cleo!).press(made.message!, { label: 'Post' });
    expect(textOf(posted)).toContain('Posted');
    const task = await postTask(testApp(), { type: 'custom' }, server);
    const sender = aMemberAction({ guildId: server.guild.id });
    await testApp()
      .get(TasksService)
      .complete(sender, task.postId, { proof: ['done'] });
    const panel = await command('review');
    expect(textOf(panel)).toContain('1 submission waiting');
    const approved = await testApp().as(cleo!).press(panel.message!, { label: 'Approve' });
    expect(textOf(approved)).toContain('Approved');
  });
});

describe('a permission that is lost on the way', () => {
  it('because managers took it from the role, is missed at the form', async () => {
    await allow('tasks.create');
    const opened = await create();
    await allow();
    const answer = await testApp().as(server.members[0]!).submit(opened.modal, GOOD);
    expect(textOf(answer)).toContain(NO);
    expect(
      await database.db().collection('discord_task_posts').countDocuments({ guildId: server.guild.id }),
    ).toBe(0);
  });

  it('because the member lost the role, is missed at the form', async () => {
    await allow('tasks.create');
    const opened = await create();
    const [cleo] = server.members;
    testApp().discord.world.updateMember(server.guild.id, cleo!.id, { roles: [] });
    expect(textOf(await testApp().as(cleo!).submit(opened.modal, GOOD))).toContain(NO);
  });
});

it('a role of the same id counts in its own server only', async () => {
  await allow('tasks.review');
  const own = server;
  server = await testApp().addServer();
  const [cleo] = server.members;
  const channelId = server.channels.general.id;
  const id = testApp()
    .discord.commands.list(null)
    .find(({ name }) => name === 'task')!.id;
  const { answer } = testApp().discord.sendRawInteraction({
    type: 2,
    userId: cleo!.id,
    channelId,
    data: { id, name: 'task', type: 1, options: [{ type: 1, name: 'review', options: [] }] },
    overrides: {
      member: { user: { id: cleo!.id, username: 'cleo' }, roles: [own.roles.collector.id], permissions: '0' },
    },
  });
  expect(textOf(await answer)).toContain(NO);
});

it('@everyone may nothing, whatever stands in the configuration', async () => {
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne(
      { guildId: server.guild.id },
      { $set: { 'botConfig.allowedRoles': [{ roleId: server.guild.id, permissions: ['tasks.review'] }] } },
    );
  await testApp().get(ServersRepository).forget(server.guild.id);
  expect(textOf(await command('review'))).toContain(NO);
});
