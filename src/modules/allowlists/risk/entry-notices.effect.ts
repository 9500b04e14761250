import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { isPseudonym } from '../../../kernel/pseudonym.js';
import { textsOf } from '../../../locales/index.js';
import { MemberNotices } from '../../accounts/index.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { entryNoticeView } from '../views/held.view.js';
import { HeldEntriesRepository } from './held-entries.repository.js';
import { ENTRY_NOTICES_EFFECT } from './held-entries.service.js';

/**
 * Tells members by direct message what became of an entry that was held. Who takes none finds it under *My
 * entry* and in `/allowlists`.
 */
@Injectable()
export class EntryNoticesEffect extends DueEffect {
  readonly name = ENTRY_NOTICES_EFFECT;

  constructor(
    private readonly held: HeldEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly notices: MemberNotices,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.held.claimDueNotices(now, until, limit);
  }

  override postpone(entryId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.held.postponeNotice(entryId, claimedUntil, until);
  }

  override async run(entryId: string): Promise<void> {
    const entry = await this.held.findById(entryId);
    if (entry?.notice === undefined) return;
    const { connectionId, discordId, notice } = entry;
    const allowlist = await this.allowlists.findById(connectionId);
    if (allowlist !== null && !isPseudonym(discordId)) {
      const view = entryNoticeView(allowlist, notice.about, textsOf(allowlist.locale));
      await this.notices.tell(discordId, view, `${notice.about[0] ?? ''}${entryId}`);
    }
    await this.held.noticeTold(entry);
  }
}
