import { type mongo, Types } from 'mongoose';
import { findIn, windowsOf } from '../../infra/database/scans.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';
import { type LedgerRow, pointsLedger } from '../../modules/points/schemas/ledger-row.schema.js';
import { type TaskCompletion, taskCompletions } from '../../modules/tasks/schemas/task-completion.schema.js';

const ROWS_AT_ONCE = 2_000;
const FIELDS = { state: 1, owes: 1, due: 1 } as const;

type Fault = 'unpaid' | 'paid-and-owed' | 'never-due';

const WORDS: Readonly<Record<Fault, string>> = {
  unpaid: 'verified, owes no points, and has no ledger row',
  'paid-and-owed': 'has its ledger row and still owes the points',
  'never-due': 'owes something and is never due',
};

interface OwedFinding extends Finding {
  readonly fault: Fault;
}

type Row = Pick<TaskCompletion, '_id' | 'state' | 'owes' | 'due'>;

/**
 * Debts of completions against the ledger. Debt and ledger row change in one transaction, so one reader
 * that sees both at one moment always sees exactly one of them.
 */
export class OwedPointsCheck extends IntegrityCheck<OwedFinding> {
  readonly name = 'owed-points';
  readonly describes = 'Completions that were never paid, are paid and still owe, or owe without being due.';
  private readonly completions: mongo.Collection<TaskCompletion>;
  private readonly ledger: mongo.Collection<LedgerRow>;

  constructor(private readonly scope: IntegrityScope) {
    super();
    this.completions = scope.db.collection(taskCompletions.name);
    this.ledger = scope.db.collection(pointsLedger.name);
  }

  override async *find(): AsyncGenerator<OwedFinding> {
    const scanned = this.scope.db.collection(taskCompletions.name);
    for await (const window of windowsOf(scanned, ROWS_AT_ONCE)) {
      const found = await findIn(scanned, window, {}, { projection: FIELDS }).toArray();
      const rows = found as unknown as Row[];
      const suspects = await this.faultsOf(rows);
      const ids = [...suspects.keys()].map((id) => new Types.ObjectId(id));
      for (const [id, fault] of await this.confirm(ids)) yield { id, what: WORDS[fault], count: 1, fault };
      await this.scope.breathe();
    }
  }

  override async repair({ id, fault }: OwedFinding): Promise<boolean> {
    const _id = new Types.ObjectId(id);
    const [guard, update] = this.mends()[fault];
    const { modifiedCount } = await this.completions.updateOne({ _id, ...guard }, update);
    return modifiedCount > 0;
  }

  /** Filter and update of each. */
  private mends(): Record<
    Fault,
    [mongo.Filter<TaskCompletion>, mongo.UpdateFilter<TaskCompletion> | mongo.Document[]]
  > {
    const due = this.scope.clock.now();
    const rest = { $filter: { input: '$owes', cond: { $ne: ['$$this', 'points'] } } };
    return {
      // The effect pays it; the unique cause of its ledger row keeps it from paying twice.
      unpaid: [
        { state: 'verified', owes: { $ne: 'points' } },
        { $push: { owes: 'points' }, $set: { due } },
      ],
      'paid-and-owed': [
        { owes: 'points' },
        [
          { $set: { owes: rest } },
          { $set: { due: { $cond: [{ $eq: ['$owes', []] }, '$$REMOVE', { $ifNull: ['$due', due] }] } } },
        ],
      ],
      'never-due': [{ 'owes.0': { $exists: true }, due: { $exists: false } }, { $set: { due } }],
    };
  }

  /** Looks again with both collections at one moment. */
  private confirm(ids: readonly Types.ObjectId[]): Promise<Map<string, Fault>> {
    if (ids.length === 0) return Promise.resolve(new Map<string, Fault>());
    return this.scope.db.client.withSession({ snapshot: true }, async (session) => {
      const rows = await this.completions
        .find({ _id: { $in: [...ids] } }, { session, projection: FIELDS })
        .toArray();
      return this.faultsOf(rows, { session });
    });
  }

  private async faultsOf(rows: readonly Row[], options: mongo.FindOptions = {}): Promise<Map<string, Fault>> {
    const verified = rows.filter(({ state }) => state === 'verified').map(({ _id }) => _id.toHexString());
    const paidRows = await this.ledger
      .find({ source: 'task', sourceId: { $in: verified } }, { ...options, projection: { sourceId: 1 } })
      .toArray();
    const paid = new Set(paidRows.map(({ sourceId }) => sourceId));
    const faults = new Map<string, Fault>();
    for (const row of rows) {
      const id = row._id.toHexString();
      const fault = faultOf(row, paid.has(id));
      if (fault !== undefined) faults.set(id, fault);
    }
    return faults;
  }
}

function faultOf({ state, owes, due }: Row, isPaid: boolean): Fault | undefined {
  const owesPoints = owes.includes('points');
  if (state === 'verified' && !isPaid && !owesPoints) return 'unpaid';
  if (isPaid && owesPoints) return 'paid-and-owed';
  return owes.length > 0 && due === undefined ? 'never-due' : undefined;
}
