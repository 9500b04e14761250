import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
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
import { dateAndTime, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { shortened, type WalletChain } from '../wallets/wallet-address.rules.js';
import { keyOf, MOST_WALLETS, type WalletRow } from '../wallets/wallet-list.rules.js';
import type { Challenge } from '../wallets/wallet-proofs.service.js';
import {
  addWalletId,
  chooseWalletId,
  enterSignatureId,
  pasteAddressId,
  primaryWalletId,
  removeWalletId,
  walletPanelId,
} from '../wallets/wallets.custom-ids.js';
import type { Done, WalletPanel, WaysToProve } from '../wallets/wallet-panel.service.js';
import { objectButton } from './wallet-notices.view.js';

/** A member's private panel. */
export function walletPanelView(panel: WalletPanel, texts: Texts): View {
  const { wallets, ownClaims, claimsAgainst, done } = panel;
  const t = texts.wallets;
  const head = done === undefined ? t.title : `${t.title}\n${doneWords(done, texts)}`;
  const lines = wallets.map((wallet) => walletLine(wallet, texts)).join('\n');
  const waiting = ownClaims.map(({ address, movesAt }) =>
    text(`-# ${t.ownClaim(shortened(address), relativeTime(movesAt))}`),
  );
  const contested = claimsAgainst.flatMap((claim) => [
    text(t.claimAgainst(shortened(claim.address), relativeTime(claim.movesAt))),
    row(objectButton(claim, 'panel', texts)),
  ]);
  return [
    container(
      claimsAgainst.length > 0 ? ACCENT.warning : ACCENT.brand,
      text(head),
      ...contested,
      separator(),
      text(wallets.length === 0 ? t.none : lines),
      ...waiting,
      ...choiceRows(panel, texts),
      row(button(addWalletId.build({}), t.add, ButtonStyle.Primary, wallets.length >= MOST_WALLETS)),
    ),
  ];
}

function walletLine({ address, chain, provenAt, isPrimary }: WalletRow, texts: Texts): string {
  const t = texts.wallets;
  const mark = isPrimary ? ` · **${t.primary}**` : '';
  return `\`${shortened(address)}\`${mark}\n-# ${t.line(t.chains[chain as WalletChain], dateAndTime(provenAt))}`;
}

/** The select, and the buttons for what was chosen there. */
function choiceRows({ wallets, chosen }: WalletPanel, texts: Texts): APIComponentInContainer[] {
  if (wallets.length === 0) return [];
  const t = texts.wallets;
  const select: APIComponentInContainer = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: chooseWalletId.build({}),
        placeholder: t.choose,
        options: wallets.map(({ address, chain, isPrimary }) => ({
          label: shortened(address),
          value: keyOf(wallets, { address }),
          description: `${t.chains[chain as WalletChain]}${isPrimary ? ` · ${t.primary}` : ''}`,
          default: address === chosen,
        })),
      },
    ],
  };
  const wallet = wallets.find(({ address }) => address === chosen);
  if (wallet === undefined) return [select];
  const { isPrimary } = wallet;
  const key = keyOf(wallets, wallet);
  return [
    select,
    row(
      button(primaryWalletId.build({ key }), t.makePrimary, ButtonStyle.Secondary, isPrimary),
      button(removeWalletId.build({ key }), t.remove, ButtonStyle.Danger),
    ),
  ];
}

/** How a wallet is added: the page, where there is one, or pasting. */
export function addWalletView({ page }: WaysToProve, texts: Texts): View {
  const t = texts.wallets;
  return [
    container(
      ACCENT.brand,
      text(`${t.addTitle}\n${t.addHow}`),
      separator(),
      ...(page === undefined
        ? []
        : [text(t.pageHow(page.origin, relativeTime(page.endsAt))), row(linkButton(page.url, t.openPage))]),
      text(`-# ${t.pasteHow}`),
      row(
        button(
          pasteAddressId.build({}),
          t.paste,
          page === undefined ? ButtonStyle.Primary : ButtonStyle.Secondary,
        ),
        button(walletPanelId.build({}), t.back),
      ),
    ),
  ];
}

/** The text in a code block: it is plain ASCII without a backtick. */
export function textToSignView({ token, text: signed, wallet, endsAt }: Challenge, texts: Texts): View {
  const t = texts.wallets;
  const { chain, address } = wallet;
  return [
    container(
      ACCENT.brand,
      text(`${t.signTitle}\n${t.signHow(shortened(address), relativeTime(endsAt))}`),
      text(`\`\`\`\n${signed}\n\`\`\``),
      row(
        button(enterSignatureId.build({ chain, token }), t.enterSignature, ButtonStyle.Primary),
        button(walletPanelId.build({}), t.back),
      ),
    ),
  ];
}

function doneWords(done: Done, texts: Texts): string {
  const t = texts.wallets;
  const who = shortened(done.address);
  switch (done.kind) {
    case 'added':
      return t.added(who);
    case 'renewed':
      return t.provenAgain(who);
    case 'claimed':
      return t.claimed(who, relativeTime(done.movesAt));
    case 'primary':
      return t.madePrimary(who);
    case 'removed':
      return t.removed(who);
    case 'objected':
      return t.objected(who);
  }
}
