import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection, mongo } from 'mongoose';
import { AuditTrail } from '../../infra/audit/index.js';
import { findIn, windowsOf } from '../../infra/database/scans.js';
import { type Collection, type MemberField, memberFieldsOf } from '../../infra/database/schema/index.js';
import { Load } from '../../infra/observability/index.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { type Found, foundIn, holdsId, type Self } from './own-view.js';

const ROWS_AT_ONCE = 5_000;
const GIVE_WAY_MS = 2 * SECOND_MS;

/** Finds what the marks of the schemas say is a member's. */
@Injectable()
export class DocumentReader {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly trail: AuditTrail,
    private readonly load: Load,
  ) {}

  /** What a collection holds of a member, document by document; one at a time in memory. */
  async *read(collection: Collection, discordId: string): AsyncGenerator<Found> {
    const rows = this.connection.collection(collection.name);
    const fields = memberFieldsOf(collection.schema);
    const named = fields.filter(({ member }) => member.as === 'owner' || member.as === 'mention');
    const hidden = fields.filter(({ member }) => member.as === 'searched' || member.as === 'lines');
    const own = new Set(this.trail.actorIds(discordId));
    const ids = named.map(({ path }) => ({ [path]: { $in: [...own] } }));
    if (ids.length > 0)
      for await (const row of rows.find({ $or: ids })) yield foundIn(collection, row, { discordId, own });
    if (hidden.length > 0) yield* this.readHidden(collection, hidden, { ids, discordId, own });
  }

  /** No filter finds these. */
  private async *readHidden(
    collection: Collection,
    hidden: readonly MemberField[],
    { ids, ...self }: Self & { readonly ids: readonly mongo.Document[] },
  ): AsyncGenerator<Found> {
    const rows = this.connection.collection(collection.name);
    const others = ids.length === 0 ? {} : { $nor: [...ids] };
    for await (const window of windowsOf(rows, ROWS_AT_ONCE)) {
      for await (const row of findIn(rows, window, others, { batchSize: 100 }))
        if (hidden.some(({ path }) => holdsId(row, path, self.discordId)))
          yield foundIn(collection, row, self);
      await this.load.quiet(GIVE_WAY_MS);
    }
  }
}
