import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { isPseudonym } from '../../../kernel/pseudonym.js';
import { MemberNotices } from '../../accounts/index.js';
import { PointsService } from '../../points/index.js';
import { ServersService } from '../../servers/index.js';
import { pointsNoticeView } from '../views/points-notice.view.js';

export const POINTS_NOTICE = 'points-notice';

/** Tells a member what a manager gave or took, and why: in the server's language, by direct message. */
@Injectable()
export class PointsNoticeEffect extends OutboxEffect {
  readonly kind = POINTS_NOTICE;

  constructor(
    private readonly points: PointsService,
    private readonly servers: ServersService,
    private readonly notices: MemberNotices,
  ) {
    super();
  }

  override async run({ interactionId, guildId }: OutboxPayload): Promise<void> {
    const moved = await this.points.movedByHand(String(interactionId));
    const server = await this.servers.find(String(guildId));
    // Erased, or unlinked, since: there is nobody to tell, or no place to tell of.
    if (moved === null || isPseudonym(moved.discordId) || server === null) return;
    await this.notices.tell(moved.discordId, pointsNoticeView(moved, server), `p${String(interactionId)}`);
  }
}
