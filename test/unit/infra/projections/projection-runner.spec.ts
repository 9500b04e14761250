import type { Connection, mongo } from 'mongoose';
import { Projection, ProjectionRunner } from '../../../../src/infra/projections/index.js';
import { silenceLogs } from '../../../support/fakes/index.js';

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
    collection: () => ({
      watch: (_stages: unknown, options: { startAtOperationTime: unknown }) => {
        expect(options.startAtOperationTime).toBe(7);
        const stream = new FakeStream();
        this.streams.push(stream);
        return stream;
      },
    }),
  };
}

class FakeProjection extends Projection {
  readonly name = 'fake';
  readonly collection = 'children';
  readonly relevant = [];
  readonly recounts: string[] = [];
  open: string[] = [];
  beforeOpen: () => Promise<void> = () => Promise.resolve();
  act: (parentId: string) => Promise<void> = () => Promise.resolve();
  private waiting: { isMet: () => boolean; resolve: () => void }[] = [];

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
let projection: FakeProjection;
let runner: ProjectionRunner;
beforeEach(() => {
  connection = new FakeConnection();
  projection = new FakeProjection();
  runner = new ProjectionRunner(connection as unknown as Connection);
  runner.register(projection);
});
afterEach(async () => {
  await runner.stop();
  for (const stream of connection.streams) expect(stream.isClosed).toBe(true);
});

const change = (parent: string | undefined): void => {
  connection.streams.at(-1)?.changes.push({ parent });
};

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

it('everything open is recounted again after a recount failed', async () => {
  projection.open = ['a'];
  projection.act = () =>
    projection.recounts.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve();
  runner.start();
  await projection.until(() => projection.recounts.length === 2);
  expect(connection.streams).toHaveLength(2);
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
