import '../../src/infra/database/mongoose-defaults.js';
import { insideOf } from '../../src/infra/database/schema/index.js';
import mongoose, { type Schema, Types } from 'mongoose';
import { collections } from '../../src/maintenance/collections.js';
import { samples } from '../support/builders/index.js';
import { aFullDocument } from '../support/builders/full-document.js';
import { mutationsOf, verdictOn, writtenBy } from '../support/builders/mutations.js';
import { fieldsOf } from '../support/docs/schema-fields.js';

const connection = mongoose.createConnection();
const models = collections.map((collection) => ({
  ...collection,
  collection,
  document: collection.target.name,
  model: connection.model<unknown>(collection.target.name, collection.schema),
  sample: () => samples.find((found) => found.collection === collection)!.row(),
}));
afterAll(() => connection.close());

describe.each(models)('$document', ({ collection, model, sample, schema }) => {
  it('takes a good document as it is, with all fields and with none that may be left out', async () => {
    for (const row of [aFullDocument(collection), { _id: new Types.ObjectId(), ...sample() }])
      expect(verdictOn(row, await writtenBy(model, row))).toBe('takes');
  });

  it.each(['takes', 'changes', 'refuses'] as const)('%s what it should, field by field', async (expected) => {
    const mutations = mutationsOf(collection).filter((mutation) => mutation.expected === expected);
    const verdicts = await Promise.all(
      mutations.map(async ({ document }) => verdictOn(document, await writtenBy(model, document))),
    );
    const others = mutations.filter((_, index) => verdicts[index] !== expected);
    expect(others.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('has an _id, but no version and no _id in sub-documents', () => {
    const keys = keysIn(new model(aFullDocument(collection)).toObject<object>());
    expect(keys.filter((key) => key === '_id' || key === '__v')).toEqual(['_id']);
  });

  it('has no room for fields that nobody declared, at any depth', () => {
    expect([schema, ...schemasIn(schema)].map((inner) => inner.get('strict'))).toEqual(
      [schema, ...schemasIn(schema)].map(() => 'throw'),
    );
  });
});

const keysIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !isLeaf(value)
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
    : [];
const isLeaf = (value: object): boolean => value instanceof Date || '_bsontype' in value;
const schemasIn = (schema: Schema): Schema[] =>
  fieldsOf(schema)
    .map(({ type }) => insideOf(type).schema)
    .filter((inner) => inner !== undefined);

describe('the defaults', () => {
  const defaultsOf = (name: string, given: object): Record<string, unknown> => {
    const { model } = models.find((found) => found.document === name)!;
    const row = new model(given).toObject<Record<string, unknown>>();
    return Object.fromEntries(Object.entries(row).filter(([key]) => key !== '_id' && !(key in given)));
  };

  it('of a server that was just linked: post nothing by itself, tell managers everything', () => {
    expect(defaultsOf('DiscordServerMapping', {})).toEqual({
      botConfig: {
        allowedRoles: [],
        autoPostTasks: false,
        autoPostAllowlists: false,
        onCardDeleted: 'repost',
        timezone: 'UTC',
        minimumAccountAge: 7,
        notifications: { reviews: true, winners: true, problems: true },
      },
      activityStats: {
        totalTasksCreated: 0,
        totalAllowlistsConnected: 0,
        totalInteractions: 0,
        activeMembers: 0,
      },
      integrationStatus: {
        isHealthy: true,
        apiConnectionStatus: 'unknown',
        consecutiveFailures: 0,
        told: [],
      },
      auditLog: [],
    });
  });

  it('of a member who has done nothing yet', () => {
    expect(defaultsOf('DiscordAccountLink', {})).toEqual({
      discordUserInfo: {},
      nafflesUserInfo: { wallets: [] },
      activityStats: {
        totalTasksCompleted: 0,
        totalPointsEarned: 0,
        totalAllowlistEntries: 0,
        totalWins: 0,
        streak: 0,
      },
      securityData: { loginAttempts: 0, riskScore: 0, suspiciousActivityFlags: [] },
    });
  });

  it('of a task that nobody has seen', () => {
    expect(defaultsOf('DiscordTaskPost', { taskData: {} })).toEqual({
      interactionStats: {
        views: 0,
        uniqueViews: 0,
        attempts: 0,
        pressed: 0,
        starts: 0,
        completions: 0,
        rejections: 0,
        conversionRate: 0,
        averageCompletionTime: 0,
      },
      engagement: { participantIds: [], reactions: [], comments: [], replies: 0 },
      analytics: {
        engagementScore: 0,
        performanceMetrics: { reach: 0, startRate: 0, medianMinutes: 0, rejectionRate: 0, responseRate: 0 },
      },
      card: { wanted: 0, version: 0, deletions: [] },
    });
  });

  it('of an allowlist that nobody has entered', () => {
    expect(defaultsOf('DiscordAllowlistConnection', { allowlistData: {} })).toEqual({
      entryManagement: {
        entryQueue: [],
        totals: { entries: 0, held: 0, tickets: 0 },
        duplicateAttempts: [],
        fraudulentAttempts: [],
      },
      winnerData: { isDrawn: false, winners: [] },
      analytics: {
        competitiveness: 0,
        popularityTrend: [],
        views: 0,
        uniqueViews: 0,
        pressed: 0,
        conversionRate: 0,
        retention: { returning: 0, returningRate: 0, before: 0, stayed: 0, retentionRate: 0 },
      },
      card: { wanted: 0, version: 0, deletions: [] },
    });
  });

  it('of an interaction in which nothing was noticed', () => {
    expect(defaultsOf('DiscordInteractionLog', {})).toEqual({
      performance: {},
      security: { riskScore: 0, suspiciousActivity: false, rateLimited: false },
      businessData: { pointsAwarded: 0, taskCompleted: false, conversionEvent: false },
    });
  });

  it.each(models)('of $document are those of rows that are written past mongoose', ({ model, sample }) => {
    const row = sample();
    expect(new model(row).toObject<object>()).toEqual({ _id: expect.anything() as unknown, ...row });
  });
});
