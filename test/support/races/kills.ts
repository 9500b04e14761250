import { mongo } from 'mongoose';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { DomainError } from '../../../src/kernel/errors.js';
import { startApp, type TestApp } from '../app/index.js';
import { aMemberAction, anAllowlist, aServerMapping, aSnowflake, aTaskPost } from '../builders/index.js';
import { type MongodProcess, startMongodProcess } from '../mongo/mongod-process.js';
import { waitUntil } from '../mongo/wait-until.js';
import { unbalanced } from './books.js';

const WRITERS = 32;
/** Between two kills, so that each meets writers in full swing. */
const ACKNOWLEDGED_BETWEEN = 200;

/** What a writer knows of a key: it was told so, or it never heard. A refusal would be a fault. */
type Outcome = 'acknowledged' | 'unknown' | `refused: ${string}`;

interface Kind {
  readonly name: string;
  write(app: TestApp, key: string): Promise<unknown>;
  /** The keys that are in the database, one for each row. */
  present(db: mongo.Db): Promise<string[]>;
}

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Never heard of, though tried again and again: the run ended first. */
  readonly unknown: number;
  /** Tries that failed and were repeated with the same key. */
  readonly retries: number;
  /** From the kill to the next acknowledgement. */
  readonly recoveryMs: readonly number[];
  /** What is wrong; nothing when all promises held. */
  readonly violations: readonly string[];
}

const fieldOf = async (db: mongo.Db, collection: string, field: string, filter: object): Promise<string[]> =>
  (await db.collection(collection).find(filter).toArray()).map((row) => String(row[field]));

/** A key is a member, and an interaction of theirs with the same id. */
function kindsOf(post: ReturnType<typeof aTaskPost>, allowlist: ReturnType<typeof anAllowlist>): Kind[] {
  const by = (guildId: string, key: string) => aMemberAction({ guildId, discordId: key, interactionId: key });
  const [postId, connectionId] = [post._id.toHexString(), allowlist._id.toHexString()];
  const at = new Date();
  return [
    {
      name: 'completions',
      write: (app, key) => app.get(TasksService).complete(by(post.guildId, key), postId),
      present: (db) => fieldOf(db, 'task_completions', 'discordId', { taskPostId: postId }),
    },
    {
      name: 'entries',
      write: (app, key) => app.get(EntriesService).enter(by(allowlist.guildId, key), connectionId),
      present: (db) => fieldOf(db, 'allowlist_entries', 'discordId', { connectionId }),
    },
    {
      name: 'points',
      write: (app, key) => {
        const cause = { source: 'manual', sourceId: key, communityId: 'kills', amount: 1, at } as const;
        const settled = { ...cause, discordId: `1000000000000000${key.slice(-2)}` };
        return app.get(PointsService).settle(settled, () => Promise.resolve(true));
      },
      present: (db) => fieldOf(db, 'points_ledger', 'sourceId', { source: 'manual' }),
    },
  ];
}

class Writers {
  readonly history = new Map<Kind, Map<string, Outcome>>();
  acknowledged = 0;
  retries = 0;
  private isStopping = false;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly app: TestApp,
    private readonly kinds: readonly Kind[],
  ) {
    for (const kind of kinds) this.history.set(kind, new Map());
  }

  start(): void {
    this.running = Promise.all(Array.from({ length: WRITERS }, (_, index) => this.writeOn(index)));
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  private async writeOn(writer: number): Promise<void> {
    for (let turn = writer; !this.isStopping; turn += 1) {
      const kind = this.kinds[turn % this.kinds.length]!;
      const key = aSnowflake();
      this.history.get(kind)?.set(key, await this.writeOnce(kind, key));
    }
  }

  /** Again with the same key until it is acknowledged: what "pressing again is safe" means. */
  private async writeOnce(kind: Kind, key: string): Promise<Outcome> {
    for (;;) {
      try {
        await kind.write(this.app, key);
        this.acknowledged += 1;
        return 'acknowledged';
      } catch (error) {
        if (error instanceof DomainError) return `refused: ${error.message}`;
        if (this.isStopping) return 'unknown';
        this.retries += 1;
      }
    }
  }
}

/** Kills mongod again and again while 32 writers write, starts it on the same data, and compares at the end. */
export async function killUnderWriters(
  kills: number,
  onKill: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const mongod = await startMongodProcess();
  const app = await startApp({ databaseUri: mongod.uri, isLinked: false });
  try {
    const client = await mongo.MongoClient.connect(mongod.uri);
    try {
      return await run(mongod, app, client.db(), { kills, onKill });
    } finally {
      await client.close();
    }
  } finally {
    await app.stop();
    await mongod.stop();
  }
}

async function run(
  mongod: MongodProcess,
  app: TestApp,
  db: mongo.Db,
  { kills, onKill }: { readonly kills: number; readonly onKill: (line: string) => void },
): Promise<KillReport> {
  const post = aTaskPost({ taskData: { maxCompletions: 1_000_000 } });
  const allowlist = anAllowlist();
  await db.collection('discord_task_posts').insertOne({ ...post });
  const { guildId, communityId } = post;
  await db.collection('discord_server_mappings').insertOne(aServerMapping({ guildId, communityId }));
  await db.collection('discord_allowlist_connections').insertOne({ ...allowlist });
  const kinds = kindsOf(post, allowlist);
  const writers = new Writers(app, kinds);
  const recoveryMs: number[] = [];
  const acknowledge = (more: number): Promise<number> => {
    const wanted = writers.acknowledged + more;
    return waitUntil(() => writers.acknowledged >= wanted, { withinMs: 30_000, what: 'acknowledged writes' });
  };
  writers.start();
  for (let kill = 1; kill <= kills; kill += 1) {
    await acknowledge(ACKNOWLEDGED_BETWEEN);
    const killedAt = performance.now();
    await mongod.kill();
    // What was on its way may still be told; only what comes after the restart shows that it is back.
    await mongod.restart();
    await acknowledge(1);
    recoveryMs.push(performance.now() - killedAt);
    onKill(
      `kill ${kill}: back after ${Math.round(recoveryMs.at(-1)!)} ms, ${writers.acknowledged} acknowledged`,
    );
  }
  await acknowledge(ACKNOWLEDGED_BETWEEN);
  await writers.stop();
  await app.settle();
  const violations = [
    ...(await broken(db, writers)),
    ...(await unbalanced(db)),
    ...(await miscounted(app, db, post._id, allowlist._id)),
  ];
  const unknown = [...writers.history.values()].flatMap((outcomes) =>
    [...outcomes.values()].filter((outcome) => outcome === 'unknown'),
  ).length;
  const { acknowledged, retries } = writers;
  return { kills, acknowledged, unknown, retries, recoveryMs, violations };
}

/** Acknowledged and not there; there twice; refused. */
async function broken(db: mongo.Db, { history }: Writers): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, outcomes] of history) {
    const rows = await kind.present(db);
    const present = new Set(rows);
    if (present.size !== rows.length) found.push(`${kind.name}: ${rows.length - present.size} rows twice`);
    for (const [key, outcome] of outcomes) {
      if (outcome === 'acknowledged' && !present.has(key)) found.push(`${kind.name}: ${key} was lost`);
      if (outcome.startsWith('refused')) found.push(`${kind.name}: ${key} was ${outcome}`);
    }
  }
  return found;
}

/** Awards that are not exactly one per completion, and figures that differ from the rows after a recount. */
async function miscounted(
  app: TestApp,
  db: mongo.Db,
  postId: mongo.ObjectId,
  allowlistId: mongo.ObjectId,
): Promise<string[]> {
  await app.get(TaskCountsProjection).recount(postId.toHexString());
  await app.get(EntryCountsProjection).recount(allowlistId.toHexString());
  const completions = await db.collection('task_completions').countDocuments();
  const entries = await db.collection('allowlist_entries').countDocuments();
  const awards = await db.collection('points_ledger').countDocuments({ source: 'task' });
  const post = await db.collection('discord_task_posts').findOne({ _id: postId });
  const allowlist = await db.collection('discord_allowlist_connections').findOne({ _id: allowlistId });
  const figures = [
    ['awards', awards, completions],
    ['completions', numberAt(post, 'interactionStats', 'completions'), completions],
    ['entries', numberAt(allowlist, 'entryManagement', 'totals', 'entries'), entries],
  ] as const;
  return figures
    .filter(([, counted, actual]) => counted !== actual)
    .map(([what, counted, actual]) => `${what}: ${counted} counted, ${actual} there`);
}

function numberAt(row: unknown, ...path: readonly string[]): number {
  let value = row;
  for (const key of path) value = (value as Record<string, unknown> | null)?.[key];
  return Number(value);
}
