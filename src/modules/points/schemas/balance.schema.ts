import { Prop, Schema } from '@nestjs/mongoose';
import { collection, count, ownerId, pattern, text } from '../../../infra/database/schema/index.js';

/** The period of a balance: everything, or an ISO week such as `2026-W48`. */
export const ALL_TIME = 'all';

/** What a member has in a community, per period; written with the ledger row, in its transaction. */
@Schema()
export class Balance {
  @Prop(text(64, 'The community whose points these are.'))
  communityId!: string;

  @Prop(pattern(/^(all|[0-9]{4}-W[0-9]{2})$/, 'All time, or an ISO week in UTC.'))
  period!: string;

  @Prop(
    ownerId(
      'pseudonymise',
      'Points of a community add up; nobody knows whose these were.',
      text(64, 'The member; a random id once they were erased.'),
    ),
  )
  discordId!: string;

  @Prop(count('All time: what can be spent, the sum of the ledger. A week: what was earned in it.'))
  points!: number;

  @Prop(count('Tasks completed in the period.'))
  completions!: number;
}

export const balances = collection(Balance, {
  name: 'balances',
  holds: "A member's points and completions in a community, per period.",
  writtenBy: 'the transaction of each ledger row',
  ends: "Never; erasure replaces a member's id by a random one.",
  retention: { keeps: 'Every row: it is what members have.' },
  indexes: [
    {
      name: 'member_period_unique',
      key: { communityId: 1, period: 1, discordId: 1 },
      unique: true,
      serves: 'One balance per member and period; the lookup of one.',
    },
    {
      name: 'ranking',
      key: { communityId: 1, period: 1, points: -1, discordId: 1 },
      serves: 'Ranks and leaderboards, ties in a stable order.',
    },
    {
      name: 'member',
      key: { discordId: 1 },
      serves: "A member's balances in all communities: export, erasure, figures.",
    },
  ],
});
