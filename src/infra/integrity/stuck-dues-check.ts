import type { mongo } from 'mongoose';
import { HOUR_MS } from '../../kernel/clock.js';
import { streamOf } from '../database/scans.js';
import type { Collection } from '../database/schema/index.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from './integrity-check.js';

/** A worker moves `due` ahead when it takes a row, and at most an hour ahead when it fails. */
const STUCK_AFTER_MS = 2 * HOUR_MS;
const DUE = /(^|\.)due$/;

/**
 * Rows that no worker takes, in every collection with an index of what is due. Nothing to repair: they are
 * due already, so either no worker runs or none knows what they owe.
 */
export class StuckDuesCheck extends IntegrityCheck {
  readonly name = 'stuck-dues';
  readonly describes = 'Rows that are due for more than two hours: no worker takes them.';

  constructor(
    private readonly collections: readonly Collection[],
    private readonly scope: IntegrityScope,
  ) {
    super();
  }

  override async *find(): AsyncGenerator<Finding> {
    const before = new Date(this.scope.clock.now().getTime() - STUCK_AFTER_MS);
    for (const { name, field } of this.collections.flatMap(dueFieldsOf)) {
      const rows = this.scope.db.collection(name);
      const isStuck = { [field]: { $gt: new Date(0), $lt: before } };
      for await (const { _id } of streamOf<{ _id: unknown }>(rows, [
        { $match: isStuck },
        { $project: { _id: 1 } },
      ])) {
        // A secondary may be behind the worker.
        if (
          await rows.findOne({ _id, ...isStuck } as mongo.Filter<mongo.Document>, { projection: { _id: 1 } })
        )
          yield { id: `${name}/${String(_id)}`, what: `${field} is long past`, count: 1 };
      }
      await this.scope.breathe();
    }
  }
}

function dueFieldsOf({ name, indexes }: Collection): { name: string; field: string }[] {
  const fields = indexes.flatMap(({ key }) => Object.keys(key).slice(0, 1));
  return fields.filter((field) => DUE.test(field)).map((field) => ({ name, field }));
}
