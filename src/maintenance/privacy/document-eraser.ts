import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type ClientSession, type Connection, mongo, type Types } from 'mongoose';
import { isDuplicateKey } from '../../infra/database/index.js';
import { findIn, windowsOf } from '../../infra/database/scans.js';
import { type Collection, type MemberField, memberFieldsOf } from '../../infra/database/schema/index.js';
import { Load } from '../../infra/observability/index.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { entrantOf } from '../../modules/allowlists/index.js';
import { withMemberMasked } from './draw-lines.js';
import { type MemberWrite, memberWrites, type Subject } from './member-writes.js';

const ROWS_AT_ONCE = 5_000;
/** Members who wait for an answer come first. */
const GIVE_WAY_MS = 2 * SECOND_MS;

type Document = mongo.WithId<mongo.Document>;

/** Does to documents what the marks of their schemas say. Every call may be repeated. */
@Injectable()
export class DocumentEraser {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly load: Load,
  ) {}

  /** All documents of a collection. */
  async erase(collection: Collection, subject: Subject): Promise<void> {
    const rows = this.rows(collection);
    for (const write of memberWrites(collection, subject)) await this.write(collection, write);
    const fields = memberFieldsOf(collection.schema);
    const searched = fields.filter(({ member }) => member.as === 'searched' && member.fate === 'erase');
    if (searched.length > 0) await this.search(rows, searched, subject);
    for (const { path } of fields.filter(({ member }) => member.as === 'lines'))
      await this.mask(rows, path, subject);
  }

  /** Those of a filter, in the transaction around it. */
  async eraseIn(
    collection: Collection,
    subject: Subject,
    { filter, session }: { readonly filter: mongo.Document; readonly session: ClientSession },
  ): Promise<void> {
    for (const write of memberWrites(collection, subject))
      await perform(this.rows(collection), { ...write, filter: { ...filter, ...write.filter } }, session);
  }

  private async write(collection: Collection, write: MemberWrite): Promise<void> {
    const rows = this.rows(collection);
    const isIndexed = collection.indexes.some(({ key }) => Object.keys(key)[0] === write.path);
    if (isIndexed) {
      await perform(rows, write);
      return;
    }
    for await (const { min, max } of windowsOf(rows, ROWS_AT_ONCE)) {
      const _id = {
        ...(min && { $gte: min._id as Types.ObjectId }),
        ...(max && { $lt: max._id as Types.ObjectId }),
      };
      const filter =
        min === undefined && max === undefined ? write.filter : { $and: [write.filter, { _id }] };
      await perform(rows, { ...write, filter });
      await this.load.quiet(GIVE_WAY_MS);
    }
  }

  /** What may hold an id anywhere is read: no filter finds it. */
  private async search(
    rows: mongo.Collection,
    fields: readonly MemberField[],
    { discordId }: Subject,
  ): Promise<void> {
    const projection = Object.fromEntries(fields.map(({ path }) => [path, 1]));
    for await (const window of windowsOf(rows, ROWS_AT_ONCE)) {
      for await (const row of findIn(rows, window, {}, { projection })) {
        const found = fields.filter(({ path }) => holds(valueAt(row, path), discordId));
        if (found.some(({ isRequired }) => isRequired)) await rows.deleteOne({ _id: row._id });
        else if (found.length > 0)
          await rows.updateOne(
            { _id: row._id },
            { $unset: Object.fromEntries(found.map(({ path }) => [path, '' as const])) },
          );
      }
      await this.load.quiet(GIVE_WAY_MS);
    }
  }

  /** Guarded by what was read: a part that another process has masked meanwhile is looked at again. */
  private async mask(rows: mongo.Collection, path: string, { discordId }: Subject): Promise<void> {
    for await (const { _id } of rows.find({}, { projection: { _id: 1 } })) {
      for (;;) {
        const part = await rows.findOne({ _id }, { projection: { [path]: 1 } });
        const lines = part === null ? undefined : valueAt(part, path);
        if (!(lines instanceof mongo.Binary)) break;
        const masked = withMemberMasked(Buffer.from(lines.value()), discordId, entrantOf);
        if (masked === null) break;
        await rows.updateOne({ _id, [path]: lines }, { $set: { [path]: new mongo.Binary(masked) } });
      }
      await this.load.quiet(GIVE_WAY_MS);
    }
  }

  private rows({ name }: Collection): mongo.Collection {
    return this.connection.collection(name);
  }
}

async function perform(rows: mongo.Collection, write: MemberWrite, session?: ClientSession): Promise<void> {
  const { filter, update, arrayFilters } = write;
  const options = session && { session };
  if (update === undefined) {
    await rows.deleteMany(filter, options);
    return;
  }
  try {
    await rows.updateMany(filter, update, { ...options, ...(arrayFilters && { arrayFilters }) });
  } catch (error) {
    if (session !== undefined || !isDuplicateKey(error)) throw error;
    await oneByOne(rows, write);
  }
}

/** A row that was made after a crash, while the one before it had its new id already: the later one goes. */
async function oneByOne(rows: mongo.Collection, { filter, update = {} }: MemberWrite): Promise<void> {
  const found = rows.find(filter, { projection: { _id: 1 } });
  for await (const { _id } of found) {
    try {
      await rows.updateOne({ ...filter, _id }, update);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await rows.deleteOne({ ...filter, _id });
    }
  }
}

/** Of documents and sub-documents; what is searched is in no list. */
const valueAt = (row: Document, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as mongo.Document | undefined)?.[key], row);

const holds = (value: unknown, discordId: string): boolean =>
  value !== undefined && JSON.stringify(value).includes(discordId);
