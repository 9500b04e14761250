// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { readableText } from '../../../playground/discord/client.ts';
import {
  DiscordApi,
  DiscordRefusedError,
  DiscordUnavailableError,
} from '../../../src/infra/discord/index.js';
import { TaskCardEffect } from '../../../src/modules/tasks/cards/task-card.effect.js';
import { TaskCompletionsRepository } from '../../../src/modules/tasks/task-completions.repository.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { CardsRepository } from '../../../src/modules/tasks/cards/cards.repository.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { plain, type PostedTask, postTask, useTestApp, withdrawTask } from '../../support/app/index.js';
import { aDiscordError } from '../../support/fakes/index.js';
import { aMemberAction, anUnpostedTask, aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const posts = () => database.db().collection('discord_task_posts');
const effect = () => testApp().get(TaskCardEffect);
const counts = () => testApp().get(TaskCountsProjection);
const admin = () => testApp().as(testApp().server.admin);
const tasksChannel = () => testApp().server.channels.tasks.id;

const stored = async (postId: string) => testApp().get(CardsRepository).find(postId);
const messagesInTasks = () => admin().messages(tasksChannel());

async function complete({ postId }: PostedTask, members = 1): Promise<void> {
  const guildId = testApp().server.guild.id;
  for (let index = 0; index < members; index += 1)
    await testApp().get(TasksService).complete(aMemberAction({ guildId }), postId);
}

/** Until it is looked for again, within the hour. */
async function isWaiting({ postId }: PostedTask): Promise<boolean> {
  const dueInMs = (await stored(postId))!.card.due!.getTime() - testApp().clock.now().getTime();
  return dueInMs > 3_500_000 && dueInMs <= 3_600_000;
}

const shownOn = async ({ card }: PostedTask): Promise<string> =>
  plain(readableText(await admin().message(card)));

/** The row of a task that is saved, not posted. */
async function aSavedTask(createdAt = testApp().clock.now()): Promise<string> {
  const post = anUnpostedTask({ guildId: testApp().server.guild.id, channelId: tasksChannel(), createdAt });
  await testApp().get(TaskPostsRepository).insert(post);
  return post._id.toHexString();
}

/** The process dies after Discord has taken the message and before that is written down. */
async function dieAfterPosting(postId: string): Promise<void> {
  const write = jest
    .spyOn(testApp().get(CardsRepository), 'markShown')
    .mockRejectedValueOnce(new Error('The process died here'));
  await expect(effect().run(postId)).rejects.toThrow();
  write.mockRestore();
}

describe('the count on a card', () => {
  it('follows the completions', async () => {
    const task = await postTask(testApp());
    expect(await shownOn(task)).toContain('Nobody completed it yet');
    await complete(task, 3);
    await counts().recount(task.postId);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 3 members');
    expect(await stored(task.postId)).toMatchObject({
      interactionStats: { completions: 3 },
      card: { wanted: 3, shown: 3 },
    });
    // Nothing more to do than to look for it now and then.
    expect(await isWaiting(task)).toBe(true);
  });

  it('counts what was verified only, and is repaired by the same call', async () => {
    const task = await postTask(testApp());
    const { postId: taskPostId, communityId } = task;
    for (const state of ['pending', 'rejected', 'verified'] as const)
      await testApp()
        .get(TaskCompletionsRepository)
        .insert(aTaskCompletion({ taskPostId, communityId, state }));
    await posts().updateOne({ messageId: task.card.id }, { $set: { 'interactionStats.completions': 99 } });
    await counts().recount(taskPostId);
    expect(await stored(taskPostId)).toMatchObject({
      interactionStats: { completions: 1 },
      card: { wanted: 1 },
    });
  });

  it('costs no edit when nothing has changed', async () => {
    const task = await postTask(testApp());
    const edit = jest.spyOn(testApp().get(DiscordApi), 'edit');
    await counts().recount(task.postId);
    await testApp().settle();
    await effect().run(task.postId);
    expect(edit.mock.calls.filter(([, messageId]) => messageId === task.card.id)).toEqual([]);
    edit.mockRestore();
  });

  it('that changed during an edit is shown a little later', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    const edit = jest.spyOn(testApp().get(DiscordApi), 'edit').mockImplementationOnce(async () => {
      await complete(task);
      await counts().recount(task.postId);
    });
    await effect().run(task.postId);
    edit.mockRestore();
    expect(await isWaiting(task)).toBe(false);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 2 members');
  });
});

describe('the state on a card', () => {
  it('that changed during an edit is shown a little later', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    const edit = jest.spyOn(testApp().get(DiscordApi), 'edit').mockImplementationOnce(async () => {
      await withdrawTask(testApp(), task.postId);
    });
    await effect().run(task.postId);
    edit.mockRestore();
    // Not before it may be edited again.
    testApp().clock.advance(5_000);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Withdrawn');
  });
});

describe('a card', () => {
  it('is posted once after a death between the post and its record, within the memory of the nonce', async () => {
    const before = (await messagesInTasks()).length;
    const postId = await aSavedTask();
    await dieAfterPosting(postId);
    testApp().clock.advance(60_000);
    await effect().run(postId);
    const messages = await messagesInTasks();
    expect(messages).toHaveLength(before + 1);
    expect((await stored(postId))?.messageId).toBe(messages.at(-1)?.id);
  });

  it('is posted once after that death, also long after the memory of the nonce', async () => {
    const before = (await messagesInTasks()).length;
    const postId = await aSavedTask();
    await dieAfterPosting(postId);
    testApp().clock.advance(3_600_000);
    await effect().run(postId);
    const messages = await messagesInTasks();
    expect(messages).toHaveLength(before + 1);
    expect((await stored(postId))?.messageId).toBe(messages.at(-1)?.id);
  });

  it('is posted once when several workers meet, also long after it was saved', async () => {
    const before = (await messagesInTasks()).length;
    const postId = await aSavedTask();
    testApp().clock.advance(3_600_000);
    await Promise.all(Array.from({ length: 5 }, () => effect().run(postId)));
    expect(await messagesInTasks()).toHaveLength(before + 1);
  });

  it('is not edited again for what it shows, after a death behind an edit', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    await dieAfterPosting(task.postId);
    testApp().clock.advance(10_000);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 1 member');
    expect(await stored(task.postId)).toMatchObject({ card: { wanted: 1, shown: 1 } });
  });

  it('that was never saved does nothing', async () => {
    await expect(effect().run('0'.repeat(24))).resolves.toBeUndefined();
  });
});

describe('a card whose task is over', () => {
  const DAY_MS = 86_400_000;
  const isClosedOn = async ({ card }: PostedTask): Promise<boolean> => {
    const message = await admin().message(card);
    const isDisabled = JSON.stringify(message.components).includes('"disabled":true');
    return plain(readableText(message)).includes('ended') && isDisabled;
  };
  const isQuiet = async ({ postId }: PostedTask): Promise<boolean> =>
    (await stored(postId))?.card.due === undefined;
  const editsOf = (task: PostedTask, edit: jest.SpyInstance): number =>
    edit.mock.calls.filter(([, messageId]) => messageId === task.card.id).length;
  let edit: jest.SpyInstance;
  beforeEach(() => {
    edit = jest.spyOn(testApp().get(DiscordApi), 'edit');
  });
  afterEach(() => {
    edit.mockRestore();
  });

  it('says so and takes no presses any more, from that moment on', async () => {
    const task = await postTask(testApp());
    testApp().clock.advance(DAY_MS - 60_000);
    await testApp().settle();
    expect(await isClosedOn(task)).toBe(false);
    testApp().clock.advance(60_000);
    await testApp().settle();
    expect(await isClosedOn(task)).toBe(true);
    expect(await isQuiet(task)).toBe(true);
    expect(editsOf(task, edit)).toBe(1);
  });

  it('is edited for a count at once, though its end is what it waits for', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 1 member');
    expect(await isClosedOn(task)).toBe(false);
  });

  it('still follows a proof that is approved late', async () => {
    const task = await postTask(testApp());
    testApp().clock.advance(DAY_MS);
    await testApp().settle();
    const { postId: taskPostId, communityId } = task;
    await testApp().get(TaskCompletionsRepository).insert(aTaskCompletion({ taskPostId, communityId }));
    await counts().recount(taskPostId);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 1 member');
    expect(await isClosedOn(task)).toBe(true);
    expect(await isQuiet(task)).toBe(true);
  });

  it('shows its end also when a count came at the same time', async () => {
    const task = await postTask(testApp());
    await complete(task);
    testApp().clock.advance(DAY_MS);
    await counts().recount(task.postId);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 1 member');
    expect(await isClosedOn(task)).toBe(true);
    expect(await isQuiet(task)).toBe(true);
  });

  it('shows its end when that came while an older look of it was on its way', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    edit.mockImplementationOnce(() => {
      testApp().clock.advance(DAY_MS);
      return Promise.resolve();
    });
    await effect().run(task.postId);
    await testApp().settle();
    expect(await isClosedOn(task)).toBe(true);
    expect(await isQuiet(task)).toBe(true);
  });

  it('shows its end after a death behind the edit', async () => {
    const task = await postTask(testApp());
    testApp().clock.advance(DAY_MS);
    await dieAfterPosting(task.postId);
    expect(await isQuiet(task)).toBe(false);
    await testApp().settle();
    expect(await isClosedOn(task)).toBe(true);
    expect(await isQuiet(task)).toBe(true);
  });

  it('shows its end when the count went and came back meanwhile', async () => {
    const task = await postTask(testApp());
    const repository = testApp().get(CardsRepository);
    await repository.setCounts(task.postId, { completions: 1, places: 0 }, testApp().clock.now());
    await repository.setCounts(task.postId, { completions: 0, places: 0 }, testApp().clock.now());
    expect(await isWaiting(task)).toBe(true);
    await repository.setCounts(task.postId, { completions: 1, places: 0 }, testApp().clock.now());
    testApp().clock.advance(DAY_MS);
    await repository.setCounts(task.postId, { completions: 0, places: 0 }, testApp().clock.now());
    await testApp().settle();
    expect(await isClosedOn(task)).toBe(true);
  });

  it('shows its end when its message was found only after it', async () => {
    const before = (await messagesInTasks()).length;
    const postId = await aSavedTask();
    await dieAfterPosting(postId);
    testApp().clock.advance(DAY_MS);
    await testApp().settle();
    const messages = await messagesInTasks();
    expect(messages).toHaveLength(before + 1);
    expect(await isClosedOn({ postId, communityId: '', card: messages.at(-1)! })).toBe(true);
  });

  it('gets back a time that was lost, by a recount', async () => {
    const task = await postTask(testApp());
    await posts().updateOne({ messageId: task.card.id }, { $unset: { 'card.due': '' } });
    await counts().recount(task.postId);
    expect(await isWaiting(task)).toBe(true);
  });

  it('says that it was withdrawn, and nothing more after its end', async () => {
    const task = await postTask(testApp());
    await posts().updateOne({ messageId: task.card.id }, { $set: { 'taskData.status': 'cancelled' } });
    await testApp().get(CardsRepository).redraw(task.postId, testApp().clock.now());
    await testApp().settle();
    expect(await shownOn(task)).toContain('Withdrawn: nobody can complete it any more');
    testApp().clock.advance(DAY_MS);
    await counts().recount(task.postId);
    await testApp().settle();
    expect(editsOf(task, edit)).toBe(1);
    expect(await isQuiet(task)).toBe(true);
  });
});

describe('a card whose channel has reached a limit of Discord', () => {
  it('does not wait at the client: its row does', async () => {
    const server = await testApp().addServer();
    const { postId } = await postTask(testApp(), {}, server);
    await testApp().get(CardsRepository).redraw(postId, testApp().clock.now());
    testApp().discord.faults.next('PATCH /channels/:channelId/messages/:messageId', {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 600, global: false },
      headers: { 'Retry-After': '600' },
    });
    await expect(effect().run(postId)).rejects.toThrow(DiscordUnavailableError);
    expect((await stored(postId))?.card.due).toBeDefined();
  });
});

describe('a card that Discord refuses for what it is', () => {
  it('stays due, is put off by its worker, and is shown once it is taken', async () => {
    const task = await postTask(testApp());
    await complete(task);
    await counts().recount(task.postId);
    const refusal = new DiscordRefusedError(50_035, aDiscordError(50_035));
    const edit = jest.spyOn(testApp().get(DiscordApi), 'edit').mockRejectedValueOnce(refusal);
    const now = testApp().clock.now();
    const claimedUntil = new Date(now.getTime() + 10_000);
    const later = new Date(now.getTime() + 3_600_000);
    expect(await effect().claim(now, claimedUntil, 100)).toContain(task.postId);
    await expect(effect().run(task.postId)).rejects.toBe(refusal);
    edit.mockRestore();
    await effect().postpone(task.postId, claimedUntil, later);
    expect(await stored(task.postId)).toMatchObject({ taskData: { status: 'active' }, card: { due: later } });
    testApp().clock.advance(3_600_000);
    await testApp().settle();
    expect(await shownOn(task)).toContain('Completed by 1 member');
  });

  it('is not put off when something else has set its time', async () => {
    const postId = await aSavedTask();
    const claimedUntil = new Date(testApp().clock.now().getTime() + 10_000);
    const due = (await stored(postId))?.card.due;
    await effect().postpone(postId, claimedUntil, new Date(claimedUntil.getTime() + 3_600_000));
    expect((await stored(postId))?.card.due).toEqual(due);
  });
});
