import { Injectable, Logger } from '@nestjs/common';
import { EncryptionService } from '../../../infra/crypto/index.js';
import { Metrics } from '../../../infra/observability/index.js';
import { Clock, DAY_MS, MINUTE_MS } from '../../../kernel/clock.js';
import type { RestrictedKind } from '../schemas/restriction.schema.js';
import { RestrictionsRepository } from './restrictions.repository.js';
import { LockedError } from './security.errors.js';
import { SecurityDataRepository } from './security-data.repository.js';

/** Who tries: never the account whose identity is presented. */
export interface Asker {
  /** Absent where it isn't known who asks. */
  readonly discordId?: string;
  readonly browserId?: string;
}

const WINDOW_MS = 15 * MINUTE_MS;
const LOCK_MS = 15 * MINUTE_MS;
const BROWSER_USE_MS = 30 * DAY_MS;

/**
 * Attempts to link accounts and wallets. Five failures in 15 minutes lock the member and the browser that
 * asked for 15 minutes, each by a count of its own. Only HMACs of ids are kept, so that a lock outlives the
 * erasure of its member; a new key finds what was written under the old one.
 */
@Injectable()
export class AttemptsService {
  private readonly logger = new Logger(AttemptsService.name);

  constructor(
    private readonly restrictions: RestrictionsRepository,
    private readonly data: SecurityDataRepository,
    private readonly encryption: EncryptionService,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Before each attempt. @throws LockedError too many have failed */
  async assertOpen(asker: Asker): Promise<void> {
    const subjects = idsOf(asker).flatMap(([kind, id]) => this.subjects(kind, id));
    if (subjects.length === 0) return;
    const now = this.clock.now();
    const until = await this.restrictions.lockedUntil(subjects, now);
    if (until !== null) throw new LockedError(until, now);
  }

  /** @param reason a code for the log and the metric, such as `OAUTH_WRONG_USER` */
  async failed(asker: Asker, reason: string): Promise<void> {
    const at = this.clock.now();
    const lockUntil = new Date(at.getTime() + LOCK_MS);
    const since = new Date(at.getTime() - WINDOW_MS);
    this.metrics.securityEvents.inc({ kind: 'failed-attempt' });
    this.logger.warn({ msg: 'An attempt to link has failed', reason });
    for (const [kind, id] of idsOf(asker)) {
      const subject = this.encryption.hmac('restrictions', `${kind}/${id}`);
      const isLocked = await this.restrictions.countFailure({ kind, subject, at, since, lockUntil });
      if (isLocked) this.metrics.securityEvents.inc({ kind: `${kind}-locked` });
      if (kind === 'member') await this.data.countFailure(id, isLocked ? lockUntil : undefined);
    }
  }

  /** The member's count begins anew; the browser's does not, or one's own account would reset it. */
  async succeeded({ discordId }: Asker): Promise<void> {
    if (discordId === undefined) return;
    await this.restrictions.forgetFailures(this.subjects('member', discordId));
    await this.data.forgetFailures(discordId);
  }

  /** For the erasure of a member: a lock that runs stays to its end, and names nobody. */
  forget(discordId: string): Promise<void> {
    return this.restrictions.forgetMember(this.subjects('member', discordId), this.clock.now());
  }

  /** How many members have linked an account from this browser in 30 days, this one included. */
  membersOfBrowser(browserId: string, discordId: string): Promise<number> {
    const at = this.clock.now();
    return this.restrictions.addMember({
      subject: this.encryption.hmac('restrictions', `browser/${browserId}`),
      member: this.encryption.hmac('restrictions', `member/${discordId}`),
      at,
      since: new Date(at.getTime() - BROWSER_USE_MS),
      keepUntil: new Date(at.getTime() + BROWSER_USE_MS),
    });
  }

  private subjects(kind: RestrictedKind, id: string): string[] {
    return this.encryption.hmacs('restrictions', `${kind}/${id}`);
  }
}

function idsOf({ discordId, browserId }: Asker): [RestrictedKind, string][] {
  return [
    ...(discordId === undefined ? [] : [['member', discordId] as [RestrictedKind, string]]),
    ...(browserId === undefined ? [] : [['browser', browserId] as [RestrictedKind, string]]),
  ];
}
