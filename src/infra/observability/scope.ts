import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one interaction or job carries; never a name, a token or what a person typed. */
export interface Scope {
  readonly interactionId?: string;
  readonly guildId?: string;
  readonly discordId?: string;
  readonly handler?: string;
  readonly job?: string;
}

/** Follows one interaction or job through every await. */
export const scope = new AsyncLocalStorage<Scope>();
