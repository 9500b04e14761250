import { type Type } from '@nestjs/common';
import { SchemaFactory } from '@nestjs/mongoose';
import { mongo, Schema as MongooseSchema } from 'mongoose';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { lengthOf } from '../../../kernel/text.js';
import type { MemberData } from './member-data.js';

/**
 * The kinds of fields that our documents are made of, as options of `@Prop`. A field is required unless
 * it is `optional`. Mongoose, the collection's validator and docs/schema.md are all derived from these.
 */
export interface Field {
  readonly type: unknown;
  /** What it holds, and in which unit. */
  readonly description: string;
  /** Who writes it; without it whoever writes the sub-document or the row around it. */
  readonly writtenBy?: string;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  /** JSON Schema keywords beyond what the type says. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** Never written to an audit entry: it says "changed" only. */
  readonly isPrivate?: boolean;
  /** What it has to do with a member, if it has; see `ownerId` and the others. */
  readonly member?: MemberData;
  /** Was looked at: it holds nothing of a member. */
  readonly isNobodys?: boolean;
}

/** The field may be absent; `null` is never stored. */
export const optional = (field: Field): Field => {
  return { ...field, required: false, default: undefined };
};

/** The audit trail says only that it changed: a secret, or what is known of a person. */
export const personal = (field: Field): Field => ({ ...field, isPrivate: true });

export const writtenBy = (writer: string, field: Field): Field => ({ ...field, writtenBy: writer });

export const initially = (value: unknown, field: Field): Field => ({ ...field, default: value });

export const SNOWFLAKE_PATTERN = '^[1-9][0-9]{16,18}$';

/** A Discord id. */
export const snowflake = (description: string): Field => ({
  type: String,
  required: true,
  description,
  rules: { pattern: SNOWFLAKE_PATTERN },
  ...validate(isSnowflake, 'is no Discord id'),
});

/** 24 hex digits: the `_id` of a document of ours, as text. */
export const objectIdText = (description: string): Field => pattern(/^[0-9a-f]{24}$/, description);

export const pattern = (form: RegExp, description: string): Field => ({
  type: String,
  required: true,
  description,
  rules: { pattern: form.source },
  ...validate((value) => typeof value === 'string' && form.test(value), `is not of the form ${form.source}`),
});

/** Text of `min` (1 unless told) to `max` characters; a character is a code point. */
export const text = (max: number, description: string, min = 1): Field => ({
  type: String,
  required: true,
  description,
  rules: { minLength: min, maxLength: max },
  // Mongoose's own `required` refuses what is empty, and its `maxlength` counts half of an emoji.
  ...(min === 0 && { required: false, default: '' }),
  ...validate(
    (value) => typeof value === 'string' && lengthOf(value) >= min && lengthOf(value) <= max,
    `has not ${String(min)} to ${String(max)} characters`,
  ),
});

export const oneOf = (values: readonly string[], description: string): Field => ({
  type: String,
  required: true,
  enum: [...values],
  description,
  ...validate(isPresent, 'is null'),
});

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export const wholeNumber = (
  { min, max, except }: Bounds & { readonly except?: number },
  description: string,
): Field => ({
  ...decimal({ min, max }, description),
  rules: {
    multipleOf: 1,
    maximum: max ?? Number.MAX_SAFE_INTEGER,
    ...(except !== undefined && { not: { enum: [except] } }),
  },
  ...validate((value) => Number.isSafeInteger(value) && value !== except, 'is no whole number that may be'),
});

/** 0, 1, 2, …; 0 at first. */
export const count = (description: string): Field => initially(0, wholeNumber({ min: 0 }, description));

export const decimal = ({ min, max }: Bounds, description: string): Field => ({
  type: Number,
  required: true,
  description,
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
  rules: { maximum: max ?? Number.MAX_VALUE },
  ...validate(Number.isFinite, 'is no finite number'),
});

/** 0 to 1; 0 at first. */
export const share = (description: string): Field => initially(0, decimal({ min: 0, max: 1 }, description));

export const date = (description: string): Field => ({
  type: Date,
  required: true,
  description,
  ...validate(isPresent, 'is null'),
});

export const flag = (initial: boolean, description: string): Field => ({
  type: Boolean,
  required: true,
  default: initial,
  description,
  ...validate(isPresent, 'is null'),
});

/** MongoDB's internal timestamp: stamped by the server where it is inserted empty. */
export const serverTimestamp = (description: string): Field =>
  raw('timestamp', (value) => value instanceof mongo.Timestamp, description);

export const bytes = (description: string): Field =>
  raw('binData', (value) => value instanceof mongo.Binary, description);

/** Values whose form the code that reads them knows; never a string that becomes part of a filter. */
export const freeForm = (description: string): Field => raw('object', isPlainObject, description);

/** By name: texts, or also numbers and switches. */
export const flatForm = (kinds: readonly ('string' | 'number' | 'boolean')[], description: string): Field => {
  const isFlat = (value: unknown): boolean =>
    isPlainObject(value) &&
    Object.values(value).every((inner) => kinds.some((kind) => typeof inner === kind));
  const bsonType = kinds.map((kind) => (kind === 'boolean' ? 'bool' : kind));
  const field = raw('object', isFlat, description);
  return { ...field, rules: { ...field.rules, additionalProperties: { bsonType } } };
};

/** Past mongoose's casts: kept as it is given. */
const raw = (bsonType: string, isGood: (value: unknown) => boolean, description: string): Field => ({
  type: MongooseSchema.Types.Mixed,
  required: true,
  description,
  rules: { bsonType },
  ...validate(isGood, `is no ${bsonType}`),
});

/** A sub-document; there from the start where all of its fields have a default. */
export const child = (target: Type, description: string): Field => {
  const schema = subSchema(target);
  const isWholeByDefault = schema
    .requiredPaths()
    .every((path) => (schema.path(path).options as Partial<Field>).default !== undefined);
  return {
    type: schema,
    required: true,
    description,
    ...(isWholeByDefault && { default: () => ({}) }),
    ...validate(isPresent, 'is null'),
  };
};

/** At most `max` values or sub-documents; empty at first. */
export const list = (of: Type | Field, max: number, description: string): Field => ({
  type: [typeof of === 'function' ? subSchema(of) : { ...of, required: false }],
  required: true,
  default: [],
  description,
  rules: { maxItems: max },
  ...validate(
    (value) => Array.isArray(value) && value.length <= max && value.every(isPresent),
    `has over ${String(max)} values, or null`,
  ),
});

const subSchemas = new WeakMap<Type, MongooseSchema>();

function subSchema(target: Type): MongooseSchema {
  const known = subSchemas.get(target);
  if (known !== undefined) return known;
  const schema: MongooseSchema = SchemaFactory.createForClass<unknown>(target);
  schema.set('strict', 'throw');
  schema.set('_id', false);
  schema.set('minimize', false);
  subSchemas.set(target, schema);
  return schema;
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Absent values are judged by `required` alone; `null` is not absent. */
function validate(isGood: (value: unknown) => boolean, words: string): object {
  return {
    validate: {
      validator: (value: unknown) => value === undefined || isGood(value),
      message: `{PATH} ${words}`,
    },
  };
}
