// Real: two runners with their leases and change streams, each on a connection of its own, a MongoDB of this file.
// Fake: how long a lease lasts, and what is counted.
import mongoose, { type Connection, type mongo } from 'mongoose';
import { leases as leaseRows } from '../../../src/infra/leases/lease.schema.js';
import { Leases } from '../../../src/infra/leases/index.js';
import { LeasesRepository } from '../../../src/infra/leases/leases.repository.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { Projection, ProjectionRunner } from '../../../src/infra/projections/index.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

silenceLogs();

/** Quick to hand over; long enough not to be lost when the machine is busy, which would be one more start. */
class QuickLeases extends Leases {
  override readonly ownerTtlMs = 4_500;
}

/** How many children each open parent has. */
class ChildCounts extends Projection {
  readonly relevant = { operationType: 'insert' };
  readonly reads = ['fullDocument.parent'];

  constructor(
    readonly collection: string,
    private readonly connection: Connection,
  ) {
    super();
  }

  get name(): string {
    return `${this.collection}-count`;
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return (change as { fullDocument?: { parent: string } }).fullDocument?.parent;
  }

  override async openParents(): Promise<string[]> {
    const open = await this.connection.collection('parents').find({ isOpen: true }).toArray();
    return open.map(({ name }) => String(name));
  }

  override async recount(parent: string): Promise<void> {
    const figure = await this.connection.collection(this.collection).countDocuments({ parent });
    await this.connection
      .collection('parents')
      .updateOne({ name: parent }, { $set: { [this.collection]: figure } });
  }
}

interface Parent {
  readonly name: string;
  readonly isOpen: boolean;
  readonly children?: number;
  readonly pets?: number;
}

interface Process {
  readonly runner: ProjectionRunner;
  readonly metrics: Metrics;
  readonly connection: Connection;
}

const database = useTestDatabase();
const processes: Process[] = [];
const figures = async (name: string) => {
  const parent = await database.db().collection<Parent>('parents').findOne({ name });
  return [parent?.children, parent?.pets];
};
const insert = (collection: string, parent: string, count: number) =>
  database
    .db()
    .collection(collection)
    .insertMany(Array.from({ length: count }, () => ({ parent })));

async function aProcess(): Promise<Process> {
  const connection = await mongoose.createConnection(database.uri).asPromise();
  const metrics = new Metrics();
  const model = connection.model(leaseRows.model.name, leaseRows.schema);
  const leases = new QuickLeases(new LeasesRepository(model as never), metrics);
  const runner = new ProjectionRunner(connection, leases, metrics, new SystemClock());
  for (const collection of ['children', 'pets']) runner.register(new ChildCounts(collection, connection));
  runner.start();
  const started = { runner, metrics, connection };
  processes.push(started);
  return started;
}
async function valuesOf(metric: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> {
  return (await metric.get()).values.reduce((sum, { value }) => sum + value, 0);
}
const recountsOf = ({ metrics }: Process) => valuesOf(metrics.recounts);
const isOwner = async ({ metrics }: Process) => (await valuesOf(metrics.leaseOwned)) === 1;

beforeEach(async () => {
  await database.db().dropDatabase();
  await database.db().collection('parents').insertOne({ name: 'a', isOpen: true });
});
afterEach(async () => {
  for (const { runner, connection } of processes.splice(0)) {
    await runner.stop();
    await connection.close();
  }
});

it('one of two processes counts; when it dies the other takes over, and counts what changed meanwhile', async () => {
  await insert('children', 'a', 2);
  const first = await aProcess();
  await waitUntil(async () => (await figures('a')).join() === '2,0');
  const second = await aProcess();
  await insert('children', 'a', 3);
  await insert('pets', 'a', 1);
  await waitUntil(async () => (await figures('a')).join() === '5,1');
  expect(await isOwner(second)).toBe(false);
  expect(await recountsOf(second)).toBe(0);
  // Its sockets are gone, as after a kill.
  await first.connection.close();
  await insert('children', 'a', 4);
  // As if the server's clock had passed its end.
  await database
    .db()
    .collection('leases')
    .updateMany({}, { $set: { until: new Date(Date.now() - 1) } });
  await waitUntil(async () => (await figures('a')).join() === '9,1');
  expect(await isOwner(second)).toBe(true);
});

it('a process that stops hands over at once', async () => {
  const first = await aProcess();
  await waitUntil(() => isOwner(first));
  const second = await aProcess();
  await first.runner.stop();
  expect(await database.db().collection('leases').findOne()).not.toHaveProperty('owner');
  await insert('pets', 'a', 2);
  await waitUntil(async () => (await figures('a')).join() === '0,2');
  expect(await isOwner(second)).toBe(true);
});

it('a burst is one recount or two, and only the collections that count make any', async () => {
  const only = await aProcess();
  await waitUntil(async () => (await recountsOf(only)) >= 2);
  const atStart = await recountsOf(only);
  await insert('strangers', 'a', 50);
  await insert('pets', 'a', 500);
  await waitUntil(async () => (await figures('a')).join() === '0,500');
  await waitUntil(async () => (await recountsOf(only)) > atStart);
  // One more if the look fell into the middle of the burst.
  expect(await recountsOf(only)).toBeLessThanOrEqual(atStart + 2);
  await waitUntil(async () => (await valuesOf(only.metrics.projectionLag)) === 0);
});

it('one process opens one stream for all projections', async () => {
  const only = await aProcess();
  await waitUntil(async () => (await recountsOf(only)) >= 2);
  const cursors = () =>
    database
      .client()
      .db('admin')
      .aggregate([
        { $currentOp: { allUsers: true, idleCursors: true } },
        { $match: { ns: `${database.db().databaseName}.$cmd.aggregate`, 'cursor.tailable': true } },
      ])
      .toArray();
  // A cursor that changes hands just now is listed twice or not at all.
  await waitUntil(async () => (await cursors()).length === 1);
});
