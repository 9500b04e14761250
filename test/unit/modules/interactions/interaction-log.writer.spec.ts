import { Logger } from '@nestjs/common';
import { mongo } from 'mongoose';
import type { InteractionRecord } from '../../../../src/infra/discord/index.js';
import { Load, Metrics } from '../../../../src/infra/observability/index.js';
import {
  InteractionLogWriter,
  QUEUE_CAPACITY,
} from '../../../../src/modules/interactions/interaction-log.writer.js';
import type { InteractionLogsRepository } from '../../../../src/modules/interactions/interaction-logs.repository.js';
import type { DiscordInteractionLog } from '../../../../src/modules/interactions/schemas/interaction-log.schema.js';
import { aSnowflake } from '../../../support/builders/index.js';
import { FixedClock, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();

const aRecord = (): InteractionRecord => ({
  interactionId: aSnowflake(),
  userId: aSnowflake(),
  kind: 'component',
  madeAt: new Date(),
  processingMs: 1,
  heapBytes: 1,
  notes: {},
  ending: { status: 'done' },
});

/** Takes rows, or fails as a test says. */
class FakeLogs {
  readonly batches: string[][] = [];
  fail: (() => Promise<never>) | undefined;
  async append(rows: readonly DiscordInteractionLog[]) {
    if (this.fail) return this.fail();
    this.batches.push(rows.map(({ interactionId }) => interactionId));
    return Promise.resolve({ written: rows.length, repeated: 0, refused: 0 });
  }
  get written(): string[] {
    return this.batches.flat();
  }
}

let logs: FakeLogs;
let clock: FixedClock;
let metrics: Metrics;
let load: Load;
let writer: InteractionLogWriter;
beforeEach(() => {
  logs = new FakeLogs();
  clock = new FixedClock();
  metrics = new Metrics();
  load = new Load();
  writer = new InteractionLogWriter(logs as unknown as InteractionLogsRepository, clock, load, metrics);
});
afterEach(() => {
  jest.useRealTimers();
});

function take(count: number): string[] {
  const records = Array.from({ length: count }, aRecord);
  for (const record of records) writer.take(record);
  return records.map(({ interactionId }) => interactionId);
}
const counted = async (): Promise<Record<string, number>> => {
  const { values } = await metrics.interactionLogRows.get();
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels.outcome), value]));
};
const away = (): Promise<never> => Promise.reject(new mongo.MongoNetworkError('away'));
const broken = (): Promise<never> => Promise.reject(new mongo.MongoServerError({ code: 2 }));

describe('rows', () => {
  it('are written in their order, at most 500 together', async () => {
    const ids = take(1_201);
    await writer.flush();
    expect(logs.batches.map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(logs.written).toEqual(ids);
    expect(await counted()).toEqual({ written: 1_201 });
  });

  it('that come while others are written are written too', async () => {
    const ids = take(1);
    const flushed = writer.flush();
    ids.push(...take(1));
    await Promise.all([flushed, writer.flush()]);
    expect(logs.written).toEqual(ids);
  });

  it('wait while MongoDB is away, however often it is tried', async () => {
    logs.fail = away;
    const ids = take(3);
    for (let turn = 0; turn < 10; turn += 1) await writer.flush();
    ids.push(...take(2));
    logs.fail = undefined;
    await writer.flush();
    expect(logs.written).toEqual(ids);
    expect(await counted()).toEqual({ written: 5 });
  });

  it('beyond the capacity are lost, the newest, and counted', async () => {
    logs.fail = away;
    const ids = take(QUEUE_CAPACITY);
    await writer.flush();
    take(3);
    expect(await counted()).toEqual({ full: 3 });
    logs.fail = undefined;
    await writer.flush();
    expect(logs.written).toEqual(ids);
  });

  it('that MongoDB refuses again and again do not block those that follow', async () => {
    logs.fail = broken;
    take(2);
    for (let turn = 0; turn < 5; turn += 1) await writer.flush();
    expect(await counted()).toEqual({ refused: 2 });
    logs.fail = undefined;
    const ids = take(1);
    await writer.flush();
    expect(logs.written).toEqual(ids);
  });

  it('are told of in the log once a minute, when some are lost', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    take(QUEUE_CAPACITY + 5);
    clock.advance(60_000);
    take(1);
    expect(warn.mock.calls.map(([line]) => line as unknown)).toEqual([
      { msg: 'Rows of the interaction log were lost', count: 1, why: 'full' },
      { msg: 'Rows of the interaction log were lost', count: 5, why: 'full' },
    ]);
    warn.mockRestore();
  });
});

describe('the writer by itself', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    writer.start();
  });
  afterEach(async () => {
    logs.fail = undefined;
    const stopped = writer.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    await stopped;
  });

  it('writes every second', async () => {
    const ids = take(1);
    await jest.advanceTimersByTimeAsync(999);
    expect(logs.written).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(logs.written).toEqual(ids);
  });

  it('writes at once from 500 on', async () => {
    take(499);
    await jest.advanceTimersByTimeAsync(0);
    expect(logs.batches).toEqual([]);
    take(1);
    await jest.advanceTimersByTimeAsync(0);
    expect(logs.written).toHaveLength(500);
  });

  it('gives way to members who wait, for a second at most', async () => {
    for (let members = 0; members < 8; members += 1) load.begin();
    take(500);
    await jest.advanceTimersByTimeAsync(999);
    expect(logs.batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(logs.written).toHaveLength(500);
  });

  it('tries less and less often while MongoDB is away', async () => {
    let tries = 0;
    logs.fail = () => {
      tries += 1;
      return away();
    };
    take(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(tries).toBe(1);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(tries).toBe(1);
    take(600);
    await jest.advanceTimersByTimeAsync(1);
    expect(tries).toBe(2);
  });
});

describe('at the stop', () => {
  it('what is queued is written, and what comes later is lost', async () => {
    writer.start();
    const ids = take(3);
    await writer.stop();
    expect(logs.written).toEqual(ids);
    take(1);
    expect(await counted()).toEqual({ written: 3, stopped: 1 });
  });

  it('three seconds are enough', async () => {
    jest.useFakeTimers();
    writer.start();
    logs.fail = () => new Promise<never>(() => undefined);
    take(2);
    const stopped = writer.stop();
    await jest.advanceTimersByTimeAsync(3_000);
    await stopped;
    expect(await counted()).toEqual({ stopped: 2 });
  });
});
