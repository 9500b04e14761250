import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../../infra/database/index.js';
import { Metrics } from '../../../infra/observability/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { OauthToken } from '../schemas/oauth-token.schema.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';
import { RELINK_NOTICE } from './relink-notice.effect.js';
import { forgottenAt } from './tokens.rules.js';

/** `REFRESH_REFUSED`, `ACCESS_REFUSED`: the member took it back at Discord. `REFRESH_UNKNOWN`: an answer was lost twice. */
export type LinkFailure = 'REFRESH_REFUSED' | 'REFRESH_UNKNOWN' | 'ACCESS_REFUSED';

/** Links whose tokens serve no more. */
@Injectable()
export class FailedLinks {
  private readonly logger = new Logger(FailedLinks.name);

  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Marks the link and asks the member again, once; nothing when it was replaced meanwhile. */
  async mark(row: OauthToken, failure: LinkFailure): Promise<void> {
    const now = this.clock.now();
    const account = await this.accounts.idOf(row.discordId);
    await this.database.transaction(async () => {
      if (!(await this.tokens.markFailed(row, failure, forgottenAt(row, now)))) return;
      if (account === null) return;
      await this.outbox.add(RELINK_NOTICE, `${RELINK_NOTICE}/${account}/${String(now.getTime())}`, {
        account,
      });
    });
    this.metrics.tokenRefreshes.inc({ outcome: failure.toLowerCase().replaceAll('_', '-') });
    this.logger.warn({ msg: 'A linked account has to be linked again', failure });
  }
}
