import { mongo, Types } from 'mongoose';
import { DrawAllowlistsRepository } from '../../../../src/modules/allowlists/draws/draw-allowlists.repository.js';
import { DrawListsRepository } from '../../../../src/modules/allowlists/draws/draw-lists.repository.js';
import { DrawnPlacesRepository } from '../../../../src/modules/allowlists/draws/drawn-places.repository.js';
import { DrawsRepository } from '../../../../src/modules/allowlists/draws/draws.repository.js';
import { AllowlistEntriesRepository } from '../../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { AllowlistCardLossesRepository } from '../../../../src/modules/allowlists/cards/allowlist-card-losses.repository.js';
import { AllowlistCardsRepository } from '../../../../src/modules/allowlists/cards/allowlist-cards.repository.js';
import { AllowlistEditingRepository } from '../../../../src/modules/allowlists/creation/allowlist-editing.repository.js';
import { AllowlistLivesRepository } from '../../../../src/modules/allowlists/life/allowlist-lives.repository.js';
import { AllowlistsRepository } from '../../../../src/modules/allowlists/allowlists.repository.js';
import { AllowlistFiguresRepository } from '../../../../src/modules/allowlists/figures/allowlist-figures.repository.js';
import { EntryAttemptsRepository } from '../../../../src/modules/allowlists/risk/entry-attempts.repository.js';
import { HeldEntriesRepository } from '../../../../src/modules/allowlists/risk/held-entries.repository.js';
import { ImportedWalletsRepository } from '../../../../src/modules/allowlists/imports/imported-wallets.repository.js';
import { UntoldEntriesRepository } from '../../../../src/modules/allowlists/risk/untold-entries.repository.js';
import { EntryListsRepository } from '../../../../src/modules/allowlists/entries/entry-lists.repository.js';
import { ApplicationsRepository } from '../../../../src/modules/allowlists/picks/applications.repository.js';
import { PicksRepository } from '../../../../src/modules/allowlists/picks/picks.repository.js';
import { MemberEntriesRepository } from '../../../../src/modules/allowlists/entries/member-entries.repository.js';
import type { Draw, Winner } from '../../../../src/modules/allowlists/schemas/draw.schema.js';
import { anAllowlist, anEntry, aSnowflake } from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';
import type { World } from './world.js';

const CLOSED = new mongo.Timestamp({ t: 8_000, i: 1 });
const idOf = (row: { readonly _id: { toHexString(): string } }): string => row._id.toHexString();
const connectionId = ({ allowlists }: World): string => idOf(allowlists[0]!);
/** One of those that no other exercise changes. */
const openOne = (allowlists: World['allowlists'], nth: number) =>
  allowlists.filter(({ allowlistData }) => allowlistData.status === 'active').slice(-10)[nth]!;
const entryIds = ({ entries }: World): string[] => entries.slice(60, 65).map(idOf);

async function all(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) expect(row).toBeDefined();
}

const DRAW_ID = new Types.ObjectId();

export const allowlistExercises: readonly Exercise[] = [
  exercise(AllowlistsRepository, {
    insert: (repository) => repository.insert(anAllowlist()),
    find: (repository, world) => repository.find(world.guildId, connectionId(world)),
    findFresh: (repository, world) => repository.findFresh(world.guildId, connectionId(world)),
    findByMessage: (repository, { guildId, allowlists }) =>
      repository.findByMessage(guildId, allowlists[0]!.messageId ?? ''),
    titles: (repository, { guildId }) => repository.titles(guildId),
    readTitles: (repository, { guildId }) => repository.readTitles(guildId),
    forgetTitles: (repository, { guildId }) => repository.forgetTitles(guildId),
    closingOf: (repository, world) => repository.closingOf(connectionId(world)),
    findById: (repository, world) => repository.findById(connectionId(world)),
    pageOfOpen: async (repository, { guildId, now }) => {
      const first = await repository.pageOfOpen(guildId, now, undefined, 10);
      const next = { direction: 'after', id: idOf(first.at(-1)!) } as const;
      const second = await repository.pageOfOpen(guildId, now, next, 10);
      await repository.pageOfOpen(guildId, now, { direction: 'before', id: idOf(second[0]!) }, 10);
    },
    findMany: (repository, world) => repository.findMany(world.guildId, [connectionId(world)]),
    openIds: (repository) => repository.openIds(),
    search: (repository, { guildId }) => repository.search(guildId, 'early mint'),
    close: (repository, { allowlists }) => repository.close(idOf(allowlists[5]!)),
    endCancelled: (repository, { allowlists, now }) => repository.endCancelled(idOf(allowlists[15]!), now),
    setFigures: (repository, world) =>
      repository.setFigures(
        connectionId(world),
        {
          totals: { entries: 4, held: 0, tickets: 4 },
          entryQueue: [],
          competitiveness: 1,
          popularityTrend: [],
        },
        world.now,
      ),
    setRiskRule: (repository, { allowlists }) =>
      repository.setRiskRule(allowlists[0]!, { holdFrom: 60, refuseFrom: 101 }),
    setAttempts: (repository, world) => repository.setAttempts(connectionId(world), [], []),
  }),
  exercise(AllowlistCardsRepository, {
    claim: (repository, { now }) => repository.claim(now, now, 20),
    postpone: (repository, world) => repository.postpone(connectionId(world), world.now, world.now),
    find: (repository, world) => repository.find(connectionId(world)),
    markShown: (repository, { allowlists, now }) =>
      repository.markShown(idOf(allowlists[0]!), {
        messageId: allowlists[0]!.messageId ?? '',
        shown: 7,
        version: 3,
        drawnAt: now,
        doneAt: now,
        how: 'edited',
      }),
    redraw: (repository, world) => repository.redraw(connectionId(world), world.now),
    redrawOfGuild: (repository, { guildId, now }) => repository.redrawOfGuild(guildId, now),
    leave: (repository, world) => repository.leave(connectionId(world)),
  }),
  exercise(AllowlistCardLossesRepository, {
    openByMessages: (repository, { guildId, allowlists }) =>
      repository.openByMessages(guildId, [allowlists[0]!.messageId ?? '']),
    firstIn: (repository, { allowlists }) =>
      repository.firstIn(allowlists[0]!.guildId, allowlists[0]!.channelId),
    forgetMessage: (repository, { allowlists, now }) => repository.forgetMessage(openOne(allowlists, 0), now),
    cancelDeleted: (repository, { allowlists, now }) => repository.cancelDeleted(openOne(allowlists, 1), now),
    block: (repository, { allowlists, now }) => repository.block(openOne(allowlists, 2), 'no_access', now),
    stillBlocked: (repository, { allowlists, now }) =>
      repository.stillBlocked(openOne(allowlists, 2), 'no_access', now),
    unblock: (repository, { allowlists, now }) => repository.unblock(openOne(allowlists, 2), now),
    retryIn: (repository, { guildId, now }) => repository.retryIn(guildId, now),
  }),
  exercise(AllowlistLivesRepository, {
    transition: (repository, { allowlists, now }) =>
      repository.transition(idOf(allowlists[5]!), { from: ['active'], to: 'closing', now }),
    post: (repository, { allowlists, now }) =>
      repository.post(allowlists[0]!, {
        now,
        to: 'active',
        communityId: allowlists[0]!.communityId,
        locale: 'en-US',
        opensAt: now,
        endsAt: now,
        source: { method: 'drand' },
      }),
    retime: (repository, { allowlists, now }) =>
      repository.retime(openOne(allowlists, 3), now, { endsAt: now }),
    start: (repository, world) => repository.start(connectionId(world), world.now),
    end: (repository, world) => repository.end(connectionId(world), world.now),
    claim: (repository, { now }) => repository.claim(now, now, 20),
    postpone: (repository, world) => repository.postpone(connectionId(world), world.now, world.now),
    putBack: (repository, world) => repository.putBack(connectionId(world), world.now),
    deleteDraft: (repository, world) => repository.deleteDraft(world.guildId, connectionId(world)),
  }),
  exercise(AllowlistEditingRepository, {
    change: (repository, { allowlists }) =>
      repository.change(openOne(allowlists, 3), ['title'], { title: 'Better' }, ['active']),
    setChannel: (repository, { allowlists, now }) =>
      repository.setChannel(openOne(allowlists, 4), aSnowflake(), now),
  }),
  exercise(AllowlistEntriesRepository, {
    insert: async (repository, { entries }) => {
      await repository.insert(anEntry());
      const { connectionId: taken, discordId } = entries[0]!;
      await repository.insert(anEntry({ connectionId: taken, discordId }), 100);
    },
    find: (repository, world) => repository.find(connectionId(world), world.memberId),
    findById: (repository, { entries }) => repository.findById(idOf(entries[0]!)),
    findByIds: (repository, world) => repository.findByIds(entryIds(world)),
    leave: (repository, { entries }) => repository.leave(entries[1]!.connectionId, entries[1]!.discordId),
    renew: (repository, { entries }) => repository.renew(entries[2]!, { tickets: 3, bonuses: [] }),
    giveWallet: (repository, { entries }) => repository.giveWallet(entries[2]!, `0x${'ab'.repeat(20)}`),
    undoRenewal: (repository, { entries }) => repository.undoRenewal(entries[2]!, entries[2]!),
    ofMember: (repository, world) => repository.ofMember(world.memberId, [connectionId(world)]),
    removeLeft: (repository, { entries }) => repository.removeLeft(entries[19]!),
    removePardoned: (repository, { entries }) => repository.removePardoned(entries[23]!),
    removeUncounted: (repository, { entries }) => repository.removeUncounted(entries[24]!),
    removeUnpaid: (repository, { entries }) => repository.removeUnpaid(idOf(entries[29]!)),
    removeAllUnpaid: (repository, { allowlists }) => repository.removeAllUnpaid(idOf(allowlists[7]!)),
    markPaid: (repository, { entries }) => repository.markPaid(idOf(entries[34]!)),
    oweRefunds: (repository, { allowlists, now }) => repository.oweRefunds(idOf(allowlists[8]!), now),
    markRefunded: (repository, world) => repository.markRefunded(entryIds(world)),
    isAnyDue: (repository, world) => repository.isAnyDue(connectionId(world)),
    claimDue: (repository, { now }) => repository.claimDue(now, now, 20),
    postpone: (repository, { entries, now }) => repository.postpone(idOf(entries[4]!), now, now),
    pageOfMember: async (repository, { entries }) => {
      const { guildId, discordId } = entries[59]!;
      const first = await repository.pageOfMember(guildId, discordId, undefined, 3);
      const next = { direction: 'after', id: idOf(first.at(-1)!) } as const;
      const second = await repository.pageOfMember(guildId, discordId, next, 3);
      await repository.pageOfMember(guildId, discordId, { direction: 'before', id: idOf(second[0]!) }, 3);
    },
  }),
  exercise(MemberEntriesRepository, {
    of: (repository, { memberId }) => repository.of(memberId),
    enteredSince: (repository, { now }) => repository.enteredSince(new Date(now.getTime() - 3_600_000)),
    inCommunity: (repository, { guildId, communityId, memberId }) =>
      repository.inCommunity({ guildId, communityId }, memberId),
    unsettledOf: (repository, { memberId }) => repository.unsettledOf(memberId),
    connectionsOf: (repository, { memberId }) => repository.connectionsOf(memberId),
    refuse: (repository, world) => repository.refuse(aSnowflake(), [connectionId(world)]),
  }),
  exercise(EntryListsRepository, {
    byHour: (repository, world) => repository.byHour(connectionId(world), CLOSED),
    newest: (repository, world) => repository.newest(connectionId(world), 20),
    standing: async (repository, world) => {
      await repository.standing(connectionId(world), CLOSED, 100);
      await repository.standing(connectionId(world), undefined, 100);
    },
    streamList: (repository, world) => all(repository.streamList(connectionId(world), CLOSED)),
    firstCome: (repository, world) => repository.firstCome(connectionId(world), CLOSED, undefined, 10),
    countListed: (repository, world) => repository.countListed(connectionId(world), CLOSED),
    missing: (repository, world) => repository.missing(connectionId(world), [world.memberId]),
    at: (repository, world) => repository.at(connectionId(world), 'a'.repeat(64)),
    markWon: (repository, world) => repository.markWon(connectionId(world), CLOSED, world.now),
  }),
  exercise(ImportedWalletsRepository, {
    standing: (repository, world) => repository.standing(connectionId(world), [world.memberId]),
    taken: (repository, world) => repository.taken(connectionId(world), [`0x${'ab'.repeat(20)}`]),
    give: (repository, { entries }) =>
      repository.give([{ entry: entries[0]!, address: `0x${'cd'.repeat(20)}` }]),
  }),
  exercise(UntoldEntriesRepository, {
    isAnyIn: (repository, { guildId }) => repository.isAnyIn(guildId),
    take: (repository, { guildId, memberId }) => repository.take(guildId, memberId, 2),
    giveBack: (repository, { entries }) => repository.giveBack(entries.slice(0, 1)),
  }),
  exercise(HeldEntriesRepository, {
    othersWithWallet: (repository, { guildId, memberId }) =>
      repository.othersWithWallet(guildId, '0xAB', memberId),
    find: (repository, { guildId, entries }) => repository.find(guildId, idOf(entries[0]!)),
    findById: (repository, { entries }) => repository.findById(idOf(entries[0]!)),
    countHeld: (repository, world) => repository.countHeld(connectionId(world)),
    next: (repository, world) => repository.next(connectionId(world), 'f'.repeat(24)),
    accept: (repository, { entries, now }) =>
      repository.accept(idOf(entries[0]!), { by: aSnowflake(), at: now }),
    refuse: (repository, { entries, now }) =>
      repository.refuse(idOf(entries[0]!), { by: aSnowflake(), at: now }),
    settleAppeal: (repository, { entries, now }) =>
      repository.settleAppeal(idOf(entries[0]!), true, { by: aSnowflake(), at: now }),
    decideAll: async (repository, world) => {
      const decision = { by: aSnowflake(), at: world.now };
      for (const verdict of ['accept', 'refuse'] as const)
        await repository.decideAll(connectionId(world), world.now, verdict, decision);
    },
    expire: (repository, world) => repository.expire(connectionId(world), world.now),
    appeal: (repository, world) =>
      repository.appeal(connectionId(world), world.memberId, 'Please', world.now),
    claimDueNotices: (repository, { now }) => repository.claimDueNotices(now, now, 20),
    postponeNotice: (repository, { entries, now }) => repository.postponeNotice(idOf(entries[4]!), now, now),
    noticeTold: (repository, { entries }) => repository.noticeTold(entries[0]!),
  }),
  exercise(AllowlistFiguresRepository, {
    setVisits: (repository, world) =>
      repository.setVisits(connectionId(world), { views: 3, uniqueViews: 2, pressed: 1 }),
    recountRetention: (repository, { allowlists }) => repository.recountRetention(allowlists[9]!),
    entriesBy: async (repository, { allowlists }) => {
      await repository.entriesBy('hour', 'UTC', allowlists[0]!);
      await repository.entriesBy('week', 'Europe/Berlin', {
        _id: allowlists[0]!._id,
        guildId: allowlists[0]!.guildId,
        closedSeq: CLOSED,
      });
    },
  }),
  exercise(EntryAttemptsRepository, {
    record: (repository, world) =>
      repository.record(
        { connectionId: connectionId(world), discordId: world.memberId, kind: 'duplicate' },
        world.now,
      ),
    newest: (repository, world) => repository.newest(connectionId(world), ['duplicate', 'wallet'], 20),
  }),
  exercise(DrawsRepository, {
    begin: (repository, { guildId, now }) => repository.begin('exercised', guildId, 'drand', now),
    claimDue: (repository, { now }) => repository.claimDue(now, now, 20),
    postpone: (repository, { now }) => repository.postpone(DRAW_ID.toHexString(), now, now),
    findById: (repository) => repository.findById(DRAW_ID.toHexString()),
    find: (repository, { guildId }) => repository.find(guildId, 'exercised'),
    findByAllowlist: (repository) => repository.findByAllowlist('exercised'),
    abandon: (repository) => repository.abandon(DRAW_ID),
    addLeftOut: (repository) => repository.addLeftOut(DRAW_ID, 1),
    commit: (repository, { now }) => repository.commit(DRAW_ID, { entryCount: 1, frozenAt: now }, now),
    post: (repository, { now }) =>
      repository.post(
        DRAW_ID,
        { guildId: aSnowflake(), channelId: aSnowflake(), messageId: aSnowflake() },
        now,
      ),
    reveal: (repository, { now }) => repository.reveal(DRAW_ID, { source: 'drand' }, now),
    judge: (repository, { now }) =>
      repository.judge(
        DRAW_ID,
        { winners: [], disqualified: [{ rank: 1, entrant: 'a'.repeat(64), code: 'left', at: now }] },
        now,
      ),
    settle: (repository, { now }) => repository.settle(DRAW_ID, now),
    sending: (repository, { now }) => repository.sending(DRAW_ID, 'winners-0', now, now),
    toldRecords: (repository) => repository.toldRecords(DRAW_ID, 0, 1),
    toldPage: (repository) => repository.toldPage(DRAW_ID, 0),
    announced: (repository, { now }) => repository.announced(DRAW_ID, now),
    told: (repository, { now }) => repository.told(DRAW_ID, [1], now, now),
    claim: (repository, { now }) => repository.claim(DRAW_ID, aSnowflake(), now),
    decline: (repository, { now }) => repository.decline(DRAW_ID, aSnowflake(), now),
    disqualify: (repository, { now }) =>
      repository.disqualify(DRAW_ID, { rank: 1, entrant: 'a'.repeat(64), code: 'other', at: now }, ['open']),
    reminded: (repository, { now }) => repository.reminded(DRAW_ID, [1], now),
    unreached: (repository, { now }) => repository.unreached(DRAW_ID, 1, now),
    reached: (repository) => repository.reached(DRAW_ID, [1]),
    wait: (repository, { now }) => repository.wait(DRAW_ID, 'closing', now),
    rest: (repository) => repository.rest(DRAW_ID, 'announced'),
    tellIn: (repository, { now }) => repository.tellIn({ _id: DRAW_ID } as Draw, aSnowflake(), now),
    notSent: (repository) => repository.notSent(DRAW_ID, 'commitment'),
    mask: (repository) => repository.mask(DRAW_ID, [aSnowflake()]),
  }),
  exercise(DrawnPlacesRepository, {
    find: (repository, { guildId }) => repository.find(guildId, ['exercised'], ['a'.repeat(64)]),
  }),
  exercise(PicksRepository, {
    pick: (repository) => repository.pick(DRAW_ID, { discordId: aSnowflake(), entrant: 'a'.repeat(64) }, 3),
    unpick: (repository) => repository.unpick(DRAW_ID, 'a'.repeat(64)),
    announce: (repository, { now }) => repository.announce(DRAW_ID, 0, now),
  }),
  exercise(ApplicationsRepository, {
    page: async (repository, world) => {
      const anchor = { direction: 'before', id: entryIds(world)[0]! } as const;
      await repository.page(connectionId(world), CLOSED, undefined, 6);
      await repository.page(connectionId(world), CLOSED, anchor, 6);
    },
    ofMembers: (repository, world) => repository.ofMembers(connectionId(world), [world.memberId]),
    find: (repository, world) => repository.find(connectionId(world), CLOSED, entryIds(world)[0]!),
  }),
  exercise(DrawListsRepository, {
    insert: (repository) =>
      repository.insert(DRAW_ID, 'exercised', {
        part: 0,
        from: 0,
        isLast: true,
        bytes: Buffer.from('{"entrant":"","tickets":1}\n'),
      }),
    stream: (repository) => all(repository.stream('exercised')),
    find: (repository) => repository.find('exercised', 0),
    places: (repository) => repository.places('exercised'),
    replace: (repository) => {
      const place = { part: 0, from: 0, isLast: true } as const;
      return repository.replace('exercised', { ...place, bytes: Buffer.from('{}\n') }, Buffer.from('{}\n'));
    },
  }),
  exercise(DrawAllowlistsRepository, {
    findByAllowlist: (repository, { allowlists }) => repository.findByAllowlist(allowlists[0]!.allowlistId),
    freeze: (repository, { allowlists, now }) => repository.freeze(allowlists[5]!._id, 0, now),
    drawn: (repository, { allowlists, now }) =>
      repository.drawn(
        allowlists[5]!._id,
        { method: 'drand', winners: [] as Winner[] } as unknown as Draw,
        now,
      ),
    removeWinners: (repository, { allowlists }) =>
      repository.removeWinners(allowlists[5]!._id, [aSnowflake()]),
    end: (repository, { allowlists, now }) => repository.end(allowlists[5]!._id, now),
    reopen: (repository, { allowlists }) => repository.reopen(allowlists[5]!._id),
  }),
];
