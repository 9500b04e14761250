import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The period of a balance: everything, or an ISO week such as `2026-W48`. */
export const ALL_TIME = 'all';

/** What a member has in a community, per period; written with the ledger row, in its transaction. */
@Schema({ collection: 'balances', strict: 'throw', versionKey: false })
export class Balance {
  @Prop({ type: String, required: true })
  communityId!: string;

  @Prop({ type: String, required: true })
  period!: string;

  @Prop({ type: String, required: true })
  discordId!: string;

  /** Sum of the ledger rows of the period. */
  @Prop({ type: Number, required: true, min: 0 })
  points!: number;

  /** Tasks completed in the period. */
  @Prop({ type: Number, required: true, min: 0 })
  completions!: number;
}

export const BalanceSchema = SchemaFactory.createForClass(Balance);

/** One balance per member and period; serves the lookup of one's own. */
BalanceSchema.index(
  { communityId: 1, period: 1, discordId: 1 },
  { name: 'member_period_unique', unique: true },
);
/** Serves ranks and leaderboards. */
BalanceSchema.index({ communityId: 1, period: 1, points: -1 }, { name: 'board' });
