// Real: the effect that pays completions, points, transactions, a MongoDB of this file.
// Fake: Discord and the time. No worker runs: the tests do what it does, batch by batch.
import type { mongo } from 'mongoose';
import { Database } from '../../../src/infra/database/index.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import { TaskCompletionsRepository } from '../../../src/modules/tasks/task-completions.repository.js';
import type { TaskCompletion } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const effect = () => testApp().get(SettleCompletionEffect);
const repository = () => testApp().get(TaskCompletionsRepository);
const completions = () => database.db().collection<TaskCompletion>('task_completions');
const ledger = () => database.db().collection('points_ledger');
const idOf = ({ _id }: TaskCompletion): string => _id.toHexString();

/** Rows as presses leave them: verified, owing their points. */
async function presses(count: number, given: Partial<TaskCompletion> = {}): Promise<TaskCompletion[]> {
  const due = testApp().clock.now();
  const rows = Array.from({ length: count }, () =>
    aTaskCompletion({ owes: ['points'], due, createdAt: due, ...given }),
  );
  await completions().insertMany(rows);
  return rows;
}

/** What the worker does with a batch; gives the rows whose turn failed. */
async function work(rows: readonly TaskCompletion[]): Promise<string[]> {
  const left = await effect().runTogether(rows.map(idOf));
  const ended = await Promise.allSettled(left.map((id) => effect().run(id)));
  return left.filter((_, index) => ended[index]?.status === 'rejected');
}

const owing = (rows: readonly TaskCompletion[]) =>
  completions().countDocuments({ _id: { $in: rows.map(({ _id }) => _id) }, owes: 'points' });
const paidRows = (rows: readonly TaskCompletion[]) =>
  ledger().countDocuments({ sourceId: { $in: rows.map(idOf) } });

async function expectPaidOnce(rows: readonly TaskCompletion[]): Promise<void> {
  expect(await paidRows(rows)).toBe(rows.length);
  expect(await owing(rows)).toBe(0);
  for (const { communityId, discordId, points } of rows)
    expect(await testApp().get(PointsService).standing(communityId, discordId)).toMatchObject({
      points,
      completions: 1,
      weekPoints: points,
    });
}

function countTransactions(): { count: () => number } {
  const spy = jest.spyOn(testApp().get(Database), 'transaction');
  return { count: () => spy.mock.calls.length };
}
afterEach(() => jest.restoreAllMocks());

/** Another process in the middle of a transaction on this row. */
async function hold(row: TaskCompletion): Promise<mongo.ClientSession> {
  const session = database.client().startSession();
  session.startTransaction();
  await completions().updateOne({ _id: row._id }, { $set: { points: 51 } }, { session });
  return session;
}

describe('a batch of completions', () => {
  it('is paid in one transaction', async () => {
    const rows = await presses(50);
    const transactions = countTransactions();
    expect(await effect().runTogether(rows.map(idOf))).toEqual([]);
    expect(transactions.count()).toBe(1);
    await expectPaidOnce(rows);
    expect(await completions().countDocuments({ due: { $exists: true } })).toBe(0);
  });

  it('counts each row of a member who has several in it', async () => {
    const member = { communityId: 'several', discordId: '900000000000000001' };
    const rows = await presses(5, member);
    expect(await work(rows)).toEqual([]);
    expect(await testApp().get(PointsService).standing(member.communityId, member.discordId)).toMatchObject({
      points: 250,
      completions: 5,
    });
  });

  it('that meets itself in another process is paid once', async () => {
    const rows = await presses(20);
    await Promise.all([work(rows), work(rows)]);
    // What lost every race stays due; nothing is paid twice either way.
    await work(rows);
    await expectPaidOnce(rows);
  });

  it('passes over a row that was paid before', async () => {
    const rows = await presses(50);
    await effect().run(idOf(rows[25]!));
    const transactions = countTransactions();
    expect(await work(rows)).toEqual([]);
    expect(transactions.count()).toBe(1);
    await expectPaidOnce(rows);
  });

  it('with a row that is paid after the batch was read is undone and paid one by one', async () => {
    const rows = await presses(50);
    await effect().run(idOf(rows[25]!));
    jest.spyOn(repository(), 'findByIds').mockResolvedValueOnce(rows);
    const transactions = countTransactions();
    expect(await work(rows)).toEqual([]);
    // One for all, and one for each of the others.
    expect(transactions.count()).toBe(50);
    await expectPaidOnce(rows);
  });

  it('with a row that was paid before and stands again is paid one by one, nothing twice', async () => {
    const rows = await presses(10);
    await effect().run(idOf(rows[5]!));
    const { due } = rows[5]!;
    await completions().updateOne({ _id: rows[5]!._id }, { $set: { owes: ['points'], due } });
    expect(await work(rows)).toEqual([]);
    await expectPaidOnce(rows);
  });

  it('leaves rows that owe a notice too to their own turn', async () => {
    const rows = await presses(3);
    const [withNotice] = await presses(1, { owes: ['points', 'notice'] });
    expect(await effect().runTogether([...rows, withNotice!].map(idOf))).toEqual([idOf(withNotice!)]);
    expect(await owing(rows)).toBe(0);
    expect(await paidRows([withNotice!])).toBe(0);
  });

  it('of one row, or of rows that are gone, is no batch', async () => {
    const rows = await presses(1);
    const gone = aTaskCompletion();
    const ids = [...rows, gone].map(idOf);
    const transactions = countTransactions();
    expect(await effect().runTogether(ids)).toEqual(ids);
    expect(transactions.count()).toBe(0);
  });
});

describe('a row that another process holds', () => {
  it('keeps the others waiting no longer than it takes to go one by one, and is paid later', async () => {
    const rows = await presses(10);
    const held = rows[4]!;
    const foreign = await hold(held);
    try {
      expect(await work(rows)).toEqual([idOf(held)]);
      await expectPaidOnce(rows.filter((row) => row !== held));
      expect(await paidRows([held])).toBe(0);
    } finally {
      await foreign.abortTransaction();
      await foreign.endSession();
    }
    expect(await work(rows)).toEqual([]);
    await expectPaidOnce(rows);
  });

  it('is told as contended, to be tried again', async () => {
    const [row] = await presses(1);
    const foreign = await hold(row!);
    try {
      await expect(effect().run(idOf(row!))).rejects.toMatchObject({
        code: 'TRANSACTION_CONTENDED',
        retryable: true,
      });
    } finally {
      await foreign.abortTransaction();
      await foreign.endSession();
    }
  });

  it('comes back at the end of its claim, not before', async () => {
    const [row] = await presses(1);
    const now = testApp().clock.now();
    const until = new Date(now.getTime() + 10_000);
    await repository().claimDue(now, until, 100);
    expect(await repository().claimDue(now, until, 100)).toEqual([]);
    expect(await repository().claimDue(until, new Date(until.getTime() + 10_000), 100)).toContain(idOf(row!));
  });

  it('is put off only while its claim stands', async () => {
    const [row] = await presses(1);
    const due = async () => (await completions().findOne({ _id: row!._id }))?.due;
    const now = testApp().clock.now();
    const until = new Date(now.getTime() + 10_000);
    const later = new Date(now.getTime() + 3_600_000);
    await repository().postpone(idOf(row!), until, later);
    expect(await due()).toEqual(row!.due);
    await repository().claimDue(now, until, 100);
    await effect().postpone(idOf(row!), until, later);
    expect(await due()).toEqual(later);
  });
});
