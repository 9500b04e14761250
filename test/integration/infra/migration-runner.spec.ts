// Real: the runner of the migrations, its ledger and its lock, a MongoDB with a database per test.
import type { mongo } from 'mongoose';
import {
  DataLossError,
  IrreversibleMigrationError,
  MigrationDriftError,
  MigrationFailedError,
  MigrationLockedError,
  MigrationLockLostError,
  MigrationOrderError,
  MigrationTargetError,
} from '../../../src/infra/database/migrations/migration-errors.js';
import type { MigrationFile } from '../../../src/infra/database/migrations/migration.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { aMigration, doubling, valuesIn, writeNumbers } from '../../support/migrations/a-migration.js';
import { useEmptyDatabases } from '../../support/migrations/empty-databases.js';

const databases = useEmptyDatabases();
const anEmptyDatabase = databases.next;
const ledger = (db: mongo.Db) =>
  db.collection<{ _id: string; state: string; host?: string }>('schema_migrations');
const leases = (db: mongo.Db) =>
  db.collection<{ _id: string; owner?: string; until: Date; fence: number }>('leases');
const idsOf = (files: readonly MigrationFile[]) => files.map(({ id }) => id);
const statesIn = async (db: mongo.Db, files: readonly MigrationFile[]) =>
  (await new MigrationRunner(db, files).status()).migrations.map(({ id, state }) => [id, state]);

describe('the runner', () => {
  it('runs what is pending once, in order, and says what it ran', async () => {
    const db = anEmptyDatabase();
    const ran: string[] = [];
    const files = ['0001', '0002'].map((id) =>
      aMigration(id, {
        up: () => {
          ran.push(id);
          return Promise.resolve();
        },
      }),
    );
    const runner = new MigrationRunner(db, files);
    expect(idsOf(await runner.pending())).toEqual(['0001', '0002']);
    expect(idsOf(await runner.migrate())).toEqual(['0001', '0002']);
    expect(await runner.migrate()).toEqual([]);
    expect(idsOf(await new MigrationRunner(db, [...files, aMigration('0003')]).pending())).toEqual(['0003']);
    expect(ran).toEqual(['0001', '0002']);
  });

  it('applies each once, though two processes start together', async () => {
    const db = anEmptyDatabase();
    let ups = 0;
    let atOnce = 0;
    const files = ['0001', '0002'].map((id) =>
      aMigration(id, {
        up: async () => {
          ups += 1;
          atOnce += 1;
          expect(atOnce).toBe(1);
          await db.collection('proof').insertOne({});
          atOnce -= 1;
        },
      }),
    );
    const applied = await Promise.all([
      new MigrationRunner(db, files).migrate(),
      new MigrationRunner(db, files).migrate(),
    ]);
    expect(applied.map((ran) => ran.length).sort()).toEqual([0, 2]);
    expect(ups).toBe(2);
  });

  it('refuses to go on when an applied file was changed or is missing', async () => {
    const db = anEmptyDatabase();
    await new MigrationRunner(db, [aMigration('0001')]).migrate();
    const changed = new MigrationRunner(db, [aMigration('0001', {}, 'another-sum'), aMigration('0002')]);
    await expect(changed.migrate()).rejects.toThrow(MigrationDriftError);
    await expect(new MigrationRunner(db, [aMigration('0002')]).pending()).rejects.toThrow(
      MigrationDriftError,
    );
    expect(await ledger(db).countDocuments({ _id: '0002' })).toBe(0);
  });

  it.each([
    ['fails', { up: () => Promise.reject(new Error('no')) }],
    ['does not hold what it promises', { verify: () => Promise.reject(new Error('no')) }],
  ])('stops at one that %s, frees the lock, and begins there again', async (_, fault) => {
    const db = anEmptyDatabase();
    const broken = [aMigration('0001'), aMigration('0002', fault), aMigration('0003')];
    await expect(new MigrationRunner(db, broken).migrate()).rejects.toThrow();
    const states = await ledger(db).find().sort({ _id: 1 }).toArray();
    expect(states.map(({ _id, state }) => [_id, state])).toEqual([
      ['0001', 'applied'],
      ['0002', 'failed'],
    ]);
    const mended = new MigrationRunner(db, [
      aMigration('0001'),
      aMigration('0002', {}, 'mended'),
      aMigration('0003'),
    ]);
    expect(idsOf(await mended.migrate())).toEqual(['0002', '0003']);
    expect(await ledger(db).findOne({ _id: '0002' })).not.toHaveProperty('error');
  });

  it('resumes one that a killed process left behind', async () => {
    const db = anEmptyDatabase();
    await ledger(db).insertOne({ _id: '0001', state: 'running' });
    expect(idsOf(await new MigrationRunner(db, [aMigration('0001')]).migrate())).toEqual(['0001']);
  });

  it('is free of the lock of a process that died longer ago than its lease', async () => {
    const db = anEmptyDatabase();
    const until = new Date(Date.now() - 1);
    await leases(db).insertOne({ _id: 'migrations', owner: 'dead', until, fence: 7 });
    expect(await new MigrationRunner(db, [aMigration('0001')]).migrate()).toHaveLength(1);
    expect(await leases(db).findOne({ owner: { $exists: false } })).toMatchObject({ fence: 8 });
  });

  it('applies each once, though twenty processes start together', async () => {
    for (let round = 0; round < 3; round += 1) {
      const db = anEmptyDatabase();
      await writeNumbers(db, 40);
      const files = [aMigration('0001', doubling()), aMigration('0002', doubling())];
      const runs = Array.from({ length: 20 }, () => new MigrationRunner(db, files).migrate());
      expect((await Promise.all(runs)).map((ran) => ran.length).sort()).toEqual([
        ...Array<number>(19).fill(0),
        2,
      ]);
      expect(await valuesIn(db)).toEqual(Array.from({ length: 40 }, (_, index) => (index + 1) * 4));
    }
  });

  it('refuses one that is older than what is applied', async () => {
    const db = anEmptyDatabase();
    await new MigrationRunner(db, [aMigration('0001'), aMigration('0003')]).migrate();
    const files = [aMigration('0001'), aMigration('0002'), aMigration('0003')];
    await expect(new MigrationRunner(db, files).migrate()).rejects.toThrow(MigrationOrderError);
    expect(await statesIn(db, files)).toEqual([
      ['0001', 'applied'],
      ['0002', 'out of order'],
      ['0003', 'applied'],
    ]);
  });

  it('goes as far as it is asked to, and knows no other', async () => {
    const db = anEmptyDatabase();
    const runner = new MigrationRunner(
      db,
      ['0001', '0002', '0003', '0004'].map((id) => aMigration(id)),
    );
    expect(idsOf(await runner.migrate({ step: 1 }))).toEqual(['0001']);
    expect(idsOf(await runner.migrate({ to: '0003' }))).toEqual(['0002', '0003']);
    await expect(runner.migrate({ to: '0009' })).rejects.toThrow(MigrationTargetError);
  });

  it('gives one up that throws at once, or never ends', async () => {
    const db = anEmptyDatabase();
    const throwing = aMigration('0001', {
      up: () => {
        throw new RangeError('at once');
      },
    });
    await expect(new MigrationRunner(db, [throwing]).migrate()).rejects.toThrow(MigrationFailedError);
    const endless = aMigration('0001', { up: () => new Promise(() => undefined) });
    const deadline = new AbortController();
    const run = new MigrationRunner(db, [endless]).migrate({
      deadline: deadline.signal,
      onStart: () => {
        setImmediate(() => {
          deadline.abort(new Error('too long'));
        });
      },
    });
    await expect(run).rejects.toThrow(MigrationFailedError);
    expect(await ledger(db).findOne()).toMatchObject({ state: 'failed', error: 'Error: too long' });
    expect((await new MigrationRunner(db, []).lock.state()).isHeld).toBe(false);
  });

  it('waits for the holder of the lock as long as it is told', async () => {
    const db = anEmptyDatabase();
    const until = new Date(Date.now() + 60_000);
    await leases(db).insertOne({ _id: 'migrations', owner: 'somebody/7', until, fence: 7 });
    const waits: string[] = [];
    const run = new MigrationRunner(db, [aMigration('0001')]).migrate({
      waitMs: 300,
      onWait: ({ owner }) => waits.push(String(owner)),
    });
    await expect(run).rejects.toThrow(MigrationLockedError);
    expect(waits).toEqual(['somebody/7']);
    const signal = AbortSignal.abort(new Error('no more'));
    await expect(new MigrationRunner(db, [aMigration('0001')]).migrate({ signal })).rejects.toThrow(
      'no more',
    );
  });
});

describe('batches', () => {
  const SIZE = 5;
  const COUNT = 23;
  const doubled = Array.from({ length: COUNT }, (_, index) => (index + 1) * 2);
  const file = aMigration('0001', doubling(SIZE));

  it('stop at every boundary and go on there, with the same end', async () => {
    for (let boundary = 1; boundary <= Math.ceil(COUNT / SIZE); boundary += 1) {
      const db = anEmptyDatabase();
      await writeNumbers(db, COUNT);
      const stop = new AbortController();
      let batches = 0;
      const options = {
        signal: stop.signal,
        onBatch: () => {
          batches += 1;
          if (batches === boundary) stop.abort(new Error('stopped'));
        },
      };
      const first = new MigrationRunner(db, [file]).migrate(options);
      // The last batch is the end: nothing is left to stop.
      if (boundary < Math.ceil(COUNT / SIZE)) {
        await expect(first).rejects.toThrow('stopped');
        expect(await statesIn(db, [file])).toEqual([['0001', 'pending']]);
        expect(await new MigrationRunner(db, [file]).migrate()).toHaveLength(1);
      } else await first;
      expect(await valuesIn(db)).toEqual(doubled);
      expect(await ledger(db).findOne()).not.toHaveProperty('cursors');
    }
  });

  it('begin again where the source was mended: the old place means nothing', async () => {
    const db = anEmptyDatabase();
    await writeNumbers(db, COUNT);
    const seen: number[] = [];
    const failing = (checksum: string, limit: number) =>
      aMigration(
        '0001',
        {
          up: async (_, batches) => {
            await batches.each({ name: 'a', collection: 'numbers', size: SIZE }, (documents) => {
              seen.push(documents.length);
              return seen.length > limit ? Promise.reject(new Error('no')) : Promise.resolve();
            });
          },
        },
        checksum,
      );
    await expect(new MigrationRunner(db, [failing('first', 2)]).migrate()).rejects.toThrow(
      MigrationFailedError,
    );
    seen.length = 0;
    await new MigrationRunner(db, [failing('mended', 99)]).migrate();
    expect(seen.reduce((sum, count) => sum + count)).toBe(COUNT);
  });

  it('of a holder that lost the lock are refused, and leave no trace', async () => {
    const db = anEmptyDatabase();
    await writeNumbers(db, COUNT);
    const slow = Promise.withResolvers<null>();
    const inside = Promise.withResolvers<null>();
    const frozen = aMigration('0001', {
      up: async (_, batches) => {
        await batches.each(
          { name: 'double', collection: 'numbers', size: SIZE },
          async (documents, session) => {
            inside.resolve(null);
            await slow.promise;
            const ids = documents.map(({ _id }) => _id);
            await db
              .collection('numbers')
              .updateMany({ _id: { $in: ids } }, { $set: { value: 0 } }, { session });
          },
        );
      },
    });
    const first = new MigrationRunner(db, [frozen]).migrate();
    const refused = expect(first).rejects.toThrow(MigrationLockLostError);
    await inside.promise;
    const other = new MigrationRunner(db, [file]);
    const { fence } = await other.lock.state();
    await db.client.withSession((session) => other.lock.release(fence, session));
    await other.migrate();
    slow.resolve(null);
    await refused;
    expect(await valuesIn(db)).toEqual(doubled);
    expect(await statesIn(db, [file])).toEqual([['0001', 'applied']]);
  });

  it('have a name of their own', async () => {
    const twice = aMigration('0001', {
      up: async (_, batches) => {
        await batches.each({ name: 'a', collection: 'numbers' }, () => Promise.resolve());
        await batches.each({ name: 'a', collection: 'numbers' }, () => Promise.resolve());
      },
    });
    await expect(new MigrationRunner(anEmptyDatabase(), [twice]).migrate()).rejects.toThrow(
      MigrationFailedError,
    );
  });
});

describe('a rollback', () => {
  const making = (name: string, drops?: readonly string[]): Partial<MigrationFile['migration']> => ({
    ...(drops && { drops }),
    up: async (db) => {
      await db.createCollection(name).catch(() => undefined);
    },
    down: async (db) => {
      await db.dropCollection(name);
    },
  });

  it('takes back the last one, or as far as it is asked to, also in batches', async () => {
    const db = anEmptyDatabase();
    await writeNumbers(db, 12);
    const files = [aMigration('0001', doubling(5)), aMigration('0002', doubling(5)), aMigration('0003')];
    const runner = new MigrationRunner(db, files);
    await runner.migrate();
    expect(idsOf(await runner.rollback())).toEqual(['0003']);
    expect(idsOf(await runner.rollback({ to: '0001' }))).toEqual(['0002']);
    expect(await statesIn(db, files)).toEqual([
      ['0001', 'applied'],
      ['0002', 'pending'],
      ['0003', 'pending'],
    ]);
    expect(idsOf(await runner.rollback({ to: '0000' }))).toEqual(['0001']);
    expect(await valuesIn(db)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    await expect(runner.rollback()).rejects.toThrow(MigrationTargetError);
  });

  it('refuses what can not be taken back, before it begins', async () => {
    const db = anEmptyDatabase();
    const files = [aMigration('0001', { isReversible: false }), aMigration('0002')];
    const runner = new MigrationRunner(db, files);
    await runner.migrate();
    await expect(runner.rollback({ step: 2 })).rejects.toThrow(IrreversibleMigrationError);
    expect((await statesIn(db, files)).map(([, state]) => state)).toEqual(['applied', 'applied']);
  });

  it.each([
    ['said to be', ['tickets']],
    ['though not said to be', undefined],
  ])('keeps a collection with documents that is %s dropped, unless told', async (_, drops) => {
    const db = anEmptyDatabase();
    const runner = new MigrationRunner(db, [aMigration('0001', making('tickets', drops))]);
    await runner.migrate();
    await db.collection('tickets').insertOne({});
    await expect(runner.rollback()).rejects.toThrow();
    if (drops) await expect(runner.rollback()).rejects.toThrow(DataLossError);
    expect(await db.collection('tickets').countDocuments()).toBe(1);
    await runner.rollback({ mayLoseData: true });
    expect(await db.listCollections({ name: 'tickets' }).toArray()).toEqual([]);
  });

  it('takes back one that failed half-way: a way out', async () => {
    const db = anEmptyDatabase();
    const broken = aMigration('0001', { verify: () => Promise.reject(new Error('no')) });
    const runner = new MigrationRunner(db, [broken]);
    await expect(runner.migrate()).rejects.toThrow(MigrationFailedError);
    expect(idsOf(await runner.rollback())).toEqual(['0001']);
    expect(await ledger(db).countDocuments()).toBe(0);
  });

  it('is the only way to drop what is protected', async () => {
    const db = anEmptyDatabase();
    await db.collection('draws').insertOne({});
    const ways: ((given: mongo.Db) => Promise<unknown>)[] = [
      (given) => given.dropCollection('draws'),
      (given) => given.collection('draws').drop(),
      (given) => given.command({ drop: 'draws' }),
      (given) => given.dropDatabase(),
      (given) => given.command({ dropDatabase: 1 }),
    ];
    for (const way of ways) {
      const up = (given: mongo.Db) => way(given).then(() => undefined);
      await expect(new MigrationRunner(db, [aMigration('0001', { up })]).migrate()).rejects.toThrow(
        'would remove',
      );
    }
    expect(await db.collection('draws').countDocuments()).toBe(1);
  });
});

describe('the ledger', () => {
  const note = () => Promise.resolve();

  it('takes migrations as done by a baseline, if the last one holds', async () => {
    const db = anEmptyDatabase();
    const lacking = aMigration('0002', { verify: () => Promise.reject(new Error('lacks it')) });
    await expect(new MigrationRunner(db, [aMigration('0001'), lacking]).baseline('0002')).rejects.toThrow(
      MigrationFailedError,
    );
    const files = ['0001', '0002', '0003'].map((id) => aMigration(id));
    const runner = new MigrationRunner(db, files);
    expect(idsOf(await runner.baseline('0002'))).toEqual(['0001', '0002']);
    expect((await statesIn(db, files)).map(([, state]) => state)).toEqual([
      'baseline',
      'baseline',
      'pending',
    ]);
    await expect(runner.baseline('0003')).rejects.toThrow(MigrationTargetError);
    expect(idsOf(await runner.migrate())).toEqual(['0003']);
  });

  it('is repaired to what the files say', async () => {
    const db = anEmptyDatabase();
    await new MigrationRunner(
      db,
      ['0001', '0002', '0003'].map((id) => aMigration(id)),
    ).migrate();
    const files = [aMigration('0001', {}, 'edited'), aMigration('0002')];
    const runner = new MigrationRunner(db, files);
    expect((await runner.status()).migrations.map(({ state }) => state)).toEqual([
      'changed',
      'applied',
      'missing',
    ]);
    await expect(runner.rollback()).rejects.toThrow(MigrationDriftError);
    expect(await runner.repair({}, note)).toEqual([
      { id: '0001', does: 'accept', before: 'sum-0001', after: 'edited' },
      { id: '0003', does: 'forget', before: 'sum-0003' },
    ]);
    expect(await runner.repairs()).toEqual([]);
    await runner.validate();
  });

  it('shows what runs, and what ran when its process died', async () => {
    const db = anEmptyDatabase();
    const inside = Promise.withResolvers<null>();
    const go = Promise.withResolvers<null>();
    const file = aMigration('0001', {
      up: async () => {
        inside.resolve(null);
        await go.promise;
      },
    });
    const run = new MigrationRunner(db, [file]).migrate();
    await inside.promise;
    expect(await statesIn(db, [file])).toEqual([['0001', 'running']]);
    go.resolve(null);
    await run;
    await ledger(db).updateOne({}, { $set: { state: 'running' } });
    expect(await statesIn(db, [file])).toEqual([['0001', 'failed']]);
  });
});
