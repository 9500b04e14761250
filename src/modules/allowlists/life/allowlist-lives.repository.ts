import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { asSeen } from '../creation/as-seen.js';
import type { ChosenSource } from '../draws/randomness-source.port.js';
import {
  type AllowlistStatus,
  DiscordAllowlistConnection,
  type DrawSummary,
} from '../schemas/allowlist-connection.schema.js';
import { mayFollow, RETIMED } from './allowlist-life.rules.js';
import { movedTo, retimed, type Timing, turned } from './life.pipelines.js';

export interface Move {
  readonly from: readonly AllowlistStatus[];
  readonly to: AllowlistStatus;
  readonly now: Date;
  readonly timing?: Timing;
}

/** What is fixed at the moment of posting. */
export interface Posting {
  readonly now: Date;
  readonly to: 'scheduled' | 'active';
  readonly communityId: string;
  readonly locale: string;
  readonly opensAt: Date;
  readonly endsAt: Date;
  readonly source: ChosenSource | { readonly method: NonNullable<DrawSummary['drawMethod']> };
}

/** What a draft was looked at for before it is posted: a change of these meanwhile is looked at again. */
const DECIDE_POSTING = [
  'kind',
  'winnerCount',
  'maxEntries',
  'walletRule',
  'startsAt',
  'endsAt',
  'openMinutes',
] as const;

/** The lives of allowlists: each change is made only from where it may be made, and decided by the database. */
@Injectable()
export class AllowlistLivesRepository {
  private readonly due: DueRows;

  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
  ) {
    this.due = new DueRows(allowlists, 'lifeDue');
  }

  /**
   * Moves an allowlist on.
   *
   * @returns the allowlist after it; `null` when it is in none of `from` any more: somebody was faster
   * @throws RangeError no such transition
   */
  transition(
    connectionId: string,
    { from, to, now, timing = {} }: Move,
  ): Promise<DiscordAllowlistConnection | null> {
    const forbidden = from.filter((status) => !mayFollow(status, to));
    if (forbidden.length > 0) throw new RangeError(`No allowlist goes from ${forbidden.join(', ')} to ${to}`);
    return this.change(
      connectionId,
      { 'allowlistData.status': { $in: [...from] } },
      movedTo(to, now, timing),
    );
  }

  /** A draft is posted, if it is still as it was seen. */
  post(seen: DiscordAllowlistConnection, posting: Posting): Promise<DiscordAllowlistConnection | null> {
    const { to, now, communityId, locale, opensAt, endsAt, source } = posting;
    const more = {
      communityId,
      locale,
      'winnerData.drawMethod': source.method,
      ...('seedHash' in source && {
        'winnerData.seedHash': source.seedHash,
        sealedSeed: { $literal: source.sealedSeed },
      }),
    };
    const pipeline = movedTo(to, now, { startsAt: opensAt, endsAt, more });
    const isDraft = { 'allowlistData.status': 'draft', ...asSeen(seen.allowlistData, DECIDE_POSTING) };
    return this.change(seen._id.toHexString(), isDraft, pipeline);
  }

  /** Changes its times, if it is still as it was seen. */
  retime(
    seen: DiscordAllowlistConnection,
    now: Date,
    timing: Timing,
  ): Promise<DiscordAllowlistConnection | null> {
    const { status } = seen.allowlistData;
    if (!RETIMED.includes(status)) throw new RangeError(`The times of one that is ${status} stay`);
    const isSame = asSeen(seen.allowlistData, ['status', 'endsAt']);
    return this.change(seen._id.toHexString(), isSame, retimed(now, timing));
  }

  /** Its start has come. */
  start(connectionId: string, now: Date): Promise<DiscordAllowlistConnection | null> {
    const isDue = { 'allowlistData.status': 'scheduled', 'allowlistData.startsAt': { $lte: now } };
    return this.change(connectionId, isDue, movedTo('active', now));
  }

  /** Its end has come. */
  end(connectionId: string, now: Date): Promise<DiscordAllowlistConnection | null> {
    const isOver = {
      'allowlistData.status': { $in: ['active', 'paused'] },
      'allowlistData.endsAt': { $lte: now },
    };
    return this.change(connectionId, isOver, movedTo('closing', now));
  }

  claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.due.claim(now, until, limit);
  }

  postpone(connectionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.due.postpone(connectionId, claimedUntil, until);
  }

  /** It was its turn, and nothing more is to be done now: it is again when it starts or ends, or in a while. */
  async putBack(connectionId: string, now: Date): Promise<void> {
    await this.allowlists.updateOne({ _id: new Types.ObjectId(connectionId) }, turned(now), {
      updatePipeline: true,
    });
  }

  /** @returns what was deleted; `null` when it is no draft any more */
  deleteDraft(guildId: string, connectionId: string): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOneAndDelete({ _id: new Types.ObjectId(connectionId), guildId, 'allowlistData.status': 'draft' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  private change(
    connectionId: string,
    when: mongo.Document,
    pipeline: mongo.Document[],
  ): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOneAndUpdate({ _id: new Types.ObjectId(connectionId), ...when }, pipeline, {
        updatePipeline: true,
        returnDocument: 'after',
      })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }
}
