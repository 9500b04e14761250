import { CardLossesRepository } from '../../../../src/modules/tasks/cards/card-losses.repository.js';
import { CardsRepository } from '../../../../src/modules/tasks/cards/cards.repository.js';
import { TaskCompletionsRepository } from '../../../../src/modules/tasks/task-completions.repository.js';
import { CardEngagementRepository } from '../../../../src/modules/tasks/figures/card-engagement.repository.js';
import { TaskFiguresRepository } from '../../../../src/modules/tasks/figures/task-figures.repository.js';
import { ChannelWritersRepository } from '../../../../src/modules/tasks/verifiers/discord_message/channel-writers.repository.js';
import { TaskPostsRepository } from '../../../../src/modules/tasks/task-posts.repository.js';
import { aSnowflake, aTaskCompletion, anUnpostedTask } from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';
import type { World } from './world.js';

const postId = ({ posts }: World): string => posts[0]!._id.toHexString();
const memberOf = ({ completions }: World): string => completions[0]!.discordId;
const inState = ({ completions }: World, state: string) => completions.find((row) => row.state === state)!;
/** One of those that no other exercise changes. */
const openPost = ({ posts }: World, nth: number) =>
  posts.filter(({ taskData }) => taskData.status === 'active').slice(-10)[nth]!;
const idOf = (row: { readonly _id: { toHexString(): string } }): string => row._id.toHexString();

export const taskExercises: readonly Exercise[] = [
  exercise(TaskPostsRepository, {
    insert: (repository) => repository.insert(anUnpostedTask()),
    find: (repository, world) => repository.find(world.guildId, postId(world)),
    findFresh: (repository, world) => repository.findFresh(world.guildId, postId(world)),
    findMany: (repository, { guildId, posts }) => repository.findMany(guildId, posts.slice(0, 5).map(idOf)),
    pageOfOpen: async (repository, { guildId, now }) => {
      const first = await repository.pageOfOpen(guildId, now, undefined, 10);
      const next = { direction: 'after', id: idOf(first.at(-1)!) } as const;
      const second = await repository.pageOfOpen(guildId, now, next, 10);
      await repository.pageOfOpen(guildId, now, { direction: 'before', id: idOf(second[0]!) }, 10);
    },
    search: (repository, { guildId }) => repository.search(guildId, 'join the cats'),
    titles: (repository, { guildId }) => repository.titles(guildId),
    readTitles: (repository, { guildId }) => repository.readTitles(guildId),
    openIds: (repository, { now }) => repository.openIds(now),
    findByMessage: (repository, { posts }) =>
      repository.findByMessage(posts[3]!.guildId, posts[3]!.messageId ?? ''),
    forget: (repository, { posts }) => repository.forget(idOf(posts[1]!)),
  }),
  exercise(ChannelWritersRepository, {
    watched: (repository) => repository.watched(),
    readWatched: (repository) => repository.readWatched(),
    record: (repository, { memberId, now }) =>
      repository.record({ channelId: aSnowflake(), discordId: memberId, wroteAt: now, expiresAt: now }),
    wroteSince: (repository, { memberId, now }) => repository.wroteSince(aSnowflake(), memberId, now),
  }),
  exercise(CardsRepository, {
    claim: (repository, { now }) => repository.claim(now, now, 20),
    postpone: (repository, world) => repository.postpone(postId(world), world.now, world.now),
    find: (repository, world) => repository.find(postId(world)),
    setCounts: (repository, world) =>
      repository.setCounts(postId(world), { completions: 7, places: 0 }, world.now),
    markShown: async (repository, { posts, now }) => {
      const messageId = posts[0]!.messageId ?? '';
      const drawing = { messageId, shown: 7, version: 3, drawnAt: now, doneAt: now, how: 'edited' } as const;
      await repository.markShown(idOf(posts[0]!), drawing);
      await repository.markShown(idOf(posts[0]!), { ...drawing, how: 'posted' });
    },
    redraw: (repository, world) => repository.redraw(postId(world), world.now),
    redrawOfGuild: (repository, { guildId, now }) => repository.redrawOfGuild(guildId, now),
    leave: (repository, { posts }) => repository.leave(idOf(posts[6]!)),
  }),
  exercise(CardLossesRepository, {
    openByMessages: (repository, { guildId, posts }) =>
      repository.openByMessages(
        guildId,
        posts.slice(0, 5).map(({ messageId = '' }) => messageId),
      ),
    firstIn: (repository, { posts }) => repository.firstIn(posts[0]!.guildId, posts[0]!.channelId),
    forgetMessage: (repository, world) => repository.forgetMessage(openPost(world, 0), world.now),
    cancelDeleted: (repository, world) => repository.cancelDeleted(openPost(world, 1), world.now),
    block: (repository, world) => repository.block(openPost(world, 2), 'no_access', world.now),
    stillBlocked: (repository, world) => repository.stillBlocked(openPost(world, 2), 'no_access', world.now),
    unblock: (repository, world) => repository.unblock(openPost(world, 2), world.now),
    retryIn: (repository, { guildId, now }) => repository.retryIn(guildId, now),
  }),
  exercise(TaskCompletionsRepository, {
    insert: async (repository, { completions }) => {
      await repository.insert(aTaskCompletion());
      const { taskPostId, discordId } = completions[0]!;
      await repository.insert(aTaskCompletion({ taskPostId, discordId }));
    },
    insertSeated: (repository, world) =>
      repository.insertSeated(aTaskCompletion({ taskPostId: postId(world) }), 40),
    retry: (repository, world) => repository.retry(inState(world, 'rejected'), aTaskCompletion()),
    retrySeated: (repository, world) =>
      repository.retrySeated(inState(world, 'rejected'), aTaskCompletion(), 40),
    hasAny: (repository, world) => repository.hasAny(postId(world)),
    find: (repository, world) => repository.find(postId(world), memberOf(world)),
    attemptsOf: (repository, world) =>
      repository.attemptsOf(memberOf(world), world.posts.slice(0, 10).map(idOf)),
    pageOfMember: async (repository, world) => {
      const { guildId, discordId } = world.completions[39]!;
      const first = await repository.pageOfMember(guildId, discordId, undefined, 3);
      const next = { direction: 'after', id: idOf(first.at(-1)!) } as const;
      const second = await repository.pageOfMember(guildId, discordId, next, 3);
      await repository.pageOfMember(guildId, discordId, { direction: 'before', id: idOf(second[0]!) }, 3);
    },
    countPendingOf: (repository, { completions }) =>
      repository.countPendingOf(completions.find(({ state }) => state === 'pending')!.taskPostId),
    countSeated: (repository, world) => repository.countSeated(postId(world)),
    countVerified: (repository, world) => repository.countVerified(postId(world)),
    leaveUntold: (repository, { completions }) => repository.leaveUntold(idOf(completions[0]!), 1),
    claimDue: (repository, { now }) => repository.claimDue(now, now, 20),
    postpone: (repository, { completions, now }) => repository.postpone(idOf(completions[0]!), now, now),
    findByIds: (repository, { completions }) => repository.findByIds(completions.slice(0, 5).map(idOf)),
    takeAllPoints: (repository, { completions }) =>
      repository.takeAllPoints(completions.slice(0, 5).map(idOf)),
    takeDebt: (repository, { completions }) => repository.takeDebt(idOf(completions[40]!), 'points'),
    owedTo: (repository, { memberId }) => repository.owedTo(memberId),
    undecidedPostsOf: (repository, { memberId }) => repository.undecidedPostsOf(memberId),
    removeUndecided: (repository, world) => repository.removeUndecided(aSnowflake(), postId(world)),
  }),
  exercise(TaskFiguresRepository, {
    recount: (repository, world) => repository.recount(postId(world)),
    guildOf: (repository, world) => repository.guildOf(postId(world)),
    countOpen: (repository, { guildId, now }) => repository.countOpen(guildId, now),
    setVisits: (repository, world) =>
      repository.setVisits(postId(world), { views: 9, uniqueViews: 5, pressed: 4 }, 50),
    refresh: (repository, world) => repository.refresh(postId(world)),
    postsOf: async (repository, { guildId, posts }) => {
      await repository.postsOf(guildId, { postId: idOf(posts[0]!) });
      await repository.postsOf(guildId, { campaign: 'Autumn' });
    },
    completionsBy: async (repository, { posts }) => {
      const ids = posts.slice(0, 20).map(idOf);
      await repository.completionsBy('hour', 'UTC', ids);
      await repository.completionsBy('week', 'Europe/Berlin', ids);
    },
  }),
  exercise(CardEngagementRepository, {
    readBy: (repository, { posts, now }) =>
      repository.readBy(posts[0]!.guildId, posts[0]!.messageId ?? '', now),
    readAllBy: (repository, { posts, now }) =>
      repository.readAllBy(posts[0]!.guildId, [posts[0]!.messageId ?? ''], now),
    addReply: async (repository, { posts, now }) => {
      const { guildId, messageId = '' } = posts[0]!;
      const reply = { authorId: aSnowflake(), messageId: aSnowflake(), at: now };
      await repository.addReply(guildId, messageId, reply);
      await repository.addReply(guildId, messageId, reply);
    },
    readAllWithin: (repository, { now }) => repository.readAllWithin(now, 1_000),
    claimDue: (repository, { now }) => repository.claimDue(new Date(now.getTime() + 2_000), now, 4),
    postpone: (repository, world) => repository.postpone(postId(world), world.now, world.now),
    find: (repository, world) => repository.find(postId(world)),
    takeDue: (repository, world) => repository.takeDue(postId(world)),
    readAgain: (repository, world) => repository.readAgain(postId(world), world.now),
    setRead: async (repository, world) => {
      const card = await repository.find(postId(world));
      const missed = [{ authorId: aSnowflake(), messageId: aSnowflake(), at: world.now }];
      await repository.setRead(card!, { reactions: [{ emoji: '👍', count: 2 }], missed });
    },
  }),
];
