// Real: points, the database with its transactions, a MongoDB of this file. Fake: Discord and the time.
import fc from 'fast-check';
import { NotEnoughPointsError, PointsService } from '../../../src/modules/points/index.js';
import { PointsRepository } from '../../../src/modules/points/points.repository.js';
import type { LedgerRow } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import { TaskCompletionsRepository } from '../../../src/modules/tasks/task-completions.repository.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake, aTaskCompletion } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { unbalanced } from '../../support/races/books.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const points = () => testApp().get(PointsService);
const ledger = () => database.db().collection('points_ledger');
const balances = () => database.db().collection('balances');

let causes = 0;
function anAward(given: Partial<LedgerRow> = {}): LedgerRow {
  causes += 1;
  return {
    source: 'task',
    sourceId: `cause-${causes}`,
    communityId: 'community',
    discordId: aSnowflake(),
    amount: 50,
    at: testApp().clock.now(),
    ...given,
  };
}

/** A completion that owes the award: only the first who takes the debt may act, inside the transaction. */
async function aDebt(): Promise<() => Promise<boolean>> {
  const repository = testApp().get(TaskCompletionsRepository);
  const { row } = await repository.insert(aTaskCompletion({ owes: ['points'], due: testApp().clock.now() }));
  return () => repository.takeDebt(row._id.toHexString(), 'points');
}
const isOwed = () => Promise.resolve(true);

/** Every balance equals the sum of its ledger rows, for each period. */
async function expectBooksToBalance(communityId: string): Promise<void> {
  expect(await unbalanced(database.db(), { communityId })).toEqual([]);
}

describe('settling', () => {
  it('writes one cause once, though it is settled 50 times at once', async () => {
    const award = anAward({ communityId: 'fifty' });
    const settled = await Promise.all(Array.from({ length: 50 }, async () => points().settle(award, isOwed)));
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await ledger().countDocuments({ sourceId: award.sourceId })).toBe(1);
    expect(await points().standing('fifty', award.discordId)).toMatchObject({
      points: 50,
      completions: 1,
      weekPoints: 50,
    });
    await expectBooksToBalance('fifty');
  });

  it('counts all of a member’s first awards that race for the first balance', async () => {
    const discordId = aSnowflake();
    const awards = Array.from({ length: 10 }, () => anAward({ communityId: 'race', discordId, amount: 7 }));
    expect(await Promise.all(awards.map((award) => points().settle(award, isOwed)))).toEqual(
      awards.map(() => true),
    );
    expect(await points().standing('race', discordId)).toMatchObject({ points: 70, completions: 10 });
    await expectBooksToBalance('race');
  });

  it('moves nothing when nothing is owed', async () => {
    const award = anAward({ communityId: 'nothing' });
    expect(await points().settle(award, () => Promise.resolve(false))).toBe(false);
    expect(await ledger().countDocuments({ communityId: 'nothing' })).toBe(0);
    expect(await balances().countDocuments({ communityId: 'nothing' })).toBe(0);
  });

  it('writes nothing at all when it breaks between two writes, and everything at the next try', async () => {
    const award = anAward({ communityId: 'crash' });
    const takeDue = await aDebt();
    const breaking = jest
      .spyOn(testApp().get(PointsRepository), 'addToBalances')
      .mockRejectedValueOnce(new Error('The process died here'));
    await expect(points().settle(award, takeDue)).rejects.toThrow(Error);
    breaking.mockRestore();
    expect(await ledger().countDocuments({ communityId: 'crash' })).toBe(0);
    expect(await balances().countDocuments({ communityId: 'crash' })).toBe(0);
    expect(await points().settle(award, takeDue)).toBe(true);
    expect(await points().settle(award, takeDue)).toBe(false);
    await expectBooksToBalance('crash');
  });

  it('takes a debt off that was paid before and stands again', async () => {
    const award = anAward({ communityId: 'again' });
    await points().settle(award, isOwed);
    const takeDue = await aDebt();
    expect(await points().settle(award, takeDue)).toBe(false);
    expect(await takeDue()).toBe(false);
    expect(await points().standing('again', award.discordId)).toMatchObject({ points: 50 });
  });

  it('counts for the week in which the points were earned', async () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const award = anAward({ communityId: 'week', at });
    await points().settle(award, isOwed);
    expect(await balances().distinct('period', { communityId: 'week' })).toEqual(['2026-W01', 'all']);
    expect(await points().standing('week', award.discordId)).toMatchObject({ points: 50, weekPoints: 0 });
  });

  it('keeps every balance equal to its ledger, whatever is settled together and twice', async () => {
    let run = 0;
    const someAwards = fc.array(
      fc.record({
        member: fc.integer({ min: 0, max: 2 }),
        amount: fc.integer({ min: 1, max: 10_000 }),
        week: fc.integer({ min: 0, max: 2 }),
        times: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(someAwards, async (awards) => {
        run += 1;
        const communityId = `property-${run}`;
        const members = Array.from({ length: 3 }, aSnowflake);
        const calls = awards.flatMap(({ member, amount, week, times }) => {
          const at = new Date(Date.UTC(2026, 0, 5 + 7 * week));
          const award = anAward({ communityId, discordId: members[member]!, amount, at });
          return Array.from({ length: times }, () => points().settle(award, isOwed));
        });
        const settled = await Promise.all(calls);
        expect(settled.filter(Boolean)).toHaveLength(awards.length);
        await expectBooksToBalance(communityId);
      }),
      { numRuns: 15 },
    );
  });
});

describe('spending', () => {
  const member = (communityId: string) => ({ communityId, discordId: aSnowflake() });
  const aDebit = (given: Partial<LedgerRow>) => anAward({ source: 'entry', amount: -10, ...given });

  it('takes from what can be spent, not from what was earned in the week', async () => {
    const who = member('spend');
    await points().settle(anAward({ ...who, amount: 50 }), isOwed);
    expect(await points().settle(aDebit({ ...who, amount: -50 }), isOwed)).toBe(true);
    expect(await points().standing('spend', who.discordId)).toMatchObject({
      points: 0,
      completions: 1,
      weekPoints: 50,
      rank: null,
    });
    await expectBooksToBalance('spend');
  });

  it('moves nothing when the balance is too small, or there is none', async () => {
    const who = member('poor');
    const takeDue = await aDebt();
    await expect(points().settle(aDebit(who), takeDue)).rejects.toThrow(NotEnoughPointsError);
    await points().settle(anAward({ ...who, amount: 9 }), isOwed);
    await expect(points().settle(aDebit(who), takeDue)).rejects.toThrow(NotEnoughPointsError);
    expect(await takeDue()).toBe(true);
    expect(await points().standing('poor', who.discordId)).toMatchObject({ points: 9 });
    await expectBooksToBalance('poor');
  });

  it('gives back once, and counts neither completion nor week', async () => {
    const who = member('refund');
    await points().settle(anAward({ ...who, source: 'manual', amount: 30 }), isOwed);
    await points().settle(aDebit({ ...who, sourceId: 'entry-1' }), isOwed);
    const refund = anAward({ ...who, source: 'refund', sourceId: 'entry-1', amount: 10 });
    expect(await points().settle(refund, isOwed)).toBe(true);
    expect(await points().settle(refund, isOwed)).toBe(false);
    expect(await points().standing('refund', who.discordId)).toMatchObject({
      points: 30,
      completions: 0,
      weekPoints: 30,
    });
    await expectBooksToBalance('refund');
  });

  it('together: all of it or nothing', async () => {
    const [rich, poor] = [member('batch'), member('batch')];
    await points().settle(anAward({ ...rich, amount: 10 }), isOwed);
    const debits = [aDebit(rich), aDebit(poor)];
    expect(await points().settleTogether(debits, isOwed)).toBe(false);
    expect(await points().settleTogether(debits.slice(0, 1), isOwed)).toBe(true);
    expect(await points().standing('batch', rich.discordId)).toMatchObject({ points: 0 });
    await expectBooksToBalance('batch');
  });

  it('never goes below zero, though 100 debits race for a balance of 49', async () => {
    const who = member('debits');
    await points().settle(anAward({ ...who, amount: 49 * 10 }), isOwed);
    const ended = await Promise.allSettled(
      Array.from({ length: 100 }, () => points().settle(aDebit(who), isOwed)),
    );
    const refused = ended.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused).toHaveLength(51);
    expect(refused.every((error) => error instanceof NotEnoughPointsError)).toBe(true);
    expect(await points().standing('debits', who.discordId)).toMatchObject({ points: 0 });
    await expectBooksToBalance('debits');
  });
});

describe('a standing', () => {
  it('is empty for who has nothing', async () => {
    expect(await points().standing('empty', aSnowflake())).toEqual({
      points: 0,
      completions: 0,
      weekPoints: 0,
      rank: null,
      rankedMembers: 0,
    });
  });

  it('shares a rank between equals and leaves the next one out', async () => {
    const awards = [100, 70, 70, 10].map((amount) => anAward({ communityId: 'ranks', amount }));
    for (const award of awards) await points().settle(award, isOwed);
    const standings = await Promise.all(awards.map(({ discordId }) => points().standing('ranks', discordId)));
    expect(standings.map(({ rank }) => rank)).toEqual([1, 2, 2, 4]);
    expect(standings[0]).toMatchObject({ rankedMembers: 4 });
  });

  it('knows its own community only', async () => {
    const award = anAward({ communityId: 'one' });
    await points().settle(award, isOwed);
    expect(await points().standing('two', award.discordId)).toMatchObject({ points: 0, rank: null });
  });
});
