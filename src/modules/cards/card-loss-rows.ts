import { isDeepStrictEqual } from 'node:util';
import type { Model } from 'mongoose';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { type CardKind, type CardRow, statusPath } from './card-kind.js';
import { asItWas, nextVersion } from './card.pipelines.js';
import { type CardTroubleKind, KEPT_DELETIONS } from './schemas/card.schema.js';

/** A card that was deleted as often as its deletions are kept, within this time, is not posted again. */
const OFTEN_MS = HOUR_MS;

/** Troubles of a channel with all that stands in it. */
const OF_A_PLACE: readonly CardTroubleKind[] = ['channel_gone', 'no_access'];

/** A row before and after a change that the worker of cards made to it. */
export interface CardChange<Row> {
  readonly before: Row;
  readonly after: Row;
}

export type CardPlace = Pick<CardRow, 'guildId' | 'channelId'>;

/** Cards that were deleted, and channels that can't be used: what becomes of the rows. To be called in a transaction. */
export class CardLossRows<Row extends CardRow> {
  private readonly rows: Model<CardRow>;
  private readonly status: string;
  private readonly isActive: object;

  /** @param withdrawn what else a row is set to when it is withdrawn with its card */
  constructor(
    model: unknown,
    private readonly kind: CardKind<Row>,
    private readonly withdrawn: (now: Date) => Readonly<Record<string, unknown>>,
  ) {
    this.rows = model as Model<CardRow>;
    this.status = statusPath(kind);
    this.isActive = { $eq: [`$${this.status}`, 'active'] };
  }

  /** Rows that are not over whose cards these messages are. */
  openByMessages(guildId: string, messageIds: readonly string[]): Promise<Row[]> {
    return this.rows
      .find({ messageId: { $in: [...messageIds] }, guildId, ...this.isOpen })
      .lean<Row[]>()
      .exec();
  }

  /** One whose card stands in a channel, if there is one that is not over. */
  firstIn(guildId: string, channelId: string): Promise<Row | null> {
    return this.rows
      .findOne({ guildId, channelId, ...this.isOpen })
      .lean<Row>()
      .exec();
  }

  /** The message is gone: the card is to be posted again, unless that would go on without end. */
  forgetMessage({ _id, messageId }: Row, now: Date): Promise<CardChange<Row> | null> {
    const deletions = { $slice: [{ $concatArrays: ['$card.deletions', [now]] }, -KEPT_DELETIONS] };
    const isOften = {
      $and: [
        { $gte: [{ $size: deletions }, KEPT_DELETIONS] },
        { $gt: [{ $first: deletions }, new Date(now.getTime() - OFTEN_MS)] },
      ],
    };
    const trouble = { kind: 'removed', since: now, hasPaused: this.isActive };
    return this.change({ _id, messageId, ...this.isOpen }, [
      {
        $set: {
          messageId: '$$REMOVE',
          'card.shown': '$$REMOVE',
          'card.drawnVersion': '$$REMOVE',
          'card.deletions': deletions,
          'card.due': { $cond: [isOften, '$$REMOVE', now] },
          'card.trouble': { $cond: [isOften, trouble, asItWas('$card.trouble')] },
          [this.status]: { $cond: [{ $and: [isOften, this.isActive] }, 'paused', `$${this.status}`] },
        },
      },
    ]);
  }

  /** The message is gone, and with it what it belongs to. */
  cancelDeleted({ _id, messageId }: Row, now: Date): Promise<CardChange<Row> | null> {
    return this.change({ _id, messageId, ...this.isOpen }, [
      {
        $set: {
          [this.status]: 'cancelled',
          ...this.withdrawn(now),
          messageId: '$$REMOVE',
          'card.due': '$$REMOVE',
        },
      },
    ]);
  }

  /**
   * Nothing can be shown in a channel: what was not stopped for that yet is.
   *
   * @returns those that are stopped now
   */
  block(place: CardPlace, kind: CardTroubleKind, now: Date): Promise<CardChange<Row>[]> {
    const isNew = { $or: [{ 'card.trouble': { $exists: false } }, { [this.status]: 'active' }] };
    return this.changeAll(this.openIn(place), isNew, [
      {
        $set: {
          'card.trouble': { kind, since: now, hasPaused: this.isActive },
          'card.due': kind === 'no_access' ? new Date(now.getTime() + HOUR_MS) : '$$REMOVE',
          [this.status]: { $cond: [this.isActive, 'paused', `$${this.status}`] },
        },
      },
    ]);
  }

  /** It still is so: the next look waits as long as the trouble has lasted, an hour at least, a day at most. */
  async stillBlocked(place: CardPlace, kind: CardTroubleKind, now: Date): Promise<void> {
    const lasted = { $subtract: [now, '$card.trouble.since'] };
    const next = { $add: [now, { $min: [DAY_MS, { $max: [HOUR_MS, lasted] }] }] };
    await this.rows.updateMany(
      { ...this.openIn(place), 'card.trouble.kind': { $in: [...OF_A_PLACE] } },
      [{ $set: { 'card.trouble.kind': kind, 'card.due': kind === 'no_access' ? next : '$$REMOVE' } }],
      { updatePipeline: true },
    );
  }

  /**
   * A card could be shown: what its channel was the reason for is over, and what was stopped goes on.
   *
   * @returns those that go on
   */
  async unblock(row: Row, now: Date): Promise<CardChange<Row>[]> {
    const { _id, card } = row;
    const isOfItsOwn = card.trouble?.kind === 'removed';
    const isBlocked = isOfItsOwn ? { _id } : { 'card.trouble.kind': { $in: OF_A_PLACE } };
    const hasPaused = { $and: ['$card.trouble.hasPaused', { $eq: [`$${this.status}`, 'paused'] }] };
    const isThisOne = { $eq: ['$_id', _id] };
    const changes = await this.changeAll(this.openIn(row), isBlocked, [
      {
        $set: {
          [this.status]: { $cond: [hasPaused, 'active', `$${this.status}`] },
          'card.trouble': '$$REMOVE',
          // This one was drawn so just now.
          'card.version': { $cond: [isThisOne, '$card.version', nextVersion] },
          'card.due': { $cond: [isThisOne, asItWas('$card.due'), now] },
        },
      },
    ]);
    return changes.filter(
      ({ before, after }) => this.kind.stateOf(before).status !== this.kind.stateOf(after).status,
    );
  }

  /** Something may have given the bot back what it needs: cards that wait for it are tried again then. */
  async retryIn(guildId: string, due: Date): Promise<void> {
    await this.rows.updateMany(
      { guildId, ...this.isOpen, 'card.trouble.kind': 'no_access' },
      { $set: { 'card.due': due } },
    );
  }

  private get isOpen() {
    return { [this.status]: { $in: [...this.kind.openStatuses] } };
  }

  private openIn({ guildId, channelId }: CardPlace) {
    return { guildId, channelId, ...this.isOpen };
  }

  private async change(filter: object, update: object[]): Promise<CardChange<Row> | null> {
    const before = await this.rows
      .findOneAndUpdate(filter, update, { updatePipeline: true, returnDocument: 'before' })
      .lean<Row>()
      .exec();
    const after = before && (await this.rows.findById(before._id).lean<Row>().exec());
    return after && { before, after };
  }

  /** @returns those of `among` that were changed */
  private async changeAll(among: object, guard: object, update: object[]): Promise<CardChange<Row>[]> {
    const find = async () => await this.rows.find(among).sort({ _id: 1 }).lean<Row[]>().exec();
    const before = new Map((await find()).map((row) => [row._id.toHexString(), row]));
    await this.rows.updateMany({ ...among, ...guard }, update, { updatePipeline: true });
    return (await find()).flatMap((after) => {
      const was = before.get(after._id.toHexString());
      return was === undefined || isDeepStrictEqual(was.card, after.card) ? [] : [{ before: was, after }];
    });
  }
}
