import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  literal,
  notice,
  row,
  text,
  type FormField,
  type View,
} from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { shortened, walletPanelId } from '../../accounts/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Claimed } from '../winners/claims.service.js';
import { claimId, claimWalletId, letGoId } from '../winners/winners.custom-ids.js';

/** Where the prize goes. */
export function claimWalletModal(
  { _id, allowlistData }: DiscordAllowlistConnection,
  fields: readonly FormField[],
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const customId = claimWalletId.build({ connectionId: _id.toHexString() });
  return formModal({ customId, title: allowlistData.title, fields }, texts);
}

/** The way to a proven wallet, for a winner who has none. */
export function proveFirstView({ allowlistData }: DiscordAllowlistConnection, texts: Texts): View {
  const { prove, wallets } = texts.draws.claims;
  const words = prove[allowlistData.walletChain ?? 'any'];
  return [container(ACCENT.warning, text(words), row(button(walletPanelId.build({}), wallets)))];
}

/** Asked before a place is let go: it does not come back. */
export function sureToDeclineView({ _id, allowlistData }: DiscordAllowlistConnection, texts: Texts): View {
  const connectionId = _id.toHexString();
  const { sureToDecline, letGo, claim } = texts.draws.claims;
  const keeps = button(claimId.build({ connectionId }), claim, ButtonStyle.Success);
  const gives = button(letGoId.build({ connectionId }), letGo, ButtonStyle.Danger);
  return [container(ACCENT.warning, text(sureToDecline(literal(allowlistData.title))), row(gives, keeps))];
}

export function claimedView({ allowlist, wallet }: Claimed, texts: Texts): View {
  const { title, prize } = allowlist.allowlistData;
  const { claimed, wallet: goesTo } = texts.draws.claims;
  const lines = [
    claimed(literal(title), literal(prize)),
    ...(wallet === undefined ? [] : [goesTo(literal(shortened(wallet)))]),
  ];
  return notice(lines.join('\n'), ACCENT.success);
}
