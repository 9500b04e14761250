import type { Problem } from '../doctor/doctor.rules.js';

/** The kind of outbox row that tells managers what happened to their server. */
export const SERVER_NOTICE = 'server-notice';

/** What can happen to tasks, allowlists and their cards that nobody at the server may have noticed. */
export const CARD_EVENTS = [
  'task/channel-gone',
  'task/no-access',
  'task/back',
  'task/deleted-often',
  'task/closed',
  'task/occurrence-waits',
  'allowlist/channel-gone',
  'allowlist/no-access',
  'allowlist/back',
  'allowlist/deleted-often',
  'allowlist/closed',
  'allowlist/draw-channel',
  'allowlist/draw-beacon',
  'allowlist/draw-check',
  'allowlist/draw-stuck',
  'allowlist/pick',
  'allowlist/pick-again',
  'allowlist/held',
] as const;

export interface CardNotice {
  readonly event: (typeof CARD_EVENTS)[number];
  readonly channelId: string;
  /** Of one of those that are concerned, as typed. */
  readonly title: string;
  /** How many tasks, or allowlists, are concerned. */
  readonly cards: number;
}

/** What managers are told of their server, beside what they asked for. */
export type ServerNotice =
  | { readonly about: 'problems'; readonly problems: readonly Problem[]; readonly botId: string }
  | { readonly about: 'recovered' }
  /** The fields of a lost channel, or `role`. */
  | { readonly about: 'lost'; readonly what: readonly string[] }
  | ({ readonly about: 'cards' } & CardNotice);
