import type { EntryFile } from '../../../draw/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

export type { EntryFile } from '../../../draw/index.js';

/** Knows the list that was frozen. */
export abstract class EntryProofs {
  /** `null` while no list is frozen, or where the entry is not on it. */
  abstract fileOf(allowlist: DiscordAllowlistConnection, entry: AllowlistEntry): Promise<EntryFile | null>;
}
