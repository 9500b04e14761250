import { ACCENT, container, literal, text, type View } from '../../../infra/discord/index.js';
import { mentionOf } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { MovedPoints } from '../points/manual-points.service.js';

/** What a manager reads after `/task points`. */
export function movedPointsView(moved: MovedPoints, { byHand: t }: Texts): View {
  const { direction, memberId, amount, balance, reason, isNew } = moved;
  const done = direction === 'credit' ? t.credited : t.debited;
  const lines = [
    done(mentionOf(memberId), amount),
    t.balance(balance),
    t.reason(literal(reason)),
    `-# ${isNew ? t.told : t.repeated}`,
  ];
  return [container(ACCENT.success, text(lines.join('\n')))];
}
