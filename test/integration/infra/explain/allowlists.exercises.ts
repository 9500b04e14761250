import { mongo } from 'mongoose';
import { AllowlistEntriesRepository } from '../../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { AllowlistCardLossesRepository } from '../../../../src/modules/allowlists/cards/allowlist-card-losses.repository.js';
import { AllowlistCardsRepository } from '../../../../src/modules/allowlists/cards/allowlist-cards.repository.js';
import { AllowlistEditingRepository } from '../../../../src/modules/allowlists/creation/allowlist-editing.repository.js';
import { AllowlistLivesRepository } from '../../../../src/modules/allowlists/life/allowlist-lives.repository.js';
import { AllowlistsRepository } from '../../../../src/modules/allowlists/allowlists.repository.js';
import { EntryAttemptsRepository } from '../../../../src/modules/allowlists/risk/entry-attempts.repository.js';
import { EntryListsRepository } from '../../../../src/modules/allowlists/entries/entry-lists.repository.js';
import { MemberEntriesRepository } from '../../../../src/modules/allowlists/entries/member-entries.repository.js';
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
    undoRenewal: (repository, { entries }) => repository.undoRenewal(entries[2]!, entries[2]!),
    ofMember: (repository, world) => repository.ofMember(world.memberId, [connectionId(world)]),
    removeLeft: (repository, { entries }) => repository.removeLeft(entries[19]!),
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
    streamList: (repository, world) => all(repository.streamList(connectionId(world), CLOSED)),
  }),
  exercise(EntryAttemptsRepository, {
    record: (repository, world) =>
      repository.record(
        { connectionId: connectionId(world), discordId: world.memberId, kind: 'duplicate' },
        world.now,
      ),
    newest: (repository, world) => repository.newest(connectionId(world), ['duplicate', 'wallet'], 20),
  }),
];
