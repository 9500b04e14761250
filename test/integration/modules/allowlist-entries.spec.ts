// Real: allowlists, entries, points, the worker's effects, a MongoDB of this file. Fake: Discord and the time.
import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';
import { AllowlistEntriesRepository } from '../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import {
  AllowlistClosedError,
  AllowlistFullError,
  AllowlistNotFoundError,
  AlreadyEnteredError,
  NotEnteredError,
  WalletTakenError,
} from '../../../src/modules/allowlists/allowlists.errors.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import { EntryListsRepository } from '../../../src/modules/allowlists/entries/entry-lists.repository.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { NotEnoughPointsError, PointsService } from '../../../src/modules/points/index.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, anAllowlist, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { unbalanced } from '../../support/races/books.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const service = () => testApp().get(EntriesService);
const repository = () => testApp().get(AllowlistEntriesRepository);
const lifecycle = () => testApp().get(AllowlistLifecycle);
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');

async function open(allowlistData: Partial<AllowlistData> = {}) {
  const guildId = aSnowflake();
  // Nothing is drawn by lot.
  const data: Partial<AllowlistData> = { kind: 'application', ...allowlistData };
  const channelId = testApp().server.channels.tasks.id;
  const allowlist = anAllowlist({
    guildId,
    channelId,
    createdAt: testApp().clock.now(),
    allowlistData: data,
  });
  await testApp().get(AllowlistsRepository).insert(allowlist);
  const id = allowlist._id.toHexString();
  return {
    id,
    guildId,
    communityId: allowlist.communityId,
    enter: (discordId = aSnowflake(), wish = {}) =>
      service().enter(aMemberAction({ guildId, discordId }), id, wish),
    leave: (discordId: string) => service().leave(aMemberAction({ guildId, discordId }), id),
    close: () => lifecycle().close(guildId, id),
    cancel: () => lifecycle().cancel(guildId, id),
    list: async (closedSeq: mongo.Timestamp) => {
      const listed = [];
      for await (const entries of testApp().get(EntryListsRepository).streamList(id, closedSeq))
        listed.push(...entries);
      return listed;
    },
    stored: () => testApp().get(AllowlistsRepository).findById(id),
    recount: () => testApp().get(EntryCountsProjection).recount(id),
  };
}

let grants = 0;
async function give(communityId: string, discordId: string, amount: number): Promise<void> {
  grants += 1;
  const row = { source: 'manual', sourceId: `grant-${grants}`, communityId, discordId, amount } as const;
  await testApp()
    .get(PointsService)
    .settle({ ...row, at: testApp().clock.now() }, () => Promise.resolve(true));
}
const pointsOf = async (communityId: string, discordId: string): Promise<number> =>
  (await testApp().get(PointsService).standing(communityId, discordId)).points;

describe('entering', () => {
  it('makes one row, stamped by MongoDB, with its place in the list', async () => {
    const { id, enter } = await open();
    const member = aSnowflake();
    const { salt, entrant } = await enter(member, { tickets: 3 });
    expect(entrant).toBe(createHash('sha256').update(`${salt}:${member}`).digest('hex'));
    const stored = await rows().findOne({ connectionId: id, discordId: member });
    expect(stored).toMatchObject({ state: 'valid', tickets: 3, entrant });
    expect(stored!.seq.t).toBeGreaterThan(0);
  });

  it('again counts once, and is counted as an attempt', async () => {
    const allowlist = await open();
    const member = aSnowflake();
    await allowlist.enter(member);
    await expect(allowlist.enter(member)).rejects.toThrow(AlreadyEnteredError);
    await expect(allowlist.enter(member)).rejects.toThrow(AlreadyEnteredError);
    await allowlist.recount();
    expect((await allowlist.stored())?.entryManagement.duplicateAttempts).toMatchObject([
      { discordId: member, count: 2 },
    ]);
  });

  it('by the same interaction twice gives the same row', async () => {
    const { id, guildId } = await open();
    const action = aMemberAction({ guildId });
    const first = await service().enter(action, id);
    expect(await service().enter(action, id)).toMatchObject({ salt: first.salt });
  });

  it('with a wallet of somebody else is refused; with one’s own it is "already in"', async () => {
    const { enter } = await open();
    const member = aSnowflake();
    const wallet = { wallet: '0xAB', uniqueWallet: '0xab' };
    await enter(member, wallet);
    await expect(enter(aSnowflake(), wallet)).rejects.toThrow(WalletTakenError);
    await expect(enter(member, wallet)).rejects.toThrow(AlreadyEnteredError);
  });

  it('is possible in its own guild only, and while it is open', async () => {
    const { id, guildId, enter } = await open();
    await expect(service().enter(aMemberAction(), id)).rejects.toThrow(AllowlistNotFoundError);
    await expect(service().enter(aMemberAction({ guildId }), '{"$ne":1}')).rejects.toThrow(
      AllowlistNotFoundError,
    );
    const paused = await open({ status: 'paused' });
    await expect(paused.enter()).rejects.toThrow(AllowlistClosedError);
    testApp().clock.advance(25 * 3_600_000);
    await expect(enter()).rejects.toThrow(AllowlistClosedError);
  });

  it('fills every place and no more; a place of who leaves goes to the next one', async () => {
    const { enter, leave } = await open({ maxEntries: 2 });
    const member = aSnowflake();
    await enter(member);
    await enter();
    await expect(enter()).rejects.toThrow(AllowlistFullError);
    await expect(enter(member)).rejects.toThrow(AlreadyEnteredError);
    await leave(member);
    await enter();
    await expect(enter(member)).rejects.toThrow(AllowlistFullError);
  });
});

describe('leaving', () => {
  it('and entering again makes a new row in the place of the old one', async () => {
    const { id, enter, leave, close, list } = await open();
    const member = aSnowflake();
    const first = await enter(member, { wallet: '0xCD', uniqueWallet: '0xcd' });
    expect(await leave(member)).toEqual({ isStillListed: false });
    await expect(leave(member)).rejects.toThrow(NotEnteredError);
    const other = await enter(aSnowflake(), { wallet: '0xCD', uniqueWallet: '0xcd' });
    const again = await enter(member);
    expect(again.salt).not.toBe(first.salt);
    expect(await rows().countDocuments({ connectionId: id })).toBe(2);
    const listed = await list(await close());
    expect(listed.map(({ entrant }) => entrant)).toEqual([other.entrant, again.entrant].sort());
  });

  it('is open to nobody else, and to nobody who is not in', async () => {
    const { id, leave } = await open();
    await expect(leave(aSnowflake())).rejects.toThrow(NotEnteredError);
    await expect(service().leave(aMemberAction(), id)).rejects.toThrow(AllowlistNotFoundError);
  });
});

describe('the closing', () => {
  it('fixes the list: who comes or leaves later changes nothing, and is told so', async () => {
    const { id, enter, leave, close, list, stored, recount } = await open();
    const member = aSnowflake();
    await enter(member);
    await enter();
    const closedSeq = await close();
    expect(await close()).toEqual(closedSeq);
    // This process still believes for a second that it is open.
    await expect(enter()).rejects.toThrow(AllowlistClosedError);
    expect(await leave(member)).toEqual({ isStillListed: true });
    await expect(enter(member)).rejects.toThrow(AllowlistClosedError);
    expect(await list(closedSeq)).toHaveLength(2);
    expect(await rows().countDocuments({ connectionId: id })).toBe(2);
    await recount();
    expect((await stored())?.entryManagement.totals.entries).toBe(2);
  });

  it('tells each of many members who race with it what the list says', async () => {
    const { enter, close, list } = await open();
    const members = Array.from({ length: 60 }, () => aSnowflake());
    const presses = members.map(async (member, index) => {
      if (index === 30) void close();
      return enter(member);
    });
    const ended = await Promise.allSettled(presses);
    const closedSeq = await close();
    const told = members.filter((_, index) => ended[index]?.status === 'fulfilled').sort();
    expect((await list(closedSeq)).map(({ discordId }) => discordId).sort()).toEqual(told);
  });
});

describe('a paid entry', () => {
  const price = { entryPrice: { tokenType: 'points', amount: 10 } } as const;

  it('is taken with its price, once', async () => {
    const { id, communityId, enter } = await open(price);
    const member = aSnowflake();
    await give(communityId, member, 25);
    await enter(member);
    await expect(enter(member)).rejects.toThrow(AlreadyEnteredError);
    expect(await pointsOf(communityId, member)).toBe(15);
    const stored = await repository().find(id, member);
    expect(stored).toMatchObject({ state: 'valid', price: 10 });
    expect(stored).not.toHaveProperty('due');
  });

  it('of who has too little leaves nothing behind, and its place to others', async () => {
    const { id, communityId, enter } = await open({ ...price, maxEntries: 1 });
    const [poor, rich] = [aSnowflake(), aSnowflake()];
    await give(communityId, poor, 9);
    await give(communityId, rich, 10);
    await expect(enter(poor)).rejects.toThrow(NotEnoughPointsError);
    expect(await rows().countDocuments({ connectionId: id })).toBe(0);
    await enter(rich);
    expect(await unbalanced(database.db(), { communityId })).toEqual([]);
  });

  it.each([
    ['is finished by the worker where the points are there', 10, 1, 0],
    ['is removed by the worker where they are not', 9, 0, 9],
  ])('that a crash left unpaid %s', async (_, balance, entries, left) => {
    const { id, communityId, enter } = await open(price);
    const member = aSnowflake();
    await give(communityId, member, balance);
    const crash = jest.spyOn(testApp().get(PointsService), 'settle').mockRejectedValueOnce(new Error('died'));
    await expect(enter(member)).rejects.toThrow('died');
    crash.mockRestore();
    expect(await repository().find(id, member)).toMatchObject({ state: 'unpaid' });
    testApp().clock.advance(10_000);
    await testApp().settle();
    expect(await rows().countDocuments({ connectionId: id, state: 'valid' })).toBe(entries);
    expect(await rows().countDocuments({ connectionId: id })).toBe(entries);
    expect(await pointsOf(communityId, member)).toBe(left);
  });

  it('that is left unpaid when the list closes is removed, and costs nothing', async () => {
    const { id, communityId, enter, close } = await open(price);
    const member = aSnowflake();
    await give(communityId, member, 10);
    jest.spyOn(testApp().get(PointsService), 'settle').mockRejectedValueOnce(new Error('died'));
    await expect(enter(member)).rejects.toThrow('died');
    jest.restoreAllMocks();
    await close();
    testApp().clock.advance(10_000);
    await testApp().settle();
    expect(await rows().countDocuments({ connectionId: id })).toBe(0);
    expect(await pointsOf(communityId, member)).toBe(10);
  });

  it('is given back once when the allowlist is cancelled; then nothing is owed any more', async () => {
    const { id, communityId, enter, cancel, stored } = await open(price);
    const members = Array.from({ length: 5 }, () => aSnowflake());
    for (const member of members) await give(communityId, member, 10);
    for (const member of members) await enter(member);
    await cancel();
    await expect(cancel()).rejects.toThrow(AllowlistClosedError);
    await expect(enter()).rejects.toThrow(AllowlistClosedError);
    await testApp().settle();
    await repository().oweRefunds(id, testApp().clock.now());
    await testApp().settle();
    for (const member of members) expect(await pointsOf(communityId, member)).toBe(10);
    expect(await unbalanced(database.db(), { communityId })).toEqual([]);
    const ended = await stored();
    expect(ended?.allowlistData.status).toBe('cancelled');
    expect(ended?.closedAt).toBeInstanceOf(Date);
  });
});
