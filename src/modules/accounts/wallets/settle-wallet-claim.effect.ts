import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { textsOf } from '../../../locales/index.js';
import { MemberNotices } from '../privacy/member-notices.js';
import type { ClaimDebt, WalletClaim } from '../schemas/wallet-claim.schema.js';
import { FlagsService, type NewFlag } from '../security/index.js';
import { claimNoticeView } from '../views/wallet-notices.view.js';
import { WalletClaimsRepository } from './wallet-claims.repository.js';
import { WalletClaimsService } from './wallet-claims.service.js';
import { WalletsRepository } from './wallets.repository.js';
import { SETTLE_WALLET_CLAIM } from './wallets.service.js';

/** Letters that end the nonces of notices: one of each kind for a claim. */
const NOTICE_MARKS = { warn: 'w', 'tell-holder': 'h', 'tell-claimant': 'c' } as const;
type NoticeDebt = keyof typeof NOTICE_MARKS;

/** On both sides: which of the two has the key by right is not known. */
const SEEN_ELSEWHERE: NewFlag = {
  kind: 'wallet-seen-elsewhere',
  severity: 'medium',
  reason: 'The key of one of their wallets was proven by another account too, and its holder objected.',
};

/** Pays what a claim owes: the word to the holder, the move when its time has come, the word to both. */
@Injectable()
export class SettleWalletClaimEffect extends DueEffect {
  readonly name = SETTLE_WALLET_CLAIM;

  constructor(
    private readonly rows: WalletClaimsRepository,
    private readonly claims: WalletClaimsService,
    private readonly wallets: WalletsRepository,
    private readonly notices: MemberNotices,
    private readonly flags: FlagsService,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.rows.claimDue(now, until, limit);
  }

  override postpone(claimId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.rows.postpone(claimId, claimedUntil, until);
  }

  /** One thing after the other; what the move adds is due at once and comes with the next turn. */
  override async run(claimId: string): Promise<void> {
    const claim = await this.rows.find(claimId);
    for (const debt of claim?.owes ?? []) if (claim !== null) await this.pay(claim, debt);
  }

  private async pay(claim: WalletClaim, debt: ClaimDebt): Promise<void> {
    if (debt === 'move') {
      await this.claims.move(claim);
      return;
    }
    if (debt === 'flag') await this.flagBoth(claim);
    else await this.tell(claim, debt);
    await this.rows.takeDebt(claim._id.toHexString(), debt);
  }

  private async flagBoth({ claimantId, holderId }: WalletClaim): Promise<void> {
    await this.flags.raise(claimantId, SEEN_ELSEWHERE);
    if (holderId !== undefined) await this.flags.raise(holderId, SEEN_ELSEWHERE);
  }

  /** Who takes no direct messages finds it in `/account wallet`. */
  private async tell(claim: WalletClaim, debt: NoticeDebt): Promise<void> {
    const discordId = debt === 'tell-claimant' ? claim.claimantId : claim.holderId;
    if (discordId === undefined || (debt === 'warn' && claim.state !== 'open')) return;
    const account = await this.wallets.find(discordId);
    if (account === null) return;
    const view = claimNoticeView(claim, debt, textsOf(account.discordUserInfo.locale));
    await this.notices.tell(discordId, view, `${claim._id.toHexString()}${NOTICE_MARKS[debt]}`);
  }
}
