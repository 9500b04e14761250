import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { textsOf } from '../../../locales/index.js';
import { AccountActivity, MemberNotices } from '../../accounts/index.js';
import { ServersService } from '../../servers/index.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import { toldIn } from '../draws/told-in.rules.js';
import { inServer, winnerNoticeView } from '../views/draw.view.js';

export const WINNER_NOTICE = 'winner-notice';
export const WINNER_ROLE = 'winner-role';
export const LOST_WIN = 'lost-win';

const NONCE_LENGTH = 24;

/** Of a message that an event owes. */
export const nonceOf = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, NONCE_LENGTH);

/** A winner's figures, and a direct message. Who takes none was pinged in the channel all the same. */
@Injectable()
export class WinnerNoticeEffect extends OutboxEffect {
  readonly kind = WINNER_NOTICE;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly notices: MemberNotices,
    private readonly activity: AccountActivity,
    private readonly servers: ServersService,
  ) {
    super();
  }

  override async run({ allowlistId, rank }: OutboxPayload, key: string): Promise<void> {
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const winner = draw?.winners.find((one) => one.rank === rank);
    const allowlist = await this.allowlists.findByAllowlist(String(allowlistId));
    // Erased, or passed over, since.
    if (draw === null || winner?.discordId === undefined || allowlist === null) return;
    await this.activity.recount(winner.discordId);
    const view = winnerNoticeView(toldIn(allowlist, draw), winner, textsOf(allowlist.locale));
    const server = await this.servers.find(allowlist.guildId);
    await this.notices.tell(winner.discordId, inServer(view, server), nonceOf(key));
  }
}

/** Gives the role of winners; where it can't be given managers are told what to mend, and it is tried again. */
@Injectable()
export class WinnerRoleEffect extends OutboxEffect {
  readonly kind = WINNER_ROLE;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly entries: EntryListsRepository,
    private readonly discord: DiscordApi,
    private readonly servers: ServersService,
  ) {
    super();
  }

  override async run(payload: OutboxPayload): Promise<void> {
    const member = await this.memberOf(payload);
    // Erased, or passed over, since.
    if (member?.discordId === undefined) return;
    const { guildId, discordId } = member;
    try {
      await this.discord.giveRole(guildId, discordId, String(payload.roleId));
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isMemberGone) return;
      if (error instanceof DiscordRefusedError) await this.servers.noticeRefusal(guildId);
      throw error;
    }
  }

  /** By the line of the list where everyone has won, else by rank. */
  private async memberOf({
    connectionId,
    entrant,
    allowlistId,
    rank,
  }: OutboxPayload): Promise<{ readonly guildId: string; readonly discordId?: string } | null> {
    if (entrant !== undefined) return this.entries.at(String(connectionId), String(entrant));
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const discordId = draw?.winners.find((one) => one.rank === rank)?.discordId;
    return draw && { guildId: draw.guildId, ...(discordId !== undefined && { discordId }) };
  }
}

/** The figures of who lost a place. */
@Injectable()
export class LostWinEffect extends OutboxEffect {
  readonly kind = LOST_WIN;

  constructor(
    private readonly entries: EntryListsRepository,
    private readonly activity: AccountActivity,
  ) {
    super();
  }

  override async run({ connectionId, entrant }: OutboxPayload): Promise<void> {
    const entry = await this.entries.at(String(connectionId), String(entrant));
    if (entry !== null) await this.activity.recount(entry.discordId);
  }
}
