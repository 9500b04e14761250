import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { BULK_APPROVAL, BulkApprovals } from './bulk-approvals.service.js';

/** Does what is left of a bulk approval whose process ended in the middle. */
@Injectable()
export class BulkApprovalEffect extends OutboxEffect {
  readonly kind = BULK_APPROVAL;

  constructor(private readonly approvals: BulkApprovals) {
    super();
  }

  override async run({ guildId, postId, by, untilMs }: OutboxPayload): Promise<void> {
    const until = new Date(Number(untilMs));
    await this.approvals.carryOut({
      guildId: String(guildId),
      taskPostId: String(postId),
      until,
      notOf: String(by),
    });
  }
}
