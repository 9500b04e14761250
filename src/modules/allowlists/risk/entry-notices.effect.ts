import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { isPseudonym } from '../../../kernel/pseudonym.js';
import { textsOf } from '../../../locales/index.js';
import { AccountActivity, MemberNotices } from '../../accounts/index.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { inServer } from '../views/draw.view.js';
import { entryNoticeView } from '../views/held.view.js';
import { WinnerDebts } from '../winners/winner-debts.service.js';
import { HeldEntriesRepository } from './held-entries.repository.js';
import { ENTRY_NOTICES_EFFECT } from './held-entries.service.js';

/** Thousands may have won together: nobody gets a burst of direct messages out of the bot. */
const NOTICES_A_TURN = 5;

/**
 * Tells members by direct message what became of an entry that was held, or that won with all others. Who takes
 * none is told at the next contact.
 */
@Injectable()
export class EntryNoticesEffect extends DueEffect {
  readonly name = ENTRY_NOTICES_EFFECT;

  constructor(
    private readonly held: HeldEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly notices: MemberNotices,
    private readonly debts: WinnerDebts,
    private readonly activity: AccountActivity,
    private readonly servers: ServersService,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.held.claimDueNotices(now, until, Math.min(limit, NOTICES_A_TURN));
  }

  override postpone(entryId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.held.postponeNotice(entryId, claimedUntil, until);
  }

  override async run(entryId: string): Promise<void> {
    const entry = await this.held.findById(entryId);
    if (entry?.notice === undefined) return;
    const { connectionId, discordId, notice } = entry;
    const allowlist = await this.allowlists.findById(connectionId);
    if (allowlist === null || isPseudonym(discordId)) {
      await this.held.noticeTold(entry);
      return;
    }
    if (notice.about === 'won') await this.settleWin(entry, allowlist);
    const view = entryNoticeView(allowlist, notice.about, textsOf(allowlist.locale));
    const server = await this.servers.find(allowlist.guildId);
    const outcome = await this.notices.tell(
      discordId,
      inServer(view, server),
      `${notice.about[0] ?? ''}${entryId}`,
    );
    await this.held.noticeTold(entry, outcome !== 'sent');
  }

  private async settleWin(entry: AllowlistEntry, allowlist: DiscordAllowlistConnection): Promise<void> {
    await this.debts.oweRoleOf(entry, allowlist);
    await this.activity.recount(entry.discordId);
  }
}
