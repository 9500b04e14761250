import { ACCENT, container, literal, text, type View } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import type { LedgerRow } from '../../points/index.js';
import type { LinkedServer } from '../../servers/index.js';

/** The direct message to the member, in the server's language. */
export function pointsNoticeView(
  { amount, reason = '' }: LedgerRow,
  { guildName, locale }: LinkedServer,
): View {
  const { byHand: t } = textsOf(locale);
  const words = amount > 0 ? t.notice.credited : t.notice.debited;
  const lines = [words(Math.abs(amount), literal(guildName)), t.reason(literal(reason))];
  return [container(amount > 0 ? ACCENT.success : ACCENT.warning, text(lines.join('\n')))];
}
