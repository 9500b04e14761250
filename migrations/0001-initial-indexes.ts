import type { mongo } from 'mongoose';

/**
 * The first collections with their validators and indexes. Validators hold what a document must have
 * to be understood; the mongoose schemas say the rest.
 */
interface Collection {
  readonly name: string;
  readonly validator: mongo.Document;
  readonly indexes: readonly mongo.IndexDescription[];
}

const text = { bsonType: 'string', minLength: 1 };
const date = { bsonType: 'date' };
const wholeNumber = { bsonType: ['int', 'long', 'double'], multipleOf: 1 };
const count = { ...wholeNumber, minimum: 0 };
const snowflake = { bsonType: 'string', pattern: '^[1-9][0-9]{16,18}$' };

/** An object with these fields; those named in `optional` may be absent. */
function object(properties: mongo.Document, ...optional: string[]): mongo.Document {
  const required = Object.keys(properties).filter((field) => !optional.includes(field));
  return { bsonType: 'object', required, properties };
}

const someDate = { $gt: new Date(0) };
const someText = { $gt: '' };

const collections: readonly Collection[] = [
  {
    name: 'communities',
    validator: object(
      {
        name: { ...text, maxLength: 60 },
        description: { bsonType: 'string' },
        ownerId: snowflake,
        createdAt: date,
      },
      'description',
    ),
    indexes: [],
  },
  {
    name: 'discord_server_mappings',
    validator: object({
      guildId: snowflake,
      communityId: text,
      linkedBy: snowflake,
      linkedAt: date,
      status: { enum: ['active', 'unlinked'] },
      guildInfo: object({ name: text, icon: text, ownerId: snowflake, locale: text }, 'icon'),
      auditLog: { bsonType: 'array', maxItems: 20 },
    }),
    indexes: [
      { name: 'guild_unique', key: { guildId: 1 }, unique: true },
      {
        name: 'active_community_unique',
        key: { communityId: 1 },
        unique: true,
        partialFilterExpression: { status: 'active' },
      },
    ],
  },
  {
    name: 'discord_account_links',
    validator: object({ discordId: snowflake, createdAt: date }),
    indexes: [{ name: 'discord_unique', key: { discordId: 1 }, unique: true }],
  },
  {
    name: 'discord_task_posts',
    validator: object(
      {
        guildId: snowflake,
        channelId: snowflake,
        messageId: snowflake,
        communityId: text,
        createdBy: snowflake,
        createdAt: date,
        locale: text,
        taskData: object(
          {
            title: { ...text, maxLength: 100 },
            description: { ...text, maxLength: 500 },
            type: text,
            points: { ...wholeNumber, minimum: 1, maximum: 10_000 },
            status: text,
            roleId: snowflake,
            expiresAt: date,
          },
          'roleId',
        ),
        interactionStats: object({ completions: count }),
        card: object({ wanted: count, shown: count, due: date }, 'shown', 'due'),
      },
      'messageId',
    ),
    indexes: [
      {
        name: 'message_unique',
        key: { messageId: 1 },
        unique: true,
        partialFilterExpression: { messageId: someText },
      },
      { name: 'guild_status_newest', key: { guildId: 1, 'taskData.status': 1, _id: -1 } },
      { name: 'card_due', key: { 'card.due': 1 }, partialFilterExpression: { 'card.due': someDate } },
      { name: 'status_expiry', key: { 'taskData.status': 1, 'taskData.expiresAt': 1 } },
    ],
  },
  {
    name: 'task_completions',
    validator: object(
      {
        taskPostId: text,
        guildId: snowflake,
        communityId: text,
        discordId: snowflake,
        interactionId: text,
        state: { enum: ['pending', 'verified', 'rejected'] },
        points: { ...wholeNumber, minimum: 1 },
        proof: object({ text, submittedAt: date }),
        review: object({ decidedBy: snowflake, decidedAt: date, reason: text }, 'reason'),
        attempt: { ...wholeNumber, minimum: 1 },
        createdAt: date,
        verifiedAt: date,
        owes: { bsonType: 'array', items: { enum: ['points', 'notice'] } },
        due: date,
      },
      'proof',
      'review',
      'verifiedAt',
      'due',
    ),
    indexes: [
      { name: 'task_member_unique', key: { taskPostId: 1, discordId: 1 }, unique: true },
      { name: 'task_state', key: { taskPostId: 1, state: 1 } },
      { name: 'member_newest', key: { guildId: 1, discordId: 1, _id: -1 } },
      { name: 'review_queue', key: { guildId: 1, state: 1, 'proof.submittedAt': 1, _id: 1 } },
      { name: 'member_state', key: { communityId: 1, discordId: 1, state: 1 } },
      { name: 'due', key: { due: 1 }, partialFilterExpression: { due: someDate } },
    ],
  },
  {
    name: 'points_ledger',
    validator: object({
      source: text,
      sourceId: text,
      communityId: text,
      discordId: text,
      amount: { ...wholeNumber, not: { enum: [0] } },
      at: date,
    }),
    indexes: [
      { name: 'source_unique', key: { source: 1, sourceId: 1 }, unique: true },
      { name: 'member_newest', key: { communityId: 1, discordId: 1, at: -1 } },
    ],
  },
  {
    name: 'balances',
    validator: object({
      communityId: text,
      period: text,
      discordId: text,
      points: count,
      completions: count,
    }),
    indexes: [
      { name: 'member_period_unique', key: { communityId: 1, period: 1, discordId: 1 }, unique: true },
      { name: 'board', key: { communityId: 1, period: 1, points: -1 } },
    ],
  },
  {
    name: 'drafts',
    validator: object({
      kind: text,
      guildId: snowflake,
      discordId: snowflake,
      values: { bsonType: 'object' },
      expiresAt: date,
    }),
    indexes: [{ name: 'expiry_ttl', key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  },
];

export const migration = {
  description: 'The first collections, their validators and indexes',

  async up(db: mongo.Db): Promise<void> {
    const existing = await namesOf(db);
    for (const { name, validator, indexes } of collections) {
      if (!existing.has(name)) await db.createCollection(name);
      await db.command({ collMod: name, validator: { $jsonSchema: validator }, validationLevel: 'moderate' });
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
    }
  },

  async down(db: mongo.Db): Promise<void> {
    const existing = await namesOf(db);
    for (const { name } of collections) if (existing.has(name)) await db.dropCollection(name);
  },

  async verify(db: mongo.Db): Promise<void> {
    for (const { name, indexes } of collections) {
      const actual = new Set((await db.collection(name).indexes()).map((index) => index.name));
      const missing = indexes.filter((index) => !actual.has(index.name));
      if (missing.length > 0)
        throw new Error(`${name} lacks ${missing.map((index) => index.name).join(', ')}`);
    }
  },
};

async function namesOf(db: mongo.Db): Promise<Set<string>> {
  return new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
}
