// Real: the rows of turns with their unique index, migrations, a MongoDB. Fake: the cleanup itself, the time.
import '../../../src/infra/database/mongoose-defaults.js';
import mongoose from 'mongoose';
import { DatabaseConfig } from '../../../src/config/database.config.js';
import { envSchema } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { jobTicks } from '../../../src/infra/jobs/job-tick.schema.js';
import { JobTicks } from '../../../src/infra/jobs/index.js';
import { CleanupJob, type CleanupService } from '../../../src/maintenance/cleanup/index.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import { FixedClock, silenceLogs } from '../../support/fakes/index.js';

const MINUTE_MS = 60_000;

silenceLogs();
const database = useCleanDatabase();
const connection = mongoose.createConnection();
const model = connection.model(jobTicks.target.name, jobTicks.schema);
beforeAll(() => connection.openUri(database.uri).then(() => undefined));
afterAll(() => connection.close());
beforeEach(() => database.db().collection('job_ticks').deleteMany());

// Ahead, so that the TTL index leaves the rows alone.
const start = new Date(Math.ceil(Date.now() / 5_400_000) * 5_400_000).toISOString();
const ticksAt = (clock: FixedClock) => new JobTicks(model as never, clock);

describe('a turn', () => {
  it('is one process’s, however many ask at once', async () => {
    const clock = new FixedClock(start);
    const processes = Array.from({ length: 20 }, () => ticksAt(clock));
    const taken = await Promise.all(processes.map((ticks) => ticks.take('cleanup', 90 * MINUTE_MS)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('lasts its whole time, also for a process that starts in the middle of it; then the next one begins', async () => {
    const clock = new FixedClock(start);
    const take = () => ticksAt(clock).take('cleanup', 90 * MINUTE_MS);
    expect(await take()).toBe(true);
    clock.advance(89 * MINUTE_MS);
    expect(await take()).toBe(false);
    clock.advance(MINUTE_MS);
    expect(await take()).toBe(true);
  });

  it('of one job is not another’s', async () => {
    const ticks = ticksAt(new FixedClock(start));
    expect(await ticks.take('cleanup', MINUTE_MS)).toBe(true);
    expect(await ticks.take('archive', MINUTE_MS)).toBe(true);
  });
});

describe('the job', () => {
  const env = parseEnv(envSchema, { DISCORD_BOT_TOKEN: 'x'.repeat(20), CLEANUP_INTERVAL_MINUTES: '90' });
  const jobOn = (clock: FixedClock, run: (signal: AbortSignal) => Promise<object>) =>
    new CleanupJob({ run } as unknown as CleanupService, ticksAt(clock), new DatabaseConfig(env));
  const report = { rows: 0, durationMs: 0, steps: [] };

  it('runs once per turn among all processes, and only where it was started', async () => {
    const clock = new FixedClock(start);
    const run = jest.fn(() => Promise.resolve(report));
    const [worker, other, gateway] = [jobOn(clock, run), jobOn(clock, run), jobOn(clock, run)];
    worker.start();
    other.start();
    const minute = () => Promise.all([worker, other, gateway].map((job) => job.minutely()));
    await minute();
    await minute();
    expect(run).toHaveBeenCalledTimes(1);
    clock.advance(90 * MINUTE_MS);
    await minute();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('is not begun again while it runs, and stops after the batch under way', async () => {
    const clock = new FixedClock(start);
    const begun = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<undefined>();
    const run = jest.fn(async (signal: AbortSignal) => {
      begun.resolve(undefined);
      await ended.promise;
      signal.throwIfAborted();
      return report;
    });
    const job = jobOn(clock, run);
    job.start();
    const running = job.minutely();
    await begun.promise;
    clock.advance(90 * MINUTE_MS);
    await job.minutely();
    expect(run).toHaveBeenCalledTimes(1);
    let hasStopped = false;
    const stopping = job.stop().then(() => (hasStopped = true));
    await new Promise(setImmediate);
    expect(hasStopped).toBe(false);
    ended.resolve(undefined);
    await Promise.all([stopping, running]);
    await job.minutely();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('that fails is tried again with the next turn', async () => {
    const clock = new FixedClock(start);
    const run = jest.fn(() => Promise.reject(new Error('MongoDB is away')));
    const job = jobOn(clock, run);
    job.start();
    await job.minutely();
    clock.advance(90 * MINUTE_MS);
    await job.minutely();
    expect(run).toHaveBeenCalledTimes(2);
  });
});
