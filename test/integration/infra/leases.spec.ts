// Real: leases on the clock of a MongoDB of this file. Fake: how long they last; each `Leases` stands for a process.
import mongoose from 'mongoose';
import { Validators } from '../../../src/infra/database/schema/index.js';
import { type LeaseRow, leases as leaseRows } from '../../../src/infra/leases/lease.schema.js';
import { Leases } from '../../../src/infra/leases/index.js';
import { LeasesRepository } from '../../../src/infra/leases/leases.repository.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

silenceLogs();

const NAME = 'projections';
const TTL_MS = 10_000;

class QuickLeases extends Leases {
  override readonly ownerTtlMs = 750;
}

const database = useTestDatabase();
const connection = mongoose.createConnection();
const repository = new LeasesRepository(connection.model(leaseRows.model.name, leaseRows.schema) as never);
const aProcess = () => new QuickLeases(repository, new Metrics());
const rows = () => database.db().collection<LeaseRow>('leases');
const row = () => rows().findOne({ _id: NAME });
/** As if the server's clock had passed its end. */
const runOut = () => rows().updateOne({ _id: NAME }, { $set: { until: new Date(Date.now() - 1) } });

beforeAll(async () => {
  await connection.openUri(database.uri);
  // Until a migration makes it.
  await database.db().createCollection('leases');
  await new Validators(database.db(), [leaseRows]).set();
});
beforeEach(() => rows().deleteMany());
afterAll(() => connection.close());

describe('a lease', () => {
  it('is won by one of 50 who race for it, three times over, each time with the next fence', async () => {
    for (const fence of [1, 2, 3]) {
      const racers = Array.from({ length: 50 }, aProcess);
      const taken = await Promise.all(racers.map((racer) => racer.acquire(NAME, TTL_MS)));
      const winners = taken.flatMap((lease, index) => (lease ? [{ lease, racer: racers[index]! }] : []));
      expect(winners.map(({ lease }) => lease.fence)).toEqual([fence]);
      await (fence === 1 ? runOut() : winners[0]!.racer.release(winners[0]!.lease));
    }
  });

  it('ends by the clock of the server, whatever this process thinks the time is', async () => {
    const owner = aProcess();
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    await owner.acquire(NAME, TTL_MS);
    now.mockRestore();
    const [server] = await database
      .db()
      .aggregate([{ $documents: [{}] }, { $set: { now: '$$NOW' } }])
      .toArray();
    const leftMs = (await row())!.until.getTime() - (server!.now as Date).getTime();
    expect(leftMs).toBeGreaterThan(TTL_MS / 2);
    expect(leftMs).toBeLessThanOrEqual(TTL_MS);
  });

  it('is renewed by its owner only, with the same fence', async () => {
    const [owner, other] = [aProcess(), aProcess()];
    const lease = (await owner.acquire(NAME, TTL_MS))!;
    await runOut();
    expect(await owner.renew(lease)).toMatchObject({ fence: 1 });
    expect(await owner.acquire(NAME, TTL_MS)).toMatchObject({ fence: 1 });
    expect(await other.acquire(NAME, TTL_MS)).toBeNull();
    await runOut();
    expect(await other.acquire(NAME, TTL_MS)).toMatchObject({ fence: 2 });
    expect(await owner.renew(lease)).toBeNull();
  });

  it('is not freed by an owner who has lost it', async () => {
    const [owner, other] = [aProcess(), aProcess()];
    const lost = (await owner.acquire(NAME, TTL_MS))!;
    await runOut();
    await other.acquire(NAME, TTL_MS);
    await owner.release(lost);
    expect(await owner.acquire(NAME, TTL_MS)).toBeNull();
  });
});

describe('work under a lease', () => {
  interface Worker {
    readonly leases: QuickLeases;
    readonly metrics: Metrics;
    readonly stopping: AbortController;
    readonly ended: Promise<void>;
    /** How often it became the owner. */
    turns: number;
    isWorking: boolean;
  }
  let working: string[];
  const workers: Worker[] = [];
  beforeEach(() => {
    working = [];
  });
  afterEach(async () => {
    for (const worker of workers) worker.stopping.abort();
    await Promise.all(workers.splice(0).map((worker) => worker.ended));
  });

  function aWorker(name: string): Worker {
    const metrics = new Metrics();
    const leases = new QuickLeases(repository, metrics);
    const stopping = new AbortController();
    const worker = { leases, metrics, stopping, turns: 0, isWorking: false };
    const work = async (signal: AbortSignal): Promise<void> => {
      worker.turns += 1;
      worker.isWorking = true;
      working.push(`${name} begins`);
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      working.push(`${name} ends`);
      worker.isWorking = false;
    };
    const started = Object.assign(worker, { ended: leases.whileOwner(NAME, stopping.signal, work) });
    workers.push(started);
    return started;
  }
  const owned = async ({ metrics }: Worker) => (await metrics.leaseOwned.get()).values[0]?.value;

  it('is done by one, for longer than the lease lasts, and by the next as soon as that one stops', async () => {
    const first = aWorker('first');
    await waitUntil(() => first.isWorking);
    const second = aWorker('second');
    const { until } = (await row())!;
    // It was renewed past its first end.
    await waitUntil(async () => (await row())!.until.getTime() > until.getTime() + 750);
    expect(working).toEqual(['first begins']);
    expect([await owned(first), await owned(second)]).toEqual([1, 0]);
    first.stopping.abort();
    await first.ended;
    expect(await owned(first)).toBe(0);
    await waitUntil(() => second.isWorking);
    expect(working).toEqual(['first begins', 'first ends', 'second begins']);
    expect(await row()).toMatchObject({ fence: 2 });
  });

  it('ends, before another begins, where renewals get no answer', async () => {
    const frozen = aWorker('frozen');
    await waitUntil(() => frozen.isWorking);
    const renewal = jest.spyOn(frozen.leases, 'renew').mockReturnValue(new Promise(() => undefined));
    const other = aWorker('other');
    await waitUntil(() => other.isWorking);
    expect(working).toEqual(['frozen begins', 'frozen ends', 'other begins']);
    renewal.mockRestore();
    expect(await row()).toMatchObject({ fence: 2 });
  });

  it('ends where another process took over while this one was frozen', async () => {
    const frozen = aWorker('frozen');
    await waitUntil(() => frozen.isWorking);
    await runOut();
    const lease = await aProcess().acquire(NAME, TTL_MS);
    expect(lease).toMatchObject({ fence: 2 });
    await waitUntil(() => !frozen.isWorking);
    expect(await row()).toMatchObject({ fence: 2 });
    expect(frozen.turns).toBe(1);
  });

  it('outlives a renewal that fails', async () => {
    const worker = aWorker('one');
    const renewal = jest.spyOn(worker.leases, 'renew').mockRejectedValueOnce(new Error('away'));
    await waitUntil(() => renewal.mock.calls.length >= 3);
    expect(working).toEqual(['one begins']);
    renewal.mockRestore();
  });

  it('is tried again after a database that was away, and after an error of its own', async () => {
    const leases = aProcess();
    jest.spyOn(leases, 'acquire').mockRejectedValueOnce(new Error('away'));
    let turns = 0;
    await leases.whileOwner(NAME, new AbortController().signal, () => {
      turns += 1;
      return turns === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    expect(turns).toBe(2);
    // Given back, so that another need not wait.
    expect(await aProcess().acquire(NAME, TTL_MS)).not.toBeNull();
  });
});
