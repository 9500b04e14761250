import { ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  linkButton,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { keepLinkId, removeLinkId } from '../accounts.custom-ids.js';
import type { LinkOffer } from '../linking/linking.service.js';

/** Private: who has the address can link as this member only, and only with their Discord account. */
export function linkOfferView({ url, expiresAt, state }: LinkOffer, { accountLink: linking }: Texts): View {
  const isLinked = state !== null && state.failure === undefined && state.unlinkedAt === undefined;
  const standing = isLinked
    ? linking.isLinked
    : state?.failure === undefined
      ? linking.why
      : linking.hasFailed;
  return [
    container(
      isLinked ? ACCENT.success : ACCENT.brand,
      text(linking.title),
      text(standing),
      text(linking.asks),
      separator(),
      row(linkButton(url, isLinked ? linking.againButton : linking.button)),
      text(`-# ${linking.until(relativeTime(expiresAt))}`),
    ),
  ];
}

/** In the place of the offer, once it was taken. */
export const linkedView = ({ accountLink: linking }: Texts): View => [
  container(ACCENT.success, text(linking.done), text(linking.doneNext)),
];

/** A direct message: the tokens serve no more. */
export const relinkView = ({ accountLink: linking }: Texts): View => [
  container(ACCENT.warning, text(linking.relink), text(linking.relinkNext)),
];

/** What goes and what stays, before anything is done. */
export const unlinkView = ({ accountLink: linking }: Texts): View => [
  container(
    ACCENT.warning,
    text(linking.unlink.title),
    text(linking.unlink.goes),
    text(linking.unlink.stays),
    separator(),
    row(
      button(removeLinkId.build({}), linking.unlink.confirm, ButtonStyle.Danger),
      button(keepLinkId.build({}), linking.unlink.keep),
    ),
  ),
];

export const unlinkedView = ({ accountLink: linking }: Texts): View => [
  container(ACCENT.success, text(linking.unlink.done), text(linking.unlink.doneNext)),
];

export const linkKeptView = ({ accountLink: linking }: Texts): View => [
  container(ACCENT.muted, text(linking.unlink.kept)),
];
