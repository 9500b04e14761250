import 'reflect-metadata';
import mongoose, { mongo } from 'mongoose';
import type * as CacheFolder from '../../src/infra/cache/index.js';
import type * as ObservabilityFolder from '../../src/infra/observability/index.js';
import type * as RedisFolder from '../../src/infra/redis/index.js';
import { median } from './measure.ts';

/**
 * A hot read with and without the cache: a posted task, asked for by 50 at a time. And what the cache's change
 * stream costs writers: unique inserts of completions with the streams of no, one and four processes.
 * The compiled classes are used: Node alone can't read decorators.
 */
const ROUNDS = 5;
const READS = 4_000;
const INSERTS = 3_000;
const CONCURRENCY = 50;
const STREAMS = [0, 1, 4] as const;
const AIM = 10;

const dist = (folder: string): Promise<unknown> =>
  import(new URL(`../../dist/infra/${folder}/index.js`, import.meta.url).href);
const { Caches, ChangeFeed } = (await dist('cache')) as typeof CacheFolder;
const { RedisLink } = (await dist('redis')) as typeof RedisFolder;
const { Metrics } = (await dist('observability')) as typeof ObservabilityFolder;

/** How many a second, `CONCURRENCY` at a time. */
async function perSecond(times: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    for (let index = (next += 1); index <= times; index = next += 1) await work(index);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return times / ((performance.now() - startedAt) / 1_000);
}

/** The feed and the cache of one process. */
async function startProcess(
  uri: string,
): Promise<{ cache: CacheFolder.Cache<object>; stop(): Promise<void> }> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const metrics = new Metrics();
  const feed = new ChangeFeed(connection, metrics);
  const caches = new Caches(connection, feed, new RedisLink({ url: undefined }, metrics), metrics);
  const followed = { collection: 'posts', ignores: ['card', 'interactionStats'], reads: [] };
  const cache = caches.create({
    ...followed,
    name: 'bench',
    version: 1,
    maxEntries: 100,
    keyOf: () => undefined,
  });
  feed.start();
  while (!feed.covers(performance.now())) await new Promise((resolve) => setTimeout(resolve, 10));
  return {
    cache,
    async stop() {
      await feed.stop();
      await connection.close();
    },
  };
}

async function readRatio(uri: string, posts: mongo.Collection): Promise<number> {
  const { insertedId: _id } = await posts.insertOne({ taskData: { title: 'x'.repeat(500) }, card: {} });
  const { cache, stop } = await startProcess(uri);
  const find = (): Promise<object | null> => posts.findOne({ _id });
  const rounds: [without: number, withCache: number][] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    rounds.push([await perSecond(READS, find), await perSecond(READS, () => cache.get('key', find))]);
  await stop();
  const counted = rounds.slice(1); // the first warms up
  const [without, withCache] = [0, 1].map((index) => median(counted.map((round) => round[index] ?? 0)));
  const ratio = median(counted.map(([slow, fast]) => fast / slow));
  console.log(
    `hot read: ${without?.toFixed(0)}/s from MongoDB, ${withCache?.toFixed(0)}/s from memory; ratio ${ratio.toFixed(0)} (aim ≥ ${AIM})`,
  );
  return ratio;
}

async function insertCost(uri: string, completions: mongo.Collection): Promise<void> {
  await completions.createIndexes([{ key: { post: 1, member: 1 }, unique: true }]);
  const rounds: number[][] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const row: number[] = [];
    for (const streams of STREAMS) {
      const running = await Promise.all(Array.from({ length: streams }, () => startProcess(uri)));
      const post = new mongo.ObjectId();
      row.push(
        await perSecond(INSERTS, (member) => completions.insertOne({ post, member, state: 'verified' })),
      );
      for (const { stop } of running) await stop();
    }
    rounds.push(row);
  }
  const counted = rounds.slice(1);
  for (const [index, streams] of STREAMS.entries()) {
    const share = median(counted.map((row) => (row[index] ?? 0) / (row[0] ?? 0)));
    const rate = median(counted.map((row) => row[index] ?? 0));
    console.log(
      `inserts beside ${streams} streams: ${rate.toFixed(0)}/s; ${share.toFixed(2)} of those without`,
    );
  }
}

/** @returns whether the cache is worth it */
export async function measureCache(uri: string): Promise<boolean> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: 20 });
  const db = client.db();
  const ratio = await readRatio(uri, db.collection('posts'));
  await insertCost(uri, db.collection('completions'));
  await client.close();
  return ratio >= AIM;
}
