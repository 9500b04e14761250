import { mongo, Types } from 'mongoose';
import { DAY_MS, SECOND_MS } from '../../kernel/clock.js';
import { inBatches } from '../../kernel/in-batches.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { streamOf } from './scans.js';
import type { OrphanRule } from './schema/index.js';

/** Younger children may be ahead of a parent that is still being written. */
export const ORPHAN_GRACE_MS = DAY_MS;
const PARENTS_AT_ONCE = 500;

/** The rows of one collection whose parent is gone for good. */
export class Orphans {
  private readonly children: mongo.Collection;
  private readonly parents: mongo.Collection;

  /** @param before children made from then on are left alone; never later than the grace allows */
  constructor(
    db: mongo.Db,
    child: string,
    private readonly rule: OrphanRule,
    private readonly before: Date,
  ) {
    this.children = db.collection(child);
    this.parents = db.collection(rule.of);
  }

  /** Parents that children name and that are gone, portion by portion; a portion may be empty. */
  async *missingParents(): AsyncGenerator<string[]> {
    // Grouped by nothing but the head of an index: MongoDB jumps from value to value.
    const named = streamOf<{ _id: unknown }>(this.children, [{ $group: { _id: `$${this.rule.field}` } }]);
    for await (const portion of inBatches(named, PARENTS_AT_ONCE))
      yield await this.missing(portion.map(({ _id }) => String(_id)));
  }

  count(parents: readonly string[]): Promise<number> {
    return this.children.countDocuments(this.orphansOf(parents));
  }

  /**
   * Deletes at most `limit` orphans of these parents, after another look for them.
   *
   * @returns how many; 0 when none is left, another process was faster, or the parents are there
   */
  async deleteSome(parents: readonly string[], limit: number): Promise<number> {
    const orphans = this.orphansOf(await this.missing(parents));
    const found = await this.children
      .find(orphans, { projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    if (found.length === 0) return 0;
    const _id = { $in: found.map((orphan) => orphan._id) };
    const { deletedCount } = await this.children.deleteMany({ $and: [orphans, { _id }] });
    return deletedCount;
  }

  /** Asks the primary: a secondary may not have the parent yet. */
  private async missing(names: readonly string[]): Promise<string[]> {
    const { key = '_id' } = this.rule;
    const values = key === '_id' ? names.filter(isObjectIdText).map((id) => new Types.ObjectId(id)) : names;
    const found = await this.parents
      .find({ [key]: { $in: values } } as mongo.Filter<mongo.Document>, {
        projection: { [key]: 1 },
        readConcern: { level: 'majority' },
      })
      .toArray();
    const known = new Set(found.map((row) => String(row[key])));
    return names.filter((name) => !known.has(name));
  }

  private orphansOf(parents: readonly string[]): mongo.Filter<mongo.Document> {
    const { field, mayGo, kept } = this.rule;
    return {
      [field]: { $in: [...parents] },
      ...mayGo,
      ...(kept && {
        $nor: [{ ...kept.when, _id: { $gte: idAt(this.before.getTime() - kept.forSeconds * SECOND_MS) } }],
      }),
      _id: { $lt: idAt(this.before.getTime()) },
    };
  }
}

/** The least id of that second. */
function idAt(ms: number): Types.ObjectId {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  return new Types.ObjectId(seconds.toString(16).padStart(8, '0') + '0'.repeat(16));
}
