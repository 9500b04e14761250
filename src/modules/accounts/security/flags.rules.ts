import type { SecurityFlag } from '../schemas/account-link.schema.js';

/** What an open flag adds to the risk of its member. */
export const SEVERITY_WEIGHTS: Readonly<Record<SecurityFlag['severity'], number>> = {
  low: 10,
  medium: 25,
  high: 50,
};

/** All there are. */
export const FLAG_KINDS = [
  'new-account',
  'shared-browser',
  'foreign-token',
  'wallet-seen-elsewhere',
] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** What a server may know: its own flags, and those across servers, which name nobody and no server. */
export const visibleIn = (flags: readonly SecurityFlag[], guildId: string): SecurityFlag[] =>
  flags.filter((flag) => flag.guildId === undefined || flag.guildId === guildId);
