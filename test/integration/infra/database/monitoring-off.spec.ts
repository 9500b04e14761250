// Real: the whole service with USE_ENHANCED_DATABASE=false and a MongoDB, which one client finds slow. Fake: Discord.
import { Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { DatabaseMonitor } from '../../../../src/infra/database/monitoring/index.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { IntegrityJob, IntegrityService } from '../../../../src/maintenance/integrity/index.js';
import { postTask, type TestApp, textOf, useTestApp } from '../../../support/app/index.js';
import { useTestDatabase } from '../../../support/mongo/test-database.js';

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

describe('a service with USE_ENHANCED_DATABASE=false', () => {
  const databaseUri = named(database.uri, 'plain');
  const app = useTestApp({ databaseUri, settings: { USE_ENHANCED_DATABASE: 'false', SLOW_QUERY_MS: '40' } });

  it('serves its members all the same', async () => {
    const { card } = await postTask(app());
    const [member] = app().server.members;
    const answer = await app().as(member!).press(card, { label: 'Complete' });
    expect(textOf(answer)).toContain('50');
    await app().settle();
    expect(await connectionOf(app()).collection('points_ledger').countDocuments()).toBe(1);
  });

  it('watches nothing, tells of no slow command and starts no check', async () => {
    await slowly(app(), 'plain');
    expect(lines).toEqual([]);
    expect(app().get(DatabaseMonitor).slowest).toEqual([]);
    const run = jest.spyOn(app().get(IntegrityService), 'run');
    await app().get(IntegrityJob).daily();
    expect(run).not.toHaveBeenCalled();
    const text = await figures(app());
    expect(text.includes('bot_database_command_duration_seconds_count{')).toBe(false);
    expect(text.includes('bot_database_checkout_duration_seconds_count 0')).toBe(true);
  });

  it('can be checked by hand', async () => {
    const { checks } = await app()
      .get(IntegrityService)
      .run({ only: ['balances', 'owed-points'] });
    expect(checks.map(({ name, findings }) => [name, findings])).toEqual([
      ['owed-points', 0],
      ['balances', 0],
    ]);
  });
});
