import { QuestionsRepository } from '../../../../src/modules/tasks/questions/questions.repository.js';
import { type Exercise, exercise } from './exercises.js';
import type { World } from './world.js';

const postId = ({ posts }: World): string => posts[0]!._id.toHexString();

export const questionExercises: readonly Exercise[] = [
  exercise(QuestionsRepository, {
    set: (repository, { posts, now }) => repository.set(posts[0]!, { version: 1, questions: [] }, now),
    isTried: (repository, world) => repository.isTried(postId(world)),
    countAnswered: (repository, world) => repository.countAnswered(postId(world)),
    countAnswers: (repository, world) => repository.countAnswers(postId(world), [0, 2]),
    newestAnswers: (repository, world) => repository.newestAnswers(postId(world), 10),
  }),
];
