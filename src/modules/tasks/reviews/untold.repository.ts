import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { TaskCompletion } from '../schemas/task-completion.schema.js';

/** Rows whose decision the member does not know of yet. */
@Injectable()
export class UntoldRepository {
  constructor(@InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>) {}

  async isAnyIn(guildId: string): Promise<boolean> {
    const row = await this.completions
      .findOne({ guildId, isUntold: true }, { _id: 1 })
      .hint('untold')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean()
      .exec();
    return row !== null;
  }

  /** One by one, so that of two contacts at the same moment each gets other ones. */
  async take(guildId: string, discordId: string, limit: number): Promise<TaskCompletion[]> {
    const taken: TaskCompletion[] = [];
    while (taken.length < limit) {
      const row = await this.completions
        .findOneAndUpdate({ guildId, discordId, isUntold: true }, { $unset: { isUntold: '' } })
        .hint({ guildId: 1, discordId: 1 })
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<TaskCompletion>()
        .exec();
      if (row === null) break;
      taken.push(row);
    }
    return taken;
  }

  /** Those that stand as they were decided. */
  async giveBack(rows: readonly TaskCompletion[]): Promise<void> {
    for (const { _id, attempt, state } of rows)
      await this.completions.updateOne({ _id, attempt, state }, { $set: { isUntold: true } }).exec();
  }
}
