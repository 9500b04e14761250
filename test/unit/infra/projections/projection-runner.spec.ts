/** @jest-environment node */ // It mocks a module.
import type { Connection, mongo } from 'mongoose';
import mongoose from 'mongoose';
import type { Leases } from '../../../../src/infra/leases/index.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { Projection, ProjectionRunner } from '../../../../src/infra/projections/index.js';
import { FixedClock, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();

/** The pauses between recounts take no time here. */
jest.mock('node:timers/promises', () => ({ setTimeout: () => new Promise(setImmediate) }));

class FakeStream {
  readonly changes: unknown[] = [];
  error: Error | undefined;
  isClosed = false;
  tryNext(): Promise<unknown> {
    if (this.error) return Promise.reject(this.error);
    return Promise.resolve(this.changes.shift() ?? null);
  }
  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

/** A connection whose change streams a test writes to. */
class FakeConnection {
  readonly streams: FakeStream[] = [];
  readonly db = {
    command: () => Promise.resolve({ operationTime: 7 }),
    watch: (stages: unknown[], options: { startAtOperationTime: unknown }) => {
      expect(options.startAtOperationTime).toBe(7);
      const stream = new FakeStream();
      this.stages = stages;
      this.streams.push(stream);
      return stream;
    },
  };
  stages: unknown[] = [];
}

/** This process owns what it asks for until a test takes it away. */
class FakeLeases {
  lost = new AbortController();
  async whileOwner(_: string, stopping: AbortSignal, work: (signal: AbortSignal) => Promise<void>) {
    while (!stopping.aborted) {
      this.lost = new AbortController();
      await work(AbortSignal.any([stopping, this.lost.signal]));
    }
  }
}

class FakeProjection extends Projection {
  readonly relevant = { operationType: 'insert' };
  readonly reads = ['parent'];
  readonly recounts: string[] = [];
  open: string[] = [];
  beforeOpen: () => Promise<void> = () => Promise.resolve();
  act: (parentId: string) => Promise<void> = () => Promise.resolve();
  private waiting: { isMet: () => boolean; resolve: () => void }[] = [];

  constructor(
    readonly name = 'fake',
    readonly collection = 'children',
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return (change as unknown as { parent?: string }).parent;
  }

  override async openParents(): Promise<string[]> {
    await this.beforeOpen();
    return this.open;
  }

  override async recount(parentId: string): Promise<void> {
    this.recounts.push(parentId);
    await this.act(parentId);
    for (const { isMet, resolve } of this.waiting) if (isMet()) resolve();
  }

  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ isMet, resolve }));
  }
}

let connection: FakeConnection;
let leases: FakeLeases;
let metrics: Metrics;
let clock: FixedClock;
let projection: FakeProjection;
let runner: ProjectionRunner;
beforeEach(() => {
  connection = new FakeConnection();
  projection = new FakeProjection();
  leases = new FakeLeases();
  metrics = new Metrics();
  clock = new FixedClock();
  runner = new ProjectionRunner(
    connection as unknown as Connection,
    leases as unknown as Leases,
    metrics,
    clock,
  );
  runner.register(projection);
});
afterEach(async () => {
  await runner.stop();
  for (const stream of connection.streams) expect(stream.isClosed).toBe(true);
});

const change = (parent: string | undefined, coll = 'children', wallTime = clock.now()): void => {
  connection.streams.at(-1)?.changes.push({ ns: { coll }, wallTime, parent });
};
const valueOf = async (metric: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> =>
  (await metric.get()).values[0]?.value ?? 0;

it('everything open is recounted at the start, once', async () => {
  projection.open = ['a', 'b', 'a'];
  runner.start();
  await projection.until(() => projection.recounts.length === 2);
  expect(projection.recounts).toEqual(['a', 'b']);
});

it('a parent is recounted for many changes once, and a change of none is ignored', async () => {
  projection.open = ['a'];
  runner.start();
  await projection.until(() => projection.recounts.length === 1);
  for (let count = 0; count < 100; count += 1) change('b');
  change(undefined);
  await projection.until(() => projection.recounts.includes('b'));
  expect(projection.recounts).toEqual(['a', 'b']);
});

it('a change during the first look is not missed', async () => {
  projection.beforeOpen = () => {
    change('early');
    return Promise.resolve();
  };
  runner.start();
  await projection.until(() => projection.recounts.includes('early'));
  expect(projection.recounts).toEqual(['early']);
});

it('everything open is recounted again after the stream broke', async () => {
  projection.open = ['a'];
  runner.start();
  await projection.until(() => projection.recounts.length === 1);
  projection.open = ['a', 'meanwhile'];
  connection.streams[0]!.error = new Error('resume token lost');
  await projection.until(() => projection.recounts.includes('meanwhile'));
  expect(connection.streams).toHaveLength(2);
  expect(connection.streams[0]?.isClosed).toBe(true);
});

it('everything open is recounted again after the database was away during a recount', async () => {
  projection.open = ['a'];
  const away = new mongoose.mongo.MongoNetworkError('away');
  projection.act = () => (projection.recounts.length === 1 ? Promise.reject(away) : Promise.resolve());
  runner.start();
  await projection.until(() => projection.recounts.length === 2);
  expect(connection.streams).toHaveLength(2);
});

it('a parent that can not be counted holds up no other, and stays dirty', async () => {
  projection.open = ['bad', 'a'];
  projection.act = (parent) => (parent === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve());
  clock.advance(-5_000);
  runner.start();
  await projection.until(() => projection.recounts.includes('a'));
  clock.advance(5_000);
  change('b');
  await projection.until(() => projection.recounts.includes('b'));
  expect(projection.recounts).toEqual(['bad', 'a', 'b']);
  expect(connection.streams).toHaveLength(1);
  await new Promise(setImmediate);
  expect(await valueOf(metrics.recounts)).toBe(2);
  expect(await valueOf(metrics.projectionLag)).toBe(5);
});

it('one stream serves all projections, each its own collection', async () => {
  const other = new FakeProjection('other', 'relatives');
  runner.register(other);
  runner.start();
  await new Promise(setImmediate);
  change('a', 'children');
  change('b', 'relatives');
  await Promise.all([
    projection.until(() => projection.recounts.length > 0),
    other.until(() => other.recounts.length > 0),
  ]);
  expect([projection.recounts, other.recounts]).toEqual([['a'], ['b']]);
  expect(connection.streams).toHaveLength(1);
  expect(connection.stages).toEqual([
    {
      $match: {
        $or: [
          { $and: [{ 'ns.coll': 'children' }, { operationType: 'insert' }] },
          { $and: [{ 'ns.coll': 'relatives' }, { operationType: 'insert' }] },
        ],
      },
    },
    { $project: { ns: 1, wallTime: 1, operationType: 1, parent: 1 } },
  ]);
});

it('an owner that lost its lease stops in the middle, and recounts everything open when it has it again', async () => {
  projection.open = ['a', 'b'];
  projection.act = () => {
    if (projection.recounts.length === 1) leases.lost.abort();
    return Promise.resolve();
  };
  runner.start();
  await projection.until(() => projection.recounts.length === 3);
  expect(projection.recounts).toEqual(['a', 'a', 'b']);
  expect(connection.streams).toHaveLength(2);
  expect(connection.streams[0]?.isClosed).toBe(true);
});

it('a stream that breaks during the first look breaks nothing else', async () => {
  let isFirst = true;
  projection.open = ['a'];
  projection.beforeOpen = async () => {
    if (isFirst) connection.streams[0]!.error = new Error('broken at once');
    isFirst = false;
    await new Promise(setImmediate);
  };
  runner.start();
  await projection.until(() => connection.streams.length === 2 && projection.recounts.length > 0);
  expect(connection.streams[0]?.isClosed).toBe(true);
});

it('the stop ends the wait and the stream at once', async () => {
  runner.start();
  await new Promise(setImmediate);
  const startedAt = performance.now();
  await runner.stop();
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(connection.streams).toHaveLength(1);
});
