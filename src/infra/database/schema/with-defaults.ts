import type { Schema, Types } from 'mongoose';
import type { Collection } from './collection.js';
import type { Field } from './fields.js';
import { childOf } from './json-schema.js';

type Value = Record<string, unknown>;

type Leaf = Date | Types.ObjectId | readonly unknown[] | string | number | boolean | undefined;

/** What may be left out: fields that have a default, at any depth. The collection's validator judges the rest. */
export type Given<Document> = {
  [Key in keyof Document]?: Document[Key] extends Leaf | Record<string, unknown>
    ? Document[Key]
    : Given<Document[Key]>;
};

/** A whole row, for writes past mongoose: the values, and the default of each field that is not among them. */
export function withDefaults<Document>({ schema }: Collection, values: Given<Document>): Document {
  return completed(schema, values) as Document;
}

function completed(schema: Schema, values: Value): Value {
  const row: Value = { ...values };
  for (const [path, type] of Object.entries(schema.paths)) {
    const { default: initial, required } = type.options as Partial<Field>;
    if (type.instance === 'Embedded') {
      if (row[path] !== undefined || initial !== undefined)
        row[path] = completed(childOf(type), (row[path] ?? {}) as Value);
    } else if (row[path] === undefined && initial !== undefined && required === true) {
      row[path] = ownCopy(initial);
    }
  }
  return row;
}

/** Mongoose makes a function of the default `{}`. */
function ownCopy(initial: unknown): unknown {
  if (Array.isArray(initial)) return [...(initial as unknown[])];
  return typeof initial === 'function' ? (initial as () => unknown)() : initial;
}
