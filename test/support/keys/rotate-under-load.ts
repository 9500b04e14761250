import type { mongo } from 'mongoose';
import { Cli } from '../e2e/cli.js';
import { waitUntil } from '../mongo/wait-until.js';
import {
  aRing,
  aTokensRepository,
  encryptionWith,
  seedTokens,
  TokenLoad,
  tokensByKey,
  tokensIn,
} from './tokens.js';

export interface LoadedEnd {
  /** How the last process ended. */
  readonly code: number | null;
  readonly byKey: Readonly<Record<string, number>>;
  readonly failures: readonly unknown[];
  /** Members whose last tokens can't be read with the new key alone. */
  readonly lost: readonly number[];
  /** What each request took. */
  readonly tookMs: readonly number[];
}

type Environment = Readonly<Record<string, string>>;

/** While members read and refresh their tokens through the service's repository. */
async function underLoad<Result>(
  db: mongo.Db,
  uri: string,
  members: number,
  work: (env: Environment) => Promise<Result & { code: number | null }>,
): Promise<LoadedEnd & Result> {
  await seedTokens(db, encryptionWith('old'), members);
  const { repository, close } = await aTokensRepository(uri, encryptionWith('new', 'old'));
  const alone = await aTokensRepository(uri, encryptionWith('new'));
  const load = new TokenLoad(repository, members);
  try {
    load.start();
    const done = await work({ MONGODB_URI: uri, DISCORD_TOKEN_ENCRYPTION_KEY: aRing('new', 'old') });
    await load.stop();
    const { failures, tookMs } = load;
    const lost = await load.lost(alone.repository);
    return { ...done, byKey: await tokensByKey(db), failures, lost, tookMs };
  } finally {
    await load.stop();
    await Promise.all([close(), alone.close()]);
  }
}

/** A rotation as a process. */
export const rotateUnderLoad = (
  db: mongo.Db,
  uri: string,
  members: number,
): Promise<LoadedEnd & { seconds: number }> =>
  underLoad(db, uri, members, async (env) => {
    const startedAt = performance.now();
    const { code } = await Cli.run(['keys:rotate'], { env });
    return { code, seconds: (performance.now() - startedAt) / 1_000 };
  });

/** A rotation as a process, killed when about half is done, and another that goes on. */
export const rotateAndKill = (
  db: mongo.Db,
  uri: string,
  members: number,
): Promise<LoadedEnd & { leftAtKill: number }> =>
  underLoad(db, uri, members, async (env) => {
    const rotated = (): Promise<number> => tokensIn(db).countDocuments({ accessToken: /^v1\.new\./ });
    const killed = Cli.start(['keys:rotate', '--batch', String(Math.ceil(members / 40))], { env });
    try {
      await waitUntil(async () => (await rotated()) > members / 2, { withinMs: 60_000 });
    } catch (cause) {
      throw new Error(`It did not get half-way: ${killed.stderr}`, { cause });
    } finally {
      killed.signal('SIGKILL');
      await killed.end();
    }
    const { old: leftAtKill = 0 } = await tokensByKey(db);
    // As after at most 30 s.
    await db.collection('leases').updateMany({}, { $set: { until: new Date(0) } });
    const { code } = await Cli.run(['keys:rotate'], { env });
    return { code, leftAtKill };
  });
