import { Injectable } from '@nestjs/common';
import { type AuditEntry, type AuditFilter, AuditTrail } from '../../../infra/audit/index.js';
import type { PageAnchor } from '../../../infra/database/index.js';

export interface AuditPage {
  readonly filter: AuditFilter;
  readonly entries: readonly AuditEntry[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export const AUDIT_PAGE_SIZE = 5;

/** `/community audit`: also of a server that is not linked any more, whose managers may still read what was done. */
@Injectable()
export class AuditLogService {
  constructor(private readonly trail: AuditTrail) {}

  async page(guildId: string, filter: AuditFilter, anchor?: PageAnchor): Promise<AuditPage> {
    const found = await this.trail.pageOfGuild(guildId, AUDIT_PAGE_SIZE + 1, anchor, filter);
    const isBackwards = anchor?.direction === 'before';
    const hasMore = found.length > AUDIT_PAGE_SIZE;
    // One more than a page was read; the surplus stands on the far side.
    return {
      filter,
      entries: isBackwards ? found.slice(-AUDIT_PAGE_SIZE) : found.slice(0, AUDIT_PAGE_SIZE),
      hasPrevious: isBackwards ? hasMore : anchor !== undefined,
      hasNext: isBackwards || hasMore,
    };
  }
}
