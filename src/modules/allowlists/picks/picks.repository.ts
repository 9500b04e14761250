import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { Draw, type Pick } from '../schemas/draw.schema.js';

/** The managers choose until they announce; and again when a place is free. */
const CHOOSING = { method: 'manual', state: { $in: ['committed', 'announced'] } } as const;

/** Whom managers pick. Each write is guarded by what it needs: who is slower finds nothing to change. */
@Injectable()
export class PicksRepository {
  constructor(@InjectModel(Draw.name) private readonly draws: Model<Draw>) {}

  /** `null` when they hold, held or have been given a place, or none of the `places` is free. */
  pick(drawId: Types.ObjectId, { entrant, ...rest }: Pick, places: number): Promise<Draw | null> {
    const isFree = { $lt: [{ $add: [{ $size: '$picks' }, { $size: '$winners' }] }, places] };
    const isNew = {
      'picks.entrant': { $ne: entrant },
      'winners.entrant': { $ne: entrant },
      'disqualified.entrant': { $ne: entrant },
    };
    return this.move(
      { _id: drawId, ...CHOOSING, ...isNew, $expr: isFree },
      { $push: { picks: { entrant, ...rest } }, $inc: { pickRevision: 1 } },
    );
  }

  /** `null` when they are not picked, or were announced. */
  unpick(drawId: Types.ObjectId, entrant: string): Promise<Draw | null> {
    return this.move(
      { _id: drawId, ...CHOOSING, 'picks.entrant': entrant },
      { $pull: { picks: { entrant } }, $inc: { pickRevision: 1 } },
    );
  }

  /**
   * From now on they are winners, ranked behind all who hold or held a place; the worker announces them.
   *
   * @param revision of the picks that were seen; `null` when they were changed or announced since
   */
  announce(drawId: Types.ObjectId, revision: number, now: Date): Promise<Draw | null> {
    const isSomething = { $or: [{ state: 'committed' }, { 'picks.0': { $exists: true } }] };
    return this.move({ _id: drawId, ...CHOOSING, pickRevision: revision, ...isSomething }, [
      {
        $set: {
          winners: { $concatArrays: ['$winners', winnersPicked] },
          picks: [],
          pickRevision: { $add: ['$pickRevision', 1] },
          state: { $cond: [{ $eq: ['$state', 'committed'] }, 'drawn', '$state'] },
          drawnAt: { $ifNull: ['$drawnAt', now] },
          due: now,
        },
      },
    ]);
  }

  private move(filter: mongo.Document, update: mongo.Document | mongo.Document[]): Promise<Draw | null> {
    return this.draws
      .findOneAndUpdate(filter, update, { returnDocument: 'after', updatePipeline: Array.isArray(update) })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Draw>()
      .exec();
  }
}

/** In a pipeline. What a pick lacks, the winner lacks. */
const lastRank = { $max: [0, { $max: '$winners.rank' }, { $max: '$disqualified.rank' }] };
const winnersPicked = {
  $map: {
    input: { $range: [0, { $size: '$picks' }] },
    as: 'index',
    in: {
      $let: {
        vars: { picked: { $arrayElemAt: ['$picks', '$$index'] } },
        in: {
          rank: { $add: [lastRank, '$$index', 1] },
          entrant: '$$picked.entrant',
          discordId: '$$picked.discordId',
          wallet: '$$picked.wallet',
          claim: 'open',
        },
      },
    },
  },
};
