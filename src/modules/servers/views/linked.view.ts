import { ACCENT, container, literal, separator, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';

export function linkedView(communityName: string, texts: Texts): View {
  return [
    container(
      ACCENT.success,
      text(texts.community.linked(literal(communityName))),
      separator(),
      text(`${texts.community.nextStep}\n-# ${texts.community.moderators}`),
    ),
  ];
}
