import { TaskLivesRepository } from '../../../../src/modules/tasks/life/task-lives.repository.js';
import { type Exercise, exercise } from './exercises.js';
import type { World } from './world.js';

const idOf = ({ posts }: World, index: number): string => posts[index]!._id.toHexString();

export const taskLifeExercises: readonly Exercise[] = [
  exercise(TaskLivesRepository, {
    transition: (repository, world) =>
      repository.transition(idOf(world, 2), { from: ['active'], to: 'paused', now: world.now }),
    retime: (repository, { posts, now }) =>
      repository.retime(posts[3]!, now, { expiresAt: new Date(now.getTime() + 86_400_000) }),
    start: (repository, world) => repository.start(idOf(world, 2), world.now),
    end: (repository, world) => repository.end(idOf(world, 3), new Date('2030-01-01')),
    completeIfFull: (repository, world) => repository.completeIfFull(idOf(world, 4), world.now),
    claim: (repository, { now }) => repository.claim(now, now, 20),
    postpone: (repository, world) => repository.postpone(idOf(world, 4), world.now, world.now),
    find: (repository, world) => repository.find(idOf(world, 4)),
    putBack: (repository, world) => repository.putBack(idOf(world, 4)),
    takeOrder: (repository, world) => repository.takeOrder(idOf(world, 4)),
    deleteDraft: (repository, world) => repository.deleteDraft(world.guildId, idOf(world, 4)),
  }),
];
