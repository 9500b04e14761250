import type { mongo } from 'mongoose';
import { HOUR_MS } from '../../kernel/clock.js';
import { type CardKind, endPath, statusPath } from './card-kind.js';

/** A card that nobody has to draw is looked for at least this often: somebody may have deleted it unseen. */
const LOOK_EVERY_MS = HOUR_MS;

type Expression = mongo.Document | string | number | Date;
type Paths = Pick<CardKind<never>, 'data' | 'ends' | 'openStatuses'>;

/** Parts of update pipelines over a row with a card: what the card shows, and when the worker turns to it. */
export const isOpenAt = (kind: Paths, at: Date): mongo.Document => ({
  $and: [{ $in: [`$${statusPath(kind)}`, kind.openStatuses] }, { $gt: [`$${endPath(kind)}`, at] }],
});

/** Whether the message shows what is wanted: this count, and the newest version of everything else. */
export const showsAll = (wanted: Expression, version: Expression = '$card.version'): mongo.Document => ({
  $and: [
    { $eq: [{ $ifNull: ['$card.shown', -1] }, wanted] },
    { $eq: [{ $ifNull: ['$card.drawnVersion', -1] }, version] },
  ],
});

/** The earliest moment at which its message may be edited. */
export const soonest = (now: Date, betweenEditsMs: number): mongo.Document => ({
  $max: [now, { $add: ['$card.editedAt', betweenEditsMs] }],
});

/** When a card that shows everything is looked at again: the end must be shown in time. */
export const nextLook = (kind: Paths, from: Date): mongo.Document => ({
  $min: [`$${endPath(kind)}`, new Date(from.getTime() + LOOK_EVERY_MS)],
});

export const nextVersion: mongo.Document = { $add: ['$card.version', 1] };

/** A field of the same name, or no field where there was none. */
export const asItWas = (path: string): mongo.Document => ({ $ifNull: [path, '$$REMOVE'] });

/** What a card should show now; its version stays where none is given. */
interface Counted {
  readonly wanted: Expression;
  readonly version?: Expression;
}

/** After a count, in the stage that writes it: when its worker turns to the card. */
export function dueAfterCount(
  kind: Paths & Pick<CardKind<never>, 'cardStatuses'>,
  { wanted, version }: Counted,
  now: Date,
  betweenEditsMs: number,
): mongo.Document {
  const soon = soonest(now, betweenEditsMs);
  const due = asItWas('$card.due');
  const branches = [
    { case: { $not: [{ $in: [`$${statusPath(kind)}`, kind.cardStatuses] }] }, then: '$$REMOVE' },
    { case: { $gt: ['$card.trouble', null] }, then: due },
    { case: { $and: [showsAll(wanted, version), isOpenAt(kind, now)] }, then: nextLook(kind, now) },
    // After the end it is due while the end is not shown.
    { case: showsAll(wanted, version), then: due },
    // It was only waiting to be looked at.
    { case: showsAll('$card.wanted'), then: { $min: ['$card.due', soon] } },
  ];
  return { $switch: { branches, default: { $ifNull: ['$card.due', soon] } } };
}

/** Whatever it shows, it is drawn again as soon as its message may be edited. */
export const redrawn = (now: Date, betweenEditsMs: number): mongo.Document => ({
  'card.version': nextVersion,
  'card.due': soonest(now, betweenEditsMs),
});
