// Real: the whole service with its HTTP server, and a MongoDB of this file. Fake: Discord (the local one).
import request from 'supertest';
import { mongo } from 'mongoose';
import { Database } from '../../../src/infra/database/index.js';
import { DatabaseVitals } from '../../../src/infra/database/monitoring/index.js';
import { Lifecycle } from '../../../src/infra/health/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const get = (path: string) => request(testApp().app.getHttpServer()).get(path);

describe('the probes of a process that serves', () => {
  it('are all well, with the durations of their round trips', async () => {
    const { status, body } = (await get('/health')) as { status: number; body: { details: object } };
    expect(status).toBe(200);
    expect(body.details).toMatchObject({
      mongodb: { status: 'up', roundTripMs: expect.any(Number) as number },
      discord: { status: 'up' },
    });
    const ready = (await get('/health/ready')) as { status: number; body: { details: object } };
    expect(ready.status).toBe(200);
    expect(ready.body.details).toHaveProperty('mongodb', {
      status: 'up',
      roundTripMs: expect.any(Number) as number,
    });
    expect((await get('/health/live')).body).toEqual({ status: 'ok' });
  });

  it('tell that the database does not answer, and not why', async () => {
    const ping = jest
      .spyOn(testApp().get(Database), 'ping')
      .mockRejectedValue(new Error('mongodb://secret-host'));
    const answer = await get('/health/ready');
    ping.mockRestore();
    expect(answer.status).toBe(503);
    expect(JSON.stringify(answer.body)).not.toContain('secret-host');
    expect((await get('/health/live')).status).toBe(200);
  });

  it('answer also while the database hangs', async () => {
    const ping = jest.spyOn(testApp().get(Database), 'ping').mockReturnValue(new Promise(() => undefined));
    const startedAt = performance.now();
    const answer = await get('/health/ready');
    ping.mockRestore();
    expect(answer.status).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });

  it('know no other pages', async () => {
    expect((await get('/health/nothing')).status).toBe(404);
    expect((await get('/')).status).toBe(404);
  });
});

describe('what was last seen of MongoDB', () => {
  const detail = async () => {
    const { status, body } = (await get('/health')) as {
      status: number;
      body: { details: { mongodb: object } };
    };
    return { status, mongodb: body.details.mongodb };
  };

  it('stands in /health and in the metrics', async () => {
    await testApp().get(DatabaseVitals).lookOnce(true);
    expect(await detail()).toMatchObject({
      status: 200,
      mongodb: {
        replicationLagSeconds: 0,
        oplogWindowHours: expect.any(Number) as number,
        poolWaitMs: expect.any(Number) as number,
        unknownKeys: 0,
        degraded: [],
      },
    });
    const { text } = await get('/metrics');
    expect(/bot_database_oplog_window_seconds \d/.test(text)).toBe(true);
    expect(text.includes('bot_database_replication_lag_seconds 0')).toBe(true);
  });

  it('is degraded by a key that is lost, and serves all the same', async () => {
    const sealed = { accessToken: 'v1.lost.nonce.sealed', discordId: aSnowflake() };
    const rows = database.db().collection('oauth_tokens');
    await rows.insertOne(sealed, { bypassDocumentValidation: true });
    await testApp().get(DatabaseVitals).lookOnce(true);
    const { status, mongodb } = await detail();
    expect(mongodb).toMatchObject({ status: 'up', unknownKeys: 1, degraded: ['unknown-keys'] });
    expect(status).toBe(200);
    expect(JSON.stringify(mongodb)).not.toContain('lost');
    expect((await get('/health/ready')).status).toBe(200);
    await rows.deleteMany();
  });

  it('is less where the database user may not ask', async () => {
    const refused = new mongo.MongoServerError({ message: 'no', code: 13 });
    const command = jest.spyOn(mongo.Admin.prototype, 'command').mockRejectedValue(refused);
    await testApp().get(DatabaseVitals).lookOnce(false);
    command.mockRestore();
    expect((await detail()).mongodb).not.toHaveProperty('replicationLagSeconds');
  });
});

describe('the metrics', () => {
  it('count interactions by kind and outcome, without any id', async () => {
    const { server } = testApp();
    const place = { channelId: server.channels.general.id };
    expect(textOf(await testApp().as(server.members[0]!).run('help', {}, place))).toContain(
      'What you can do',
    );
    const { status, text, type } = await get('/metrics');
    expect(status).toBe(200);
    expect(type).toBe('text/plain');
    expect(text).toContain('bot_interactions_total{kind="command",handler="/help",outcome="done"} 1');
    expect(text).toContain('bot_gateway_up 1');
    expect(text).toContain('bot_database_up 1');
    expect(text).toContain('bot_unhandled_rejections_total 0');
    // Plain assertions: a failed match would print all of it.
    expect(/\{[^}]*\d{17}/.exec(text)).toBeNull();
    expect(text.includes(server.guild.id)).toBe(false);
  });
});

describe('a process that stops', () => {
  it('is live and not ready any more', async () => {
    testApp().get(Lifecycle).stopping();
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
  });
});
