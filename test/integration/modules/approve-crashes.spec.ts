// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground, in this process),
// the time, and the end of the process: from one outgoing call on nothing gets through any more, and what that call
// did is not heard of. test/e2e/crashes.spec.ts kills processes.
import { REST } from 'discord.js';
import { readableText } from '../../../playground/discord/client.ts';
import { ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { letGiveRoles, rolesOf } from '../../support/tasks/roles.js';

const MINUTE_MS = 60_000;
/** Of the driver itself; and what the server does by itself with a transaction whose process is gone. */
const NOT_OURS = ['hello', 'ping', 'getMore', 'killCursors', 'endSessions', 'abortTransaction'];

interface Sender {
  command(ns: unknown, command: Readonly<Record<string, unknown>>, ...rest: unknown[]): Promise<unknown>;
}

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);

/** Lets through as many calls as that, then one whose answer is lost, then none; gives how many there were. */
async function within(calls: number, work: () => Promise<unknown>): Promise<number> {
  let made = 0;
  const through = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
    made += 1;
    if (made > calls + 1) throw new Error('The process has ended');
    const answer = await send();
    if (made > calls) throw new Error('The process ends');
    return answer;
  };
  const { Connection } = jest.requireActual<{ Connection: { prototype: Sender } }>(
    '../../../node_modules/mongoose/node_modules/mongodb/lib/cmap/connection.js',
  );
  const { command: send } = Connection.prototype;
  jest.spyOn(Connection.prototype, 'command').mockImplementation(function (
    this: Sender,
    ns,
    command,
    ...rest
  ) {
    const pass = (): Promise<unknown> => send.call(this, ns, command, ...rest);
    return NOT_OURS.some((name) => name in command) ? pass() : through(pass);
  });
  const rest = testApp().get(REST);
  const request = rest.request.bind(rest);
  jest.spyOn(rest, 'request').mockImplementation((options) => through(() => request(options)));
  try {
    await work();
  } catch {
    // As its process does.
  } finally {
    jest.restoreAllMocks();
  }
  return made;
}

it('a process that ends at any call between approval and award owes nothing that is not made up for, and pays once', async () => {
  const server = await testApp().addServer();
  const guildId = server.guild.id;
  letGiveRoles(testApp().discord, server);
  let calls = 0;
  for (let made = Infinity; made >= calls; calls += 1) {
    const { id: discordId } = testApp().discord.createUser({ username: `member${String(calls)}` });
    testApp().discord.addMember({ guildId, userId: discordId });
    const promised = { type: 'custom', points: 7, rewardRoleId: server.roles.helper.id } as const;
    const { postId: taskPostId } = await postTask(testApp(), promised, server);
    const sent = { proof: ['cat.png'] };
    await testApp().get(TasksService).complete(aMemberAction({ guildId, discordId }), taskPostId, sent);
    await testApp().settle();
    const row = (await rows('task_completions').findOne({ taskPostId }))!;
    const moderator = aMemberAction({ guildId, discordId: server.moderator.id });
    const seen = { completionId: row._id.toHexString(), attempt: 1 };
    made = await within(calls, async () => {
      await testApp().get(ReviewsService).approve(moderator, seen);
      await testApp().settle();
    });
    testApp().clock.advance(MINUTE_MS);
    // Who was not answered presses again; who was, is told that it is decided.
    await testApp()
      .get(ReviewsService)
      .approve(moderator, seen)
      .catch(() => undefined);
    await testApp().settle();
    const paid = await rows('points_ledger').find({ discordId }).toArray();
    expect([calls, paid.map(({ amount }) => Number(amount))]).toEqual([calls, [7]]);
    expect(await rows('balances').findOne({ discordId, period: 'all' })).toMatchObject({
      points: 7,
      completions: 1,
    });
    expect(rolesOf(testApp().discord, server, discordId)).toContain(server.roles.helper.id);
    const told = await testApp().as({ id: discordId }).directMessages(testApp().discord.applicationId);
    expect([calls, told.map(readableText)]).toEqual([calls, [expect.stringContaining('was approved')]]);
  }
  // Decision, points, notice, role: each is more than one call.
  expect(calls).toBeGreaterThan(12);
}, 90_000);
