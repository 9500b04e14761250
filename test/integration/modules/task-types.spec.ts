// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. Each situation is tried with every type: see `typeCases`.
import { Types } from 'mongoose';
import { HOUR_MS } from '../../../src/kernel/clock.js';
import { NotDoneYetError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { Verifiers } from '../../../src/modules/tasks/verifiers/verifiers.js';
import { TASK_TYPES } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { aNewMember, fillIn, postOfType, takePart, typeCases } from '../../support/tasks/type-cases.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const completions = () => database.db().collection('task_completions');

/** Before the first press, so that nothing of it is kept yet. */
const alter = async (postId: string, taskData: Record<string, unknown>): Promise<void> => {
  const set = Object.entries(taskData).map(([field, value]) => [`taskData.${field}`, value]);
  await database
    .db()
    .collection('discord_task_posts')
    .updateOne({ _id: new Types.ObjectId(postId) }, { $set: Object.fromEntries(set) as object });
};
const inHours = (hours: number): Date => new Date(testApp().clock.now().getTime() + hours * HOUR_MS);

it('all types that this version can check are tried', () => {
  const known = TASK_TYPES.filter((type) => {
    try {
      return testApp().get(Verifiers).for(type);
    } catch {
      return false;
    }
  });
  const tried = typeCases.map(({ type }) => type as string);
  expect([...tried].sort()).toEqual([...known].sort());
});

describe.each(typeCases)('a task of type $type', (type) => {
  it('is taken once it is done, and counts once', async () => {
    const app = testApp();
    const member = aNewMember(app);
    const task = await postOfType(app, type);
    if (type.notYet !== undefined) {
      expect(await takePart(app, member, task.card, type)).toMatch(type.notYet);
      expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(0);
    }
    await type.fulfil?.(app, member, task);
    expect(await takePart(app, member, task.card, type)).toMatch(type.done);
    expect(await takePart(app, member, task.card, type)).toMatch(type.again);
    const rows = await completions().find({ taskPostId: task.postId }).toArray();
    expect(rows).toMatchObject([{ discordId: member.id, attempt: 1 }]);
  });

  it.each<[string, () => Record<string, unknown>, RegExp]>([
    ['is over', () => ({ expiresAt: inHours(-1) }), /This task ended <t:/],
    ['is paused', () => ({ status: 'paused' }), /This task is paused/],
    ['opens later', () => ({ status: 'scheduled', startsAt: inHours(1) }), /This task opens <t:/],
    ['was withdrawn', () => ({ status: 'cancelled' }), /withdrawn/],
    [
      'has requirements that are not met',
      () => ({
        requirements: [{ kind: 'role_all', asks: { roleIds: [testApp().server.roles.moderator.id] } }],
      }),
      /Here is what is missing:.*The role .*: you don.t have/s,
    ],
  ])('is not taken while it %s', async (_, given, words) => {
    const app = testApp();
    const member = aNewMember(app);
    const task = await postOfType(app, type);
    await alter(task.postId, given());
    await type.fulfil?.(app, member, task);
    expect(await takePart(app, member, task.card, type)).toMatch(words);
    expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(0);
  });

  it('is not taken when all its places are', async () => {
    const app = testApp();
    const member = aNewMember(app);
    const task = await postOfType(app, type, { maxCompletions: 1 });
    await completions().insertOne(
      aTaskCompletion({ taskPostId: task.postId, guildId: app.server.guild.id, seat: 1 }),
    );
    await type.fulfil?.(app, member, task);
    expect(await takePart(app, member, task.card, type)).toMatch(/All places of this task are taken/);
    expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(1);
  });

  it('is not taken by an account that is too young, by a bot, or before the rules are accepted', async () => {
    const app = testApp();
    const member = aNewMember(app, 1);
    const task = await postOfType(app, type);
    await type.fulfil?.(app, member, task);
    expect(await takePart(app, member, task.card, type)).toMatch(/account is too new/);
    const guildId = app.server.guild.id;
    for (const given of [{ isBot: true }, { isPending: true }]) {
      const action = aMemberAction({ guildId, ...given });
      await expect(app.get(TasksService).complete(action, task.postId)).rejects.toThrow(NotDoneYetError);
      await expect(app.get(TasksService).pagesToTake(action, task.postId)).rejects.toThrow(NotDoneYetError);
    }
    expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(0);
  });
});

describe.each(typeCases.filter(({ pages }) => pages !== undefined))('the form of a $type task', (type) => {
  it('is looked at anew when it is sent: by then the task may have ended', async () => {
    const app = testApp();
    const member = aNewMember(app);
    const task = await postOfType(app, type, { expiresAt: inHours(1) });
    const opened = await app.as(member).press(task.card, { label: 'Complete' });
    app.clock.advance(HOUR_MS);
    expect(await fillIn(app, member, opened, type)).toMatch(/This task ended/);
    expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(0);
  });

  it('is looked at anew when it is sent: by then the member may have lost what it takes', async () => {
    const app = testApp();
    const { guild, roles } = app.server;
    const member = aNewMember(app);
    const [userId, guildId] = [member.id, guild.id];
    app.discord.updateMember({ guildId, userId, roles: [roles.helper.id] });
    const requirements = [{ kind: 'role_all', asks: { roleIds: [roles.helper.id] } }];
    const task = await postOfType(app, type, { requirements });
    const opened = await app.as(member).press(task.card, { label: 'Complete' });
    app.discord.updateMember({ guildId, userId, roles: [] });
    expect(await fillIn(app, member, opened, type)).toMatch(/Here is what is missing/);
    expect(await completions().countDocuments({ taskPostId: task.postId })).toBe(0);
  });
});
