// Real: the whole service with its HTTP server, and a MongoDB of this file. Fake: Discord (the local one).
import request from 'supertest';
import type { App } from 'supertest/types.js';
import { Database } from '../../../src/infra/database/index.js';
import { Lifecycle } from '../../../src/infra/health/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const get = (path: string) => request(testApp().app.getHttpServer() as App).get(path);

describe('the probes of a process that serves', () => {
  it('are all well, with the durations of their round trips', async () => {
    const { status, body } = (await get('/health')) as { status: number; body: { details: object } };
    expect(status).toBe(200);
    expect(body.details).toMatchObject({
      mongodb: { status: 'up', roundTripMs: expect.any(Number) as number },
      discord: { status: 'up' },
    });
    expect((await get('/health/ready')).status).toBe(200);
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
