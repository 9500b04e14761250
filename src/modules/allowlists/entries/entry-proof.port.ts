import { Injectable } from '@nestjs/common';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

/** `entry.json` of the draw protocol, section 5: what a member checks their own entry by. */
export interface EntryFile {
  readonly discordId: string;
  readonly salt: string;
  readonly tickets: number;
  readonly index: number;
  readonly path: readonly string[];
}

/** Knows the list that was frozen. */
export abstract class EntryProofs {
  /** `null` while no list is frozen, or where the entry is not on it. */
  abstract fileOf(allowlist: DiscordAllowlistConnection, entry: AllowlistEntry): Promise<EntryFile | null>;
}

/** Until a draw has frozen a list there is no path in it. */
@Injectable()
export class NoEntryProofs extends EntryProofs {
  override fileOf(): Promise<null> {
    return Promise.resolve(null);
  }
}
