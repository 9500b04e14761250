import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { MemberNotices } from '../../accounts/index.js';
import { ServersService } from '../../servers/index.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { toldIn } from '../draws/told-in.rules.js';
import { inServer, reminderView } from '../views/draw.view.js';
import { isClaimable } from './claim-window.rules.js';
import { nonceOf } from './winner.effects.js';

export const CLAIM_REMINDER = 'claim-reminder';

/** Those who take no direct messages are told in the channel, in one message. */
const GATHER_MS = MINUTE_MS;

/** Reminds a winner whose place is not claimed yet. */
@Injectable()
export class ClaimReminderEffect extends OutboxEffect {
  readonly kind = CLAIM_REMINDER;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly notices: MemberNotices,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async run({ allowlistId, rank }: OutboxPayload, key: string): Promise<void> {
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const winner = draw?.winners.find((one) => one.rank === rank);
    const allowlist = await this.allowlists.findByAllowlist(String(allowlistId));
    const now = this.clock.now();
    // Claimed, declined, lapsed or erased since.
    if (draw === null || allowlist === null || winner?.discordId === undefined) return;
    if (!isClaimable(winner, now)) return;
    const view = reminderView(toldIn(allowlist, draw), winner, textsOf(allowlist.locale));
    const server = await this.servers.find(allowlist.guildId);
    const outcome = await this.notices.tell(winner.discordId, inServer(view, server), nonceOf(key));
    if (outcome === 'sent') return;
    await this.draws.unreached(draw._id, winner.rank, new Date(now.getTime() + GATHER_MS));
  }
}
