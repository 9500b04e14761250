import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { Draw } from '../schemas/draw.schema.js';

/** Of a draw, what became of some lines of its list. */
export type DrawnPlaces = Pick<Draw, 'allowlistId' | 'method' | 'winners' | 'disqualified'>;

/** What members ask of draws: about their own entries, not about thousands of winners. */
@Injectable()
export class DrawnPlacesRepository {
  constructor(@InjectModel(Draw.name) private readonly draws: Model<Draw>) {}

  /** @param entrants their lines */
  find(
    guildId: string,
    allowlistIds: readonly string[],
    entrants: readonly string[],
  ): Promise<DrawnPlaces[]> {
    const those = (input: string) => ({ $filter: { input, cond: { $in: ['$$this.entrant', entrants] } } });
    const winners = those('$winners');
    const disqualified = those('$disqualified');
    return this.draws
      .aggregate<DrawnPlaces>([
        { $match: { allowlistId: { $in: allowlistIds }, guildId } },
        { $project: { allowlistId: 1, method: 1, winners, disqualified } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
  }
}
