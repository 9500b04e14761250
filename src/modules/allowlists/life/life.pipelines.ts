import type { mongo } from 'mongoose';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { BETWEEN_EDITS_MS, redrawn } from '../../cards/index.js';
import type { AllowlistData, AllowlistStatus } from '../schemas/allowlist-connection.schema.js';

/** A draw that did not begin is asked for again after so long. */
export const BETWEEN_DRAW_STARTS_MS = MINUTE_MS;

/** What may be set along with a change of its life; `null` takes it off. */
export interface Timing extends Pick<Partial<AllowlistData>, 'endsAt'> {
  readonly startsAt?: Date | null;
  readonly openMinutes?: number | null;
}

/** Whose turn it is: at its start, then at its end, and while it is closing at once. */
const nextTurn = (now: Date): mongo.Document => ({
  $switch: {
    branches: [
      {
        case: { $eq: ['$allowlistData.status', 'scheduled'] },
        then: { $ifNull: ['$allowlistData.startsAt', '$allowlistData.endsAt'] },
      },
      { case: { $in: ['$allowlistData.status', ['active', 'paused']] }, then: '$allowlistData.endsAt' },
      { case: { $eq: ['$allowlistData.status', 'closing'] }, then: now },
    ],
    default: '$$REMOVE',
  },
});

const isPosted: mongo.Document = { $gt: ['$messageId', ''] };

/** A card that is posted shows every change; that of an allowlist that opens is posted. */
function shown(to: AllowlistStatus | undefined, now: Date): mongo.Document {
  const isWanted = to === 'active' ? { $literal: true } : isPosted;
  const fields = Object.entries(redrawn(now, BETWEEN_EDITS_MS));
  return Object.fromEntries(
    fields.map(([path, value]) => [
      path,
      { $cond: [isWanted, value, { $ifNull: [`$${path}`, '$$REMOVE'] }] },
    ]),
  );
}

/** A step to another status. */
export const movedTo = (
  to: AllowlistStatus,
  now: Date,
  { more = {}, ...timing }: Timing & { readonly more?: mongo.Document } = {},
): mongo.Document[] => [
  { $set: { ...timingFields(timing), ...more, 'allowlistData.status': to, ...shown(to, now) } },
  { $set: { lifeDue: nextTurn(now) } },
];

/** Other times, the same status. */
export const retimed = (now: Date, timing: Timing): mongo.Document[] => [
  { $set: { ...timingFields(timing), ...shown(undefined, now) } },
  { $set: { lifeDue: nextTurn(now) } },
];

/** Nothing else changes; what is closing is asked about again in a while. */
export const turned = (now: Date): mongo.Document[] => [
  { $set: { lifeDue: nextTurn(new Date(now.getTime() + BETWEEN_DRAW_STARTS_MS)) } },
];

const timingFields = (timing: Timing): mongo.Document =>
  Object.fromEntries(
    Object.entries(timing)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        `allowlistData.${field}`,
        value === null ? '$$REMOVE' : { $literal: value as unknown },
      ]),
  );
