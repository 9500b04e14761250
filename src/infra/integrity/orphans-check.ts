import { mongo, Types } from 'mongoose';
import { DAY_MS } from '../../kernel/clock.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { streamOf } from '../database/scans.js';
import type { Collection } from '../database/schema/index.js';
import { inBatches } from './batches.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from './integrity-check.js';

/** Younger children may be ahead of a parent that is still being written. */
const GRACE_MS = DAY_MS;
const PARENTS_AT_ONCE = 500;
const DELETED_AT_ONCE = 1_000;

export interface OrphansFacts {
  readonly name: string;
  readonly describes: string;
  readonly child: Collection;
  /** Leads an index, so that the parents are read without their children. */
  readonly childField: string;
  readonly parent: Collection;
  /** `_id`, which stands in `childField` as text, unless told otherwise. */
  readonly parentField?: string;
  /** Only such children count and go; others still owe something. */
  readonly mayGo?: mongo.Filter<mongo.Document>;
}

/** Children whose parent is gone: one finding per parent. */
export class OrphansCheck extends IntegrityCheck {
  readonly name: string;
  readonly describes: string;
  private readonly children: mongo.Collection;
  private readonly parents: mongo.Collection;

  constructor(
    private readonly facts: OrphansFacts,
    private readonly scope: IntegrityScope,
  ) {
    super();
    this.name = facts.name;
    this.describes = facts.describes;
    this.children = scope.db.collection(facts.child.name);
    this.parents = scope.db.collection(facts.parent.name);
  }

  override async *find(): AsyncGenerator<Finding> {
    const { childField, parent } = this.facts;
    // Grouped by nothing but the head of an index: MongoDB jumps from value to value.
    const values = streamOf<{ _id: unknown }>(this.children, [{ $group: { _id: `$${childField}` } }]);
    for await (const batch of inBatches(values, PARENTS_AT_ONCE)) {
      const ids = batch.map(({ _id }) => String(_id));
      for (const id of await this.missing(ids)) {
        const count = await this.children.countDocuments(this.orphansOf(id));
        if (count > 0) yield { id, what: `${this.facts.child.name} without their ${parent.name}`, count };
      }
      await this.scope.breathe();
    }
  }

  /** In portions, each after another look for the parent. */
  override async repair({ id }: Finding): Promise<boolean> {
    let deleted = 0;
    for (;;) {
      if ((await this.missing([id])).length === 0) return deleted > 0;
      const orphans = await this.children
        .find(this.orphansOf(id), { projection: { _id: 1 } })
        .limit(DELETED_AT_ONCE)
        .toArray();
      if (orphans.length === 0) return deleted > 0;
      const _id = { $in: orphans.map((orphan) => orphan._id) };
      const { deletedCount } = await this.children.deleteMany({ $and: [this.orphansOf(id), { _id }] });
      if (deletedCount === 0) return deleted > 0;
      deleted += deletedCount;
      await this.scope.breathe();
    }
  }

  /** Asks the primary: a secondary may not have the parent yet. */
  private async missing(ids: readonly string[]): Promise<string[]> {
    const { parentField = '_id' } = this.facts;
    const values =
      parentField === '_id' ? ids.filter(isObjectIdText).map((id) => new Types.ObjectId(id)) : ids;
    const found = await this.parents
      .find({ [parentField]: { $in: values } } as mongo.Filter<mongo.Document>, {
        projection: { [parentField]: 1 },
        readConcern: { level: 'majority' },
      })
      .toArray();
    const known = new Set(found.map((row) => String(row[parentField])));
    return ids.filter((id) => !known.has(id));
  }

  private orphansOf(id: string): mongo.Filter<mongo.Document> {
    const oldest = (this.scope.clock.now().getTime() - GRACE_MS) / 1_000;
    return {
      [this.facts.childField]: id,
      _id: { $lt: Types.ObjectId.createFromTime(Math.floor(oldest)) },
      ...this.facts.mayGo,
    };
  }
}
