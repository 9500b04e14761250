import type { Schema, SchemaType } from 'mongoose';
import { insideOf, type Field } from '../../../src/infra/database/schema/index.js';

/** A field of a collection, as its `@Prop` says it, at its place. */
export interface FieldAt {
  /** Such as `botConfig.allowedRoles[].roleId`. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly type: SchemaType;
  readonly facts: Partial<Field> & { readonly min?: number; readonly max?: number };
  readonly isRequired: boolean;
  /** Its own, or that of the sub-document around it. */
  readonly writtenBy: string | undefined;
}

/** All fields of a document, each sub-document followed by its own; `_id` only where the schema declares it. */
export function fieldsOf(schema: Schema, writer?: string, parent?: FieldAt): FieldAt[] {
  return Object.entries(schema.paths).flatMap(([name, type]) => {
    if (name === '_id' && factsOf(type).description === undefined) return [];
    const facts = factsOf(type);
    const path = parent === undefined ? name : `${parent.path}.${name}`;
    const isList = type.instance === 'Array';
    const field: FieldAt = {
      path: isList ? `${path}[]` : path,
      name: isList ? `${name}[]` : name,
      depth: parent === undefined ? 0 : parent.depth + 1,
      type,
      facts,
      isRequired: facts.required === true,
      writtenBy: facts.writtenBy ?? parent?.writtenBy ?? writer,
    };
    const { schema: inside } = insideOf(type);
    return inside === undefined ? [field] : [field, ...fieldsOf(inside, writer, field)];
  });
}

const factsOf = (type: SchemaType): FieldAt['facts'] => type.options;

/** What a list of plain values is made of. */
export function itemOf(type: SchemaType): SchemaType | undefined {
  return insideOf(type).item;
}
