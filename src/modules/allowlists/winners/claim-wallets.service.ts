import { Injectable } from '@nestjs/common';
import { type FormField, isAsOffered, type Sent } from '../../../infra/discord/index.js';
import { WalletTakenError } from '../allowlists.errors.js';
import { AllowlistEntriesRepository } from '../entries/allowlist-entries.repository.js';
import { EntryFormsService } from '../entries/entry-forms.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { ClaimRefusedError } from './claims.errors.js';

/** What a winner has to do about a wallet before the place can be claimed. */
export type WalletStep =
  | { readonly kind: 'fill-in'; readonly fields: readonly FormField[] }
  /** None of theirs is proven. */
  | { readonly kind: 'prove' };

/**
 * The wallet that a prize goes to: the one of the entry, or one that is given with the claim. Either stands on the
 * entry, whose unique index lets each wallet take part once.
 */
@Injectable()
export class ClaimWallets {
  constructor(
    private readonly entries: AllowlistEntriesRepository,
    private readonly forms: EntryFormsService,
  ) {}

  /** What is missing; `null` where nothing is. */
  async missing(allowlist: DiscordAllowlistConnection, discordId: string): Promise<WalletStep | null> {
    const { allowlistData } = allowlist;
    if (allowlistData.walletRule === 'none') return null;
    const entry = await this.entryOf(allowlist, discordId);
    if (entry === null || (await this.standing(allowlist, entry)) !== undefined) return null;
    if (allowlistData.walletRule === 'proven') {
      const proven = await this.forms.provenFor(discordId, allowlistData);
      if (proven.length === 0) return { kind: 'prove' };
    }
    return { kind: 'fill-in', fields: await this.forms.walletFields(discordId, allowlistData) };
  }

  /**
   * The wallet to claim with, kept from everybody else; none where none is asked for.
   *
   * @throws ClaimRefusedError one has to be given first
   * @throws EntryFormError
   * @throws WalletAddressError
   * @throws WalletTakenError
   */
  async settle(
    allowlist: DiscordAllowlistConnection,
    discordId: string,
    sent: Sent,
  ): Promise<string | undefined> {
    if (allowlist.allowlistData.walletRule === 'none') return undefined;
    const entry = await this.entryOf(allowlist, discordId);
    if (entry === null) return undefined;
    const standing = await this.standing(allowlist, entry);
    if (standing !== undefined) return standing;
    const address = await this.read(allowlist, discordId, sent);
    const kept = await this.entries.giveWallet(entry, address);
    if (kept === 'wallet-taken') throw new WalletTakenError();
    // Another press of the same member was faster: that wallet it is.
    return kept === null ? (await this.entryOf(allowlist, discordId))?.uniqueWallet : address;
  }

  private async read(
    { allowlistData }: DiscordAllowlistConnection,
    discordId: string,
    sent: Sent,
  ): Promise<string> {
    if (!isAsOffered(sent, await this.forms.walletFields(discordId, allowlistData)))
      throw new ClaimRefusedError('Not what is offered', (texts) => texts.draws.claims.askedAnew);
    return this.forms.readWallet(allowlistData, sent);
  }

  /** Of who left after the closing the wallet is free for others; one that is proven no more is not theirs. */
  private async standing(
    { allowlistData }: DiscordAllowlistConnection,
    { discordId, uniqueWallet }: AllowlistEntry,
  ): Promise<string | undefined> {
    if (uniqueWallet === undefined || allowlistData.walletRule !== 'proven') return uniqueWallet;
    const proven = await this.forms.provenFor(discordId, allowlistData);
    return proven.includes(uniqueWallet) ? uniqueWallet : undefined;
  }

  private entryOf({ _id }: DiscordAllowlistConnection, discordId: string): Promise<AllowlistEntry | null> {
    return this.entries.find(_id.toHexString(), discordId);
  }
}
