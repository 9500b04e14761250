import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { WALLET_CHAINS, WalletsService } from '../../accounts/index.js';
import { type Applicant, type Finding, RequirementKind, type Words } from '../requirement-kind.port.js';

const asks = z.strictObject({ chain: z.enum(['any', ...WALLET_CHAINS]) });
export type WalletAsked = z.infer<typeof asks>;

/** A wallet that a signature has proven: of any EVM chain, of Solana, or of either. */
@Injectable()
export class WalletKind extends RequirementKind<WalletAsked> {
  readonly kind = 'wallet';
  readonly asks = asks;

  constructor(private readonly wallets: WalletsService) {
    super();
  }

  override describe({ chain }: WalletAsked): Words {
    return (texts) => texts.requirements.wallet[chain];
  }

  override async evaluate({ chain }: WalletAsked, { action }: Applicant): Promise<Finding> {
    const proven = await this.wallets.provenOf(action.discordId);
    const fitting = proven.filter((wallet) => chain === 'any' || wallet.chain === chain).length;
    const current: Words = (texts) => texts.requirements.current.wallets(fitting);
    if (fitting > 0) return { isMet: true, current };
    return { isMet: false, current, reason: (texts) => texts.requirements.reasons.noWallet };
  }
}
