import { mongo } from 'mongoose';
import { isDatabaseUnavailable } from '../../../../src/infra/database/index.js';

/** As the driver wraps whatever stops a bulk write. */
const inBulk = (error: Error): Error =>
  new mongo.MongoBulkWriteError(error, {} as unknown as mongo.BulkWriteResult);

it.each([
  ['no free connection', new mongo.MongoNetworkError('Timed out while checking out a connection'), true],
  ['the primary steps down', new mongo.MongoServerError({ message: 'no primary', code: 10107 }), true],
  ['a document that is refused', new mongo.MongoServerError({ message: 'invalid', code: 121 }), false],
])('%s is the same alone and in a bulk write', (_, error, expected) => {
  expect(isDatabaseUnavailable(error)).toBe(expected);
  expect(isDatabaseUnavailable(inBulk(error))).toBe(expected);
});
