import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts.service.js';
import type { WalletClaim } from '../schemas/wallet-claim.schema.js';
import { byKey } from './wallet-list.rules.js';
import { type PageTicket, WalletPagesService } from './wallet-pages.service.js';
import { WalletProofsService } from './wallet-proofs.service.js';
import { type WalletList, WalletsService } from './wallets.service.js';
import { WalletGoneError } from './wallets.errors.js';
import { WalletsRepository } from './wallets.repository.js';

/** Who uses the panel, as the payload says it. */
export interface PanelMember {
  readonly discordId: string;
  /** The unique user name, not the one that is shown. */
  readonly username: string;
  readonly locale: string;
}

/** What was done just now. */
export type Done =
  | { readonly kind: 'added' | 'renewed' | 'primary' | 'removed' | 'objected'; readonly address: string }
  | { readonly kind: 'claimed'; readonly address: string; readonly movesAt: Date };

export interface WalletPanel extends WalletList {
  readonly done?: Done;
  /** The address that the buttons are for. */
  readonly chosen?: string;
}

export interface WaysToProve {
  /** Absent without `PUBLIC_URL`. */
  readonly page?: PageTicket;
}

/** The steps of `/account wallet`: each does one thing and gives the panel as it is then. */
@Injectable()
export class WalletPanelService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly wallets: WalletsService,
    private readonly rows: WalletsRepository,
    private readonly proofs: WalletProofsService,
    private readonly pages: WalletPagesService,
  ) {}

  async open({ discordId, locale }: PanelMember): Promise<WalletPanel> {
    await this.accounts.ensure(discordId);
    const [list] = await Promise.all([this.wallets.list(discordId), this.rows.noteLocale(discordId, locale)]);
    return list;
  }

  /** @param key names the wallet; of another one than the member's nothing is chosen */
  async choose({ discordId }: PanelMember, key = ''): Promise<WalletPanel> {
    const list = await this.wallets.list(discordId);
    const chosen = byKey(list.wallets, key)?.address;
    return { ...list, ...(chosen !== undefined && { chosen }) };
  }

  /** @throws WalletGoneError */
  async makePrimary({ discordId }: PanelMember, key: string): Promise<WalletPanel> {
    const address = await this.addressOf(discordId, key);
    await this.wallets.makePrimary(discordId, address);
    return this.after(discordId, { kind: 'primary', address });
  }

  /** @throws WalletGoneError */
  async remove({ discordId }: PanelMember, key: string): Promise<WalletPanel> {
    const address = await this.addressOf(discordId, key);
    await this.wallets.remove(discordId, address);
    return this.after(discordId, { kind: 'removed', address });
  }

  async object({ discordId }: PanelMember, claimId: string): Promise<WalletPanel & { claim: WalletClaim }> {
    const claim = await this.wallets.object(discordId, claimId);
    return { ...(await this.after(discordId, { kind: 'objected', address: claim.address })), claim };
  }

  /** @throws WalletLimitError */
  async ways(member: PanelMember): Promise<WaysToProve> {
    await this.wallets.assertRoom(member.discordId);
    const page = await this.pages.ticket(member);
    return { ...(page !== undefined && { page }) };
  }

  async prove(member: PanelMember, token: string, typedSignature: string): Promise<WalletPanel> {
    const { wallet, ...outcome } = await this.proofs.prove(proverOf(member), token, typedSignature);
    return this.after(member.discordId, { ...outcome, address: wallet.address });
  }

  challenge(member: PanelMember, typedAddress: string): ReturnType<WalletProofsService['challenge']> {
    return this.proofs.challenge(proverOf(member), typedAddress);
  }

  private async addressOf(discordId: string, key: string): Promise<string> {
    const wallet = byKey((await this.wallets.list(discordId)).wallets, key);
    if (wallet === undefined) throw new WalletGoneError();
    return wallet.address;
  }

  private async after(discordId: string, done: Done): Promise<WalletPanel> {
    return { ...(await this.wallets.list(discordId)), done };
  }
}

const proverOf = ({ discordId, username }: PanelMember) => ({ discordId, username });
