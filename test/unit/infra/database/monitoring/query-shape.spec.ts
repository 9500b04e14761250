import fc from 'fast-check';
import { Types } from 'mongoose';
import { shapeOf } from '../../../../../src/infra/database/monitoring/query-shape.js';

it.each([
  [{ find: 'rows', filter: { guildId: '123', state: 'open' } }, 'filter: {guildId: ?, state: ?}'],
  [{ find: 'rows', filter: {} }, 'filter: {}'],
  [
    {
      find: 'rows',
      filter: { due: { $gt: new Date(0), $lte: new Date() }, _id: { $in: [1, 2, 3] } },
      sort: { due: 1 },
      limit: 50,
    },
    'filter: {due: {$gt: ?, $lte: ?}, _id: {$in: ?}}, sort: {due: 1}, limit: ?',
  ],
  [
    { find: 'rows', filter: { $or: [{ a: 1 }, { a: 2 }, { b: { $exists: true } }] } },
    'filter: {$or: [{a: ?}, {b: {$exists: ?}}]}',
  ],
  [
    { find: 'rows', filter: { data: { name: 'Ana' }, _id: new Types.ObjectId() } },
    'filter: {data: ?, _id: ?}',
  ],
  [
    { find: 'rows', filter: { list: { $elemMatch: { a: 5 } }, x: { $not: { $gt: 3 } } } },
    'filter: {list: {$elemMatch: {a: ?}}, x: {$not: {$gt: ?}}}',
  ],
  [
    {
      update: 'rows',
      updates: Array.from({ length: 9 }, (_, index) => ({ q: { _id: index }, u: { $set: { a: index } } })),
    },
    'updates: [{_id: ?} → {$set: {a: ?}}]',
  ],
  [
    { update: 'rows', updates: [{ q: { _id: 1 }, u: [{ $set: { a: '$b' } }] }] },
    'updates: [{_id: ?} → [{$set: {a: ?}}]]',
  ],
  [{ delete: 'rows', deletes: [{ q: { a: 1 }, limit: 0 }] }, 'deletes: [{a: ?}]'],
  [
    { findAndModify: 'rows', query: { _id: 1 }, update: { $unset: { due: '' }, $inc: { n: 1 } } },
    'query: {_id: ?}, update: {$unset: {due: ?}, $inc: {n: ?}}',
  ],
  [{ insert: 'rows', documents: [{ a: 1 }] }, 'documents: [?]'],
  [
    {
      aggregate: 'rows',
      pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$b', n: { $sum: 1 } } }, { $lookup: { from: 'x' } }],
    },
    'pipeline: [{$match: {a: ?}}, {$group: {_id: ?, n: ?}}, {$lookup: ?}]',
  ],
  [{ find: 'rows', filter: { 'a name': 1, 'x<y': 2, 'votes.123456': 3 } }, 'filter: {?: ?}'],
])('%j', (command, shape) => {
  expect(shapeOf(command)).toBe(shape);
});

const SECRET = 'S3cr-t!';
/** Text, numbers, lists and objects that hold the secret, also as a key. */
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string().map((text) => SECRET + text),
    fc.constant(5_550_123),
    fc.constant({ [SECRET]: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'b.c', '$eq', '$in', '$gt', '$expr', '$literal', '$not', '$elemMatch', SECRET),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;
const part = fc.constantFrom(
  'filter',
  'query',
  'sort',
  'projection',
  'update',
  'updates',
  'deletes',
  'pipeline',
  'documents',
  'limit',
  'let',
  'comment',
  'hint',
);
const inStage = fc.constantFrom(
  '$match',
  '$sort',
  '$group',
  '$project',
  '$set',
  '$lookup',
  '$unwind',
  '$facet',
);

it('never tells a value, wherever it stands', () => {
  fc.assert(
    fc.property(part, inStage, value, (name, stage, given) => {
      const shapes = [
        shapeOf({ find: SECRET, [name]: given }),
        shapeOf({ aggregate: 1, pipeline: [{ [stage]: given }] }),
        shapeOf({ update: 'rows', updates: [{ q: given, u: given }], [name]: [given] }),
        shapeOf({ find: 'rows', filter: { $or: [given, { a: given }], b: given } }),
      ];
      for (const shape of shapes) {
        expect(shape).not.toContain(SECRET);
        expect(shape).not.toContain('5550123');
      }
    }),
    { numRuns: 500 },
  );
});
