import { ReviewCardsRepository } from '../../../../src/modules/tasks/reviews/review-cards.repository.js';
import { ReviewsRepository } from '../../../../src/modules/tasks/reviews/reviews.repository.js';
import { UntoldRepository } from '../../../../src/modules/tasks/reviews/untold.repository.js';
import { RoleRewardsRepository } from '../../../../src/modules/tasks/rewards/role-rewards.repository.js';
import { aSnowflake } from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';
import type { World } from './world.js';

const pending = ({ completions }: World) => completions.find(({ state }) => state === 'pending')!;
const idOf = (row: { readonly _id: { toHexString(): string } }): string => row._id.toHexString();
const seen = (world: World) => ({
  guildId: pending(world).guildId,
  taskPostId: pending(world).taskPostId,
  until: world.now,
  notOf: aSnowflake(),
});
const decision = (world: World) => ({
  state: 'verified' as const,
  review: { decidedBy: aSnowflake(), decidedAt: world.now },
  givesRole: true,
});
const shown = { channelId: aSnowflake(), messageId: aSnowflake(), attempt: 1, isOpen: true };

export const reviewExercises: readonly Exercise[] = [
  exercise(ReviewsRepository, {
    nextPending: async (repository, world) => {
      const { guildId, taskPostId } = pending(world);
      for (const task of [undefined, taskPostId]) {
        const first = await repository.nextPending(guildId, task);
        await repository.nextPending(guildId, task, first!);
      }
    },
    countPending: async (repository, world) => {
      await repository.countPending(world.guildId);
      await repository.countPending(world.guildId, pending(world).taskPostId);
    },
    waitingByTask: (repository, { guildId }) => repository.waitingByTask(guildId),
    decidedLately: async (repository, world) => {
      await repository.decidedLately(world.guildId);
      await repository.decidedLately(world.guildId, pending(world).taskPostId);
    },
    countOfMember: (repository, { communityId, completions }) =>
      repository.countOfMember(communityId, completions[0]!.discordId, 'verified'),
    countSeen: (repository, world) => repository.countSeen(seen(world)),
    firstSeen: (repository, world) => repository.firstSeen(seen(world), 20),
    decideSeen: (repository, world) => repository.decideSeen(seen(world), [pending(world)], decision(world)),
    decide: (repository, world) => repository.decide(idOf(pending(world)), 1, decision(world)),
    findInGuild: (repository, { guildId, completions }) =>
      repository.findInGuild(guildId, idOf(completions[0]!)),
  }),
  exercise(ReviewCardsRepository, {
    claimDue: (repository, { now }) => repository.claimDue(now, now, 20),
    postpone: (repository, world) => repository.postpone(idOf(pending(world)), world.now, world.now),
    findDue: (repository, world) => repository.findDue(idOf(pending(world))),
    openIn: (repository, { guildId }) => repository.openIn(guildId, 20),
    markShown: (repository, world) => repository.markShown(pending(world), shown),
    leaveOut: (repository, world) => repository.leaveOut(pending(world)),
    markLost: (repository, world) => repository.markLost(pending(world)),
    saysMore: (repository, world) => repository.saysMore(pending(world)._id),
    askForMore: (repository, { guildId, now }) => repository.askForMore(guildId, 20, now),
    cardsOf: (repository, { memberId }) => repository.cardsOf(memberId),
    redrawDecidedBy: (repository, { memberId, now }) => repository.redrawDecidedBy(memberId, now),
    moveTo: (repository, { guildId, now }) => repository.moveTo(guildId, aSnowflake(), now),
    forget: (repository, world) => repository.forget(pending(world)),
  }),
  exercise(UntoldRepository, {
    isAnyIn: (repository, { guildId }) => repository.isAnyIn(guildId),
    take: (repository, { guildId, memberId }) => repository.take(guildId, memberId, 3),
    giveBack: (repository, { completions }) => repository.giveBack([completions[0]!]),
  }),
  exercise(RoleRewardsRepository, {
    claimDue: (repository, { now }) => repository.claimDue(now, now, 20),
    postpone: (repository, { completions, now }) => repository.postpone(idOf(completions[0]!), now, now),
    findOwing: (repository, { completions }) => repository.findOwing(idOf(completions[0]!)),
    roleOf: (repository, { posts }) => repository.roleOf(idOf(posts[0]!)),
    settle: (repository, { completions }) => repository.settle(idOf(completions[0]!)),
    tryAgainAt: (repository, { completions, now }) => repository.tryAgainAt(idOf(completions[0]!), now),
    promisedIn: (repository, { guildId }) => repository.promisedIn(guildId),
  }),
];
