import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { ManagedCards, type ManagedPanel } from '../../cards/index.js';
import { ManagePostService } from '../manage-post.service.js';
import { managePostView } from '../views/manage-post.view.js';

@Injectable()
export class ManagedTaskCards extends ManagedCards {
  readonly needs = ['tasks.create', 'tasks.review', 'analytics.view'] as const;

  constructor(private readonly managed: ManagePostService) {
    super();
  }

  override async open(
    action: MemberAction,
    messageId: string,
    isManager: boolean,
  ): Promise<ManagedPanel | null> {
    const found = await this.managed.openCard(action, messageId, isManager);
    return found && ((now, texts) => managePostView(found, now, texts));
  }
}
