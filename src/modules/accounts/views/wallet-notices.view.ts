import { ButtonStyle } from 'discord.js';
import { ACCENT, button, container, row, text, type View } from '../../../infra/discord/index.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { WalletClaim } from '../schemas/wallet-claim.schema.js';
import { shortened } from '../wallets/wallet-address.rules.js';
import { objectToClaimId } from '../wallets/wallets.custom-ids.js';

type Notice = 'warn' | 'tell-holder' | 'tell-claimant';

/** What one of the two hears of a claim; nothing in it says who the other one is. */
export function claimNoticeView(claim: WalletClaim, notice: Notice, texts: Texts): View {
  const address = shortened(claim.address);
  const words = texts.wallets.notice;
  if (notice === 'warn')
    return [
      container(
        ACCENT.warning,
        text(words.claim(address, relativeTime(claim.movesAt))),
        row(objectButton(claim, 'notice', texts)),
      ),
    ];
  if (notice === 'tell-holder') return [container(ACCENT.muted, text(words.movedAway(address)))];
  const { accent, said } = ENDS[claim.state === 'open' ? 'void' : claim.state];
  return [container(accent, text(words[said](address)))];
}

const ENDS = {
  moved: { accent: ACCENT.success, said: 'movedHere' },
  kept: { accent: ACCENT.warning, said: 'kept' },
  void: { accent: ACCENT.warning, said: 'void' },
} as const;

export const objectButton = ({ _id, address }: WalletClaim, place: 'panel' | 'notice', texts: Texts) =>
  button(
    objectToClaimId.build({ place, claimId: _id.toHexString() }),
    texts.wallets.object(shortened(address)),
    ButtonStyle.Danger,
  );

/** In the place of the notice, once its holder has objected. */
export const objectedView = (claim: WalletClaim, texts: Texts): View => [
  container(ACCENT.success, text(texts.wallets.objected(shortened(claim.address)))),
];
