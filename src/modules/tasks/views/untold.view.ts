import { ACCENT, container, literal, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { Untold } from '../reviews/untold-decisions.service.js';

/** What was decided while the member could not be told. */
export function untoldView({ decisions, isMore }: Untold, texts: Texts): View {
  const t = texts.untold;
  const lines = decisions.map(({ completion: { state, points, review }, title: typed }) => {
    const title = literal(typed);
    return state === 'verified'
      ? t.approved(title, points)
      : t.rejected(title, literal(review?.reason ?? ''));
  });
  const more = isMore ? [text(`-# ${t.more}`)] : [];
  return [container(ACCENT.brand, text(`${t.title}\n${lines.join('\n')}`), ...more, text(`-# ${t.why}`))];
}
