// One draw through the database, measured by itself: `stored-draw-once.ts service|bare URI`. The allowlist and its
// entries are there; what an earlier run drew goes first.
import mongoose, { type Connection, mongo } from 'mongoose';
import { bytesOfHex } from '../../src/draw/bytes.js';
import {
  type Commitment,
  FrozenList,
  PROTOCOL,
  rankingOf,
  seedHashOf,
  writeLine,
} from '../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../src/draw/node-sha256.js';
import type * as ChainModule from '../../src/modules/allowlists/draws/drand-chain.js';
import type * as AllowlistsModule from '../../src/modules/allowlists/draws/draw-allowlists.repository.js';
import type * as EngineModule from '../../src/modules/allowlists/draws/draw-engine.service.js';
import type * as JudgingModule from '../../src/modules/allowlists/draws/draw-judging.service.js';
import type * as ListsModule from '../../src/modules/allowlists/draws/draw-lists.repository.js';
import type * as RanksModule from '../../src/modules/allowlists/draws/draw-ranks.service.js';
import type * as DrawsModule from '../../src/modules/allowlists/draws/draws.repository.js';
import type * as EligibilityModule from '../../src/modules/allowlists/draws/eligibility.service.js';
import type * as ErasedModule from '../../src/modules/allowlists/draws/erased-meanwhile.service.js';
import type * as FreezeModule from '../../src/modules/allowlists/draws/list-freeze.service.js';
import type * as EntryListsModule from '../../src/modules/allowlists/entries/entry-lists.repository.js';
import type * as EntriesModule from '../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import type * as ConnectionSchema from '../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type * as EntrySchema from '../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type * as DrawSchema from '../../src/modules/allowlists/schemas/draw.schema.js';
import type { Draw, DrawPost } from '../../src/modules/allowlists/schemas/draw.schema.js';
import { ALLOWLIST_ID, built, PLACES } from './stored-draw-data.ts';

const SEED = 'ab'.repeat(32);
const MESSAGE_ID = '1566240355123204242';
const PART_BYTES = 4 * 2 ** 20;
const revealed = { seed: SEED, source: 'commit-reveal' } as const;
const randomness = { seedHash: seedHashOf(SEED, sha256), source: 'commit-reveal' } as const;

const at = <Module>(path: string): Promise<Module> => built<Module>(`modules/allowlists/${path}.js`);

/** The engine as the service has it; Discord answers at once, and nothing is posted or announced. */
async function engineOn(
  connection: Connection,
): Promise<{ engine: EngineModule.DrawEngine; start: () => Promise<string> }> {
  const { AllowlistEntry, allowlistEntries } = await at<typeof EntrySchema>('schemas/allowlist-entry.schema');
  const { DiscordAllowlistConnection, allowlistConnections } = await at<typeof ConnectionSchema>(
    'schemas/allowlist-connection.schema',
  );
  const {
    Draw: DrawClass,
    draws: drawsOf,
    DrawListPart,
    drawLists: listsOf,
  } = await at<typeof DrawSchema>('schemas/draw.schema');
  const entryModel = connection.model(AllowlistEntry.name, allowlistEntries.schema);
  const drawModel = connection.model(DrawClass.name, drawsOf.schema);
  const partModel = connection.model(DrawListPart.name, listsOf.schema);
  const parentModel = connection.model(DiscordAllowlistConnection.name, allowlistConnections.schema);

  const { DrawsRepository } = await at<typeof DrawsModule>('draws/draws.repository');
  const { DrawAllowlistsRepository } = await at<typeof AllowlistsModule>('draws/draw-allowlists.repository');
  const { AllowlistEntriesRepository } = await at<typeof EntriesModule>(
    'entries/allowlist-entries.repository',
  );
  const { EntryListsRepository } = await at<typeof EntryListsModule>('entries/entry-lists.repository');
  const { DrawListsRepository } = await at<typeof ListsModule>('draws/draw-lists.repository');
  const { ListFreeze } = await at<typeof FreezeModule>('draws/list-freeze.service');
  const { ErasedMeanwhile } = await at<typeof ErasedModule>('draws/erased-meanwhile.service');
  const { DrandChainPinned } = await at<typeof ChainModule>('draws/drand-chain');
  const { DrawRanks } = await at<typeof RanksModule>('draws/draw-ranks.service');
  const { Eligibility } = await at<typeof EligibilityModule>('draws/eligibility.service');
  const { DrawJudging } = await at<typeof JudgingModule>('draws/draw-judging.service');
  const { DrawEngine } = await at<typeof EngineModule>('draws/draw-engine.service');

  const clock = { now: () => new Date() } as never;
  const pace = {
    listAfterMs: 0,
    leaseMs: 30_000,
    beaconLateMs: 300_000,
    lookMs: 1_000,
    partBytes: 1024 * 1024,
  };
  const draws = new DrawsRepository(drawModel as never);
  const entries = new AllowlistEntriesRepository(entryModel as never);
  const entryLists = new EntryListsRepository(entryModel as never);
  const lists = new DrawListsRepository(partModel as never);
  const freeze = new ListFreeze(entryLists, lists, pace);
  const ranks = new DrawRanks(freeze, lists, entryLists, new DrandChainPinned());
  const member = { user: { username: 'bench' }, roles: [], joined_at: null };
  const discord = { member: () => Promise.resolve(member) };
  const eligibility = new Eligibility(discord as never, {} as never, clock);
  const judging = new DrawJudging(draws, ranks, eligibility, entries, pace, clock);
  const post: DrawPost = { guildId: '1'.repeat(18), channelId: '2'.repeat(18), messageId: MESSAGE_ID };
  const telling = {
    commitment: ({ _id }: Draw) => draws.post(_id, post, new Date(Date.now() + pace.leaseMs)),
    records: () => Promise.reject(new Error('Nobody was disqualified')),
    pagesOf: () => 0,
  };
  const rest = { tellAll: () => Promise.resolve(), step: () => Promise.resolve(null) };
  const allowlists = new DrawAllowlistsRepository(parentModel as never);
  const engine = new DrawEngine(
    draws,
    allowlists,
    entries,
    { expire: () => Promise.resolve(0) } as never,
    freeze,
    new ErasedMeanwhile(entryLists, lists, draws, allowlists),
    { committed: () => randomness, dueAt: () => null, reveal: () => Promise.resolve(revealed) } as never,
    judging,
    telling as never,
    rest as never,
    {} as never,
    pace,
    clock,
  );
  const start = async (): Promise<string> => {
    await draws.begin(ALLOWLIST_ID, '1'.repeat(18), 'commit-reveal', new Date());
    return (await draws.findByAllowlist(ALLOWLIST_ID))?._id.toHexString() ?? '';
  };
  return { engine, start };
}

async function byService(connection: Connection): Promise<() => Promise<void>> {
  const { engine, start } = await engineOn(connection);
  return async () => {
    await engine.advance(await start());
    const draw = await connection.collection('draws').findOne({ allowlistId: ALLOWLIST_ID });
    if (draw?.state !== 'announced' || (draw.winners as unknown[]).length !== PLACES)
      throw new Error('The draw did not come to its end');
  };
}

/** The least: one read of the driver, parts and the outcome written once, nothing looked at twice. */
async function bare(connection: Connection): Promise<() => Promise<void>> {
  const parent = await connection.collection('discord_allowlist_connections').findOne({});
  const closedSeq = parent?.closedSeq as mongo.Timestamp;
  return async () => {
    const list = new FrozenList(sha256);
    const members: { discordId: string; salt: string }[] = [];
    let [text, part, from] = ['', 0, 0];
    const write = async (isLast: boolean): Promise<void> => {
      await connection.collection('bare_lists').insertOne({
        allowlistId: ALLOWLIST_ID,
        part,
        from,
        isLast,
        lines: new mongo.Binary(Buffer.from(text, 'latin1')),
      });
      [text, part, from] = ['', part + 1, list.size];
    };
    const rows = connection
      .collection('allowlist_entries')
      .find({ connectionId: String(parent?._id), state: 'valid', seq: { $lt: closedSeq } })
      .project<{ discordId: string; salt: string; entrant: string; tickets: number }>({
        _id: 0,
        discordId: 1,
        salt: 1,
        entrant: 1,
        tickets: 1,
      })
      .sort({ entrant: 1 })
      .hint('entrant_unique');
    for await (const { entrant, ...line } of rows) {
      list.add(entrant, line.tickets);
      members.push(line);
      text += writeLine(line);
      if (text.length >= PART_BYTES) await write(false);
    }
    await write(true);
    const commitment: Commitment = {
      allowlistId: ALLOWLIST_ID,
      ...list.figures,
      protocol: PROTOCOL,
      randomness,
      winnerCount: PLACES,
    };
    const value = bytesOfHex(SEED);
    const ranking = rankingOf(list.tickets, { commitment, messageId: MESSAGE_ID, value }, sha256).take(
      PLACES,
    );
    const winners = ranking.map((index, place) => ({ rank: place + 1, ...members[index] }));
    await connection.collection('bare_draws').insertOne({ commitment, winners });
  };
}

const cpuOfMongo = async (connection: Connection): Promise<number> => {
  const status = await connection.db?.admin().command({ serverStatus: 1 });
  const { user_time_us: user, system_time_us: system } = status?.extra_info as Record<string, mongo.Long>;
  return (Number(user) + Number(system)) / 1e6;
};

const [contender, uri = ''] = process.argv.slice(2);
const connection = await mongoose
  .createConnection(uri, { maxPoolSize: 20, writeConcern: { w: 'majority' } })
  .asPromise();
for (const name of ['draws', 'draw_lists', 'bare_lists', 'bare_draws'])
  await connection.collection(name).deleteMany({});
await connection
  .collection('discord_allowlist_connections')
  .updateOne({}, { $set: { 'allowlistData.status': 'closing' }, $unset: { closedAt: '' } });
const run = await (contender === 'bare' ? bare(connection) : byService(connection));
const megabytesBefore = process.memoryUsage().rss / 2 ** 20;
const mongoBefore = await cpuOfMongo(connection);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await run();
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const mongoSeconds = (await cpuOfMongo(connection)) - mongoBefore;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, mongoSeconds, megabytes, megabytesBefore }),
);
await connection.close();
