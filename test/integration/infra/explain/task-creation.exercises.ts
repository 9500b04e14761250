import { TaskEditingRepository } from '../../../../src/modules/tasks/creation/task-editing.repository.js';
import { TemplatesRepository } from '../../../../src/modules/templates/templates.repository.js';
import { aSnowflake, aTemplate } from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';

const A_NAME = 'No such template';
const AN_ID = 'a'.repeat(24);

export const taskCreationExercises: readonly Exercise[] = [
  exercise(TaskEditingRepository, {
    change: (repository, { posts }) =>
      repository.change(posts[0]!, ['title', 'campaign'], { title: 'New', campaign: undefined }),
    setReward: (repository, { posts }) => repository.setReward(posts[0]!, aSnowflake()),
    setChannel: (repository, { posts, now }) => repository.setChannel(posts[0]!, aSnowflake(), now),
    settle: (repository, { posts }) => repository.settle(posts[0]!, { communityId: 'x', locale: 'de' }),
    discard: (repository, { posts }) => repository.discard(posts[0]!),
  }),
  exercise(TemplatesRepository, {
    names: (repository, { guildId }) => repository.names(guildId, 'task'),
    readNames: (repository, { guildId }) => repository.readNames(guildId, 'task'),
    inPlace: (repository, { guildId }) =>
      repository.inPlace(guildId, 'task', (place) => Promise.resolve(place)),
    insert: (repository) => repository.insert(aTemplate()),
    find: async (repository, { guildId }) => {
      await repository.find(guildId, 'task', A_NAME);
      await repository.find(guildId, 'task', AN_ID);
    },
    remove: (repository, { guildId }) => repository.remove(guildId, 'task', AN_ID),
    forget: (repository, { guildId }) => repository.forget(guildId),
  }),
];
