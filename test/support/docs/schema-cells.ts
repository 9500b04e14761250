import type { SchemaType } from 'mongoose';
import { SNOWFLAKE_PATTERN } from '../../../src/infra/database/schema/index.js';
import { code } from './markdown.js';
import { type FieldAt, itemOf } from './schema-fields.js';

interface Rules {
  readonly bsonType?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly multipleOf?: number;
  readonly not?: { readonly enum: readonly unknown[] };
}
const rulesOf = (type: SchemaType): Rules => (type.options as { rules?: Rules }).rules ?? {};
const enumOf = (type: SchemaType): readonly string[] | undefined =>
  (type.options as { enum?: readonly string[] }).enum;

export function typeOf(type: SchemaType): string {
  const { bsonType, pattern, multipleOf } = rulesOf(type);
  switch (type.instance) {
    case 'String':
      if (enumOf(type) !== undefined) return 'one of';
      return pattern === SNOWFLAKE_PATTERN ? 'Discord id' : 'text';
    case 'Number':
      return multipleOf === 1 ? 'whole number' : 'number';
    case 'Boolean':
      return 'yes or no';
    case 'ObjectId':
      return 'id';
    case 'Embedded':
      return 'sub-document';
    case 'Array':
      return `list of ${listed(itemOf(type))}`;
    case 'Mixed':
      return bsonType === 'binData' ? 'bytes' : (bsonType ?? 'anything');
    default:
      return type.instance.toLowerCase();
  }
}

function listed(item: SchemaType | undefined): string {
  if (item === undefined || item.instance === 'DocumentArrayElement') return 'sub-documents';
  const bounds = boundsOf(item);
  return bounds === '' ? typeOf(item) : `${typeOf(item)} (${bounds})`;
}

export function boundsOf(type: SchemaType): string {
  const { min, max } = type.options as { min?: number; max?: number };
  const { minLength, maxLength, maxItems, pattern, not } = rulesOf(type);
  const allowed = enumOf(type);
  if (allowed !== undefined) return allowed.map(code).join(', ');
  if (maxItems !== undefined) return `up to ${String(maxItems)}`;
  if (maxLength !== undefined) return `${String(minLength ?? 0)}–${String(maxLength)} characters`;
  if (pattern !== undefined) return pattern === SNOWFLAKE_PATTERN ? '' : code(pattern);
  const except = not === undefined ? '' : `, not ${not.enum.join(', ')}`;
  return `${span(min, max)}${except}`;
}

function span(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return max === undefined ? '' : `≤ ${String(max)}`;
  return max === undefined ? `≥ ${String(min)}` : `${String(min)} to ${String(max)}`;
}

/** What a row has where the code gives nothing. */
export function defaultOf({ default: initial }: FieldAt['facts']): string {
  if (initial === undefined) return '';
  if (typeof initial === 'function') return 'its defaults';
  return code(typeof initial === 'string' ? initial || "''" : JSON.stringify(initial));
}
