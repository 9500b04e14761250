// Real: the released migrations, the validators, a MongoDB with a database per test.
import type { mongo } from 'mongoose';
import { migration as initial } from '../../../migrations/0001-initial-indexes.js';
import { migration as dataLayer } from '../../../migrations/0002-data-layer.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { drafts } from '../../../src/infra/drafts/draft.schema.js';
import { collections } from '../../../src/maintenance/collections.js';
import { aSnowflake } from '../../support/builders/index.js';
import { aMigration } from '../../support/migrations/a-migration.js';
import { directBatches } from '../../support/migrations/direct-batches.js';
import { useEmptyDatabases } from '../../support/migrations/empty-databases.js';

const databases = useEmptyDatabases();
const anEmptyDatabase = databases.next;
const namesIn = async (db: mongo.Db): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();

async function optionsOf(db: mongo.Db, name: string): Promise<mongo.Document> {
  const [info] = await db.listCollections({ name }).toArray();
  return (info as { options: mongo.Document }).options;
}

/** The lock of the runner makes `leases`. */
const migrated = collections.filter(({ name }) => name !== 'leases');

describe('the migrations', () => {
  it('create what their checks ask for, can run twice, and go back to nothing', async () => {
    const db = anEmptyDatabase();
    for (const step of [initial, dataLayer]) {
      await expect(step.verify(db)).rejects.toThrow();
      await step.up(db, directBatches(db));
      await step.verify(db);
      await step.up(db, directBatches(db));
      await step.verify(db);
    }
    expect(await namesIn(db)).toEqual(migrated.map(({ name }) => name).sort());
    for (const step of [dataLayer, initial]) {
      await step.down(db);
      await step.down(db);
    }
    expect(await namesIn(db)).toEqual([]);
    for (const step of [initial, dataLayer]) await step.up(db, directBatches(db));
    await dataLayer.verify(db);
  });

  it.each([
    [initial, 'points_ledger', 'source_unique'],
    [dataLayer, 'allowlist_entries', 'member_unique'],
  ])('notice an index that is missing', async (step, collection, index) => {
    const db = anEmptyDatabase();
    await initial.up(db);
    await step.up(db, directBatches(db));
    await db.collection(collection).dropIndex(index);
    await expect(step.verify(db)).rejects.toThrow(collection);
  });

  it('give documents of the first one what they lack, and leave what they have', async () => {
    const db = anEmptyDatabase();
    await initial.up(db);
    await db.collection('communities').insertMany([
      { name: 'Sky Cats', ownerId: aSnowflake(), createdAt: new Date() },
      { name: 'Sea Dogs', ownerId: aSnowflake(), createdAt: new Date(), pointsName: 'bones' },
    ]);
    await db
      .collection('discord_account_links')
      .insertOne({ discordId: aSnowflake(), createdAt: new Date() });
    await db.collection('discord_server_mappings').insertOne({
      guildId: aSnowflake(),
      communityId: aSnowflake(),
      linkedBy: aSnowflake(),
      linkedAt: new Date(),
      status: 'active',
      guildInfo: { name: 'Cats', ownerId: aSnowflake(), locale: 'de' },
      auditLog: [],
    });
    const { insertedId } = await db.collection('discord_task_posts').insertOne({
      guildId: aSnowflake(),
      channelId: aSnowflake(),
      communityId: 'a'.repeat(24),
      createdBy: aSnowflake(),
      createdAt: new Date(),
      locale: 'de',
      taskData: {
        title: 'x',
        description: 'x',
        type: 'custom',
        points: 5,
        status: 'active',
        expiresAt: new Date(),
        roleId: aSnowflake(),
      },
      interactionStats: { completions: 7 },
      card: { wanted: 7 },
    });
    await dataLayer.up(db, directBatches(db));
    await dataLayer.verify(db);
    const post = await db.collection('discord_task_posts').findOne({ _id: insertedId });
    expect(post).toMatchObject({
      taskId: insertedId.toHexString(),
      taskData: { verification: 'review', requirements: [], asks: { roleId: expect.any(String) as string } },
      interactionStats: { completions: 7, starts: 0 },
    });
    const names = await db.collection('communities').distinct('pointsName');
    expect(names.sort()).toEqual(['bones', 'points']);
    // What they are now is what the schemas ask for.
    await new Validators(db, migrated).set();
    for (const { name } of migrated) {
      const { validator } = (await optionsOf(db, name)) as { validator: mongo.Document };
      expect(await db.collection(name).countDocuments({ $nor: [validator] })).toBe(0);
    }
  });
});

describe('the validators', () => {
  it('are set once after the migrations, and again when a schema has changed', async () => {
    const db = anEmptyDatabase();
    const files = [aMigration('0001', { up: initial.up })];
    const migrate = (given: typeof collections) => new MigrationRunner(db, files, new Validators(db, given));
    const validatorOf = () => optionsOf(db, 'drafts');
    expect(await migrate([drafts]).isBehind()).toBe(true);
    await migrate([drafts]).migrate();
    expect(await migrate([drafts]).isBehind()).toBe(false);
    const first = await validatorOf();
    const changed = { ...drafts, schema: drafts.schema.clone().add({ more: { type: String } }) };
    expect(await migrate([changed]).isBehind()).toBe(true);
    expect(await migrate([changed]).migrate()).toEqual([]);
    expect(await validatorOf()).not.toEqual(first);
    expect(await migrate([changed]).isBehind()).toBe(false);
  });
});
