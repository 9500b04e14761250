import { type mongo, Types } from 'mongoose';
import {
  AllowlistClosedError,
  AllowlistFullError,
  AlreadyEnteredError,
  EntryWithdrawnError,
} from '../../../src/modules/allowlists/allowlists.errors.js';
import { DrawListsRepository } from '../../../src/modules/allowlists/draws/draw-lists.repository.js';
import { ListFreeze } from '../../../src/modules/allowlists/draws/list-freeze.service.js';
import { AllowlistEntriesRepository } from '../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { aMemberAction, anAllowlist, aSnowflake } from '../builders/index.js';
import { grant, unbalanced } from './books.js';
import type { TestApp } from '../app/index.js';
import {
  differs,
  type Field,
  filled,
  give,
  idOf,
  type Race,
  together,
  unlike,
  untilDecided,
} from './race.js';

async function anOpenAllowlist(db: mongo.Db, allowlistData: Partial<AllowlistData> = {}) {
  const allowlist = anAllowlist({ allowlistData });
  await db.collection('discord_allowlist_connections').insertOne({ ...allowlist });
  return allowlist;
}

export const entryRace = (name: string, wish: object, memberOf: (one: string) => string): Race => ({
  name,
  async trial(field, parallel) {
    const { guildId, ...allowlist } = await anOpenAllowlist(field.db);
    const one = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId: memberOf(one) });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist), wish);
    });
    const rows = await field.db
      .collection('allowlist_entries')
      .countDocuments({ connectionId: idOf(allowlist) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1)];
  },
});

export const filledAllowlist = (name: string, presses: number): Race => ({
  name,
  async trial(field, parallel) {
    const maxEntries = Math.ceil((parallel * presses) / 10);
    const { guildId, ...allowlist } = await anOpenAllowlist(field.db, { maxEntries });
    const { done, refused } = await together(field, parallel * presses, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist));
    });
    const rows = await field.db
      .collection('allowlist_entries')
      .find({ connectionId: idOf(allowlist) })
      .toArray();
    return [...filled(done, rows, maxEntries), ...unlike(refused, AllowlistFullError)];
  },
});

/** Some have too little, some press several times: paid are exactly the entries that stand. */
export const paidEntries: Race = {
  name: 'never paid without an entry, never an entry without payment',
  async trial(field, parallel) {
    const { db, processes, pick } = field;
    const { guildId, communityId, ...allowlist } = await anOpenAllowlist(db, {
      entryPrice: { tokenType: 'points', amount: 10 },
    });
    const members = Array.from({ length: Math.ceil(parallel / 5) }, () => aSnowflake());
    for (const member of members) await give(processes[0]!, communityId, member, pick(2) === 0 ? 9 : 10);
    const { done } = await together(field, parallel, (index) => {
      const action = aMemberAction({ guildId, discordId: members[index % members.length]! });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist));
    });
    const entries = await db
      .collection('allowlist_entries')
      .find({ connectionId: idOf(allowlist) })
      .toArray();
    const ids = entries.map((entry) => entry._id.toHexString());
    const debits = await db.collection('points_ledger').find({ communityId, source: 'entry' }).toArray();
    return [
      ...differs('entries that are not paid', entries.filter(({ state }) => state !== 'valid').length, 0),
      ...differs('entries and debits', entries.length, debits.length),
      ...differs(
        'debits without entry',
        debits.filter((row) => !ids.includes(String(row.sourceId))).length,
        0,
      ),
      ...differs('told so', done, entries.length),
      ...(await unbalanced(db, { communityId })),
    ];
  },
};

/** All of them are presses of one member, who could pay for two. */
export const oneDebit: Race = {
  name: 'many presses by one member: one entry, one debit',
  async trial(field, parallel) {
    const { db, processes } = field;
    const entryPrice = { tokenType: 'points', amount: 10 } as const;
    const { guildId, communityId, ...allowlist } = await anOpenAllowlist(db, { entryPrice });
    const discordId = aSnowflake();
    await give(processes[0]!, communityId, discordId, 25);
    const { done, refused } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId });
      return (app) => app.get(EntriesService).enter(action, idOf(allowlist));
    });
    const rows = await db.collection('allowlist_entries').countDocuments({ connectionId: idOf(allowlist) });
    const debits = await db.collection('points_ledger').countDocuments({ communityId, source: 'entry' });
    return [
      ...differs('told so', done, 1),
      ...differs('rows', rows, 1),
      ...differs('debits', debits, 1),
      ...unlike(refused, AlreadyEnteredError),
      ...(await unbalanced(db, { communityId })),
    ];
  },
};

type Told = 'in' | 'closed' | 'unknown';

/** So many at a time: some press before the closing, some while it is under way, some after it. */
const AT_ONCE = 0.25;

/** Members enter, every fifth leaves at once; somewhere among them the list closes. Two processes then fix it. */
export const closingRace = (name: string, price?: number): Race => ({
  name,
  async trial(field, parallel) {
    const { db, processes, pick } = field;
    const entryPrice =
      price === undefined ? {} : ({ entryPrice: { tokenType: 'points', amount: price } } as const);
    const { guildId, communityId, ...allowlist } = await anOpenAllowlist(db, entryPrice);
    const id = idOf(allowlist);
    const members = Array.from({ length: parallel }, () => aSnowflake());
    if (price !== undefined)
      await Promise.all(members.map((discordId) => grant(db, { communityId, discordId }, price)));
    const told = new Map<string, Told>();
    const closesAt = pick(parallel);
    const press = async (discordId: string, index: number): Promise<void> => {
      if (index === closesAt) await close(field, guildId, id);
      const action = aMemberAction({ guildId, discordId });
      const app = processes[pick(processes.length)]!;
      told.set(discordId, await outcomeOf(app, action, id, index % 5 === 4));
    };
    await eachOf(members, Math.ceil(parallel * AT_ONCE), press);
    const lists = await frozenBy(field, guildId, id);
    const listed = new Set(lists[0]);
    const paid = await db.collection('points_ledger').distinct('discordId', { communityId, source: 'entry' });
    const wrong = members.filter(
      (one) => told.get(one) !== 'unknown' && listed.has(one) !== (told.get(one) === 'in'),
    );
    // Who leaves has paid all the same.
    const unpaid = price === undefined ? [] : [...listed].filter((one) => !paid.includes(one));
    const paidInVain = members.filter(
      (one, index) => index % 5 !== 4 && paid.includes(one) && !listed.has(one),
    );
    return [
      ...differs('lists', lists[1]?.join(), lists[0]?.join()),
      ...differs('told other than listed', wrong.map((one) => `${one} ${told.get(one)}`).join(), ''),
      ...differs('on the list and not paid', unpaid.length, 0),
      ...differs('paid and not on the list', paidInVain.length, 0),
      ...(await unbalanced(db, { communityId })),
    ];
  },
});

async function close({ processes, pick }: Field, guildId: string, id: string): Promise<void> {
  const app = processes[pick(processes.length)]!;
  await untilDecided(() => app.get(AllowlistLifecycle).close(guildId, id));
  await app.get(AllowlistEntriesRepository).removeAllUnpaid(id);
}

/** What a member knows of being on the list, who leaves again or not. */
async function outcomeOf(
  app: TestApp,
  action: ReturnType<typeof aMemberAction>,
  id: string,
  isToLeave: boolean,
): Promise<Told> {
  try {
    await untilDecided(() => app.get(EntriesService).enter(action, id));
  } catch (error) {
    if (error instanceof AllowlistClosedError || error instanceof EntryWithdrawnError) return 'closed';
    throw error;
  }
  if (!isToLeave) return 'in';
  const left = app.get(EntriesService).leave(action, id);
  return left.then(({ isStillListed }) => (isStillListed ? 'in' : 'closed')).catch(() => 'unknown' as const);
}

/** The list as each process reads it that fixes it at the same time: who is on it, in its order. */
async function frozenBy({ processes }: Field, guildId: string, id: string): Promise<string[][]> {
  const draw = { _id: new Types.ObjectId(), allowlistId: id };
  return Promise.all(
    processes.map(async (app) => {
      const closedSeq = await app.get(AllowlistLifecycle).close(guildId, id);
      await app.get(AllowlistEntriesRepository).removeAllUnpaid(id);
      await app.get(ListFreeze).freeze(draw, id, closedSeq, () => Promise.resolve());
      const lines: string[] = [];
      for await (const { bytes } of app.get(DrawListsRepository).stream(id))
        lines.push(...Buffer.from(bytes).toString('latin1').split('\n').filter(Boolean));
      return lines.map((line) => /\d{15,}/.exec(line)![0]);
    }),
  );
}

/** Each in turn, so many at a time. */
async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
