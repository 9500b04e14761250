import type { mongo, Schema, SchemaType } from 'mongoose';
import type { Field } from './fields.js';

type JsonSchema = mongo.Document;

/**
 * The `$jsonSchema` of a collection, derived from its mongoose schema: what is written past mongoose must
 * have the same form. Lengths count code points, and fields that the schema doesn't know are refused.
 */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  const fields = Object.entries(schema.paths).map(([path, type]) => [path, type] as const);
  const nested = fields.find(([path]) => path.includes('.'));
  if (nested !== undefined) throw new TypeError(`${nested[0]}: use a class of its own for a sub-document`);
  const required = fields.filter(([, type]) => optionsOf(type).required === true).map(([path]) => path);
  return {
    bsonType: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(fields.map(([path, type]) => [path, valueOf(type)])),
    additionalProperties: false,
  };
}

function optionsOf(type: SchemaType): Partial<Field> & Readonly<Record<string, unknown>> {
  return type.options;
}

function valueOf(type: SchemaType): JsonSchema {
  return { ...formOf(type), ...exact(optionsOf(type).rules) };
}

/** In MongoDB's expressions `$` also stands before a last line end. */
function exact(rules: Field['rules']): JsonSchema {
  const pattern = rules?.pattern;
  return {
    ...rules,
    ...(typeof pattern === 'string' && { pattern: pattern.replace(/\$$/, '(?![\\s\\S])') }),
  };
}

function formOf(type: SchemaType): JsonSchema {
  const options = optionsOf(type);
  switch (type.instance) {
    case 'String':
      return { bsonType: 'string', ...(Array.isArray(options.enum) && { enum: options.enum }) };
    case 'Number':
      return {
        bsonType: ['int', 'long', 'double'],
        ...(options.min !== undefined && { minimum: options.min }),
      };
    case 'Boolean':
      return { bsonType: 'bool' };
    case 'Date':
      return { bsonType: 'date' };
    case 'ObjectId':
      return { bsonType: 'objectId' };
    case 'Embedded':
      return jsonSchemaOf(childOf(type));
    case 'Array':
      return { bsonType: 'array', items: itemsOf(type) };
    case 'Mixed':
      return {};
    default:
      throw new TypeError(`${type.path}: no rule for ${type.instance}`);
  }
}

function itemsOf(type: SchemaType): JsonSchema {
  const { schema, item } = insideOf(type);
  if (schema !== undefined) return jsonSchemaOf(schema);
  if (item === undefined) throw new TypeError(`${type.path}: a list of nothing`);
  return valueOf(item);
}

/** What mongoose keeps in a type and its declarations leave out: the schema of sub-documents, the type of a list's items. */
export function insideOf(type: SchemaType): { readonly schema?: Schema; readonly item?: SchemaType } {
  const { schema, embeddedSchemaType: item } = type as unknown as {
    schema?: Schema;
    embeddedSchemaType?: SchemaType;
  };
  return { ...(schema !== undefined && { schema }), ...(item !== undefined && { item }) };
}

/** The schema of a sub-document, or of those in an array. */
export function childOf(type: SchemaType): Schema {
  const { schema } = insideOf(type);
  if (schema === undefined) throw new TypeError(`${type.path}: no sub-document`);
  return schema;
}
