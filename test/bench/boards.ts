import 'reflect-metadata';
import mongoose, { type Connection, type mongo } from 'mongoose';
import type * as Engine from '../../src/infra/database/schema/index.js';
import type * as Kernel from '../../src/kernel/clock.js';
import type * as Boards from '../../src/modules/points/boards.service.js';
import type * as Repositories from '../../src/modules/points/points.repository.js';
import type * as Ranks from '../../src/modules/points/ranks.service.js';
import type * as Schemas from '../../src/modules/points/schemas/balance.schema.js';
import type { Balance } from '../../src/modules/points/schemas/balance.schema.js';
import { median } from './measure.ts';

/**
 * Pages of a board of a million members, wherever they are, with the ranks on them; beside one rank that is counted
 * from the top, as it would be without marks. In alternating rounds.
 */
const MEMBERS = 1_000_000;
const ROUNDS = 5;
const PAGES = 60;
const AIM = 5;
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

async function latencies(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const startedAt = performance.now();
    await work();
    taken.push(performance.now() - startedAt);
  }
  return taken;
}

const at = (taken: readonly number[], share: number): number =>
  taken.toSorted((a, b) => a - b)[Math.floor(taken.length * share)] ?? Number.NaN;

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
  const first: number[] = [];
  const anywhere: number[] = [];
  const fromTheTop: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    first.push(...(await latencies(PAGES, () => boards.page(COMMUNITY, randomMember().discordId, 'all'))));
    const pages = await latencies(PAGES, () => {
      const anchor = { ...randomMember(), direction: 'after' } as const;
      return boards.page(COMMUNITY, randomMember().discordId, 'all', anchor);
    });
    // What misses the deadline of an interaction counts as long as it took.
    const counts = await latencies(PAGES, () =>
      repository.countBetween(COMMUNITY, 'all', randomMember().points).catch(() => undefined),
    );
    anywhere.push(...pages);
    fromTheTop.push(...counts);
    ratios.push(at(counts, 0.5) / at(pages, 0.5));
  }
  for (const [what, taken] of Object.entries({
    'the first page': first,
    'a page anywhere': anywhere,
    'one rank counted from the top': fromTheTop,
  }))
    console.log(`${what}: p50 ${at(taken, 0.5).toFixed(1)} ms, p99 ${at(taken, 0.99).toFixed(1)} ms`);
  const ratio = median(ratios);
  console.log(`counted from the top ÷ a page anywhere: ${ratio.toFixed(1)}`);
  await connection.close();
  return ratio >= AIM;
}
