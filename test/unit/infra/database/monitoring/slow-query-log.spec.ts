import { Logger } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { SlowQueryLog } from '../../../../../src/infra/database/monitoring/slow-query-log.js';
import { Metrics } from '../../../../../src/infra/observability/index.js';
import { FixedClock } from '../../../../support/fakes/fixed-clock.js';

const SECRET = 'a-value-that-nobody-may-read';
const clock = new FixedClock();
let log: SlowQueryLog;
let lines: Record<string, unknown>[];
/** Explanations that wait for their answer. */
let asked: { readonly command: mongo.Document; answer: (explained: object) => void; fail: () => void }[];

const explained = {
  queryPlanner: { winningPlan: { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'due' } } },
  executionStats: { totalKeysExamined: 7, totalDocsExamined: 5, nReturned: 3 },
};
const db = {
  command: (command: mongo.Document) =>
    new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(new Error(SECRET));
      };
      asked.push({ command, answer: resolve, fail });
    }),
} as unknown as mongo.Db;
const call = (method: string, params: unknown[], durationMs = 300) => ({
  operation: { _id: {}, collectionName: 'rows', method, params },
  collection: 'rows',
  durationMs,
});
const slow = (field = 'a', durationMs = 300) =>
  call('find', [{ [field]: SECRET }, { projection: { [SECRET]: 1 } }], durationMs);
/** Until what was answered has been worked on. */
const turn = () => new Promise(setImmediate);

beforeEach(() => {
  [lines, asked] = [[], []];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => lines.push(line as never));
  jest.spyOn(Logger.prototype, 'debug').mockImplementation(() => undefined);
  log = new SlowQueryLog(200, new Metrics(), clock);
  log.watch(() => db);
});
afterEach(() => jest.restoreAllMocks());

it('tells the shape, the duration and the plan, and no value', async () => {
  log.note(slow());
  asked[0]!.answer(explained);
  await turn();
  const plan = { stages: 'IXSCAN due > FETCH', keysExamined: 7, docsExamined: 5, returned: 3 };
  expect(lines).toEqual([
    expect.objectContaining({
      collection: 'rows',
      command: 'find',
      shape: 'filter: {a: ?}',
      durationMs: 300,
      count: 1,
      plan,
    }),
  ]);
  expect(JSON.stringify([lines, log.slowest])).not.toContain(SECRET);
  expect(asked[0]!.command).toEqual({
    explain: { find: 'rows', filter: { a: SECRET } },
    verbosity: 'executionStats',
    maxTimeMS: 2_000,
  });
  expect(log.slowest).toEqual([
    expect.objectContaining({ shape: 'filter: {a: ?}', count: 1, maxMs: 300, plan }),
  ]);
});

it('tells a shape once a minute, and counts all', async () => {
  for (const durationMs of [300, 900, 400]) log.note(slow('a', durationMs));
  asked[0]!.answer(explained);
  await turn();
  expect(lines).toHaveLength(1);
  clock.advance(60_000);
  log.note(slow());
  asked[1]!.answer(explained);
  await turn();
  expect(lines[1]).toMatchObject({ count: 4, maxMs: 900 });
});

it('leaves alone what is quick, and tells at once what has no plan', () => {
  log.note(slow('a', 199));
  expect(log.slowest).toEqual([]);
  log.note(call('insertOne', [{ a: SECRET }]));
  expect(lines).toEqual([expect.objectContaining({ command: 'insert', shape: 'documents: []' })]);
  expect(asked).toEqual([]);
});

it.each<[string, unknown[], string]>([
  [
    'find',
    [{ a: 1 }, { sort: new Map([['b', -1]]), limit: 5 }],
    'find filter: {a: ?}, sort: {b: -1}, limit: ?',
  ],
  ['findOne', [{ a: 1 }], 'find filter: {a: ?}, limit: ?'],
  ['countDocuments', [], 'count query: {}'],
  ['distinct', ['a', { b: 1 }], 'distinct query: {b: ?}'],
  ['aggregate', [[{ $match: { a: 1 } }]], 'aggregate pipeline: [{$match: {a: ?}}]'],
  ['updateMany', [{ a: 1 }, { $set: { b: 1 } }], 'update updates: [{a: ?} → {$set: {b: ?}}]'],
  ['deleteOne', [{ a: 1 }], 'delete deletes: [{a: ?}]'],
  ['findOneAndUpdate', [{ a: 1 }, { $inc: { b: 1 } }], 'findAndModify query: {a: ?}, update: {$inc: {b: ?}}'],
  ['findOneAndDelete', [{ a: 1 }], 'findAndModify query: {a: ?}'],
  [
    'bulkWrite',
    [[{ updateOne: { filter: { a: 1 }, update: { $set: { b: 1 } } } }]],
    'update updates: [{a: ?} → {$set: {b: ?}}]',
  ],
  ['bulkWrite', [[{ deleteMany: { filter: { a: 1 } } }]], 'delete deletes: [{a: ?}]'],
  ['bulkWrite', [[{ insertOne: { document: {} } }]], 'insert documents: []'],
])('knows the command behind %s(%j)', (method, params, expected) => {
  log.note(call(method, params));
  const [{ command, shape }] = log.slowest as unknown as [{ command: string; shape: string }];
  expect(`${command} ${shape}`).toBe(expected);
});

it('asks for one plan at a time, lets twenty wait, and tells the others without', async () => {
  for (let index = 0; index < 30; index += 1) log.note(slow(`field${index}`));
  expect(asked).toHaveLength(1);
  expect(lines).toHaveLength(9);
  for (let index = 0; index < 21; index += 1) {
    asked[index]!.answer(explained);
    await turn();
  }
  expect(asked).toHaveLength(21);
  expect(lines).toHaveLength(30);
});

it('tells without a plan where there is none to be had', async () => {
  log.note(slow());
  asked[0]!.fail();
  await turn();
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toHaveProperty('plan');
  log.stop();
  log.note(slow('b'));
  await turn();
  expect(lines).toHaveLength(2);
});

it('keeps the hundred shapes that were slow last, the slowest first', () => {
  for (let index = 0; index < 150; index += 1) log.note(slow(`field${index}`, 300 + index));
  expect(log.slowest).toHaveLength(100);
  expect(log.slowest[0]).toMatchObject({ shape: 'filter: {field149: ?}', maxMs: 449 });
  expect(log.slowest.at(-1)).toMatchObject({ shape: 'filter: {field50: ?}' });
});

it('fails no call, whatever it is given', () => {
  const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  expect(() => {
    log.note(call('updateOne', undefined as never));
  }).not.toThrow();
  expect(error).toHaveBeenCalledTimes(1);
});
