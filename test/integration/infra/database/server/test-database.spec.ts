/** Real: the run's replica set. Fake: nothing. */
import { testDatabaseUri, useTestDatabase } from '../../../../support/mongo/test-database.js';
import { waitUntil } from '../../../../support/mongo/wait-until.js';

describe('the test server', () => {
  const database = useTestDatabase();

  it('gives a spec a database of its own', () => {
    expect(database.db().databaseName).toMatch(/^test_test_database_/);
    expect(testDatabaseUri()).toBe(database.uri);
    expect(testDatabaseUri('other')).not.toBe(database.uri);
  });

  it('has transactions', async () => {
    const rows = database.db().collection('rows');
    await database.client().withSession(async (session) => {
      await session.withTransaction(async () => {
        await rows.insertOne({ is: 'in' }, { session });
      });
    });
    expect(await rows.countDocuments()).toBe(1);
  });

  it('expires documents within a few seconds', async () => {
    const tokens = database.db().collection('tokens');
    await tokens.createIndex({ deleteAt: 1 }, { name: 'ttl', expireAfterSeconds: 0 }, {});
    await tokens.insertOne({ deleteAt: new Date(0) });
    await waitUntil(async () => (await tokens.countDocuments()) === 0);
  });

  it('takes fail points', async () => {
    const failPoint = { configureFailPoint: 'failCommand', mode: 'off' };
    await expect(database.client().db('admin').command(failPoint)).resolves.toMatchObject({ ok: 1 });
  });
});
