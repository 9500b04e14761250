// Real: the outbox, its runner, transactions and indexes on a MongoDB of this file. Fake: the time and the effect.
import mongoose from 'mongoose';
import { Database } from '../../../src/infra/database/index.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import { DueRunner } from '../../../src/infra/jobs/index.js';
import { Load, Metrics } from '../../../src/infra/observability/index.js';
import { Outbox, OutboxEffect } from '../../../src/infra/outbox/index.js';
import { type OutboxRow, outboxRows } from '../../../src/infra/outbox/outbox-row.schema.js';
import { OutboxRepository } from '../../../src/infra/outbox/outbox.repository.js';
import { RunOutboxEffect } from '../../../src/infra/outbox/run-outbox.effect.js';
import { InfrastructureError } from '../../../src/kernel/errors.js';
import { FixedClock, silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

silenceLogs();

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

class AwayError extends InfrastructureError {
  readonly code = 'PLATFORM_AWAY';
  readonly retryable = true;
}

/** Tells a member something, once per key. */
class Notice extends OutboxEffect {
  readonly kind = 'notice';
  readonly told = new Map<string, string>();
  runs = 0;
  error: Error | undefined;

  override run({ member }: { member: string }, key: string): Promise<void> {
    this.runs += 1;
    if (this.error) return Promise.reject(this.error);
    this.told.set(key, member);
    return Promise.resolve();
  }
}

const database = useTestDatabase();
const connection = mongoose.createConnection();
const model = connection.model(outboxRows.model.name, outboxRows.schema);
const repository = new OutboxRepository(model as never);
/** Transactions need nothing of the database but its connection. */
const transactions = new Database(...([connection] as unknown as ConstructorParameters<typeof Database>));
const rows = () => database.db().collection<OutboxRow>('outbox');
const causes = () => database.db().collection('causes');
const rowOf = (key: string) => rows().findOne({ key });

let clock: FixedClock;
let metrics: Metrics;
let runner: DueRunner;
let outbox: Outbox;
let effect: RunOutboxEffect;
let notice: Notice;
beforeAll(async () => {
  await connection.openUri(database.uri);
  // Until a migration makes them.
  await model.createIndexes();
  await new Validators(database.db(), [outboxRows]).set();
  await database.db().createCollection('causes');
});
beforeEach(async () => {
  await rows().deleteMany();
  clock = new FixedClock(new Date().toISOString());
  metrics = new Metrics();
  runner = new DueRunner(clock, metrics, new Load());
  outbox = new Outbox(repository, runner, clock);
  effect = new RunOutboxEffect(repository, outbox, metrics, clock);
  notice = new Notice();
  outbox.register(notice);
});
afterAll(() => connection.close());

const claim = () => effect.claim(clock.now(), new Date(clock.now().getTime() + 10 * SECOND_MS), 50);
/** One turn of the runner: the failures of the rows that were due. */
async function turn(): Promise<unknown[]> {
  const turns = await Promise.allSettled((await claim()).map((id) => effect.run(id)));
  return turns.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
}
/** Seconds until the row is due again. */
async function waitOf(key: string): Promise<number> {
  return ((await rowOf(key))!.due!.getTime() - clock.now().getTime()) / SECOND_MS;
}
const dead = async () => (await metrics.outboxDead.get()).values[0]?.value ?? 0;

describe('an effect', () => {
  it('is queued with its cause, or not at all', async () => {
    const cause = (name: string, isBroken: boolean) =>
      transactions.transaction(async (session) => {
        await causes().insertOne({ name });
        await connection.collection('causes').insertOne({ name: `${name} in it` }, { session });
        await outbox.add('notice', name, { member: 'm' });
        if (isBroken) throw new RangeError('after all not');
      });
    await cause('written', false);
    await expect(cause('broken', true)).rejects.toThrow(RangeError);
    expect(await rows().distinct('key')).toEqual(['written']);
    expect(await causes().distinct('name', { name: / in it$/ })).toEqual(['written in it']);
  });

  it('is queued once by 100 transactions of one event at the same time, all of which commit', async () => {
    const members = Array.from({ length: 100 }, (_, member) => `m${String(member)}`);
    await Promise.all(
      members.map((member) =>
        transactions.transaction(async (session) => {
          await outbox.add('notice', 'event', { member });
          await connection.collection('causes').insertOne({ by: member }, { session });
        }),
      ),
    );
    expect(await rows().countDocuments()).toBe(1);
    expect(await causes().countDocuments({ by: { $in: members } })).toBe(100);
    await turn();
    await turn();
    expect(notice.runs).toBe(1);
  });

  it('is not queued again by an event that was dealt with', async () => {
    await outbox.add('notice', 'event', { member: 'm' });
    await turn();
    expect(await rowOf('event')).toMatchObject({ doneAt: clock.now(), attempts: 1 });
    await transactions.transaction(() => outbox.add('notice', 'event', { member: 'm' }));
    expect(await turn()).toEqual([]);
    expect(notice.runs).toBe(1);
  });

  it('of an unknown kind, with a large payload or a long key is refused', async () => {
    await expect(outbox.add('unknown', 'event', {})).rejects.toThrow(RangeError);
    await expect(outbox.add('notice', 'event', { member: 'x'.repeat(2_000) })).rejects.toThrow(RangeError);
    await expect(outbox.add('notice', 'x'.repeat(201), { member: 'm' })).rejects.toThrow(RangeError);
    expect(() => {
      outbox.register(new Notice());
    }).toThrow();
    expect(await rows().countDocuments()).toBe(0);
  });

  it('of a kind that only newer processes know is left to them', async () => {
    await outbox.add('notice', 'event', { member: 'm' });
    await rows().updateOne({ key: 'event' }, { $set: { kind: 'newer' } });
    expect(await claim()).toEqual([]);
  });

  it('is run by the runner of due rows, soon after it was queued', async () => {
    runner.register(effect);
    runner.start();
    await outbox.add('notice', 'event', { member: 'm' });
    await waitUntil(async () => (await rowOf('event'))?.doneAt !== undefined);
    await runner.stop();
    expect([...notice.told]).toEqual([['event', 'm']]);
    expect(await rowOf('event')).not.toHaveProperty('due');
  });

  it('runs again after a death between it and its mark, with the same key', async () => {
    await outbox.add('notice', 'event', { member: 'm' });
    const death = jest.spyOn(repository, 'finish').mockRejectedValueOnce(new Error('The process died here'));
    expect(await turn()).toHaveLength(1);
    death.mockRestore();
    expect(await turn()).toEqual([]);
    clock.advance(10 * SECOND_MS);
    expect(await turn()).toEqual([]);
    expect(notice.runs).toBe(2);
    expect([...notice.told]).toEqual([['event', 'm']]);
    expect(await rowOf('event')).toMatchObject({ attempts: 2, doneAt: clock.now() });
  });
});

describe('an effect that fails', () => {
  beforeEach(async () => {
    notice.error = new RangeError('mongodb://user:secret@host');
    await outbox.add('notice', 'event', { member: 'm' });
  });
  /** Fails until it is dead; the waits in between, in seconds. */
  async function failAll(): Promise<number[]> {
    const waits: number[] = [];
    for (await turn(); (await rowOf('event'))?.deadAt === undefined; await turn()) {
      waits.push(await waitOf('event'));
      clock.advance(waits.at(-1)! * SECOND_MS);
    }
    return waits;
  }

  it('is tried 20 times, less and less often, also when processes come and go', async () => {
    const waits = await failAll();
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, ...Array<number>(10).fill(3_600)]);
    expect(notice.runs).toBe(20);
    expect(await rowOf('event')).toMatchObject({
      attempts: 20,
      lastError: 'RangeError',
      deadAt: clock.now(),
    });
    expect(await dead()).toBe(1);
    clock.advance(DAY_MS);
    expect(await claim()).toEqual([]);
  });

  it('says what failed by its code only', async () => {
    await turn();
    expect(JSON.stringify(await rowOf('event'))).not.toContain('secret');
    notice.error = undefined;
    clock.advance(10 * SECOND_MS);
    await turn();
    expect(await rowOf('event')).not.toHaveProperty('lastError');
  });

  it('gets a new life when it is queued again, and its event still can not be queued twice', async () => {
    await failAll();
    clock.advance(3 * DAY_MS);
    await outbox.add('notice', 'event', { member: 'm' });
    expect(await claim()).toEqual([]);
    expect(await outbox.requeue('event')).toBe(true);
    expect(await outbox.requeue('event')).toBe(false);
    await turn();
    expect(await rowOf('event')).toMatchObject({ attempts: 1 });
    notice.error = undefined;
    clock.advance(10 * SECOND_MS);
    await turn();
    expect(await rowOf('event')).toMatchObject({ doneAt: clock.now() });
    expect(await outbox.requeue('event')).toBe(false);
    expect(await outbox.requeue('nobody knows')).toBe(false);
  });

  it('because something is away comes back every ten seconds without counting, for a day', async () => {
    notice.error = new AwayError('down');
    for (let tries = 0; tries < 25; tries += 1) {
      expect(await turn()).toEqual([notice.error]);
      expect(await waitOf('event')).toBe(10);
      clock.advance(10 * SECOND_MS);
    }
    expect(await rowOf('event')).toMatchObject({ attempts: 0, lastError: 'PLATFORM_AWAY' });
    clock.advance(DAY_MS);
    await turn();
    expect(await rowOf('event')).toMatchObject({ deadAt: clock.now() });
    expect(await dead()).toBe(1);
  });

  it('by ending its process is given up too', async () => {
    const die = jest.spyOn(notice, 'run').mockReturnValue(new Promise(() => undefined));
    for (let tries = 0; tries < 20; tries += 1) {
      for (const id of await claim()) void effect.run(id);
      await waitUntil(() => die.mock.calls.length === tries + 1);
      clock.advance(10 * SECOND_MS);
    }
    await turn();
    expect(await rowOf('event')).toMatchObject({ deadAt: clock.now() });
    expect(die).toHaveBeenCalledTimes(20);
  });

  it('in one place but works in another at the same time is done', async () => {
    const [id = ''] = await claim();
    const row = (await repository.begin(id))!;
    await repository.bury(row._id.toHexString(), clock.now(), 'X');
    await repository.finish(id, clock.now());
    await repository.retryAt(id, clock.now(), 'X');
    const stands = await rowOf('event');
    expect(stands).toMatchObject({ doneAt: clock.now() });
    for (const gone of ['due', 'deadAt', 'lastError']) expect(stands).not.toHaveProperty(gone);
  });
});

it('what is done goes after seven days; what is dead stays', async () => {
  const long = new Date(Date.now() - 8 * DAY_MS);
  const row = { kind: 'notice', payload: { member: 'm' }, createdAt: long, attempts: 1, giveUpAt: long };
  await rows().insertMany([
    { ...row, key: 'done', doneAt: long } as never,
    { ...row, key: 'dead', deadAt: long } as never,
    { ...row, key: 'done just now', doneAt: new Date() } as never,
  ]);
  await waitUntil(async () => (await rowOf('done')) === null);
  expect((await rows().distinct('key')).sort()).toEqual(['dead', 'done just now']);
});
