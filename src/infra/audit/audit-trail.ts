import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { Clock } from '../../kernel/clock.js';
import { EncryptionService } from '../crypto/index.js';
import { anchorFilter, INTERACTION_MAX_TIME_MS, type PageAnchor } from '../database/index.js';
import type { Collection } from '../database/schema/index.js';
import { scope } from '../observability/index.js';
import { type AuditActor, type AuditChange, AuditEntry, type AuditTarget } from './audit-entry.schema.js';
import { changesBetween } from './changes.js';

const PURPOSE = 'audit';

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

/** Something that was done and changed no field: a secret was given out, data were shown. */
export type AuditedAct = Pick<AuditedChange, 'action' | 'actor' | 'guildId' | 'reason'> & {
  readonly target: AuditTarget;
};

export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
}

/** Who changed what. Entries are only ever added. */
@Injectable()
export class AuditTrail {
  constructor(
    @InjectModel(AuditEntry.name) private readonly entries: Model<AuditEntry>,
    private readonly clock: Clock,
    private readonly encryption: EncryptionService,
  ) {}

  /**
   * Call it inside the transaction of the change: both are written or neither. A change that changes
   * nothing leaves no entry.
   */
  async record({ action, actor, collection, before, after, guildId, reason }: AuditedChange): Promise<void> {
    const changes = changesBetween(collection, before, after);
    const id = (after ?? before)?._id.toHexString();
    if (changes.length === 0 || id === undefined) return;
    await this.add({ action, actor, guildId, reason, target: { kind: collection.name, id } }, changes);
  }

  /** Call it inside the transaction of the act, where it writes something. */
  note(act: AuditedAct): Promise<void> {
    return this.add(act, []);
  }

  /** As what somebody may stand in entries: for their export. */
  actorIds(discordId: string): string[] {
    return [discordId, ...this.encryption.hmacs(PURPOSE, discordId)];
  }

  /** How often something was done in a server, ever: entries don't expire. */
  count(guildId: string, action: string): Promise<number> {
    return this.entries.countDocuments({ guildId, action }).exec();
  }

  /** A server's entries, newest first; `before` gives the page before an anchor, in the same order. */
  async pageOfGuild(
    guildId: string,
    limit: number,
    anchor?: PageAnchor,
    { actorId, action }: AuditFilter = {},
  ): Promise<AuditEntry[]> {
    const isBackwards = anchor?.direction === 'before';
    const _id = anchorFilter(anchor);
    const page = await this.entries
      .find({
        guildId,
        ...(actorId !== undefined && { 'actor.id': actorId }),
        ...(action !== undefined && { action }),
        ...(_id && { _id }),
      })
      .sort({ _id: isBackwards ? 1 : -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AuditEntry[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  private async add({ guildId, reason, ...act }: AuditedAct, changes: AuditChange[]): Promise<void> {
    const { interactionId, job } = scope.getStore() ?? {};
    await this.entries.insertMany([
      {
        ...act,
        actor: this.stored(act.actor),
        ...(guildId !== undefined && { guildId }),
        changes,
        ...(reason !== undefined && { reason }),
        correlationId: interactionId ?? job ?? new Types.ObjectId().toHexString(),
        at: this.clock.now(),
      },
    ]);
  }

  /** Members who act for themselves may have themselves erased, which an entry never is: it names none. */
  private stored({ kind, id }: AuditActor): AuditActor {
    return { kind, id: kind === 'member' ? this.encryption.hmac(PURPOSE, id) : id };
  }
}
