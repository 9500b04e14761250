// Real: the whole service, and a MongoDB of this file's own that goes away. Fake: Discord (the local one of
// the playground, in this process) and the time.
import { mongo } from 'mongoose';
import { InteractionGate } from '../../../src/infra/discord/interaction-gate.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { InteractionLogWriter } from '../../../src/modules/interactions/index.js';
import { startApp, type TestApp, textOf } from '../../support/app/index.js';
import { type MongodProcess, startMongodProcess } from '../../support/mongo/mongod-process.js';

describe('while MongoDB is away', () => {
  let mongod: MongodProcess;
  let app: TestApp;
  beforeAll(async () => {
    mongod = await startMongodProcess();
    app = await startApp({ databaseUri: mongod.uri });
  });
  afterAll(() => mongod.stop());

  /** All handlers have ended, and the log was tried to be written. */
  async function drain(): Promise<void> {
    expect(await app.get(InteractionGate).drain(5_000)).toBe(0);
    await app.get(InteractionLogWriter).flush();
  }

  it('members are answered, the rows come later, and the last ones at the stop', async () => {
    const run = () =>
      app.as(app.server.members[0]!).run('help', {}, { channelId: app.server.channels.general.id });
    await mongod.kill();
    const answers = [await run(), await run()];
    expect(answers.map(textOf)).toEqual([expect.stringContaining('/'), expect.stringContaining('/')]);
    await drain();
    const { values } = await app.get(Metrics).interactionLogQueue.get();
    expect(values[0]?.value).toBe(2);
    await mongod.restart();
    await drain();
    const last = await run();
    await app.stop();
    const client = await mongo.MongoClient.connect(mongod.uri);
    const ids = await client.db().collection('discord_interaction_logs').distinct('interactionId');
    await client.close();
    expect(ids.sort()).toEqual([...answers, last].map(({ interactionId }) => interactionId).sort());
  });
});
