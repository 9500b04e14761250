import { Prop, Schema } from '@nestjs/mongoose';
import {
  collection,
  date,
  ofOwner,
  oneOf,
  optional,
  ownerId,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';

/** Why points moved; with `sourceId` it names the one cause of a row. */
export const LEDGER_SOURCES = ['task', 'entry', 'refund', 'manual', 'platform'] as const;
export type LedgerSource = (typeof LEDGER_SOURCES)[number];

export const LARGEST_AMOUNT = 1_000_000_000;

/** Append-only: the truth of points. Balances are sums of it. */
@Schema()
export class LedgerRow {
  @Prop(oneOf(LEDGER_SOURCES, 'Why points moved.'))
  source!: LedgerSource;

  @Prop(
    text(64, 'The cause within its source: for `task` the completion, for `entry` and `refund` the entry.'),
  )
  sourceId!: string;

  @Prop(text(64, 'The community whose points these are.'))
  communityId!: string;

  @Prop(
    ownerId(
      'pseudonymise',
      'Append-only, and the truth of points: rows stay, nobody knows whose they were.',
      text(64, 'The member; a random id once they were erased.'),
    ),
  )
  discordId!: string;

  @Prop(
    wholeNumber(
      { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT, except: 0 },
      'Points; negative for debits, never 0.',
    ),
  )
  amount!: number;

  @Prop(date('When they were earned or spent, not when the row was written.'))
  at!: Date;

  @Prop(
    optional(
      ofOwner(
        'erase',
        'May speak of the member.',
        text(200, 'Of a manual row: why, in the words of the manager.'),
      ),
    ),
  )
  reason?: string;
}

export const ONE_ROW_PER_CAUSE = 'source_unique';

export const pointsLedger = collection(LedgerRow, {
  name: 'points_ledger',
  holds: 'Append-only: every award, debit, refund and manual credit. The truth of points.',
  writtenBy: 'the effect that settles its cause',
  ends: "Never; erasure replaces a member's id by a random one.",
  retention: { keeps: 'Every row: the truth of points.' },
  indexes: [
    {
      name: ONE_ROW_PER_CAUSE,
      key: { source: 1, sourceId: 1 },
      unique: true,
      serves: 'One row per cause, however often its effect runs.',
    },
    {
      name: 'member_newest',
      key: { communityId: 1, discordId: 1, at: -1 },
      serves: "A member's history, and the sum that a balance is checked against.",
    },
    {
      name: 'member',
      key: { discordId: 1 },
      serves: "A member's rows in all communities: export and erasure.",
    },
  ],
});
