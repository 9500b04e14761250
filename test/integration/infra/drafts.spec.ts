// Real: the drafts' repository, the migrations and the TTL monitor of a MongoDB of this file. Fake: the time.
import mongoose from 'mongoose';
import { drafts as collection } from '../../../src/infra/drafts/draft.schema.js';
import { DraftsRepository } from '../../../src/infra/drafts/index.js';
import { migration } from '../../../migrations/0001-initial-indexes.js';
import { aSnowflake } from '../../support/builders/index.js';
import { FixedClock } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const connection = mongoose.createConnection();
const clock = new FixedClock(new Date().toISOString());
const drafts = new DraftsRepository(
  connection.model(collection.model.name, collection.schema) as never,
  clock,
);
const rows = () => database.db().collection('drafts');
const anOwner = () => ({ guildId: aSnowflake(), discordId: aSnowflake() });

beforeAll(async () => {
  await connection.openUri(database.uri);
  await migration.up(database.db());
});
afterAll(async () => {
  await connection.close();
});

it('a draft keeps what was typed, field by field', async () => {
  const owner = anOwner();
  const id = await drafts.create('task', owner, { type: 'custom' });
  await drafts.update(id, 'task', owner, { title: 'A' });
  const draft = await drafts.update(id, 'task', owner, { title: 'B', points: '1' });
  expect(draft?.values).toEqual({ type: 'custom', title: 'B', points: '1' });
  expect(await drafts.find(id, 'task', owner)).toMatchObject({ kind: 'task', ...owner });
});

it('a draft lives 15 minutes from the last time it was worked on', async () => {
  const owner = anOwner();
  const id = await drafts.create('task', owner, {});
  clock.advance(15 * 60_000 - 1);
  expect(await drafts.update(id, 'task', owner, { title: 'A' })).not.toBeNull();
  clock.advance(15 * 60_000 - 1);
  expect(await drafts.find(id, 'task', owner)).not.toBeNull();
  clock.advance(1);
  expect(await drafts.find(id, 'task', owner)).toBeNull();
  expect(await drafts.update(id, 'task', owner, { title: 'late' })).toBeNull();
});

it('a draft is found by its owner, its guild and its kind only', async () => {
  const owner = anOwner();
  const id = await drafts.create('task', owner, {});
  expect(await drafts.find(id, 'allowlist', owner)).toBeNull();
  expect(await drafts.find(id, 'task', { ...owner, discordId: aSnowflake() })).toBeNull();
  expect(await drafts.find(id, 'task', { ...owner, guildId: aSnowflake() })).toBeNull();
  for (const forged of ['', 'x', '{"$ne":null}', '0'.repeat(24)])
    expect(await drafts.find(forged, 'task', owner)).toBeNull();
});

it('a typed text stays text, whatever it looks like', async () => {
  const owner = anOwner();
  const typed = { title: '$where', description: '{"$ne":null}', points: '__proto__' };
  const id = await drafts.create('task', owner, typed);
  expect((await drafts.find(id, 'task', owner))?.values).toEqual(typed);
});

it('an expired draft is deleted by the database', async () => {
  const { insertedId } = await rows().insertOne({
    kind: 'task',
    ...anOwner(),
    values: {},
    expiresAt: new Date(Date.now() - 1_000),
  });
  await waitUntil(async () => (await rows().findOne({ _id: insertedId })) === null, {
    what: 'the deletion by TTL',
  });
});
