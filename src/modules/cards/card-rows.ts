import { type Model, Types } from 'mongoose';
import { DueRows } from '../../infra/database/index.js';
import { SECOND_MS } from '../../kernel/clock.js';
import type { CardKind, CardRow } from './card-kind.js';
import { statusPath } from './card-kind.js';
import type { CardPace, TakenCard } from './card-pace.js';
import { asItWas, isOpenAt, nextLook, redrawn } from './card.pipelines.js';

/** More than may be taken at once: those of channels that had their share are passed over. */
const CANDIDATES = 200;

const isDueAt = (now: Date) => ({ $gt: new Date(0), $lte: now });

/** What was drawn, and of which version of the row. */
export interface Drawing {
  readonly messageId: string;
  readonly shown: number;
  readonly version: number;
  readonly drawnAt: Date;
  /** When Discord had answered: its message rests from then on. */
  readonly doneAt: Date;
  readonly how: 'posted' | 'edited' | 'looked-for';
}

/** The cards of one kind as state: what each should show, what it shows, and when it is a worker's turn. */
export class CardRows<Row extends CardRow> {
  protected readonly rows: Model<CardRow>;
  private readonly due: DueRows;

  constructor(
    model: unknown,
    protected readonly kind: CardKind<Row>,
    protected readonly pace: CardPace,
  ) {
    this.rows = model as Model<CardRow>;
    this.due = new DueRows(this.rows, 'card.due');
    pace.register((since) => this.takenSince(since));
  }

  /**
   * Takes cards that are due in hand, those that wait longest first, as many as the pace allows in each
   * channel and in all. The pace stands in the rows: it holds over all processes and over a restart.
   */
  async claim(now: Date, until: Date, limit: number): Promise<string[]> {
    const taken = await this.pace.takenBefore(now);
    const lastSecond = taken.filter(({ at }) => at.getTime() > now.getTime() - SECOND_MS).length;
    const room = Math.min(limit, this.pace.perSecond - lastSecond);
    if (room <= 0) return [];
    const used = new Map<string, number>();
    const use = (channelId: string): number => {
      const count = (used.get(channelId) ?? 0) + 1;
      used.set(channelId, count);
      return count;
    };
    for (const { channelId } of taken) use(channelId);
    const full = [...used].filter(([, count]) => count >= this.pace.perChannelWindow).map(([id]) => id);
    const waiting = await this.waiting(now, full);
    const chosen = waiting.filter(({ channelId }) => use(channelId) <= this.pace.perChannelWindow);
    const ids = await Promise.all(chosen.slice(0, room).map(({ _id }) => this.take(_id, now, until)));
    return ids.filter((id) => id !== null);
  }

  postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.due.postpone(id, claimedUntil, until);
  }

  /** For the worker, which serves all guilds. */
  find(id: string): Promise<Row | null> {
    return this.rows.findById(id).lean<Row>().exec();
  }

  /** The card shows what was drawn; nothing is written where the message is not this one any more. */
  async markShown(id: string, drawing: Drawing): Promise<void> {
    const { messageId, shown, version, drawnAt, doneAt, how } = drawing;
    const isAll = {
      $and: [{ $eq: ['$card.wanted', shown] }, { $eq: ['$card.version', version] }],
    };
    const restMs = how === 'edited' ? this.pace.betweenEditsMs : 0;
    const branches = [
      { case: { $not: [isAll] }, then: new Date(doneAt.getTime() + restMs) },
      { case: isOpenAt(this.kind, drawnAt), then: nextLook(this.kind, drawnAt) },
    ];
    await this.rows.updateOne(
      {
        _id: new Types.ObjectId(id),
        messageId: how === 'posted' ? { $in: [messageId, null] } : messageId,
      },
      [
        {
          $set: {
            messageId,
            'card.shown': shown,
            'card.drawnVersion': version,
            // Also of those that were posted at once, without their turn.
            'card.takenAt': doneAt,
            'card.editedAt': how === 'edited' ? doneAt : asItWas('$card.editedAt'),
            'card.due': { $switch: { branches, default: '$$REMOVE' } },
          },
        },
      ],
      { updatePipeline: true },
    );
  }

  /**
   * For whoever changed what a card shows (its state, its text): it is drawn again, as soon as it may be, and
   * posted where it was not yet. Call it after the change, in its transaction if there is one.
   */
  async redraw(id: string, now: Date): Promise<void> {
    await this.rows.updateOne(
      { _id: new Types.ObjectId(id), [statusPath(this.kind)]: { $in: [...this.kind.cardStatuses] } },
      [{ $set: redrawn(now, this.pace.betweenEditsMs) }],
      { updatePipeline: true },
    );
  }

  /** The cards of a server that are not over are drawn again, whatever they show. */
  async redrawOfGuild(guildId: string, now: Date): Promise<void> {
    await this.rows.updateMany(
      { guildId, [statusPath(this.kind)]: { $in: [...this.kind.openStatuses] } },
      [{ $set: redrawn(now, this.pace.betweenEditsMs) }],
      { updatePipeline: true },
    );
  }

  /** Nothing is to be done with the card until somebody asks for it to be drawn. */
  async leave(id: string): Promise<void> {
    await this.rows.updateOne({ _id: new Types.ObjectId(id) }, { $unset: { 'card.due': '' } }).exec();
  }

  private async takenSince(since: Date): Promise<TakenCard[]> {
    const rows = await this.rows
      .find({ 'card.takenAt': { $gt: since } }, { _id: 0, channelId: 1, 'card.takenAt': 1 })
      .lean<CardRow[]>()
      .exec();
    return rows.map(({ channelId, card }) => ({ channelId, at: card.takenAt ?? since }));
  }

  private waiting(now: Date, fullChannels: readonly string[]): Promise<CardRow[]> {
    return this.rows
      .find({ 'card.due': isDueAt(now), channelId: { $nin: [...fullChannels] } }, { channelId: 1 })
      .sort({ 'card.due': 1 })
      .limit(CANDIDATES)
      .lean<CardRow[]>()
      .exec();
  }

  /** `null`: somebody else was faster. */
  private async take(_id: Types.ObjectId, now: Date, until: Date): Promise<string | null> {
    const { modifiedCount } = await this.rows.updateOne(
      { _id, 'card.due': isDueAt(now) },
      { $set: { 'card.due': until, 'card.takenAt': now } },
    );
    return modifiedCount > 0 ? _id.toHexString() : null;
  }
}
