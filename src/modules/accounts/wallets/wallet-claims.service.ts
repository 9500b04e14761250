import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import { Clock } from '../../../kernel/clock.js';
import { accountLinks, type DiscordAccountLink } from '../schemas/account-link.schema.js';
import type { ClaimDebt, WalletClaim } from '../schemas/wallet-claim.schema.js';
import { WalletClaimsRepository } from './wallet-claims.repository.js';
import { find, MOST_WALLETS, type WalletRow, withoutWallet, withWallet } from './wallet-list.rules.js';
import { WalletsRepository } from './wallets.repository.js';
import { walletsOf } from './wallets.service.js';

const MOVER: AuditActor = { kind: 'service', id: 'wallet-move' };

interface End {
  readonly state: 'moved' | 'void';
  readonly owes: readonly ClaimDebt[];
}

/** The end of claims that nobody objected to. */
@Injectable()
export class WalletClaimsService {
  constructor(
    private readonly wallets: WalletsRepository,
    private readonly claims: WalletClaimsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves the wallet once its time has come: both accounts and the claim in one transaction. What happened
   * meanwhile decides: a later proof than the claimant's stands, whoever made it.
   */
  async move(claim: WalletClaim): Promise<void> {
    try {
      await this.database.transaction(() => this.moveNow(claim));
    } catch (error) {
      // Proven by a third member this moment: the next turn finds them.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  private async moveNow({ _id, address, claimantId, claimedAt }: WalletClaim): Promise<void> {
    const now = this.clock.now();
    const claim = await this.claims.find(_id.toHexString());
    if (claim?.state !== 'open' || claim.movesAt > now) return;
    const holder = await this.wallets.holderOf(address);
    const claimant = await this.wallets.find(claimantId);
    const end = endOf(claim, holder, claimant);
    const ended = await this.claims.end(_id, { ...end, at: now });
    if (ended === null || end.state === 'void' || claimant === null) return;
    if (holder !== null) await this.write(holder, withoutWallet(walletsOf(holder), address));
    const wallet = { address, chain: claim.chain, provenAt: claimedAt };
    await this.write(claimant, withWallet(walletsOf(claimant), wallet));
  }

  private async write(before: DiscordAccountLink, wallets: readonly WalletRow[]): Promise<void> {
    const after = await this.wallets.replace(before, wallets);
    await this.audit.record({
      action: 'wallet.move',
      actor: MOVER,
      collection: accountLinks,
      before,
      after,
    });
  }
}

function endOf(
  { address, claimantId, holderId, claimedAt }: WalletClaim,
  holder: DiscordAccountLink | null,
  claimant: DiscordAccountLink | null,
): End {
  if (claimant === null || holder?.discordId === claimantId) return { state: 'void', owes: [] };
  const provenAt = find(walletsOf(holder), address)?.provenAt;
  const isOvertaken =
    holder !== null && (holder.discordId !== holderId || (provenAt ?? claimedAt) > claimedAt);
  if (isOvertaken || walletsOf(claimant).length >= MOST_WALLETS)
    return { state: 'void', owes: ['tell-claimant'] };
  return { state: 'moved', owes: [...(holder === null ? [] : ['tell-holder' as const]), 'tell-claimant'] };
}
