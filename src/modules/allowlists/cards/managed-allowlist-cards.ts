import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { ManagedCards, type ManagedPanel } from '../../cards/index.js';
import { ManageAllowlistService } from '../manage-allowlist.service.js';
import { manageAllowlistView } from '../views/manage-allowlist.view.js';

@Injectable()
export class ManagedAllowlistCards extends ManagedCards {
  readonly needs = ['allowlists.run'] as const;

  constructor(private readonly managed: ManageAllowlistService) {
    super();
  }

  override async open(
    action: MemberAction,
    messageId: string,
    isManager: boolean,
  ): Promise<ManagedPanel | null> {
    const found = await this.managed.openCard(action, messageId, isManager);
    return found && ((now, texts) => manageAllowlistView(found, now, texts));
  }
}
