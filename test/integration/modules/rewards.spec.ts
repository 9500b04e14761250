// Real: tasks, reviews, points and their effects, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import fc from 'fast-check';
import { readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { type PostedTask, postTask, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { AnyOrder } from '../../support/tasks/any-order.js';
import { anyOrder } from '../../support/tasks/commands.js';
import { letGiveRoles, rolesOf } from '../../support/tasks/roles.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

it('whatever two members and the managers do at two tasks, the books are right and each row is paid once', async () => {
  const run = fc.asyncProperty(anyOrder, async (commands) => {
    expect(await AnyOrder.run(testApp(), database.db(), commands)).toEqual([]);
  });
  await fc.assert(run, { numRuns: 4, endOnFailure: true });
});

describe('a role that a task promises', () => {
  let server: DemoServer;
  let task: PostedTask;
  let logId: string;
  const helper = () => server.roles.helper.id;
  const cleo = () => server.members[0]!.id;
  const dario = () => server.members[1]!.id;
  const complete = (discordId: string) =>
    testApp()
      .get(TasksService)
      .complete(aMemberAction({ guildId: server.guild.id, discordId }), task.postId);
  const owesRole = async (discordId: string): Promise<boolean> => {
    const row = await database
      .db()
      .collection('task_completions')
      .findOne({ taskPostId: task.postId, discordId });
    return row?.roleDue !== undefined;
  };
  const toldManagers = async () => (await testApp().as(server.admin).messages(logId)).map(readableText);

  beforeEach(async () => {
    server = await testApp().addServer();
    logId = server.channels.announcements.id;
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne({ guildId: server.guild.id }, { $set: { 'botConfig.logChannel': logId } });
    task = await postTask(testApp(), { rewardRoleId: helper(), expiresAt: later(20 * DAY_MS) }, server);
  });

  it('is given to who completes it, and to nobody else', async () => {
    letGiveRoles(testApp().discord, server);
    await complete(cleo());
    await testApp().settle();
    expect(rolesOf(testApp().discord, server, cleo())).toContain(helper());
    expect(rolesOf(testApp().discord, server, dario())).not.toContain(helper());
    expect(await owesRole(cleo())).toBe(false);
    expect(await toldManagers()).toEqual([]);
  });

  it('and can not be given is told to managers once, paid in points, and given when they have mended it', async () => {
    for (const member of [cleo(), dario()]) {
      await complete(member);
      await testApp().settle();
      // The server is looked at a few seconds after the refusal.
      testApp().clock.advance(MINUTE_MS);
      await testApp().settle();
    }
    expect(await toldManagers()).toEqual([expect.stringContaining('I may not give roles')]);
    expect(rolesOf(testApp().discord, server, cleo())).not.toContain(helper());
    const paid = { source: 'task', discordId: { $in: [cleo(), dario()] }, communityId: task.communityId };
    expect(await database.db().collection('points_ledger').countDocuments(paid)).toBe(2);
    letGiveRoles(testApp().discord, server);
    testApp().clock.advance(15 * MINUTE_MS);
    await testApp().settle();
    for (const member of [cleo(), dario()]) {
      expect(rolesOf(testApp().discord, server, member)).toContain(helper());
      expect(await owesRole(member)).toBe(false);
    }
  });

  it('is owed no more after a week in which it could not be given', async () => {
    await complete(cleo());
    for (const days of [6, 1]) {
      await testApp().settle();
      expect(await owesRole(cleo())).toBe(true);
      testApp().clock.advance(days * DAY_MS);
    }
    await testApp().settle();
    expect(await owesRole(cleo())).toBe(false);
  });
});

const later = (ms: number): Date => new Date(testApp().clock.now().getTime() + ms);
