import { cleanText, lengthOf } from '../../../kernel/text.js';
import { ManualPointsError } from './points.errors.js';

export const MOST_BY_HAND = 1_000_000;
export const REASON_BY_HAND_MAX = 200;

/** Discord's own client sends whole numbers only; a payload may hold anything. @throws ManualPointsError */
export function readAmount(sent: unknown): number {
  if (typeof sent === 'number' && Number.isSafeInteger(sent) && sent >= 1 && sent <= MOST_BY_HAND)
    return sent;
  throw new ManualPointsError('No amount', (texts) =>
    texts.byHand.refused.amount(texts.common.number(MOST_BY_HAND)),
  );
}

/** @throws ManualPointsError */
export function readReasonByHand(typed: string): string {
  const reason = cleanText(typed);
  const length = lengthOf(reason);
  if (length >= 1 && length <= REASON_BY_HAND_MAX) return reason;
  throw new ManualPointsError('Bad length', (texts) => texts.byHand.refused.reason(REASON_BY_HAND_MAX));
}

/** Mentions and ids: an entry of the audit trail is kept for ever and names no member. */
const NAMES_SOMEBODY = /<@[!&]?\d+>|\d{17,20}/g;

export const withoutNames = (reason: string): string => reason.replace(NAMES_SOMEBODY, '…');
