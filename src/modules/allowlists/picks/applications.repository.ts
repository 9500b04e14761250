import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, type PageAnchor } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { standingAt } from '../entries/entry-lists.repository.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

/** Entries on a list that is fixed, for those who choose from them. */
@Injectable()
export class ApplicationsRepository {
  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {}

  /**
   * In the order in which they came.
   *
   * @param anchor goes on behind this entry, or ends before it
   */
  async page(
    connectionId: string,
    closedSeq: mongo.Timestamp,
    anchor: PageAnchor | undefined,
    limit: number,
  ): Promise<AllowlistEntry[]> {
    const isBackwards = anchor?.direction === 'before';
    const id = anchor !== undefined && isObjectIdText(anchor.id) ? new Types.ObjectId(anchor.id) : null;
    const found = await this.entries
      .find({
        connectionId,
        state: 'valid',
        ...standingAt(closedSeq),
        ...(id && { _id: isBackwards ? { $lt: id } : { $gt: id } }),
      })
      .sort({ _id: isBackwards ? -1 : 1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
    return isBackwards ? found.reverse() : found;
  }

  /** Of these members; in no order. */
  ofMembers(connectionId: string, discordIds: readonly string[]): Promise<AllowlistEntry[]> {
    return this.entries
      .find({ connectionId, discordId: { $in: [...discordIds] } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
  }

  /** `null` where it is not on the list, or of another one. */
  async find(
    connectionId: string,
    closedSeq: mongo.Timestamp,
    entryId: string,
  ): Promise<AllowlistEntry | null> {
    if (!isObjectIdText(entryId)) return null;
    return this.entries
      .findOne({ _id: new Types.ObjectId(entryId), connectionId, state: 'valid', ...standingAt(closedSeq) })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry>()
      .exec();
  }
}
