import type { Schema, SchemaType } from 'mongoose';
import { childOf, type Collection, type Field, insideOf } from '../database/schema/index.js';
import type { AuditChange } from './audit-entry.schema.js';

type Value = Readonly<Record<string, unknown>>;

const CHANGED = JSON.stringify('changed');
const LONGEST = 500;
const MOST_CHANGES = 100;

/**
 * Field by field, what differs between two versions of a document; none of what is private: its change is
 * named, its values are not. A list is compared as a whole.
 */
export function changesBetween(
  { schema }: Collection,
  before: object | null,
  after: object | null,
): AuditChange[] {
  const changes = [...differences(schema, '', (before ?? {}) as Value, (after ?? {}) as Value)];
  return changes.slice(0, MOST_CHANGES);
}

function* differences(schema: Schema, prefix: string, before: Value, after: Value): Generator<AuditChange> {
  for (const [path, type] of Object.entries(schema.paths)) {
    const [was, is] = [before[path], after[path]];
    if (type.instance === 'Embedded') {
      yield* differences(childOf(type), `${prefix}${path}.`, (was ?? {}) as Value, (is ?? {}) as Value);
      continue;
    }
    const [wasText, isText] = [textOf(was), textOf(is)];
    if (wasText === isText) continue;
    const word = (text: string | undefined): string | undefined =>
      text === undefined ? undefined : isPrivate(type) ? CHANGED : shortened(text);
    yield changeOf(`${prefix}${path}`, word(wasText), word(isText));
  }
}

function changeOf(field: string, before: string | undefined, after: string | undefined): AuditChange {
  return { field, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** A list of which a part is private is private. */
function isPrivate(type: SchemaType): boolean {
  if ((type.options as Partial<Field>).isPrivate === true) return true;
  const { schema, item } = insideOf(type);
  if (schema !== undefined) return Object.values(schema.paths).some(isPrivate);
  return item !== undefined && isPrivate(item);
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : JSON.stringify(value);

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
