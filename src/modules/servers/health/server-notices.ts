import type { Problem } from '../doctor/doctor.rules.js';

/** The kind of outbox row that tells managers what happened to their server. */
export const SERVER_NOTICE = 'server-notice';

/** What managers are told of their server, beside what they asked for. */
export type ServerNotice =
  | { readonly about: 'problems'; readonly problems: readonly Problem[]; readonly botId: string }
  | { readonly about: 'recovered' }
  /** The fields of a lost channel, or `role`. */
  | { readonly about: 'lost'; readonly what: readonly string[] };
