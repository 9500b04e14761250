import type { mongo } from 'mongoose';
import { findIn, windowsOf } from '../../infra/database/scans.js';
import { type Collection, jsonSchemaOf } from '../../infra/database/schema/index.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';

const ROWS_AT_ONCE = 10_000;
/** Naming the fields takes a query for each of them. */
const EXPLAINED = 10;

interface Rules {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, mongo.Document>>;
}

/**
 * Documents that their collection's validator would refuse: written before the rule, or past it. Nobody but
 * a person knows what they should say.
 */
export class InvalidDocumentsCheck extends IntegrityCheck {
  readonly name = 'invalid-documents';
  readonly describes = 'Documents that do not have the form of their schema.';

  constructor(
    private readonly collections: readonly Collection[],
    private readonly scope: IntegrityScope,
  ) {
    super();
  }

  override async *find(): AsyncGenerator<Finding> {
    let explained = 0;
    for (const { name, schema } of this.collections) {
      const rows = this.scope.db.collection(name);
      const rules = jsonSchemaOf(schema) as unknown as Rules;
      for await (const window of windowsOf(rows, ROWS_AT_ONCE)) {
        for await (const row of findIn(rows, window, { $nor: [{ $jsonSchema: rules }] })) {
          explained += 1;
          const fields = explained <= EXPLAINED ? await badFieldsOf(rows, row, rules) : [];
          const where = fields.length > 0 ? `: ${fields.join(', ')}` : '';
          const what = `does not have the form of its schema${where}`;
          yield { id: `${name}/${String(row._id)}`, what, count: 1 };
        }
        await this.scope.breathe();
      }
    }
  }
}

/** At the top level; names only, and none that the schema doesn't know: it may be anything. */
async function badFieldsOf(
  rows: mongo.Collection,
  row: mongo.WithId<mongo.Document>,
  { required = [], properties }: Rules,
): Promise<string[]> {
  const bad: string[] = [];
  for (const [field, rule] of Object.entries(properties)) {
    const part = { properties: { [field]: rule }, ...(required.includes(field) && { required: [field] }) };
    const isBad = await rows.findOne(
      { _id: row._id, $nor: [{ $jsonSchema: part }] },
      { projection: { _id: 1 } },
    );
    if (isBad !== null) bad.push(field);
  }
  const unknown = Object.keys(row).filter((field) => !Object.hasOwn(properties, field)).length;
  return unknown > 0 ? [...bad, `${String(unknown)} unknown fields`] : bad;
}
