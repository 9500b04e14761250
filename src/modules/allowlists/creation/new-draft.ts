import { Types } from 'mongoose';
import { withDefaults } from '../../../infra/database/schema/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import {
  allowlistConnections,
  type AllowlistContent,
  type AllowlistData,
  ALLOWLIST_LIMITS,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';

/** Where a draft is made, by whom, and when. */
export interface Origin {
  readonly guildId: string;
  readonly channelId: string;
  readonly communityId: string;
  readonly locale: string;
  readonly createdBy: string;
  readonly now: Date;
}

/** What makes an allowlist, but for what has a default. */
export type NewContent = Pick<AllowlistContent, 'title' | 'description' | 'prize' | 'kind'> &
  Partial<AllowlistContent>;

/** A draft: a row like that of a posted allowlist, of which no card is due. Its end is not chosen yet. */
export function newDraft(id: string, content: NewContent, origin: Origin): DiscordAllowlistConnection {
  const { now, ...place } = origin;
  return withDefaults<DiscordAllowlistConnection>(allowlistConnections, {
    _id: new Types.ObjectId(id),
    allowlistId: id,
    ...place,
    createdAt: now,
    allowlistData: { ...content, status: 'draft', endsAt: now },
    card: { wanted: 0 },
  });
}

/** What a copy of an allowlist has: everything but its dates and its place in life. */
export function contentOf({ allowlistData, createdAt }: DiscordAllowlistConnection): AllowlistContent {
  const { startsAt = createdAt, endsAt, ...rest } = allowlistData;
  const content: Partial<Pick<AllowlistData, 'status'>> & AllowlistContent = { ...rest };
  delete content.status;
  const minutes = Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE_MS);
  if (minutes > 0) content.openMinutes ??= Math.min(minutes, ALLOWLIST_LIMITS.openMinutes);
  return content;
}
