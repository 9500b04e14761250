import type { mongo } from 'mongoose';
import { ORPHAN_GRACE_MS, Orphans } from '../database/orphans.js';
import type { OrphanRule } from '../database/schema/index.js';
import { type CleanupOrder, CleanupStep } from './cleanup-step.js';

/** Deletes the rows of a collection whose parent is gone for a day at least. */
export class OrphansStep extends CleanupStep {
  readonly does = 'deletes';
  readonly group = 'orphans';
  readonly name: string;
  readonly describes: string;

  constructor(
    db: mongo.Db,
    private readonly collection: string,
    private readonly rule: OrphanRule,
  ) {
    super(db);
    this.name = `${collection}-orphans`;
    this.describes = `Rows of ${collection} that owe nothing and whose parent in ${rule.of} is gone.`;
  }

  override async *count(order: CleanupOrder): AsyncGenerator<number> {
    const orphans = this.orphans(order);
    for await (const parents of orphans.missingParents()) yield await orphans.count(parents);
  }

  override async *run(order: CleanupOrder): AsyncGenerator<number> {
    const orphans = this.orphans(order);
    for await (const parents of orphans.missingParents()) {
      let deleted: number;
      do {
        deleted = await orphans.deleteSome(parents, order.batchSize);
        yield deleted;
      } while (deleted > 0);
    }
  }

  private orphans({ now, olderThanMs = 0 }: CleanupOrder): Orphans {
    const before = new Date(now.getTime() - Math.max(ORPHAN_GRACE_MS, olderThanMs));
    return new Orphans(this.db, this.collection, this.rule, before);
  }
}
