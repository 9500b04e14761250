// Real: the migrations, the schemas and the validators derived from them, a MongoDB.
import '../../../src/infra/database/mongoose-defaults.js';
import mongoose from 'mongoose';
import {
  accountLinks,
  type DiscordAccountLink,
} from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { oauthTokens } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { collections } from '../../../src/maintenance/collections.js';
import { jsonSchemaOf, optionsOf, Validators } from '../../../src/infra/database/schema/index.js';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { anAccountLink, aTaskPost, samples } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
beforeAll(async () => {
  const db = database.db();
  await new MigrationRunner(db, await loadMigrations(), new Validators(db, collections)).migrate();
});

type Described = Record<string, unknown>;

describe.each(collections.map((collection) => [collection.name, collection] as const))(
  '%s',
  (name, collection) => {
    const rows = () => database.db().collection(name);
    const sample = samples.find((found) => found.collection === collection)!;

    it('has the indexes that its schema declares, no more and no less', async () => {
      const actual = (await rows().indexes()).filter((index) => index.name !== '_id_').map(readable);
      const declared = collection.indexes.map((index) => readable({ ...optionsOf(index), key: index.key }));
      expect(byName(actual)).toEqual(byName(declared));
    });

    it('takes a good document', async () => {
      await expect(rows().insertOne(sample.row())).resolves.toHaveProperty('acknowledged', true);
    });

    it('refuses one that lacks a field, or has one that nobody knows, written past mongoose', async () => {
      const { required = [] } = jsonSchemaOf(collection.schema) as { required?: string[] };
      const bad = required
        .filter((field) => field !== '_id')
        .map((field) => Object.fromEntries(Object.entries(sample.row()).filter(([key]) => key !== field)));
      for (const document of [...bad, { ...sample.row(), isAdmin: true }])
        await expect(rows().insertOne(document)).rejects.toHaveProperty('code', 121);
    });
  },
);

const post = (change: object) => ({ taskData: Object.assign(aTaskPost().taskData, change) });
const stats = (change: object) => ({ interactionStats: Object.assign(aTaskPost().interactionStats, change) });
const BAD: [string, string, object][] = [
  ['communities', 'a name of 61 characters', { name: '🐱'.repeat(61) }],
  ['communities', 'an owner that is no id', { ownerId: 'ana' }],
  ['communities', 'a name that is an operator', { name: { $ne: null } }],
  ['discord_server_mappings', 'a guild that is no id', { guildId: 'guild' }],
  ['discord_server_mappings', 'an unknown status', { status: 'deleted' }],
  ['discord_server_mappings', 'a log of 21 entries', { auditLog: Array.from({ length: 21 }, () => ({})) }],
  ['discord_account_links', 'a member that is a number', { discordId: 5 }],
  ['discord_account_links', 'a time that is a text', { createdAt: '2026-11-23' }],
  ['discord_task_posts', 'no points', post({ points: 0 })],
  ['discord_task_posts', 'half a point', post({ points: 1.5 })],
  ['discord_task_posts', 'too many points', post({ points: 10_001 })],
  ['discord_task_posts', 'no title', post({ title: '' })],
  ['discord_task_posts', 'a title of 101 characters', post({ title: 'x'.repeat(101) })],
  ['discord_task_posts', 'a message that is null', { messageId: null }],
  ['discord_task_posts', 'a negative count', stats({ completions: -1 })],
  ['discord_task_posts', 'an unknown figure', stats({ likes: 1 })],
  ['task_completions', 'an unknown state', { state: 'done' }],
  ['task_completions', 'an unknown debt', { owes: ['money'] }],
  ['task_completions', 'no attempt', { attempt: 0 }],
  ['task_completions', 'a proof without time', { proof: { text: 'x' } }],
  ['task_completions', 'a due that is null', { due: null }],
  ['allowlist_entries', 'a salt of 31 digits', { salt: 'a'.repeat(31) }],
  ['allowlist_entries', 'no tickets', { tickets: 0 }],
  ['allowlist_entries', 'a sequence that is a date', { seq: new Date() }],
  ['points_ledger', 'a row that moves nothing', { amount: 0 }],
  ['points_ledger', 'a row that moves a fraction', { amount: 0.5 }],
  ['points_ledger', 'a row without cause', { sourceId: '' }],
  ['balances', 'a debt', { points: -1 }],
  ['balances', 'NaN points', { points: Number.NaN }],
  ['balances', 'a period that is none', { period: 'week' }],
  ['drafts', 'values that are a text', { values: 'x' }],
  ['drafts', 'a value that is an operator', { values: { title: { $ne: null } } }],
  ['drafts', 'no end', { expiresAt: null }],
];
it.each(BAD)('%s refuses %s, written past mongoose', async (name, _, change) => {
  const sample = samples.find(({ collection }) => collection.name === name)!;
  const document = { ...sample.row(), ...change };
  await expect(database.db().collection(name).insertOne(document)).rejects.toHaveProperty('code', 121);
});

it('reads the tokens of a member under their name on the account', async () => {
  const connection = await mongoose.createConnection(database.uri).asPromise();
  const accounts = connection.model<DiscordAccountLink>(accountLinks.target.name, accountLinks.schema);
  const tokens = connection.model(oauthTokens.target.name, oauthTokens.schema);
  const [linked, unlinked] = [anAccountLink(), anAccountLink()];
  await accounts.collection.insertMany([linked, unlinked]);
  const { row } = samples.find(({ collection }) => collection === oauthTokens)!;
  await tokens.collection.insertOne({ ...row(), discordId: linked.discordId });
  const read = ({ discordId }: DiscordAccountLink) =>
    accounts.findOne({ discordId }).populate('oauthTokens').lean().exec();
  expect(await read(linked)).toMatchObject({
    oauthTokens: { accessToken: 'v1.sealed', scopes: ['identify'], expiresAt: expect.any(Date) as Date },
  });
  expect(await read(unlinked)).toMatchObject({ oauthTokens: null });
  await connection.close();
});

/** Name, key in its order, and what decides how the index works; MongoDB's own additions left out. */
function readable(index: Described): Described {
  const { name, key, unique, partialFilterExpression, expireAfterSeconds, weights } = index;
  const isText = weights !== undefined;
  return {
    name,
    key: isText
      ? Object.keys(key as object).filter((field) => !field.startsWith('_ft') && !field.includes('.'))
      : Object.entries(key as object),
    unique: unique ?? false,
    partialFilterExpression,
    expireAfterSeconds,
    ...(isText && { weights, language: [index.default_language, index.language_override] }),
  };
}

const byName = (indexes: readonly Described[]): Map<unknown, Described> =>
  new Map(indexes.map((index) => [index.name, index]));
