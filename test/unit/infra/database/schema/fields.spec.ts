import '../../../../../src/infra/database/mongoose-defaults.js';
import { Prop, Schema } from '@nestjs/mongoose';
import mongoose, { mongo } from 'mongoose';
import {
  bytes,
  child,
  collection,
  count,
  date,
  decimal,
  type Field,
  flag,
  flatForm,
  freeForm,
  initially,
  list,
  objectIdText,
  oneOf,
  optional,
  pattern,
  serverTimestamp,
  share,
  snowflake,
  text,
  wholeNumber,
} from '../../../../../src/infra/database/schema/index.js';

const connection = mongoose.createConnection();
afterAll(() => connection.close());

@Schema()
class Inner {
  @Prop(text(5, 'A word.'))
  word!: string;
}

@Schema()
class Switches {
  @Prop(flag(true, 'On at first.'))
  isOn!: boolean;
}

let models = 0;
/** Whether a document whose only field is `value` is taken. */
async function takes(field: Field, value: unknown): Promise<boolean> {
  class Document {
    value: unknown;
  }
  Prop(field)(Document.prototype, 'value');
  Schema()(Document);
  models += 1;
  const { schema } = collection(Document, {
    name: 'x',
    holds: '',
    ends: '',
    retention: { keeps: '' },
    indexes: [],
  });
  const model = connection.model<unknown>(`M${models}`, schema);
  try {
    await new model(value === undefined ? {} : { value }).validate();
    return true;
  } catch (error) {
    if (error instanceof mongoose.Error) return false;
    throw error;
  }
}

const TEXT_5 = text(5, 'Up to five.');
const WHOLE = wholeNumber({ min: -2, max: 2 }, 'A few.');
const HEX = pattern(/^[0-9a-f]{4}$/, 'Four digits.');
const AT = new Date();
const STAMP = new mongo.Timestamp({ t: 1, i: 1 });

const KINDS: [kind: string, field: Field, good: unknown[], bad: unknown[]][] = [
  ['a text', TEXT_5, ['x', '12345', '🐱🐱🐱🐱🐱', ' '], ['', '123456', '🐱🐱🐱🐱🐱🐱', null, {}, []]],
  ['a text that may be empty', text(5, 'Maybe.', 0), ['', 'x', undefined], ['123456', null]],
  ['a text of two or more', text(5, 'Two.', 2), ['xx', '🐱🐱'], ['x', '🐱', '']],
  ['a Discord id', snowflake('Who.'), ['11000000000000000', '1100000000000000001'], ['0', 'ana', '1e18', '']],
  [
    'an id of ours',
    objectIdText('Which.'),
    ['a'.repeat(24)],
    ['a'.repeat(23), 'g'.repeat(24), 'A'.repeat(24)],
  ],
  ['a form', HEX, ['beef', '0000'], ['beefs', 'beef\n', ' beef', '']],
  ['one of some', oneOf(['a', 'b'], 'Which.'), ['a', 'b'], ['c', '', 'A', null]],
  ['a whole number', WHOLE, [-2, 0, 2], [-3, 3, 0.5, Number.NaN, null, 'x']],
  ['one but 0', wholeNumber({ except: 0 }, 'Any.'), [-1, 1], [0, 2 ** 53, Number.POSITIVE_INFINITY]],
  ['a count', count('How many.'), [0, 7, undefined], [-1, 0.5, null]],
  ['a number', decimal({ min: 0 }, 'How much.'), [0, 0.001], [-0.001, Number.NaN, Number.POSITIVE_INFINITY]],
  ['a share', share('How much.'), [0, 0.5, 1, undefined], [-0.1, 1.1, null]],
  ['a time', date('When.'), [AT, new Date(0)], ['soon', null, {}, new Date(Number.NaN)]],
  ['a switch', flag(false, 'Whether.'), [true, false, undefined], ['maybe', null, {}]],
  ['a server time', serverTimestamp('When.'), [STAMP], [AT, 5, {}, null]],
  ['bytes', bytes('What.'), [new mongo.Binary(Buffer.from('x'))], ['x', {}, null]],
  ['a free form', freeForm('What.'), [{}, { a: { b: 1 } }], ['x', [], AT, STAMP, null]],
  [
    'a flat form',
    flatForm(['string'], 'What.'),
    [{}, { a: 'x' }],
    [{ a: 1 }, { a: { $ne: 'x' } }, 'x', null],
  ],
  [
    'a sub-document',
    child(Inner, 'What.'),
    [{ word: 'x' }],
    [{}, { word: 'x', more: 1 }, 'x', null, undefined],
  ],
  ['one with defaults', child(Switches, 'What.'), [{}, undefined, { isOn: false }], [null, { more: 1 }]],
  [
    'a list of texts',
    list(TEXT_5, 2, 'Words.'),
    [[], ['a', 'b'], undefined],
    [['a', 'b', 'c'], [null], ['123456']],
  ],
  ['a list of sub-documents', list(Inner, 2, 'Words.'), [[], [{ word: 'x' }]], [[{}], [null], ['x'], null]],
];

describe.each(KINDS)('%s', (_, field, good, bad) => {
  const words = (value: unknown): string => `${typeof value} ${JSON.stringify(value)}`;

  it.each(good.map((value) => [words(value), value]))('takes %s', async (_words, value) => {
    expect(await takes(field, value)).toBe(true);
  });

  it.each(bad.map((value) => [words(value), value]))('refuses %s', async (_words, value) => {
    expect(await takes(field, value)).toBe(false);
  });

  it('must be there, unless it has a default or is optional; null never', async () => {
    expect(await takes(field, undefined)).toBe(field.default !== undefined);
    expect(await takes(optional(field), undefined)).toBe(true);
    expect(await takes(optional(field), null)).toBe(false);
    expect(await takes(initially(good[0], field), undefined)).toBe(true);
  });
});
