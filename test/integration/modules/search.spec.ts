// Real: the search of tasks and allowlists by MongoDB's text index, a MongoDB of this file.
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { TaskPostsRepository } from '../../../src/modules/tasks/task-posts.repository.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake, aTaskPost, anAllowlist } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const guildId = aSnowflake();
const tasks = async (words: string): Promise<string[]> =>
  (await testApp().get(TaskPostsRepository).search(guildId, words)).map(({ taskData }) => taskData.title);

beforeAll(async () => {
  const task = (title: string, description: string, within = guildId) =>
    aTaskPost({ guildId: within, taskData: { title, description } });
  await database
    .db()
    .collection('discord_task_posts')
    .insertMany([
      task('Follow the cats', 'On the other network.'),
      task('Draw a dog', 'The cats will not mind.'),
      task('Post a tweet', 'Without animals.'),
      task('Follow the cats', 'In another server.', aSnowflake()),
    ]);
  await database
    .db()
    .collection('discord_allowlist_connections')
    .insertMany([anAllowlist({ guildId, allowlistData: { title: 'Cats mint' } }), anAllowlist()]);
});

it('finds words of title and description in its own server, those in titles first', async () => {
  expect(await tasks('cats')).toEqual(['Follow the cats', 'Draw a dog']);
  expect(await testApp().get(AllowlistsRepository).search(guildId, 'cats')).toHaveLength(1);
});

it.each([
  ['quotes', '"cats" "tweet"'],
  ['a minus', '-cats tweet'],
  ['a dash', '—cats tweet'],
])('item 14: %s is no operator', async (_, words) => {
  expect((await tasks(words)).sort()).toEqual(['Draw a dog', 'Follow the cats', 'Post a tweet']);
});

it.each(['(z+)+$', '.*', 'x'.repeat(500), '', '   ', '{"$ne":null}'])(
  'item 13: %j finds nothing',
  async (words) => {
    expect(await tasks(words)).toEqual([]);
  },
);
