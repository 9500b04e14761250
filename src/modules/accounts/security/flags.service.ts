import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../../../infra/observability/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AccountsService } from '../accounts.service.js';
import type { SecurityFlag } from '../schemas/account-link.schema.js';
import { type FlagKind, visibleIn } from './flags.rules.js';
import { SecurityDataRepository } from './security-data.repository.js';

export interface NewFlag {
  readonly kind: FlagKind;
  readonly severity: SecurityFlag['severity'];
  /** In words for a manager; names nobody else, and no other server. */
  readonly reason: string;
  /** The server in which it was noticed, whose managers alone see it; absent: a signal across servers. */
  readonly guildId?: string;
}

/** What is noticed about a member, with its reason: for managers to judge, it blocks nobody by itself. */
@Injectable()
export class FlagsService {
  private readonly logger = new Logger(FlagsService.name);

  constructor(
    private readonly data: SecurityDataRepository,
    private readonly accounts: AccountsService,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Raised again while it is open it is renewed, not doubled. */
  async raise(discordId: string, flag: NewFlag): Promise<void> {
    this.metrics.securityEvents.inc({ kind: flag.kind });
    this.logger.warn({ msg: 'A member was flagged', kind: flag.kind, severity: flag.severity });
    await this.accounts.ensure(discordId);
    await this.data.raise(discordId, { ...flag, at: this.clock.now() });
  }

  /** What the managers of a server may see, oldest first. */
  async seenIn(guildId: string, discordId: string): Promise<SecurityFlag[]> {
    return visibleIn(await this.data.flagsOf(discordId), guildId);
  }
}
