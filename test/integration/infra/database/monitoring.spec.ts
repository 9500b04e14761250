// Real: the whole service and a MongoDB, which one client finds slow. Fake: Discord.
import { Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { DatabaseMonitor } from '../../../../src/infra/database/monitoring/index.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { IntegrityJob, IntegrityService } from '../../../../src/maintenance/integrity/index.js';
import { type TestApp, useTestApp } from '../../../support/app/index.js';
import { useTestDatabase } from '../../../support/mongo/test-database.js';
import { waitUntil } from '../../../support/mongo/wait-until.js';

const database = useTestDatabase();
const SECRET = 'a-value-nobody-may-read';
/** MongoDB is slow for one client only: others use the same server. */
const named = (uri: string, appName: string): string => {
  const url = new URL(uri);
  url.searchParams.set('appName', appName);
  return url.href;
};
const makeSlow = (appName: string) =>
  database
    .client()
    .db('admin')
    .command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: { failCommands: ['find'], appName, blockConnection: true, blockTimeMS: 60 },
    });
let lines: Record<string, unknown>[];

beforeEach(() => {
  lines = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => lines.push(line as never));
});
afterEach(() => jest.restoreAllMocks());
const connectionOf = (app: TestApp) => app.app.get<Connection>(getConnectionToken());
const figures = (app: TestApp) => app.get(Metrics).registry.metrics();
const slowly = async (app: TestApp, appName: string): Promise<void> => {
  await makeSlow(appName);
  await connectionOf(app)
    .collection('communities')
    .find({ name: SECRET, ownerId: { $gt: SECRET } }, { sort: { name: 1 } })
    .toArray();
};

describe('a service that is watched', () => {
  const databaseUri = named(database.uri, 'watched');
  const app = useTestApp({ databaseUri, settings: { SLOW_QUERY_MS: '40' } });

  it('measures calls by method and collection, and connections', async () => {
    const text = await figures(app());
    const call =
      'bot_database_command_duration_seconds_count{command="findOneAndUpdate",collection="discord_server_mappings"}';
    expect(text.includes(call)).toBe(true);
    expect(/bot_database_connections\{state="idle"\} [1-9]/.test(text)).toBe(true);
    expect(text.includes('bot_database_connections{state="waiting"} 0\n')).toBe(true);
    expect(/bot_database_checkout_duration_seconds_count [1-9]/.test(text)).toBe(true);
  });

  it('counts what fails, by reason', async () => {
    const rows = connectionOf(app()).collection('communities');
    await expect(rows.insertOne({ name: 5 })).rejects.toHaveProperty('code', 121);
    const { _id } = (await rows.findOne())!;
    await expect(rows.insertOne({ _id })).rejects.toBeDefined();
    const text = await figures(app());
    expect(text.includes('bot_database_command_failures_total{command="insertOne",reason="invalid"}')).toBe(
      true,
    );
  });

  it('tells a slow command by its shape and its plan, without a value', async () => {
    await slowly(app(), 'watched');
    const isSlow = (line: Record<string, unknown>): boolean => line.collection === 'communities';
    await waitUntil(() => lines.some(isSlow));
    const line = lines.find(isSlow)!;
    expect(line).toMatchObject({
      command: 'find',
      shape: 'filter: {name: ?, ownerId: {$gt: ?}}, sort: {name: 1}',
      plan: { keysExamined: 0, docsExamined: expect.any(Number) as number },
    });
    expect(JSON.stringify(lines)).not.toContain(SECRET);
    expect(app().get(DatabaseMonitor).slowest).toContainEqual(
      expect.objectContaining({ collection: 'communities', command: 'find' }),
    );
  });

  it('checks its integrity once a day, in one process', async () => {
    const run = jest.spyOn(app().get(IntegrityService), 'run');
    const job = app().get(IntegrityJob);
    job.start();
    await job.daily();
    expect(run).toHaveBeenCalledTimes(1);
    const { checks } = await (run.mock.results[0]!.value as ReturnType<IntegrityService['run']>);
    expect(checks.filter(({ failure }) => failure !== undefined)).toEqual([]);
    const text = await figures(app());
    expect(text.includes('bot_integrity_findings{check="balances"} 0')).toBe(true);
    await job.stop();
    await job.daily();
    expect(run).toHaveBeenCalledTimes(1);
  });
});
