import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { textsOf } from '../../../locales/index.js';
import { MemberNotices } from '../../accounts/index.js';
import { ServersService } from '../../servers/index.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { winnerNoticeView } from '../views/draw.view.js';

export const WINNER_NOTICE = 'winner-notice';
export const WINNER_ROLE = 'winner-role';

const NONCE_LENGTH = 24;

/** Of a message that an event owes. */
export const nonceOf = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, NONCE_LENGTH);

/** Tells a winner by direct message. Who takes none was pinged in the channel all the same. */
@Injectable()
export class WinnerNoticeEffect extends OutboxEffect {
  readonly kind = WINNER_NOTICE;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly notices: MemberNotices,
  ) {
    super();
  }

  override async run({ allowlistId, rank }: OutboxPayload, key: string): Promise<void> {
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const winner = draw?.winners.find((one) => one.rank === rank);
    const allowlist = await this.allowlists.findByAllowlist(String(allowlistId));
    // Erased, or passed over, since.
    if (winner?.discordId === undefined || allowlist === null) return;
    const view = winnerNoticeView(allowlist, winner, textsOf(allowlist.locale));
    await this.notices.tell(winner.discordId, view, nonceOf(key));
  }
}

/** Gives the role of winners; where it can't be given managers are told what to mend, and it is tried again. */
@Injectable()
export class WinnerRoleEffect extends OutboxEffect {
  readonly kind = WINNER_ROLE;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly discord: DiscordApi,
    private readonly servers: ServersService,
  ) {
    super();
  }

  override async run({ allowlistId, rank, roleId }: OutboxPayload): Promise<void> {
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const discordId = draw?.winners.find((one) => one.rank === rank)?.discordId;
    // Erased, or passed over, since.
    if (draw === null || discordId === undefined) return;
    try {
      await this.discord.giveRole(draw.guildId, discordId, String(roleId));
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isMemberGone) return;
      if (error instanceof DiscordRefusedError) await this.servers.noticeRefusal(draw.guildId);
      throw error;
    }
  }
}
