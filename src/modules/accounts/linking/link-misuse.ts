import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Metrics } from '../../../infra/observability/index.js';
import { type OneTimeToken, OneTimeTokensRepository } from '../../../infra/one-time-tokens/index.js';
import { AccountsRepository } from '../accounts.repository.js';
import { type Asker, AttemptsService } from '../security/index.js';

/** All there are: they label a metric. */
export type Misuse = 'unknown' | 'used' | 'foreign' | 'wrong-user' | 'bad-code';

/**
 * Security events of linking: counted, logged and audited, without any secret. An entry of the audit trail
 * stays for ever, so only what was made for a member is audited, and each kind of misuse once.
 */
@Injectable()
export class LinkMisuse {
  private readonly logger = new Logger(LinkMisuse.name);

  constructor(
    private readonly tokens: OneTimeTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsService,
    private readonly audit: AuditTrail,
    private readonly metrics: Metrics,
  ) {}

  /** @param asker who tries: the browser alone where the state is not known to be theirs */
  async note(misuse: Misuse, asker: Asker, state?: OneTimeToken): Promise<void> {
    this.metrics.securityEvents.inc({ kind: `link-${misuse}` });
    this.logger.warn({ msg: 'A link of accounts was refused', misuse });
    await this.attempts.failed(asker, `LINK_${misuse.toUpperCase().replaceAll('-', '_')}`);
    if (state?.discordId === undefined || !(await this.tokens.noteMisuse(state, misuse))) return;
    const target = await this.accounts.idOf(state.discordId);
    if (target === null) return;
    await this.audit.note({
      action: 'account.link-refused',
      actor:
        asker.discordId === undefined
          ? { kind: 'service', id: 'linking' }
          : { kind: 'member', id: asker.discordId },
      target: { kind: 'discord_account_links', id: target },
      reason: misuse,
    });
  }
}
