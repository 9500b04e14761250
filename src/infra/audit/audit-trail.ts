import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { Clock } from '../../kernel/clock.js';
import { INTERACTION_MAX_TIME_MS } from '../database/index.js';
import type { Collection } from '../database/schema/index.js';
import { scope } from '../observability/index.js';
import { type AuditActor, AuditEntry } from './audit-entry.schema.js';
import { changesBetween } from './changes.js';

export interface AuditedChange {
  /** What was done, such as `community.link`. */
  readonly action: string;
  readonly actor: AuditActor;
  /** Whose documents `before` and `after` are. */
  readonly collection: Collection;
  readonly before: { readonly _id: Types.ObjectId } | null;
  readonly after: { readonly _id: Types.ObjectId } | null;
  readonly guildId?: string;
  readonly reason?: string;
}

/** Who changed what. Entries are only ever added. */
@Injectable()
export class AuditTrail {
  constructor(
    @InjectModel(AuditEntry.name) private readonly entries: Model<AuditEntry>,
    private readonly clock: Clock,
  ) {}

  /**
   * Call it inside the transaction of the change: both are written or neither. A change that changes
   * nothing leaves no entry.
   */
  async record({ action, actor, collection, before, after, guildId, reason }: AuditedChange): Promise<void> {
    const changes = changesBetween(collection, before, after);
    const id = (after ?? before)?._id.toHexString();
    if (changes.length === 0 || id === undefined) return;
    const { interactionId, job } = scope.getStore() ?? {};
    await this.entries.insertMany([
      {
        action,
        actor,
        target: { kind: collection.name, id },
        ...(guildId !== undefined && { guildId }),
        changes,
        ...(reason !== undefined && { reason }),
        correlationId: interactionId ?? job ?? new Types.ObjectId().toHexString(),
        at: this.clock.now(),
      },
    ]);
  }

  /** How often something was done in a server, ever: entries don't expire. */
  count(guildId: string, action: string): Promise<number> {
    return this.entries.countDocuments({ guildId, action }).exec();
  }

  /** A server's changes, newest first; `olderThan` is the id of the last one of the page before. */
  pageOfGuild(guildId: string, limit: number, olderThan?: Types.ObjectId): Promise<AuditEntry[]> {
    return this.entries
      .find({ guildId, ...(olderThan && { _id: { $lt: olderThan } }) })
      .sort({ _id: -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AuditEntry[]>()
      .exec();
  }
}
