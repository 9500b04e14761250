import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AllowlistsRepository } from '../allowlists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { EntryNotice } from '../schemas/allowlist-entry.schema.js';
import { UntoldEntriesRepository } from './untold-entries.repository.js';

/** The others follow at the contact after this one. */
const TOLD_AT_ONCE = 5;
/** How long a server where everybody was told is believed to be so: presses come by the hundred. */
const ALL_TOLD_MS = 5_000;
const SERVERS_KEPT = 5_000;

export interface UntoldEntry {
  readonly allowlist: DiscordAllowlistConnection;
  readonly about: EntryNotice['about'];
}

/** What became of entries, where no direct message could tell it: told once, when the member comes by. */
@Injectable()
export class UntoldEntries {
  private readonly logger = new Logger(UntoldEntries.name);
  private readonly allTold = new LRUCache<string, true>({ max: SERVERS_KEPT, ttl: ALL_TOLD_MS });

  constructor(
    private readonly untold: UntoldEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
  ) {}

  /** What is taken here is told nowhere else. If it can't be told after all, it is to be told again. */
  async tell(
    guildId: string,
    discordId: string,
    say: (untold: readonly UntoldEntry[]) => Promise<unknown>,
  ): Promise<void> {
    if (this.allTold.has(guildId)) return;
    if (!(await this.untold.isAnyIn(guildId))) {
      this.allTold.set(guildId, true);
      return;
    }
    const taken = await this.untold.take(guildId, discordId, TOLD_AT_ONCE);
    try {
      const told: UntoldEntry[] = [];
      for (const { connectionId, notice } of taken) {
        const allowlist = await this.allowlists.find(guildId, connectionId);
        if (allowlist !== null && notice !== undefined) told.push({ allowlist, about: notice.about });
      }
      if (told.length > 0) await say(told);
    } catch (err) {
      this.logger.warn({ msg: 'What became of an entry could not be told at a contact', err });
      await this.untold.giveBack(taken);
    }
  }
}
