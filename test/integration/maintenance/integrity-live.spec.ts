// Real: the checks with their repairs, migrations, a MongoDB, and members who write at the same time. Fake: the
// recount of tasks, which comes when a check waits for it.
import { Types } from 'mongoose';
import { runChecks } from '../../../src/maintenance/integrity/index.js';
import { taskPosts } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { aSnowflake, aTaskCompletion, aTaskPost } from '../../support/builders/index.js';
import { findingsOf, useCheckedDatabase } from '../../support/integrity/checked-database.js';
import { anOldId, aPaidCompletion, write } from '../../support/integrity/healthy-rows.js';

const { client, db, rows, recountTask, checks, run, healthyRow, idOf } = useCheckedDatabase();

describe('indexes', () => {
  const found = async (isRepairing = false) =>
    (await run({ only: 'indexes', isRepairing }))[0]!.examples.map(
      ({ id: index, what }) => `${index} ${what}`,
    );
  afterAll(async () => {
    await run({ only: 'indexes', isRepairing: true });
  });

  it('that are missing are made again', async () => {
    await rows('task_completions').dropIndex('review_queue');
    await rows('discord_task_posts').dropIndex('guild_search');
    expect((await found()).sort()).toEqual([
      'discord_task_posts/guild_search is missing',
      'task_completions/review_queue is missing',
    ]);
    await found(true);
    expect(await found()).toEqual([]);
  });

  it('that nobody declared, or otherwise, are told and left alone', async () => {
    await rows('communities').createIndexes([{ key: { name: 1 }, name: 'by_hand' }]);
    await rows('communities').dropIndex('owner');
    await rows('communities').createIndexes([{ key: { ownerId: -1 }, name: 'owner' }]);
    const told = [
      'communities/owner is different from its declaration',
      'communities/by_hand is declared nowhere',
    ];
    expect(await found(true)).toEqual(told);
    expect(await found()).toEqual(told);
    await rows('communities').dropIndexes();
  });

  it('that the rows contradict are not made, and that is told', async () => {
    await rows('discord_account_links').dropIndex('discord_unique');
    const account = healthyRow('discord_account_links');
    await rows('discord_account_links').insertOne({ ...account, _id: new Types.ObjectId() });
    const {
      checks: [report],
    } = await runChecks(checks({ only: 'indexes' }), { isRepairing: true });
    expect(report).toMatchObject({ repaired: 1, failure: { code: 11000 } });
    await rows('discord_account_links').deleteMany();
  });
});

describe('while members act', () => {
  it('raises no false alarm, neither for what is paid at the moment nor for what is not counted yet', async () => {
    const postId = idOf('discord_task_posts');
    let isOver = false;
    let acts = 0;
    const act = async (): Promise<void> => {
      const discordId = aSnowflake();
      const completion = aTaskCompletion({
        taskPostId: postId,
        communityId: idOf('communities'),
        discordId,
        owes: ['points'],
        due: new Date(),
      });
      await rows('task_completions').insertOne(completion);
      await client().withSession((session) =>
        session.withTransaction(async () => {
          const [, ledgerRow, all, week] = aPaidCompletion(postId, idOf('communities'), discordId).map(
            ([, row]) => row,
          );
          await rows('task_completions').updateOne(
            { _id: completion._id },
            { $set: { owes: [] }, $unset: { due: '' } },
            { session },
          );
          await rows('points_ledger').insertOne(
            { ...ledgerRow, sourceId: completion._id.toHexString() },
            { session },
          );
          await rows('balances').insertMany([all!, week!], { session });
        }),
      );
      acts += 1;
    };
    const members = Array.from({ length: 4 }, async () => {
      while (!isOver) await act();
    });
    const breathe = async (): Promise<void> => {
      const seen = acts;
      // Every portion of the scan is followed by something that changes.
      while (acts < seen + 2) await new Promise(setImmediate);
    };
    const reports = await run({ isRepairing: true, breathe, settled: () => recountTask(postId) });
    isOver = true;
    await Promise.all(members);
    expect(acts).toBeGreaterThan(20);
    expect(findingsOf(reports)).toEqual({});
  });

  it('tells of a figure that stays wrong while its children rest', async () => {
    const postId = idOf('discord_task_posts');
    await write(db(), [...aPaidCompletion(postId, idOf('communities'))]);
    const [ahead] = await run({ only: 'task-counts', settled: () => recountTask(postId) });
    expect(ahead!.findings).toBe(0);
    await write(db(), [...aPaidCompletion(postId, idOf('communities'))]);
    const [behind] = await run({ only: 'task-counts' });
    expect(behind!.findings).toBe(1);
  });

  it('deletes no child whose parent came back between finding and mending', async () => {
    const parent = aTaskPost({ _id: anOldId(), taskData: { status: 'expired' } });
    await write(db(), aPaidCompletion(parent._id.toHexString(), idOf('communities')));
    const [orphans] = checks({ only: 'completion-orphans' });
    for await (const finding of orphans!.find()) {
      await write(db(), [[taskPosts, parent]]);
      expect(await orphans!.repair?.(finding)).toBe(false);
    }
    expect(await rows('task_completions').countDocuments({ taskPostId: parent._id.toHexString() })).toBe(1);
  });
});
