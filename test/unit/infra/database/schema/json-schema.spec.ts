import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';
import {
  child,
  collection,
  count,
  date,
  flag,
  type Given,
  initially,
  jsonSchemaOf,
  list,
  oneOf,
  optional,
  optionsOf,
  pattern,
  text,
  withDefaults,
} from '../../../../../src/infra/database/schema/index.js';

@Schema()
class Switches {
  @Prop(flag(true, 'On at first.'))
  isOn!: boolean;

  @Prop(optional(text(5, 'Maybe.')))
  note?: string;
}

@Schema()
class Item {
  @Prop(pattern(/^[a-z]+$/, 'A word.'))
  word!: string;
}

@Schema()
class Thing {
  @Prop(oneOf(['a', 'b'], 'Which.'))
  kind!: string;

  @Prop(count('How many.'))
  count!: number;

  @Prop(initially('UTC', text(40, 'Where.')))
  zone!: string;

  @Prop(child(Switches, 'What.'))
  switches!: Switches;

  @Prop(optional(child(Switches, 'Perhaps.')))
  more?: Switches;

  @Prop(list(Item, 3, 'Which.'))
  items!: Item[];

  @Prop(list(oneOf(['x', 'y'], 'One.'), 2, 'Which.'))
  letters!: string[];

  @Prop(optional(date('When.')))
  at?: Date;
}

const things = collection(Thing, {
  name: 'things',
  holds: 'Things.',
  ends: 'Never.',
  retention: { keeps: 'All.' },
  indexes: [],
});

const switches = {
  bsonType: 'object',
  required: ['isOn'],
  properties: { isOn: { bsonType: 'bool' }, note: { bsonType: 'string', minLength: 1, maxLength: 5 } },
  additionalProperties: false,
};

describe('the validator of a collection', () => {
  it('has every bound, at every depth, and refuses what nobody declared', () => {
    expect(jsonSchemaOf(things.schema)).toEqual({
      bsonType: 'object',
      required: ['kind', 'count', 'zone', 'switches', 'items', 'letters'],
      properties: {
        _id: { bsonType: 'objectId' },
        kind: { bsonType: 'string', enum: ['a', 'b'] },
        count: {
          bsonType: ['int', 'long', 'double'],
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
          multipleOf: 1,
        },
        zone: { bsonType: 'string', minLength: 1, maxLength: 40 },
        switches,
        more: switches,
        items: {
          bsonType: 'array',
          maxItems: 3,
          items: {
            bsonType: 'object',
            required: ['word'],
            properties: { word: { bsonType: 'string', pattern: '^[a-z]+(?![\\s\\S])' } },
            additionalProperties: false,
          },
        },
        letters: { bsonType: 'array', maxItems: 2, items: { bsonType: 'string', enum: ['x', 'y'] } },
        at: { bsonType: 'date' },
      },
      additionalProperties: false,
    });
  });

  it('is not made of a sub-document without a class, nor of a type without a rule', () => {
    @Schema()
    class Nested {
      @Prop(raw({ name: { type: String } }))
      info!: object;
    }
    expect(() => jsonSchemaOf(SchemaFactory.createForClass(Nested))).toThrow(TypeError);
    expect(() => jsonSchemaOf(new MongooseSchema({ map: { type: Map, of: String } }))).toThrow(TypeError);
  });
});

describe('withDefaults', () => {
  const whole = (given: Given<Thing>): Thing => withDefaults<Thing>(things, given);

  it('gives what was left out, at any depth, and nothing to what is optional', () => {
    expect(whole({ kind: 'a' })).toEqual({
      kind: 'a',
      count: 0,
      zone: 'UTC',
      switches: { isOn: true },
      items: [],
      letters: [],
    });
  });

  it('leaves what is given, also where it is false, 0 or empty', () => {
    const given = { kind: 'b', count: 7, zone: 'X', switches: { isOn: false }, letters: ['x'], more: {} };
    expect(whole(given)).toMatchObject({ ...given, more: { isOn: true } });
  });

  it('gives lists and sub-documents of their own, and does not touch what it was given', () => {
    const given = { kind: 'a', switches: {} };
    const [first, second] = [whole(given), whole(given)];
    first.letters.push('x');
    first.switches.note = 'mine';
    expect(second).toMatchObject({ letters: [], switches: { isOn: true } });
    expect(second.switches).not.toHaveProperty('note');
    expect(given).toEqual({ kind: 'a', switches: {} });
  });
});

describe('the options of an index', () => {
  const facts = { name: 'by_name', key: { name: 1 }, serves: 'Lookups.' } as const;

  it('are what MongoDB is to do, not why', () => {
    expect(optionsOf({ ...facts, unique: true })).toEqual({ name: 'by_name', unique: true });
    expect(optionsOf({ ...facts, expireAfterSeconds: 0 })).toEqual({
      name: 'by_name',
      expireAfterSeconds: 0,
    });
  });

  it('of a text index search words as they are written', () => {
    expect(optionsOf({ ...facts, key: { name: 'text' }, weights: { name: 4 } })).toEqual({
      name: 'by_name',
      weights: { name: 4 },
      default_language: 'none',
      language_override: '_textLanguage',
    });
  });
});
