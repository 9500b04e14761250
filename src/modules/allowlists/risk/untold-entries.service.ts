import { Injectable } from '@nestjs/common';
import { UntoldNews } from '../../../infra/untold/index.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry, EntryNotice } from '../schemas/allowlist-entry.schema.js';
import { UntoldEntriesRepository } from './untold-entries.repository.js';

/** The others follow at the contact after this one. */
const TOLD_AT_ONCE = 5;

export interface UntoldEntry {
  readonly allowlist: DiscordAllowlistConnection;
  readonly about: EntryNotice['about'];
}

/** What became of entries, where no direct message could tell it. */
@Injectable()
export class UntoldEntries extends UntoldNews<AllowlistEntry, readonly UntoldEntry[]> {
  constructor(
    untold: UntoldEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
  ) {
    super(untold, TOLD_AT_ONCE);
  }

  protected override async newsOf(
    guildId: string,
    rows: readonly AllowlistEntry[],
  ): Promise<UntoldEntry[] | null> {
    const news: UntoldEntry[] = [];
    for (const { connectionId, notice } of rows) {
      const allowlist = await this.allowlists.find(guildId, connectionId);
      if (allowlist !== null && notice !== undefined) news.push({ allowlist, about: notice.about });
    }
    return news.length === 0 ? null : news;
  }
}
