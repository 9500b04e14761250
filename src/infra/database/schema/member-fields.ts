import type { Schema, SchemaType } from 'mongoose';
import type { Field } from './fields.js';
import { insideOf } from './json-schema.js';
import type { MemberData } from './member-data.js';

/** A field at its place in a document, with what its `@Prop` says. */
export interface PlacedField {
  /** As in filters: lists add nothing, such as `winners.discordId`. */
  readonly path: string;
  /** The path of the list that it is inside, or whose plain values it is. */
  readonly list?: string;
  readonly type: SchemaType;
  readonly facts: Partial<Field>;
  /** False for a plain value of a list: the value can go without the list. */
  readonly isRequired: boolean;
  /** Of the sub-documents around it, the marks. */
  readonly around: readonly MemberData[];
}

export type MemberField = PlacedField & { readonly member: MemberData };

interface Place {
  readonly prefix: string;
  readonly list?: string;
  readonly around: readonly MemberData[];
}

/** All fields of a document and of its sub-documents; a list of plain values is one field. */
export function placedFields(
  schema: Schema,
  { prefix, list, around }: Place = { prefix: '', around: [] },
): PlacedField[] {
  return Object.entries(schema.paths).flatMap(([name, type]) => {
    const path = `${prefix}${name}`;
    const facts: Partial<Field> = type.options;
    const isList = type.instance === 'Array';
    const at = { path, type, around, ...(list !== undefined && { list }) };
    const { schema: inside } = insideOf(type);
    if (inside !== undefined) {
      const place: Place = {
        prefix: `${path}.`,
        around: facts.member === undefined ? around : [...around, facts.member],
        ...(isList ? { list: path } : list !== undefined && { list }),
      };
      return [{ ...at, facts, isRequired: facts.required === true }, ...placedFields(inside, place)];
    }
    if (!isList) return [{ ...at, facts, isRequired: facts.required === true }];
    return [{ ...at, list: path, facts: itemFacts(type), isRequired: false }];
  });
}

/** Those that have to do with a member, in the order of the schema. */
export const memberFieldsOf = (schema: Schema): MemberField[] =>
  placedFields(schema).flatMap((field) =>
    field.facts.member === undefined ? [] : [{ ...field, member: field.facts.member }],
  );

function itemFacts(type: SchemaType): Partial<Field> {
  return { ...(type.options as Partial<Field>), ...(insideOf(type).item?.options as Partial<Field>) };
}
