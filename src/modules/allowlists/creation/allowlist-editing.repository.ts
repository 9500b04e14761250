import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, UpdateQuery } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import {
  type AllowlistData,
  type AllowlistStatus,
  DiscordAllowlistConnection,
  OPEN_STATUSES,
} from '../schemas/allowlist-connection.schema.js';
import { asSeen } from './as-seen.js';

/** What members read may be put better until it closes. */
export const EDITABLE: readonly AllowlistStatus[] = ['draft', 'scheduled', 'active', 'paused'];
/** What decides who may enter and who wins stays as it was when the first could enter. */
export const UNOPENED: readonly AllowlistStatus[] = ['draft', 'scheduled'];

/** New values; `undefined` takes one out. */
type Changes = { readonly [Key in keyof AllowlistData]?: AllowlistData[Key] | undefined };

/**
 * Changes of drafts and of allowlists that are not closed. Each gives the allowlist after it, or `null` where there
 * was nothing to change any more: it is closed, or somebody was faster. To be called in a transaction.
 */
@Injectable()
export class AllowlistEditingRepository {
  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
  ) {}

  /** Only while `keys` are as they were seen: nobody's change is lost. */
  change(
    seen: DiscordAllowlistConnection,
    keys: readonly (keyof AllowlistData)[],
    changes: Changes,
    statuses: readonly AllowlistStatus[],
  ): Promise<DiscordAllowlistConnection | null> {
    const filter = { ...asSeen(seen.allowlistData, keys), ...isIn(statuses) };
    return this.update(seen, filter, updateOf(changes));
  }

  /** Of a draft, or of an allowlist whose card can't be shown where it was: it is posted there. */
  setChannel(
    { _id, guildId }: DiscordAllowlistConnection,
    channelId: string,
    now: Date,
  ): Promise<DiscordAllowlistConnection | null> {
    const isLost = { ...isIn(OPEN_STATUSES), 'card.trouble': { $exists: true } };
    const isDraft = { $in: ['$allowlistData.status', [...UNOPENED]] };
    const moved = {
      channelId,
      messageId: '$$REMOVE',
      'card.shown': '$$REMOVE',
      'card.drawnVersion': '$$REMOVE',
      'card.due': { $cond: [isDraft, '$$REMOVE', now] },
    };
    return this.allowlists
      .findOneAndUpdate({ _id, guildId, $or: [isIn(UNOPENED), isLost] }, [{ $set: moved }], {
        updatePipeline: true,
        returnDocument: 'after',
      })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  private update(
    { _id, guildId }: DiscordAllowlistConnection,
    guard: object,
    update: UpdateQuery<DiscordAllowlistConnection>,
  ): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOneAndUpdate({ _id, guildId, ...guard }, update, { returnDocument: 'after' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }
}

const isIn = (statuses: readonly AllowlistStatus[]) => ({ 'allowlistData.status': { $in: [...statuses] } });

function updateOf(changes: Changes): UpdateQuery<DiscordAllowlistConnection> {
  const entries = Object.entries(changes).map(([key, value]): [string, unknown] => [
    `allowlistData.${key}`,
    value,
  ]);
  const set = entries.filter(([, value]) => value !== undefined);
  const unset = entries.filter(([, value]) => value === undefined).map(([path]) => [path, ''] as const);
  return {
    ...(set.length > 0 && { $set: Object.fromEntries(set) }),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset) }),
  };
}
