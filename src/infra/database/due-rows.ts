import { type Model, Types } from 'mongoose';

/** Rows of a collection that are due by a date field with a partial index; for `DueEffect`s. */
export class DueRows {
  /** @param field such as `card.due` */
  constructor(
    private readonly model: Pick<Model<unknown>, 'collection'>,
    private readonly field: string,
  ) {}

  /** Moves `due` of at most `limit` due rows, those that wait longest, to `until`; returns their ids. */
  async claim(now: Date, until: Date, limit: number): Promise<string[]> {
    const due = { [this.field]: { $gt: new Date(0), $lte: now } };
    const rows = await this.model.collection
      .find(due, { projection: { _id: 1 } })
      .sort({ [this.field]: 1 })
      .limit(limit)
      .toArray();
    const ids = rows.map(({ _id }) => _id);
    if (ids.length > 0)
      await this.model.collection.updateMany(
        { _id: { $in: ids }, ...due },
        { $set: { [this.field]: until } },
      );
    return ids.map((id) => id.toHexString());
  }

  /** Only a row whose `due` is still what `claim` has set. */
  async postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    await this.model.collection.updateOne(
      { _id: new Types.ObjectId(id), [this.field]: claimedUntil },
      { $set: { [this.field]: until } },
    );
  }
}
