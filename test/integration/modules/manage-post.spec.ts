// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import type { Answer } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { RolePermission } from '../../../src/modules/servers/index.js';
import { UnlinkingService } from '../../../src/modules/servers/linking/unlinking.service.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, textOf, useTestApp, withdrawTask } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
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
      'may create tasks or review submissions or see analytics here',
    );
    await allow('tasks.create');
    const created = await manage(cleo!);
    expect(textOf(created)).toContain('may not review');
    expect(JSON.stringify(created.message)).not.toContain('reviews/open');
    await allow('tasks.review');
    const panel = await manage(cleo!);
    await allow();
    const refused = await testApp().as(cleo!).press(panel.message!, { label: 'Review waiting submissions' });
    expect(textOf(refused)).toContain('may review submissions here');
  });

  it('on any other message says what it is for', async () => {
    const said = await testApp().as(server.admin).say(server.channels.general.id, 'Hello');
    const answer = await manage(server.admin, said.id, server.channels.general.id);
    expect(textOf(answer)).toContain('no task of mine in this server');
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
    expect(textOf(answer)).toContain('no task of mine in this server');
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
