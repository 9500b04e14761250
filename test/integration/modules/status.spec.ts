// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground) and the time.
import { Database } from '../../../src/infra/database/index.js';
import { InteractionLogsRepository } from '../../../src/modules/interactions/index.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anInteractionLog } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const cleo = () => testApp().as(testApp().server.members[0]!);
const general = () => ({ channelId: testApp().server.channels.general.id });
const logs = () => database.db().collection('discord_interaction_logs');
const MINUTE_MS = 60_000;

async function answered(responseTimes: readonly (number | undefined)[], minutesAgo: number): Promise<void> {
  const timestamp = new Date(testApp().clock.now().getTime() - minutesAgo * MINUTE_MS);
  const rows = responseTimes.map((responseTime) =>
    anInteractionLog({
      timing: { timestamp, processingTime: 1, ...(responseTime !== undefined && { responseTime }) },
    }),
  );
  await logs().insertMany(rows);
}

describe('/status', () => {
  it('tells members how the bot and their server are, and what is off and why', async () => {
    const app = testApp();
    const { guild } = app.server;
    const { postId } = await postTask(app);
    await postTask(app);
    await app.get(TasksService).complete(aMemberAction({ guildId: guild.id }), postId);
    await app.settle();
    await logs().deleteMany({});
    await answered([10, 20, 30, undefined, ...Array.from({ length: 17 }, () => 40)], 5);
    await answered([9_000], 61);
    const shown = textOf(await cleo().run('status', {}, general()));
    expect(shown).toContain('The database answers.');
    expect(shown).toContain('Connected to Discord');
    expect(shown).toContain('half of all answers took up to 40 ms, and 95 of 100 up to 40 ms');
    expect(shown).toContain('Channels and permissions were not checked yet.');
    expect(shown).toMatch(/2 open tasks[^]*1 member with points[^]*0 members active/);
    expect(shown).toMatch(/What is off[^]*PUBLIC_URL[^]*EVM_RPC_URLS[^]*Server Members[^]*REDIS_URL/);
    expect(shown).not.toMatch(/localhost|127\.0\.0\.1|mongodb:/);
  });

  it('takes the channels and permissions as they were last found', async () => {
    const mappings = database.db().collection('discord_server_mappings');
    const server = await testApp().addServer();
    const set = { isHealthy: false, apiConnectionStatus: 'ok', lastHealthCheck: testApp().clock.now() };
    const fields = Object.fromEntries(
      Object.entries(set).map(([key, value]) => [`integrationStatus.${key}`, value]),
    );
    await mappings.updateOne({ guildId: server.guild.id }, { $set: fields });
    const place = { channelId: server.channels.general.id };
    const shown = textOf(await testApp().as(server.members[0]!).run('status', {}, place));
    expect(shown).toContain('A channel or a permission is missing');
    expect(shown).toContain('Checked <t:');
  });

  it('says that a server is not linked', async () => {
    const server = await testApp().addServer({ isLinked: false });
    const place = { channelId: server.channels.general.id };
    expect(textOf(await testApp().as(server.admin).run('status', {}, place))).toContain(
      'not linked to a community',
    );
  });

  it('shows the bot alone in direct messages, in the language of who asks', async () => {
    const emma = testApp().as(testApp().server.members[2]!);
    const { id: channelId } = await emma.directChannel(testApp().discord.applicationId);
    const shown = textOf(await emma.run('status', {}, { channelId }));
    expect(shown).toContain('Die Datenbank antwortet.');
    expect(shown).not.toContain('Dieser Server');
  });

  it('answers in time and says so while the database is away or slow', async () => {
    const ping = jest.spyOn(testApp().get(Database), 'ping').mockRejectedValue(new Error('mongodb://secret'));
    testApp().clock.advance(MINUTE_MS);
    const slow = jest
      .spyOn(testApp().get(InteractionLogsRepository), 'responseTimes')
      .mockReturnValue(new Promise(() => undefined));
    const shown = textOf(await cleo().run('status', {}, general()));
    ping.mockRestore();
    slow.mockRestore();
    expect(shown).toContain('The database does not answer.');
    expect(shown).not.toContain('secret');
  });
});
