import fc from 'fast-check';
import type { Direction } from '../../../src/modules/tasks/points/manual-points.service.js';

export const MEMBERS = 2;

/** Of the two tasks: one press is enough, or a proof that waits for a moderator. */
export type Which = 'press' | 'proof';
const WHICH: readonly Which[] = ['press', 'proof'];
type Move = 'pause' | 'resume' | 'end' | 'cancel';

/** What people, the worker and time do. `member` is one of two. */
export type Command =
  | { readonly kind: 'take'; readonly member: number; readonly which: Which }
  /** Two presses of the same member at the same moment. */
  | { readonly kind: 'take twice'; readonly member: number; readonly which: Which }
  | { readonly kind: 'approve' | 'reject'; readonly member: number; readonly isStale: boolean }
  /** Two moderators at the same moment. */
  | { readonly kind: 'approve and reject'; readonly member: number }
  | { readonly kind: 'approve all'; readonly isByMember: boolean }
  | { readonly kind: Move; readonly which: Which }
  | { readonly kind: Direction; readonly member: number; readonly amount: number }
  | { readonly kind: 'settle' | 'settle twice' | 'hour' };

const member = fc.nat({ max: MEMBERS - 1 });
const which = fc.constantFrom(...WHICH);
const rarely = fc.integer({ min: 0, max: 4 }).map((n) => n === 0);

/** Taking part and deciding come more often than what ends everything. */
export const anyOrder: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('take' as const), member, which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('take twice' as const), member, which }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('approve' as const), member, isStale: rarely }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('reject' as const), member, isStale: rarely }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('approve and reject' as const), member }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('approve all' as const), isByMember: rarely }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const), which }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'cancel' as const), which }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('credit' as const, 'debit' as const),
        member,
        amount: fc.integer({ min: 1, max: 20 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constantFrom('settle' as const, 'settle twice' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('hour' as const) }) },
  ),
  { minLength: 4, maxLength: 20 },
);
