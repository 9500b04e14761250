import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { type ClaimDebt, type ClaimState, WalletClaim } from '../schemas/wallet-claim.schema.js';

export type NewClaim = Pick<
  WalletClaim,
  'address' | 'chain' | 'claimantId' | 'holderId' | 'claimedAt' | 'movesAt'
>;

interface Ending {
  readonly state: Exclude<ClaimState, 'open'>;
  readonly at: Date;
  readonly owes: readonly ClaimDebt[];
}

@Injectable()
export class WalletClaimsRepository {
  private readonly dueRows: DueRows;

  constructor(@InjectModel(WalletClaim.name) private readonly claims: Model<WalletClaim>) {
    this.dueRows = new DueRows(claims, 'due');
  }

  /** An open claim on the same wallet makes it fail with a duplicate key. */
  async open(claim: NewClaim): Promise<void> {
    const row: Omit<WalletClaim, '_id'> = {
      ...claim,
      state: 'open',
      owes: ['warn', 'move'],
      due: claim.claimedAt,
    };
    await this.claims.insertMany([row]);
  }

  find(claimId: string): Promise<WalletClaim | null> {
    if (!isObjectIdText(claimId)) return Promise.resolve(null);
    return this.one({ _id: new Types.ObjectId(claimId) });
  }

  openOn(address: string): Promise<WalletClaim | null> {
    return this.one({ address, state: 'open' });
  }

  /** The newest of this member's claims on it that an objection ended, since then. */
  keptFrom(claimantId: string, address: string, since: Date): Promise<WalletClaim | null> {
    return this.one({ claimantId, address, state: 'kept', endedAt: { $gt: since } }, { _id: -1 });
  }

  /** Open ones by the member, and against them. */
  async openOf(discordId: string): Promise<{ own: WalletClaim[]; against: WalletClaim[] }> {
    const [own, against] = await Promise.all([
      this.many({ claimantId: discordId, state: 'open' }),
      this.many({ holderId: discordId, state: 'open' }),
    ]);
    return { own, against };
  }

  /**
   * Ends an open claim; `null` when it is no longer open, or not against this holder.
   *
   * @param holderId absent where anybody's claim may end so
   */
  end(id: Types.ObjectId, { state, at, owes }: Ending, holderId?: string): Promise<WalletClaim | null> {
    const filter = { _id: id, state: 'open' as const, ...(holderId !== undefined && { holderId }) };
    const owed = owes.length > 0 ? { $set: { due: at } } : { $unset: { due: '' } };
    return this.claims
      .findOneAndUpdate(
        filter,
        { ...owed, $set: { ...owed.$set, state, endedAt: at, owes: [...owes] } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<WalletClaim>()
      .exec();
  }

  /** Its holder gave the wallet up: nobody is left to object. */
  async hasten(address: string, holderId: string, at: Date): Promise<void> {
    await this.claims
      .updateOne({ address, state: 'open', holderId }, { $set: { movesAt: at, due: at } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(claimId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(claimId, claimedUntil, until);
  }

  /** Takes one debt off; what is left is due now, but for the move, which waits for its time. */
  async takeDebt(claimId: string, debt: ClaimDebt): Promise<void> {
    const owes = { $filter: { input: '$owes', cond: { $ne: ['$$this', debt] } } };
    const due = {
      $switch: {
        branches: [
          { case: { $eq: ['$owes', []] }, then: '$$REMOVE' },
          { case: { $eq: ['$owes', ['move']] }, then: '$movesAt' },
        ],
        default: '$due',
      },
    };
    await this.claims.updateOne(
      { _id: new Types.ObjectId(claimId), owes: debt },
      [{ $set: { owes } }, { $set: { due } }],
      { updatePipeline: true },
    );
  }

  private one(filter: QueryFilter<WalletClaim>, sort: Record<string, -1> = {}): Promise<WalletClaim | null> {
    return this.claims
      .findOne(filter)
      .sort(sort)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<WalletClaim>()
      .exec();
  }

  private many(filter: QueryFilter<WalletClaim>): Promise<WalletClaim[]> {
    return this.claims
      .find(filter)
      .sort({ _id: -1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<WalletClaim[]>()
      .exec();
  }
}
