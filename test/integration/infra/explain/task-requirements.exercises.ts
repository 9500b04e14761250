import { TaskRequirementsRepository } from '../../../../src/modules/tasks/requirements/task-requirements.repository.js';
import { type Exercise, exercise } from './exercises.js';

export const taskRequirementExercises: readonly Exercise[] = [
  exercise(TaskRequirementsRepository, {
    set: (repository, { posts, now }) =>
      repository.set(posts[0]!, [{ kind: 'points', asks: { points: 5 } }], now),
    newest: (repository, { guildId }) => repository.newest(guildId, 200),
    occurrences: (repository, { posts }) =>
      repository.occurrences(posts.slice(0, 5).map(({ taskId }) => taskId)),
    completedAmong: (repository, { posts, completions }) =>
      repository.completedAmong(
        completions[0]!.discordId,
        posts.slice(0, 5).map(({ _id }) => _id.toHexString()),
      ),
  }),
];
