import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock, DAY_MS } from '../../../kernel/clock.js';
import { AccountsRepository } from '../accounts.repository.js';
import { accountLinks } from '../schemas/account-link.schema.js';
import { NotLinkedAccountError } from './linking.errors.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';
import { REVOKE_TOKENS, RevokeTokensEffect } from './revoke-tokens.effect.js';

/** If Discord stays away they are erased all the same: then they end there by themselves, within days. */
const ERASED_AFTER_MS = DAY_MS;

/** Undoes a link. Points, tasks, entries and wallets stay: they don't come from it. */
@Injectable()
export class UnlinkService {
  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly revoke: RevokeTokensEffect,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedAccountError */
  async assertLinked(discordId: string): Promise<void> {
    const state = await this.tokens.stateOf(discordId);
    if (state === null || state.unlinkedAt !== undefined)
      throw new NotLinkedAccountError('Nothing is linked');
  }

  /**
   * From here on the tokens serve for nothing but their own end. What they said for linked roles is taken
   * back, then they are revoked, then erased: at once, or as soon as Discord answers, within a day.
   *
   * @throws NotLinkedAccountError
   */
  async unlink(discordId: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async () => {
      const row = await this.tokens.unlink(discordId, now, new Date(now.getTime() + ERASED_AFTER_MS));
      if (row === null) throw new NotLinkedAccountError('Nothing is linked');
      const change = await this.accounts.noteUnlinked(discordId);
      await this.audit.record({
        action: 'account.unlink',
        actor: { kind: 'member', id: discordId },
        collection: accountLinks,
        ...change,
      });
      await this.outbox.add(
        REVOKE_TOKENS,
        `${REVOKE_TOKENS}/${row._id.toHexString()}/${String(now.getTime())}`,
        {
          row: row._id.toHexString(),
          unlinkedAt: now.getTime(),
        },
      );
    });
  }

  /**
   * The end of an account: does now what `unlink` leaves to the worker. After a day without Discord there are
   * no tokens any more, and nothing is left to be done.
   *
   * @throws DiscordOAuthError Discord is away: try again
   */
  async endNow(discordId: string): Promise<void> {
    const now = this.clock.now();
    await this.tokens.unlink(discordId, now, new Date(now.getTime() + ERASED_AFTER_MS));
    const state = await this.tokens.stateOf(discordId);
    if (state?.unlinkedAt === undefined) return;
    await this.revoke.run({ row: state._id.toHexString(), unlinkedAt: state.unlinkedAt.getTime() });
  }
}
