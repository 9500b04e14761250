import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { SECOND_MS } from '../../../kernel/clock.js';
import { movedTo } from '../life/life.pipelines.js';
import { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';

/** All of them are in `draws`. */
const SUMMARY_WINNERS = 100;

/** What a draw does to its allowlist. For the worker, which serves all guilds. */
@Injectable()
export class DrawAllowlistsRepository {
  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
  ) {}

  findByAllowlist(allowlistId: string): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOne({ allowlistId })
      .readConcern('majority')
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  /**
   * From now on nothing is cancelled, extended or paused. By MongoDB's own clock, which has stamped the closing:
   * a process whose clock is ahead reads no list too early.
   *
   * @param afterMs so long after the closing
   */
  async freeze(id: Types.ObjectId, afterMs: number, now: Date): Promise<DiscordAllowlistConnection | null> {
    // A timestamp has whole seconds: the one that it names may have just begun.
    const readable = { $add: [{ $toDate: '$closedSeq' }, afterMs === 0 ? 0 : SECOND_MS + afterMs] };
    return this.allowlists
      .findOneAndUpdate(
        {
          _id: id,
          'allowlistData.status': 'closing',
          closedSeq: { $exists: true },
          $expr: { $gte: ['$$NOW', readable] },
        },
        movedTo('frozen', now),
        { updatePipeline: true, returnDocument: 'after' },
      )
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  /** Winners stand; the first of them are on the allowlist itself. */
  async drawn(id: Types.ObjectId, { method, winners }: Draw, now: Date): Promise<void> {
    const first = winners
      .flatMap(({ rank, discordId }) => (discordId === undefined ? [] : [{ rank, discordId }]))
      .toSorted((one, other) => one.rank - other.rank)
      .slice(0, SUMMARY_WINNERS);
    const more = {
      'winnerData.isDrawn': true,
      'winnerData.winners': { $literal: first },
      'winnerData.drawMethod': { $literal: method },
    };
    await this.allowlists.updateOne(
      { _id: id, 'allowlistData.status': 'frozen' },
      movedTo('drawn', now, { more }),
      { updatePipeline: true },
    );
  }

  async removeWinners(id: Types.ObjectId, discordIds: readonly string[]): Promise<void> {
    await this.allowlists.updateOne(
      { _id: id },
      { $pull: { 'winnerData.winners': { discordId: { $in: [...discordIds] } } } },
    );
  }

  /** Nothing is owed any more: its retention begins. */
  async end(id: Types.ObjectId, closedAt: Date): Promise<void> {
    await this.allowlists.updateOne(
      { _id: id, 'allowlistData.status': 'drawn', closedAt: { $exists: false } },
      { $set: { closedAt } },
    );
  }

  /** Something is owed again. */
  async reopen(id: Types.ObjectId): Promise<void> {
    await this.allowlists.updateOne(
      { _id: id, 'allowlistData.status': 'drawn', closedAt: { $exists: true } },
      { $unset: { closedAt: '' } },
    );
  }
}
