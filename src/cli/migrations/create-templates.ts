/** What `migration:create` writes; it compiles and fails its test until somebody has filled it in. */
export const migrationSource = (description: string): string => `import type { mongo } from 'mongoose';
import type { Batches } from '../src/infra/database/migrations/migration.ts';

const NOT_SEATED = { seat: { $exists: false } };

/** Speaks to the driver, can run twice, and is never edited once released. */
export const migration = {
  description: '${description}',

  // For --dry-run: how many documents \`up\` would change.
  async estimate(db: mongo.Db): Promise<Record<string, number>> {
    return { example: await db.collection('example').countDocuments(NOT_SEATED) };
  },

  // Indexes and collections directly; documents in batches, which a killed process finds again.
  async up(db: mongo.Db, batches: Batches): Promise<void> {
    const example = db.collection('example');
    await batches.each({ name: 'seats', collection: 'example', filter: NOT_SEATED }, async (documents, session) => {
      const ids = documents.map(({ _id }) => _id);
      await example.updateMany({ _id: { $in: ids } }, { $set: { seat: 0 } }, { session });
    });
  },

  // Or \`isReversible: false\` above; collections that go stand in \`drops: ['example']\`.
  async down(db: mongo.Db): Promise<void> {
    await db.collection('example').updateMany({}, { $unset: { seat: '' } });
  },

  async verify(db: mongo.Db): Promise<void> {
    const left = await db.collection('example').countDocuments(NOT_SEATED);
    if (left > 0) throw new Error(\`\${left.toString()} documents of example have no seat\`);
  },
};
`;

export const specSource = (name: string): string => `// Real: this migration after all before it, a MongoDB.
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { upVerifyDownUp } from '../../support/migrations/up-verify-down-up.js';

const database = useTestDatabase();

it('${name}: up, verify, down and up again, each twice', async () => {
  await upVerifyDownUp(database.db(), '${name.slice(0, 4)}', {
    // Documents as they are before it.
    before: (db) => db.collection('example').insertMany([{}, {}]),
    // What must be true of them behind it.
    after: async (db) => {
      expect(await db.collection('example').countDocuments({ seat: 0 })).toBe(2);
    },
  });
});
`;
