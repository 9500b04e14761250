import { mongo, type Schema, type SchemaType, Types } from 'mongoose';
import { childOf, type Collection, type Field, insideOf } from '../../../src/infra/database/schema/index.js';

/** One text of each form that our fields have. */
const TEXTS = [
  '1100000000000000001',
  'word',
  'a'.repeat(24),
  'a'.repeat(32),
  'a'.repeat(43),
  'a'.repeat(64),
  'all',
  'role',
  'community.link',
  'xx',
  '2026-12-24',
  '18:00',
];

/** A good document with every field, also the optional ones, and one value in each list. */
export function aFullDocument({ schema }: Collection): Record<string, unknown> {
  return { _id: new Types.ObjectId(), ...filled(schema) };
}

const filled = (schema: Schema): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.paths)
      .filter(([name, type]) => name !== '_id' || type.instance !== 'ObjectId')
      .map(([name, type]) => [name, valueFor(type)]),
  );

function valueFor(type: SchemaType): unknown {
  const { enum: allowed, rules, min } = type.options as Partial<Field> & { min?: number };
  switch (type.instance) {
    case 'String':
      return allowed?.[0] ?? TEXTS.find((text) => new RegExp(patternOf(rules)).test(text));
    case 'Number':
      return rules?.not === undefined ? (min ?? 0) : 1;
    case 'Boolean':
      return true;
    case 'Date':
      return new Date('2026-11-23T12:00:00Z');
    case 'Embedded':
      return filled(childOf(type));
    case 'Array':
      return [listItem(type)];
    case 'Mixed':
      return mixed(rules);
    default:
      throw new TypeError(`${type.path}: no value for ${type.instance}`);
  }
}

function patternOf(rules: Field['rules']): string {
  const { pattern, minLength = 0, maxLength = 64 } = rules as Record<string, string | number>;
  return typeof pattern === 'string' ? pattern : `^.{${String(minLength)},${String(maxLength)}}$`;
}

function listItem(type: SchemaType): unknown {
  const { schema, item } = insideOf(type);
  if (schema !== undefined) return filled(schema);
  if (item === undefined) throw new TypeError(`${type.path}: a list of nothing`);
  return valueFor(item);
}

function mixed(rules: Field['rules']): unknown {
  if (rules?.bsonType === 'timestamp') return new mongo.Timestamp({ t: 1, i: 1 });
  if (rules?.bsonType === 'binData') return new mongo.Binary(Buffer.from('{}\n'));
  return { word: 'text' };
}
