import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { Clock, MINUTE_MS } from '../../kernel/clock.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { INTERACTION_MAX_TIME_MS } from '../database/index.js';
import { Draft } from './draft.schema.js';

const NO_ID = '0'.repeat(24);
/** As long as Discord lets a form be answered. */
const DRAFT_LIFE_MS = 15 * MINUTE_MS;

export interface DraftOwner {
  readonly guildId: string;
  readonly discordId: string;
}

@Injectable()
export class DraftsRepository {
  constructor(
    @InjectModel(Draft.name) private readonly drafts: Model<Draft>,
    private readonly clock: Clock,
  ) {}

  async create(kind: string, owner: DraftOwner, values: Record<string, string>): Promise<string> {
    const _id = new Types.ObjectId();
    const draft = {
      _id,
      kind,
      guildId: owner.guildId,
      discordId: owner.discordId,
      values,
      expiresAt: this.expiry(),
    };
    await this.drafts.collection.insertOne(draft, { maxTimeMS: INTERACTION_MAX_TIME_MS });
    return _id.toHexString();
  }

  /** A form whose id says whose it is, and of what: begun anew, whatever was kept before. */
  async begin(
    draftId: string,
    kind: string,
    { guildId, discordId }: DraftOwner,
    values: Record<string, string>,
  ): Promise<void> {
    const _id = new Types.ObjectId(draftId);
    await this.drafts.collection.replaceOne(
      { _id },
      { kind, guildId, discordId, values, expiresAt: this.expiry() },
      { upsert: true, maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  async remove(draftId: string, kind: string, owner: DraftOwner): Promise<void> {
    await this.drafts
      .deleteOne(this.own(draftId, kind, owner))
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** Keeps what was typed and gives it another 15 minutes; `null` when it has expired or is not theirs. */
  update(
    draftId: string,
    kind: string,
    owner: DraftOwner,
    values: Record<string, string>,
  ): Promise<Draft | null> {
    const changes = Object.fromEntries(
      Object.entries(values).map(([field, value]) => [`values.${field}`, value]),
    );
    return this.drafts
      .findOneAndUpdate(
        this.own(draftId, kind, owner),
        { $set: { ...changes, expiresAt: this.expiry() } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Draft>()
      .exec();
  }

  find(draftId: string, kind: string, owner: DraftOwner): Promise<Draft | null> {
    return this.drafts
      .findOne(this.own(draftId, kind, owner))
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Draft>()
      .exec();
  }

  /** The TTL index deletes within a minute; what is late is treated as gone already. */
  private own(draftId: string, kind: string, { guildId, discordId }: DraftOwner) {
    const _id = new Types.ObjectId(isObjectIdText(draftId) ? draftId : NO_ID);
    return { _id, kind, guildId, discordId, expiresAt: { $gt: this.clock.now() } };
  }

  private expiry(): Date {
    return new Date(this.clock.now().getTime() + DRAFT_LIFE_MS);
  }
}
