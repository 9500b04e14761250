import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { Collection } from './collection.js';
import { jsonSchemaOf } from './json-schema.js';

interface ValidatorsRow {
  _id: string;
  state: 'repeatable';
  checksum: string;
  setAt: Date;
}

const ROW_ID = 'validators';

/**
 * The validators of all collections. Unlike a migration they follow from the schemas as they are, so they
 * are set again whenever these have changed (docs/adr/0009-validators-follow-the-schemas.md).
 */
export class Validators {
  private readonly wanted: readonly { name: string; validator: mongo.Document }[];

  constructor(
    private readonly db: mongo.Db,
    collections: readonly Collection[],
  ) {
    this.wanted = collections.map(({ name, schema }) => ({
      name,
      validator: { $jsonSchema: jsonSchemaOf(schema) },
    }));
  }

  /** The collections that have one. */
  get names(): readonly string[] {
    return this.wanted.map(({ name }) => name);
  }

  async areCurrent(): Promise<boolean> {
    return (await this.status()).isCurrent;
  }

  /** Also when they were last set, whichever they were. */
  async status(): Promise<{ isCurrent: boolean; checksum: string; collections: number; setAt?: Date }> {
    const { checksum, wanted } = this;
    const row = await this.ledger.findOne({ _id: ROW_ID });
    const isCurrent = row?.checksum === checksum;
    return { isCurrent, checksum, collections: wanted.length, ...(row !== null && { setAt: row.setAt }) };
  }

  /** `moderate`: a row that doesn't fit yet may still be changed, by the migration that mends it. */
  async set(): Promise<void> {
    for (const { name, validator } of this.wanted)
      await this.db.command({ collMod: name, validator, validationLevel: 'moderate' });
    await this.ledger.updateOne(
      { _id: ROW_ID },
      { $set: { state: 'repeatable', checksum: this.checksum, setAt: new Date() } },
      { upsert: true },
    );
  }

  /** Off until they are set again: a rollback gives documents older forms. Collections that are gone don't matter. */
  async relax(): Promise<void> {
    await this.ledger.deleteOne({ _id: ROW_ID });
    const existing = await this.db.listCollections({}, { nameOnly: true }).toArray();
    const names = new Set(existing.map(({ name }) => name));
    for (const { name } of this.wanted)
      if (names.has(name)) await this.db.command({ collMod: name, validationLevel: 'off' });
  }

  private get checksum(): string {
    return createHash('sha256').update(JSON.stringify(this.wanted)).digest('hex');
  }

  private get ledger(): mongo.Collection<ValidatorsRow> {
    return this.db.collection<ValidatorsRow>('schema_migrations');
  }
}
