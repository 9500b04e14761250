import 'reflect-metadata';
import mongoose, { type Connection, type mongo } from 'mongoose';
import type * as Engine from '../../src/infra/database/schema/index.js';
import type * as Kernel from '../../src/kernel/clock.js';
import type * as Boards from '../../src/modules/points/boards.service.js';
import type * as Repositories from '../../src/modules/points/points.repository.js';
import type * as Ranks from '../../src/modules/points/ranks.service.js';
import type * as Schemas from '../../src/modules/points/schemas/balance.schema.js';
import type { Balance } from '../../src/modules/points/schemas/balance.schema.js';

/** Pages of a board of a million members, wherever they are, ten readers at a time. */
const MEMBERS = 1_000_000;
const READERS = 10;
const PAGES = 600;
const AIM_P99_MS = 500;
const COMMUNITY = 'bench';

/** Decorators are beyond Node: what has them is taken as it was built. */
const built = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;

const { balances } = await built<typeof Schemas>('modules/points/schemas/balance.schema.js');
const { optionsOf } = await built<typeof Engine>('infra/database/schema/index.js');
const { PointsRepository } = await built<typeof Repositories>('modules/points/points.repository.js');
const { RanksService } = await built<typeof Ranks>('modules/points/ranks.service.js');
const { BoardsService } = await built<typeof Boards>('modules/points/boards.service.js');
const { SystemClock } = await built<typeof Kernel>('kernel/clock.js');

interface Place {
  readonly points: number;
  readonly discordId: string;
}

const idOf = (index: number): string => String(1_100_000_000_000_000_000n + BigInt(index));
/** Few have many; the same for each run. */
const pointsOf = (index: number): number => 1 + Math.floor(((index * 7_919) % MEMBERS) ** 2 / (MEMBERS * 5));
const randomMember = (): Place => {
  const index = Math.floor(Math.random() * MEMBERS);
  return { points: pointsOf(index), discordId: idOf(index) };
};

async function fill(connection: Connection): Promise<void> {
  const collection = connection.collection<Omit<Balance, '_id'>>(balances.name);
  await collection.createIndexes(
    balances.indexes.map((index) => ({ ...optionsOf(index), key: index.key }) as mongo.IndexDescription),
  );
  for (let from = 0; from < MEMBERS; from += 20_000)
    await collection.insertMany(
      Array.from({ length: 20_000 }, (_, offset) => ({
        communityId: COMMUNITY,
        period: 'all',
        discordId: idOf(from + offset),
        points: pointsOf(from + offset),
        completions: 1,
      })),
      { ordered: false },
    );
}

async function latencies(work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  const reader = async (): Promise<void> => {
    while (taken.length < PAGES) {
      const startedAt = performance.now();
      await work();
      taken.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return taken.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);

export async function measureBoards(uri: string): Promise<boolean> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await fill(connection);
  const model = connection.model(balances.name, balances.schema, balances.name);
  const repository = new PointsRepository(undefined as never, model as never);
  const clock = new SystemClock();
  const ranks = new RanksService(repository, clock);
  const boards = new BoardsService(repository, ranks, clock);

  const startedAt = performance.now();
  await ranks.rankedMembers(COMMUNITY, 'all');
  console.log(`marks set in ${(performance.now() - startedAt).toFixed(0)} ms`);
  const random = await latencies(() => {
    const anchor = { ...randomMember(), direction: 'after' } as const;
    return boards.page(COMMUNITY, randomMember().discordId, 'all', anchor);
  });
  const first = await latencies(() => boards.page(COMMUNITY, randomMember().discordId, 'all'));
  // Ten at a time may miss the deadline of an interaction: they count as long as they took.
  const fromTheTop = await latencies(() =>
    repository.countBetween(COMMUNITY, 'all', randomMember().points).catch(() => undefined),
  );
  for (const [what, taken] of Object.entries({ first, random, 'rank counted from the top': fromTheTop }))
    console.log(`${what}: p50 ${at(taken, 0.5)} ms, p99 ${at(taken, 0.99)} ms`);
  await connection.close();
  return Number(at(random, 0.99)) <= AIM_P99_MS;
}
