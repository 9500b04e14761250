import { TaskLivesRepository } from '../../../../src/modules/tasks/life/task-lives.repository.js';
import { type Exercise, exercise } from './exercises.js';

export const taskLifeExercises: readonly Exercise[] = [
  exercise(TaskLivesRepository, {
    transition: (repository, { posts, now }) =>
      repository.transition(posts[2]!._id.toHexString(), { from: ['active'], to: 'paused', now }),
  }),
];
