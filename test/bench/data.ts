import mongoose, { type Connection, type mongo } from 'mongoose';
import type * as Engine from '../../src/infra/database/schema/index.js';
import type * as Repositories from '../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import type * as Rules from '../../src/modules/allowlists/entries/entry.rules.js';
import type * as Parents from '../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type * as Schemas from '../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { AllowlistEntriesRepository } from '../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { Bot } from '../support/e2e/bot.js';
import { startDiscord } from '../support/e2e/stack.js';
import { median } from './measure.ts';

/**
 * Entries per second: through the repository, beside the bare driver and beside an array in the parent; with
 * 10,000 and with a million of them there already; with and without somebody who counts them.
 */
const ROUNDS = 5;
const WRITERS = 50;
const INSERTS = 3_000;
const EXISTING = { few: 10_000, many: 1_000_000 } as const;
const PUSHES = 150;
const AIM = { bare: 0.8, size: 0.85, counted: 0.95 };

/** Decorators are beyond Node: what has them is taken as it was built. */
const built = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;

const { allowlistEntries } = await built<typeof Schemas>(
  'modules/allowlists/schemas/allowlist-entry.schema.js',
);
const { allowlistConnections } = await built<typeof Parents>(
  'modules/allowlists/schemas/allowlist-connection.schema.js',
);
const { newEntry } = await built<typeof Rules>('modules/allowlists/entries/entry.rules.js');
const repositories = await built<typeof Repositories>(
  'modules/allowlists/entries/allowlist-entries.repository.js',
);
const { optionsOf, Validators, withDefaults } = await built<typeof Engine>('infra/database/schema/index.js');

let snowflake = 1_100_000_000_000_000_000n;
const aSnowflake = (): string => (snowflake += 1n).toString();

type Parent = Parameters<(typeof Rules)['newEntry']>[0];
const parent = withDefaults<Parent>(allowlistConnections, {
  _id: new mongoose.Types.ObjectId(),
  allowlistId: 'bench',
  guildId: aSnowflake(),
  channelId: aSnowflake(),
  communityId: 'bench',
  createdBy: aSnowflake(),
  createdAt: new Date(),
  locale: 'en-US',
  allowlistData: {
    title: 'Bench',
    description: 'Bench',
    prize: 'Bench',
    kind: 'raffle',
    winnerCount: 10,
    status: 'active',
    endsAt: new Date(Date.now() + 86_400_000),
  },
});
const anEntry = () =>
  newEntry(parent, { discordId: aSnowflake(), interactionId: aSnowflake() }, {}, new Date());
const entries = (count: number) => Array.from({ length: count }, anEntry);

/** Writes per second, `WRITERS` at a time; what they write is made before. */
async function rate<Item>(items: readonly Item[], write: (item: Item) => Promise<unknown>): Promise<number> {
  const queue = items.values();
  const startedAt = performance.now();
  const writer = async (): Promise<void> => {
    for (const item of queue) await write(item);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return items.length / ((performance.now() - startedAt) / 1_000);
}

interface Contender {
  readonly name: string;
  play(): Promise<number>;
}

/** Medians of alternating rounds, and of the ratios of each round to the first contender's. */
async function compare(contenders: readonly Contender[]): Promise<number[]> {
  for (const { play } of contenders) await play(); // warm-up, not counted
  const rates: number[][] = contenders.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, { play }] of contenders.entries()) rates[index]?.push(await play());
  const ratios = rates.map((own) => median(own.map((value, round) => (rates[0]?.[round] ?? 0) / value)));
  for (const [index, { name }] of contenders.entries())
    console.log(
      `${name.padEnd(52)} ${median(rates[index] ?? [])
        .toFixed(0)
        .padStart(6)}/s   first ÷ this ${ratios[index]?.toFixed(2) ?? ''}`,
    );
  return ratios;
}

async function entriesIn(connection: Connection, name: string): Promise<AllowlistEntriesRepository> {
  await connection
    .collection(name)
    .createIndexes(
      allowlistEntries.indexes.map(
        (index) => ({ ...optionsOf(index), key: index.key }) as mongo.IndexDescription,
      ),
    );
  const { db } = connection;
  if (db === undefined) throw new Error('not connected');
  await new Validators(db, [{ ...allowlistEntries, name }]).set();
  const model = connection.model(name, allowlistEntries.schema, name);
  return new repositories.AllowlistEntriesRepository(model as never);
}

const majority = { writeConcern: { w: 'majority' } } as const;

async function besideTheDriver(connection: Connection): Promise<number> {
  console.log(`\n${INSERTS} entries a round, ${WRITERS} writers, median of ${ROUNDS} alternating rounds`);
  const repository = await entriesIn(connection, 'ours');
  const one = connection.collection('bare_one');
  await one.createIndexes([{ key: { connectionId: 1, discordId: 1 }, unique: true }]);
  const all = connection.collection('bare_all');
  await all.createIndexes(
    allowlistEntries.indexes.map(
      (index) => ({ ...optionsOf(index), key: index.key }) as mongo.IndexDescription,
    ),
  );
  const arrays = connection.collection<{ _id: string; entries: object[] }>('arrays');
  const ratios = await compare([
    { name: 'repository', play: () => rate(entries(INSERTS), (entry) => repository.insert(entry)) },
    {
      name: 'driver, unique (connectionId, discordId) only',
      play: () => rate(entries(INSERTS), (entry) => one.insertOne(entry, majority)),
    },
    {
      name: 'driver, the same indexes',
      play: () => rate(entries(INSERTS), (entry) => all.insertOne(entry, majority)),
    },
    {
      name: `$push into the parent, ${EXISTING.few} entries in it`,
      async play() {
        const _id = aSnowflake();
        await arrays.insertOne({ _id, entries: entries(EXISTING.few) });
        const speed = await rate(entries(PUSHES), (entry) =>
          arrays.updateOne(
            { _id, 'entries.discordId': { $ne: entry.discordId } },
            { $push: { entries: entry } },
            majority,
          ),
        );
        await arrays.deleteOne({ _id });
        return speed;
      },
    },
  ]);
  return ratios[1] ?? 0;
}

/** Bulk first, indexes afterwards: a million rows in a minute or two. */
async function filled(
  connection: Connection,
  name: string,
  count: number,
): Promise<AllowlistEntriesRepository> {
  const rows = connection.collection(name);
  const batches = Array.from({ length: count / 10_000 }, (_, index) => index).values();
  const filler = async (): Promise<void> => {
    for (const batch of batches)
      if (batch >= 0) await rows.insertMany(entries(10_000), { ordered: false, writeConcern: { w: 1 } });
  };
  await Promise.all([filler(), filler()]);
  return entriesIn(connection, name);
}

async function bySize(connection: Connection): Promise<number> {
  const startedAt = performance.now();
  const few = await filled(connection, 'few', EXISTING.few);
  const many = await filled(connection, 'many', EXISTING.many);
  console.log(`\nby size; filled in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  const play = (repository: AllowlistEntriesRepository) => () =>
    rate(entries(INSERTS), (entry) => repository.insert(entry));
  const ratios = await compare([
    { name: `repository, ${EXISTING.many} entries there`, play: play(many) },
    { name: `repository, ${EXISTING.few} entries there`, play: play(few) },
  ]);
  return ratios[1] ?? 0;
}

/** A whole bot beside the writers counts them, or nobody does. */
async function counted(uri: string, connection: Connection): Promise<number> {
  const stack = await startDiscord(uri);
  const start = () => Bot.start(stack.env);
  await (await start()).stop(); // the first start makes the collections
  const model = connection.model('AllowlistEntry', allowlistEntries.schema);
  const repository = new repositories.AllowlistEntriesRepository(model as never);
  await connection.collection(allowlistConnections.name).insertOne(parent);
  const insert = (): Promise<number> => rate(entries(INSERTS), (entry) => repository.insert(entry));
  console.log('\nwith and without a bot that counts');
  const ratios = await compare([
    {
      name: 'counted by a bot',
      async play() {
        const bot = await start();
        const speed = await insert();
        await bot.stop();
        return speed;
      },
    },
    { name: 'not counted', play: insert },
  ]);
  await stack.stop();
  return ratios[1] ?? 0;
}

/** @returns whether all three reach their aims, or come close to them */
export async function measureData(uriOf: (database: string) => string, tolerance: number): Promise<boolean> {
  const connections: Connection[] = [];
  const open = async (name: string): Promise<Connection> => {
    const connection = await mongoose.createConnection(uriOf(name), { maxPoolSize: WRITERS }).asPromise();
    connections.push(connection);
    return connection;
  };
  const ratios = {
    bare: await besideTheDriver(await open('driver')),
    size: await bySize(await open('size')),
    counted: await counted(uriOf('counted'), await open('counted')),
  };
  for (const connection of connections) await connection.close();
  console.log(
    `aims: ≥ ${AIM.bare} of the driver's unique insert, ≥ ${AIM.size} at a million, ≥ ${AIM.counted} while counted`,
  );
  return Object.entries(AIM).every(([name, aim]) => ratios[name as keyof typeof AIM] >= aim * tolerance);
}
