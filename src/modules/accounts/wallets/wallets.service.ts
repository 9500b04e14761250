import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock, DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { accountLinks, type DiscordAccountLink } from '../schemas/account-link.schema.js';
import { type WalletClaim, walletClaims } from '../schemas/wallet-claim.schema.js';
import type { Wallet } from './wallet-address.rules.js';
import { WalletClaimsRepository } from './wallet-claims.repository.js';
import {
  find,
  MOST_WALLETS,
  provenAgain,
  type WalletRow,
  withoutWallet,
  withPrimary,
  withWallet,
} from './wallet-list.rules.js';
import {
  ClaimSettledError,
  WalletContestedError,
  WalletGoneError,
  WalletLimitError,
} from './wallets.errors.js';
import { WalletsRepository } from './wallets.repository.js';

export const SETTLE_WALLET_CLAIM = 'settle-wallet-claim';

/** How long the holder may object. */
const OBJECT_WITHIN_MS = 72 * HOUR_MS;
/** A claim that met an objection is not made again so soon: the holder need not object every day. */
const CLAIM_AGAIN_AFTER_MS = 30 * DAY_MS;
/** Somebody was faster, twice: what is true then is found on the next try. */
const TRIES = 4;

export interface WalletList {
  readonly wallets: readonly WalletRow[];
  /** The member's own proofs of wallets that others hold. */
  readonly ownClaims: readonly WalletClaim[];
  /** Proofs by others of wallets that the member holds. */
  readonly claimsAgainst: readonly WalletClaim[];
}

export type ProofOutcome =
  | { readonly kind: 'added' | 'renewed'; readonly wallet: Wallet }
  | { readonly kind: 'claimed'; readonly wallet: Wallet; readonly movesAt: Date };

/** The proven wallets of the members: each belongs to one, who has ten at most and one primary. */
@Injectable()
export class WalletsService {
  constructor(
    private readonly wallets: WalletsRepository,
    private readonly claims: WalletClaimsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  async list(discordId: string): Promise<WalletList> {
    const [account, { own, against }] = await Promise.all([
      this.wallets.find(discordId),
      this.claims.openOf(discordId),
    ]);
    return { wallets: walletsOf(account), ownClaims: own, claimsAgainst: against };
  }

  /** What signatures have proven to be theirs, for what asks for wallets or for what they hold. */
  async provenOf(discordId: string): Promise<readonly Wallet[]> {
    return walletsOf(await this.wallets.find(discordId)) as readonly (WalletRow & Wallet)[];
  }

  /**
   * Before anybody signs for nothing.
   *
   * @throws WalletLimitError
   */
  async assertRoom(discordId: string, address?: string): Promise<void> {
    const wallets = walletsOf(await this.wallets.find(discordId));
    if (address === undefined || find(wallets, address) === undefined) assertRoomIn(wallets);
  }

  /**
   * What follows from a proof. A free wallet is the member's at once; one of theirs is proven anew, which
   * is an objection too where somebody else claims it; one of another member is claimed.
   *
   * @param useUp takes what the proof is made of, in the same transaction: both stand or neither
   * @throws WalletLimitError
   * @throws WalletContestedError
   */
  async settleProof(discordId: string, wallet: Wallet, useUp: () => Promise<void>): Promise<ProofOutcome> {
    for (let tries = 1; ; tries += 1) {
      try {
        const outcome = await this.database.transaction(async () => {
          await useUp();
          return this.settle(discordId, wallet);
        });
        this.effects.nudge(SETTLE_WALLET_CLAIM);
        return outcome;
      } catch (error) {
        if (!isDuplicateKey(error) || tries === TRIES) throw error;
      }
    }
  }

  /** @throws WalletGoneError */
  makePrimary(discordId: string, address: string): Promise<void> {
    return this.change('wallet.primary', discordId, address, (wallets) => withPrimary(wallets, address));
  }

  /** Entries that were made with it keep it. @throws WalletGoneError */
  async remove(discordId: string, address: string): Promise<void> {
    await this.change('wallet.remove', discordId, address, async (wallets) => {
      await this.claims.hasten(address, discordId, this.clock.now());
      return withoutWallet(wallets, address);
    });
    this.effects.nudge(SETTLE_WALLET_CLAIM);
  }

  /**
   * The holder keeps the wallet.
   *
   * @returns the claim, of which the holder learns nothing but the wallet
   * @throws ClaimSettledError
   */
  async object(discordId: string, claimId: string): Promise<WalletClaim> {
    const kept = await this.database.transaction(async () => {
      const claim = await this.claims.find(claimId);
      return claim && this.keep(claim, discordId);
    });
    if (kept === null) throw new ClaimSettledError();
    this.effects.nudge(SETTLE_WALLET_CLAIM);
    return kept;
  }

  private async settle(discordId: string, wallet: Wallet): Promise<ProofOutcome> {
    const now = this.clock.now();
    const [account, holder] = [
      await this.wallets.find(discordId),
      await this.wallets.holderOf(wallet.address),
    ];
    // Made at their first action; gone if they were erased meanwhile.
    if (account === null) throw new WalletGoneError();
    const wallets = walletsOf(account);
    if (holder === null) {
      assertRoomIn(wallets);
      const added = withWallet(wallets, { ...wallet, provenAt: now });
      await this.write('wallet.add', memberActor(discordId), account, added);
      return { kind: 'added', wallet };
    }
    if (holder.discordId !== discordId) return this.claim(account, holder, wallet, now);
    const claim = await this.claims.openOn(wallet.address);
    if (claim !== null) await this.keep(claim, discordId);
    await this.write(
      'wallet.prove',
      memberActor(discordId),
      account,
      provenAgain(wallets, wallet.address, now),
    );
    return { kind: 'renewed', wallet };
  }

  private async claim(
    { discordId, nafflesUserInfo }: DiscordAccountLink,
    holder: DiscordAccountLink,
    wallet: Wallet,
    now: Date,
  ): Promise<ProofOutcome> {
    assertRoomIn(nafflesUserInfo.wallets);
    const open = await this.claims.openOn(wallet.address);
    if (open?.claimantId === discordId) return { kind: 'claimed', wallet, movesAt: open.movesAt };
    if (open !== null)
      throw new WalletContestedError('Claimed by somebody else already', (texts, time) =>
        texts.wallets.contested(time(open.movesAt)),
      );
    const since = new Date(now.getTime() - CLAIM_AGAIN_AFTER_MS);
    const kept = await this.claims.keptFrom(discordId, wallet.address, since);
    if (kept?.endedAt !== undefined) throw objectedBefore(kept.endedAt);
    const movesAt = new Date(now.getTime() + OBJECT_WITHIN_MS);
    await this.claims.open({
      ...wallet,
      claimantId: discordId,
      holderId: holder.discordId,
      claimedAt: now,
      movesAt,
    });
    return { kind: 'claimed', wallet, movesAt };
  }

  /** Ends a claim in favour of its holder; `null` where it is not open, or not against them. */
  private async keep(claim: WalletClaim, holderId: string): Promise<WalletClaim | null> {
    const ending = { state: 'kept', at: this.clock.now(), owes: ['flag', 'tell-claimant'] } as const;
    const kept = await this.claims.end(claim._id, ending, holderId);
    if (kept !== null)
      await this.audit.record({
        action: 'wallet.object',
        actor: memberActor(holderId),
        collection: walletClaims,
        before: claim,
        after: kept,
      });
    return kept;
  }

  private change(
    action: string,
    discordId: string,
    address: string,
    next: (wallets: readonly WalletRow[]) => WalletRow[] | Promise<WalletRow[]>,
  ): Promise<void> {
    return this.database.transaction(async () => {
      const account = await this.wallets.find(discordId);
      const wallets = walletsOf(account);
      if (account === null || find(wallets, address) === undefined) throw new WalletGoneError();
      await this.write(action, memberActor(discordId), account, await next(wallets));
    });
  }

  private async write(
    action: string,
    actor: AuditActor,
    before: DiscordAccountLink,
    wallets: readonly WalletRow[],
  ): Promise<void> {
    const after = await this.wallets.replace(before, wallets);
    if (after === null) throw new WalletGoneError();
    await this.audit.record({ action, actor, collection: accountLinks, before, after });
  }
}

export const walletsOf = (account: DiscordAccountLink | null): readonly WalletRow[] =>
  account?.nafflesUserInfo.wallets ?? [];

const memberActor = (id: string): AuditActor => ({ kind: 'member', id });

function assertRoomIn(wallets: readonly WalletRow[]): void {
  if (wallets.length >= MOST_WALLETS)
    throw new WalletLimitError('No room for another wallet', (texts) => texts.wallets.full(MOST_WALLETS));
}

function objectedBefore(endedAt: Date): WalletContestedError {
  const until = new Date(endedAt.getTime() + CLAIM_AGAIN_AFTER_MS);
  return new WalletContestedError('Its holder objected not long ago', (texts, time) =>
    texts.wallets.objectedBefore(time(until)),
  );
}
