import { Injectable } from '@nestjs/common';
import { RecentIds } from '../../kernel/recent-ids.js';
import { Clock, MINUTE_MS } from '../../kernel/clock.js';
import { AccountsRepository } from './accounts.repository.js';
import { OauthTokensRepository } from './linking/oauth-tokens.repository.js';
import type { AccountActivityStats } from './schemas/account-link.schema.js';

/** Discord is told of a member's figures not more often. */
const ROLE_REST_MS = MINUTE_MS;
const KNOWN_MS = MINUTE_MS;

@Injectable()
export class AccountsService {
  /** Accounts that are there: nothing to be written for them again. */
  private known = new RecentIds(100_000);
  /** Another process may have erased one. */
  private knownUntilMs = 0;

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: OauthTokensRepository,
    private readonly clock: Clock,
  ) {}

  /** The account of whoever did something, made at the first time. */
  async ensure(discordId: string): Promise<void> {
    const nowMs = this.clock.now().getTime();
    if (nowMs >= this.knownUntilMs) {
      this.known = new RecentIds(100_000);
      this.knownUntilMs = nowMs + KNOWN_MS;
    }
    if (this.known.has(discordId)) return;
    await this.accounts.ensure(discordId, this.clock.now());
    this.known.add(discordId);
  }

  /** The account is gone: whoever acts next is a new member. */
  forget(discordId: string): void {
    this.known.forget(discordId);
  }

  /** Figures that were recounted; of whom there is no account nothing is kept. Linked roles hear of it. */
  async setActivity(discordId: string, activity: AccountActivityStats): Promise<void> {
    if (await this.accounts.setActivity(discordId, activity))
      await this.tokens.wantRole(discordId, this.clock.now(), ROLE_REST_MS);
  }
}
