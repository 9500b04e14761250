import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type FormField, type Sent, sentTo } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { WALLET_CHAINS, WalletsService } from '../../accounts/index.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';

const FAMILIES = ['any', ...WALLET_CHAINS] as const;

const asks = z.strictObject({ chain: z.enum(FAMILIES) });
export type WalletAsked = z.infer<typeof asks>;

/** A wallet that a signature has proven: of any EVM chain, of Solana, or of either. */
@Injectable()
export class WalletKind extends RequirementKind<WalletAsked> {
  readonly kind = 'wallet';
  readonly name: Words = (texts) => texts.requirements.names.wallet;
  readonly asks = asks;
  override readonly isRepeatable = true;

  constructor(private readonly wallets: WalletsService) {
    super();
  }

  override fields(): readonly FormField[] {
    const options = FAMILIES.map((chain) => ({
      value: chain,
      label: (texts: Texts) => texts.requirements.form.families[chain],
    }));
    return [
      { id: 'chain', label: (texts) => texts.requirements.form.family, input: { kind: 'choice', options } },
    ];
  }

  override readAsks(sent: Sent): ReadAsks<WalletAsked> {
    const read = asks.safeParse({ chain: sentTo(sent, 'chain') });
    return read.success ? { asks: read.data } : { faults: [(texts) => texts.requirements.faults.choice] };
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
