import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Why points moved; with `sourceId` it names the one cause of a row. */
export const LEDGER_SOURCES = ['task'] as const;
export type LedgerSource = (typeof LEDGER_SOURCES)[number];

/** Append-only: the truth of points. Balances are sums of it. */
@Schema({ collection: 'points_ledger', strict: 'throw', versionKey: false })
export class LedgerRow {
  @Prop({ type: String, required: true, enum: LEDGER_SOURCES })
  source!: LedgerSource;

  /** The id of the cause within its source: for `task` the completion's. */
  @Prop({ type: String, required: true })
  sourceId!: string;

  @Prop({ type: String, required: true })
  communityId!: string;

  @Prop({ type: String, required: true })
  discordId!: string;

  /** Points; negative for debits, never 0. */
  @Prop({ type: Number, required: true })
  amount!: number;

  /** When they were earned, not when the row was written. */
  @Prop({ type: Date, required: true })
  at!: Date;
}

export const LedgerRowSchema = SchemaFactory.createForClass(LedgerRow);

export const ONE_ROW_PER_CAUSE = 'source_unique';
/** One row per cause, however often its effect runs. */
LedgerRowSchema.index({ source: 1, sourceId: 1 }, { name: ONE_ROW_PER_CAUSE, unique: true });
/** Serves the history of a member and the sum that a balance is checked against. */
LedgerRowSchema.index({ communityId: 1, discordId: 1, at: -1 }, { name: 'member_newest' });
