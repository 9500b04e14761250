import type { ClientSession, mongo } from 'mongoose';
import { FOR_SCANS } from '../../infra/database/scans.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';
import { ALL_TIME, type Balance, balances } from './schemas/balance.schema.js';
import { type LedgerRow, pointsLedger } from './schemas/ledger-row.schema.js';

type Sum = Pick<Balance, 'points' | 'completions'>;
/** By period. */
type Sums = Map<string, Sum>;

interface BalanceFinding extends Finding {
  readonly communityId: string;
  readonly discordId: string;
}

/** Some members at a time: those behind `after`, up to and including `upTo`. */
interface Range {
  readonly after?: string;
  readonly upTo?: string;
}

const MEMBERS_AT_ONCE = 500;
const LEDGER_ROWS_AT_ONCE = 5_000;

/** Balances, all-time and per week, against the sums of the ledger, which is the truth. */
export class BalancesCheck extends IntegrityCheck<BalanceFinding> {
  readonly name = 'balances';
  readonly describes = 'Members whose balances differ from the sums of the ledger, or stand without it.';
  private readonly balances: mongo.Collection<Balance>;
  private readonly ledger: mongo.Collection<LedgerRow>;

  constructor(private readonly scope: IntegrityScope) {
    super();
    this.balances = scope.db.collection(balances.name);
    this.ledger = scope.db.collection(pointsLedger.name);
  }

  override async *find(): AsyncGenerator<BalanceFinding> {
    const communityIds = new Set([
      ...(await this.ledger.distinct('communityId', {}, FOR_SCANS)),
      ...(await this.balances.distinct('communityId', {}, FOR_SCANS)),
    ]);
    for (const communityId of communityIds) {
      for await (const range of this.ranges(communityId)) {
        yield* this.findInRange(communityId, range);
        await this.scope.breathe();
      }
    }
  }

  /** Ledger and balances are read and written in one transaction: an award at the same time runs before or after. */
  override async repair({ communityId, discordId }: BalanceFinding): Promise<boolean> {
    return this.inTransaction(async (session) => {
      const differing = await this.differing(communityId, discordId, session);
      for (const [period, sum] of differing)
        await this.balances.updateOne(
          { communityId, period, discordId },
          // A ledger below zero can't be shown; what was overdrawn stays in it.
          { $set: { points: Math.max(0, sum.points), completions: sum.completions } },
          { upsert: true, session },
        );
      return differing.size > 0;
    });
  }

  private async *findInRange(communityId: string, range: Range): AsyncGenerator<BalanceFinding> {
    const filter = { communityId, ...memberIn(range) };
    const [sums, stored] = await Promise.all([this.sumsOf(filter), this.storedOf(filter)]);
    for (const discordId of new Set([...sums.keys(), ...stored.keys()])) {
      if (difference(sums.get(discordId), stored.get(discordId)).size === 0) continue;
      // The two were read at different moments; this reads them at one.
      const confirmed = await this.inTransaction((session) =>
        this.differing(communityId, discordId, session),
      );
      if (confirmed.size === 0) continue;
      const id = `${communityId}/${discordId}`;
      const what = `not the sum of the ledger: ${[...confirmed.keys()].join(', ')}`;
      yield { id, what, count: confirmed.size, communityId, discordId };
    }
  }

  /** So few members at a time that their rows fit in memory, found from the indexes alone. */
  private async *ranges(communityId: string): AsyncGenerator<Range> {
    let range: Range = {};
    do {
      const filter = { communityId, ...memberIn(range) };
      const projection = { _id: 0, discordId: 1 } as const;
      const [balance, row] = await Promise.all([
        this.balances
          .find({ ...filter, period: ALL_TIME }, { ...FOR_SCANS, projection })
          .sort({ communityId: 1, period: 1, discordId: 1 })
          .skip(MEMBERS_AT_ONCE - 1)
          .limit(1)
          .next(),
        this.ledger
          .find(filter, { ...FOR_SCANS, projection })
          .sort({ communityId: 1, discordId: 1, at: -1 })
          .skip(LEDGER_ROWS_AT_ONCE - 1)
          .limit(1)
          .next(),
      ]);
      const ends = [balance?.discordId, row?.discordId].filter((end) => end !== undefined);
      const upTo = ends.sort((a, b) => (a < b ? -1 : 1))[0];
      yield { ...range, ...(upTo !== undefined && { upTo }) };
      range = upTo === undefined ? {} : { after: upTo };
    } while (range.after !== undefined);
  }

  /** The periods in which a member's balance is not what the ledger makes it. */
  private async differing(communityId: string, discordId: string, session: ClientSession): Promise<Sums> {
    const sums = await this.sumsOf({ communityId, discordId }, session);
    const stored = await this.storedOf({ communityId, discordId }, session);
    return difference(sums.get(discordId), stored.get(discordId));
  }

  /** By member. A week is what was earned in it: neither what was spent nor what came back. */
  private async sumsOf(filter: mongo.Filter<LedgerRow>, session?: ClientSession): Promise<Map<string, Sums>> {
    const isEarned = { $and: [{ $gt: ['$amount', 0] }, { $ne: ['$source', 'refund'] }] };
    const isTask = { $cond: [{ $eq: ['$source', 'task'] }, 1, 0] };
    const week = { $dateToString: { date: '$at', format: '%G-W%V' } };
    const rows = this.ledger.aggregate<Sum & { _id: { discordId: string; week: string | null } }>(
      [
        { $match: filter },
        {
          $group: {
            _id: { discordId: '$discordId', week: { $cond: [isEarned, week, null] } },
            points: { $sum: '$amount' },
            completions: { $sum: isTask },
          },
        },
      ],
      session ? { session } : FOR_SCANS,
    );
    const byMember = new Map<string, Sums>();
    for await (const { _id, points, completions } of rows) {
      const sums = byMember.get(_id.discordId) ?? new Map<string, Sum>();
      byMember.set(_id.discordId, sums);
      const all = sums.get(ALL_TIME) ?? { points: 0, completions: 0 };
      sums.set(ALL_TIME, { points: all.points + points, completions: all.completions + completions });
      if (_id.week !== null) sums.set(_id.week, { points, completions });
    }
    return byMember;
  }

  private async storedOf(filter: mongo.Filter<Balance>, session?: ClientSession): Promise<Map<string, Sums>> {
    const byMember = new Map<string, Sums>();
    const rows = this.balances.find(filter, session ? { session } : FOR_SCANS);
    for await (const { discordId, period, points, completions } of rows) {
      const stored = byMember.get(discordId) ?? new Map<string, Sum>();
      byMember.set(discordId, stored.set(period, { points, completions }));
    }
    return byMember;
  }

  private inTransaction<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    return this.scope.db.client.withSession((session) =>
      session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      }),
    );
  }
}

function memberIn({ after, upTo }: Range): mongo.Filter<{ discordId: string }> {
  if (after === undefined && upTo === undefined) return {};
  return {
    discordId: { ...(after !== undefined && { $gt: after }), ...(upTo !== undefined && { $lte: upTo }) },
  };
}

/** Periods that differ, with what they should be; no row is as good as zeros. */
function difference(sums: Sums = new Map<string, Sum>(), stored: Sums = new Map<string, Sum>()): Sums {
  const differing: Sums = new Map<string, Sum>();
  for (const period of new Set([...sums.keys(), ...stored.keys()])) {
    const should = sums.get(period) ?? { points: 0, completions: 0 };
    const is = stored.get(period) ?? { points: 0, completions: 0 };
    if (Math.max(0, should.points) !== is.points || should.completions !== is.completions)
      differing.set(period, should);
  }
  return differing;
}
