import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts.service.js';
import { UnlinkService } from '../linking/unlink.service.js';
import { AttemptsService } from '../security/index.js';

/** What belongs to an account and is no row of it. Each step may run twice. */
@Injectable()
export class AccountDeparture {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly accounts: AccountsService,
    private readonly links: UnlinkService,
  ) {}

  /** Tokens are revoked at Discord, not only forgotten. @throws DiscordOAuthError Discord is away: try again */
  endLink(discordId: string): Promise<void> {
    return this.links.endNow(discordId);
  }

  /** Attempts, and traces in browsers; a lock that runs stays to its end. */
  forgetAttempts(discordId: string): Promise<void> {
    return this.attempts.forget(discordId);
  }

  /** The account's row is gone. */
  forgetAccount(discordId: string): void {
    this.accounts.forget(discordId);
  }
}
