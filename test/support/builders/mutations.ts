import { isDeepStrictEqual } from 'node:util';
import mongoose, { type Model, mongo, type SchemaType } from 'mongoose';
import type { Collection, Field } from '../../../src/infra/database/schema/index.js';
import { type FieldAt, fieldsOf } from '../docs/schema-fields.js';
import { aFullDocument } from './full-document.js';

type Row = Record<string, unknown>;

/** What mongoose would write; `undefined` when it refuses. */
export async function writtenBy(model: Model<unknown>, document: Row): Promise<Row | undefined> {
  try {
    const cast = new model(document);
    await cast.validate();
    return cast.toObject<Row>();
  } catch (error) {
    if (error instanceof mongoose.Error) return undefined;
    throw error;
  }
}

/** Of mongoose, by what it would write in the place of what was given. */
export function verdictOn(given: Row, written: Row | undefined): Verdict {
  if (written === undefined) return 'refuses';
  return isDeepStrictEqual(asStored(given), asStored(written)) ? 'takes' : 'changes';
}

const asStored = (row: Row): unknown => mongo.BSON.deserialize(mongo.BSON.serialize(row));

/** `changes`: mongoose casts it to what the field holds, or fills in the default; MongoDB refuses it as it is. */
export type Verdict = 'takes' | 'changes' | 'refuses';

/** One field of a good document with another value, and what its schema should say to that. */
export interface Mutation {
  readonly path: string;
  readonly kind: SchemaType['instance'];
  readonly name: string;
  readonly expected: Verdict;
  readonly document: Row;
}

interface Change {
  readonly name: string;
  readonly expected: Verdict;
  /** `undefined` takes the field away. */
  readonly value: unknown;
}
const good = (name: string, value: unknown): Change => ({ name, value, expected: 'takes' });
const bad = (name: string, value: unknown): Change => ({ name, value, expected: 'refuses' });
const cast = (name: string, value: unknown): Change => ({ name, value, expected: 'changes' });
const goodIf = (isGood: boolean, name: string, value: unknown): Change =>
  isGood ? good(name, value) : bad(name, value);

/** Each field of a full document, changed in each way that could matter. */
export function mutationsOf(collection: Collection): Mutation[] {
  const fields = fieldsOf(collection.schema);
  const ways = fields.flatMap((field) =>
    changesOf(field).map(({ name, expected, value }) => ({
      path: field.path,
      kind: field.type.instance,
      name,
      expected,
      document: changed(collection, field.path, (row, key) => {
        if (value === undefined) Reflect.deleteProperty(row, key);
        else row[key] = value;
      }),
    })),
  );
  const siblings = ['', ...fields.filter(isContainer).map(({ path }) => `${path}.`)].map((path) => ({
    path: `${path}unknown`,
    kind: 'Embedded',
    name: 'an unknown field',
    expected: 'refuses' as const,
    document: changed(collection, `${path}unknown`, (row, key) => {
      row[key] = 1;
    }),
  }));
  return [...ways, ...siblings];
}

const isContainer = ({ type }: FieldAt): boolean =>
  type.instance === 'Embedded' ||
  (type.instance === 'Array' && 'schema' in type && type.schema !== undefined);

function changed(collection: Collection, path: string, change: (row: Row, key: string) => void): Row {
  const document = aFullDocument(collection);
  const steps = path.replace(/\[\]$/, '').split('.');
  const key = steps.pop()!;
  let row = document;
  for (const step of steps)
    row = (step.endsWith('[]') ? (row[step.slice(0, -2)] as Row[])[0]! : row[step]) as Row;
  change(row, key);
  return document;
}

function changesOf({ type, facts, isRequired }: FieldAt): Change[] {
  const left = !isRequired ? good : facts.default !== undefined ? cast : bad;
  return [left('absent', undefined), bad('null', null), ...changesOfKind(type, facts)];
}

function changesOfKind(type: SchemaType, facts: FieldAt['facts']): Change[] {
  switch (type.instance) {
    case 'String':
      return [bad('an object', {}), bad('a list', []), bad('an operator', { $gt: '' }), ...ofText(facts)];
    case 'Number':
      return [bad('an object', {}), bad('a word', 'x'), ...ofNumber(facts)];
    case 'Boolean':
      return [
        bad('an object', {}),
        bad('a list', []),
        bad('a word', 'x'),
        good('false', false),
        cast('a word for it', 'true'),
        cast('1', 1),
      ];
    case 'Date':
      return [
        bad('an object', {}),
        bad('a list', []),
        bad('a word', 'x'),
        good('long ago', new Date(0)),
        cast('milliseconds', 0),
        cast('a text', '2026-11-23T12:00:00Z'),
      ];
    case 'Embedded':
      return [bad('a word', 'x'), bad('a number', 5)];
    case 'Array':
      return [bad('an object', { $gt: '' }), bad('a list with null', [null]), ...ofList(facts)];
    default:
      return ofMixed(facts);
  }
}

function ofText({ enum: allowed, rules }: Partial<Field>): Change[] {
  if (allowed !== undefined)
    return [bad('another value', 'none-of-them'), ...allowed.map((value) => good(value, value))];
  const { minLength, maxLength } = rules as { minLength?: number; maxLength?: number };
  if (maxLength === undefined) return [bad('another form', '?'), bad('empty', ''), bad('a new line', 'x\n')];
  return [
    goodIf(minLength === 0, 'empty', ''),
    good('the longest', '🐱'.repeat(maxLength)),
    bad('too long', 'x'.repeat(maxLength + 1)),
    cast('a number', 55),
    good('the shortest', 'x'.repeat(minLength ?? 0)),
    ...((minLength ?? 0) > 1 ? [bad('too short', 'x'.repeat(minLength! - 1))] : []),
  ];
}

function ofNumber({ min, max, rules }: FieldAt['facts']): Change[] {
  const isWhole = rules?.multipleOf === 1;
  const step = isWhole ? 1 : 0.001;
  return [
    bad('NaN', Number.NaN),
    bad('endless', Number.POSITIVE_INFINITY),
    cast('a text', '1'),
    cast('a switch', true),
    goodIf(!isWhole, 'a fraction', (min ?? 0) + 0.5),
    goodIf(!isWhole && max === undefined, 'more than is safe', 2 ** 53),
    ...(min === undefined ? [] : [good('the least', min), bad('too little', min - step)]),
    ...(max === undefined ? [] : [good('the most', max), bad('too much', max + step)]),
    ...(rules?.not === undefined ? [] : [bad('0', 0)]),
  ];
}

function ofList({ rules }: Partial<Field>): Change[] {
  const { maxItems } = rules as { maxItems: number };
  return [
    good('empty', []),
    bad(
      'too many',
      Array.from({ length: maxItems + 1 }, () => 'x'),
    ),
  ];
}

function ofMixed({ rules }: Partial<Field>): Change[] {
  const isObject = rules?.bsonType === 'object';
  const words = [bad('a word', 'x'), bad('a number', 5), bad('a list', []), bad('a date', new Date())];
  return [
    ...words,
    goodIf(isObject, 'an empty object', {}),
    goodIf(rules?.bsonType === 'timestamp', 'a timestamp', new mongo.Timestamp({ t: 2, i: 1 })),
    goodIf(isObject && rules.additionalProperties === undefined, 'an operator inside', {
      word: { $ne: null },
    }),
  ];
}
