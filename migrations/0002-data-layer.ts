import type { mongo } from 'mongoose';
import type { Batches } from '../src/infra/database/migrations/migration.ts';

/**
 * The rest of the data layer: collections, indexes, and the fields that documents of 0001 lack.
 * Validators are no part of it: they are derived from the schemas and set after the migrations.
 */
type Indexes = readonly mongo.IndexDescription[];

const DAY_SECONDS = 86_400;
const someDate = { $gt: new Date(0) };
const check = 'integrationStatus.due';
const someText = { $gt: '' };
const someNumber = { $gt: 0 };
const waiting = { state: 'pending' };
const search = { default_language: 'none', language_override: '_textLanguage' };

/** An index that only holds the rows in which its field is set. */
const partial = (name: string, field: string, isSet: object): mongo.IndexDescription => ({
  name,
  key: { [field]: 1 },
  partialFilterExpression: { [field]: isSet },
});
const due = partial('due', 'due', someDate);

const indexes: Readonly<Record<string, Indexes>> = {
  communities: [{ name: 'owner', key: { ownerId: 1 } }],
  discord_server_mappings: [
    { name: 'linked_by', key: { linkedBy: 1 } },
    partial('health_due', check, someDate),
    { name: 'status_unlinked', key: { status: 1, unlinkedAt: 1 } },
  ],
  discord_account_links: [
    { ...partial('naffles_unique', 'nafflesUserId', someText), unique: true },
    { ...partial('wallet_unique', 'nafflesUserInfo.wallets.address', someText), unique: true },
  ],
  oauth_tokens: [
    { name: 'discord_unique', key: { discordId: 1 }, unique: true },
    { name: 'refresh_due', key: { refreshDue: 1 }, partialFilterExpression: { refreshDue: someDate } },
    { name: 'role_due', key: { roleDue: 1 }, partialFilterExpression: { roleDue: someDate } },
    { name: 'delete_ttl', key: { deleteAt: 1 }, expireAfterSeconds: 0 },
  ],
  wallet_claims: [
    {
      name: 'open_unique',
      key: { address: 1 },
      unique: true,
      partialFilterExpression: { state: 'open' },
    },
    { name: 'claimant_state_newest', key: { claimantId: 1, state: 1, _id: -1 } },
    { name: 'holder_state_newest', key: { holderId: 1, state: 1, _id: -1 } },
    due,
    { name: 'ended_ttl', key: { endedAt: 1 }, expireAfterSeconds: 30 * DAY_SECONDS },
  ],
  discord_task_posts: [
    { name: 'task', key: { taskId: 1, _id: -1 } },
    {
      name: 'guild_status_expiry',
      key: { guildId: 1, 'taskData.status': 1, 'taskData.expiresAt': 1 },
    },
    {
      name: 'occurrence_unique',
      key: { taskId: 1, 'occurrence.date': 1 },
      unique: true,
      partialFilterExpression: { 'occurrence.date': someText },
    },
    partial('life_due', 'lifeDue', someDate),
    {
      name: 'guild_campaign',
      key: { guildId: 1, 'taskData.campaign': 1, _id: -1 },
      partialFilterExpression: { 'taskData.campaign': someText },
    },
    partial('engagement_due', 'engagement.due', someDate),
    { name: 'channel_status', key: { channelId: 1, 'taskData.status': 1, _id: 1 } },
    {
      name: 'card_taken',
      key: { 'card.takenAt': 1, channelId: 1 },
      partialFilterExpression: { 'card.takenAt': someDate },
    },
    { name: 'closed_ttl', key: { closedAt: 1 }, expireAfterSeconds: 90 * DAY_SECONDS },
    {
      name: 'guild_search',
      key: { guildId: 1, 'taskData.title': 'text', 'taskData.description': 'text' },
      weights: { 'taskData.title': 4, 'taskData.description': 1 },
      ...search,
    },
  ],
  task_completions: [
    {
      name: 'task_seat_unique',
      key: { taskPostId: 1, seat: 1 },
      unique: true,
      partialFilterExpression: { seat: someNumber },
    },
    {
      name: 'task_proof_unique',
      key: { taskPostId: 1, proofKey: 1 },
      unique: true,
      partialFilterExpression: { proofKey: someText },
    },
    { name: 'task_state_verified', key: { taskPostId: 1, state: 1, verifiedAt: -1 } },
    { name: 'member_verified', key: { discordId: 1, verifiedAt: -1 } },
    partial('role_due', 'roleDue', someDate),
    partial('review_card_due', 'reviewCard.due', someDate),
    {
      name: 'open_review_cards',
      key: { guildId: 1, 'proof.submittedAt': 1 },
      partialFilterExpression: { 'reviewCard.isOpen': true },
    },
    {
      name: 'task_review_queue',
      key: { taskPostId: 1, state: 1, 'proof.submittedAt': 1, _id: 1, discordId: 1 },
      partialFilterExpression: waiting,
    },
    { name: 'waiting_by_task', key: { guildId: 1, taskPostId: 1 }, partialFilterExpression: waiting },
    {
      name: 'guild_decided',
      key: { guildId: 1, 'review.decidedAt': -1 },
      partialFilterExpression: { 'review.decidedAt': someDate },
    },
    {
      name: 'decided_by',
      key: { 'review.decidedBy': 1 },
      partialFilterExpression: { 'review.decidedBy': { $gt: '' } },
    },
    {
      name: 'task_decided',
      key: { taskPostId: 1, 'review.decidedAt': -1 },
      partialFilterExpression: { 'review.decidedAt': someDate },
    },
    { name: 'untold', key: { guildId: 1, discordId: 1 }, partialFilterExpression: { isUntold: true } },
  ],
  channel_writers: [
    { name: 'channel_member_unique', key: { channelId: 1, discordId: 1 }, unique: true },
    { name: 'member', key: { discordId: 1 } },
    { name: 'expires_ttl', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
  templates: [
    { name: 'guild_name_unique', key: { guildId: 1, kind: 1, nameKey: 1 }, unique: true },
    { name: 'guild_place_unique', key: { guildId: 1, kind: 1, place: 1 }, unique: true },
  ],
  discord_allowlist_connections: [
    { name: 'allowlist_unique', key: { allowlistId: 1 }, unique: true },
    { ...partial('message_unique', 'messageId', someText), unique: true },
    { name: 'guild_status_newest', key: { guildId: 1, 'allowlistData.status': 1, _id: -1 } },
    { name: 'card_due', key: { 'card.due': 1 }, partialFilterExpression: { 'card.due': someDate } },
    {
      name: 'card_taken',
      key: { 'card.takenAt': 1, channelId: 1 },
      partialFilterExpression: { 'card.takenAt': someDate },
    },
    { name: 'channel_status', key: { channelId: 1, 'allowlistData.status': 1, _id: 1 } },
    partial('life_due', 'lifeDue', someDate),
    { name: 'status_end', key: { 'allowlistData.status': 1, 'allowlistData.endsAt': 1 } },
    { name: 'closed_ttl', key: { closedAt: 1 }, expireAfterSeconds: 180 * DAY_SECONDS },
    {
      name: 'guild_search',
      key: { guildId: 1, 'allowlistData.title': 'text', 'allowlistData.description': 'text' },
      weights: { 'allowlistData.title': 4, 'allowlistData.description': 1 },
      ...search,
    },
  ],
  allowlist_entries: [
    { name: 'member_unique', key: { connectionId: 1, discordId: 1 }, unique: true },
    { name: 'entrant_unique', key: { connectionId: 1, entrant: 1 }, unique: true },
    {
      name: 'wallet_unique',
      key: { connectionId: 1, uniqueWallet: 1 },
      unique: true,
      partialFilterExpression: { uniqueWallet: someText },
    },
    {
      name: 'seat_unique',
      key: { connectionId: 1, seat: 1 },
      unique: true,
      partialFilterExpression: { seat: someNumber },
    },
    { name: 'first_come', key: { connectionId: 1, seq: 1 } },
    { name: 'state_newest', key: { connectionId: 1, state: 1, _id: -1 } },
    { name: 'member_newest', key: { guildId: 1, discordId: 1, _id: -1 } },
    { name: 'member', key: { discordId: 1 } },
    { name: 'wallet', key: { wallet: 1 }, partialFilterExpression: { wallet: someText } },
    { name: 'notice_due', key: { 'notice.due': 1 }, partialFilterExpression: { 'notice.due': someDate } },
    { name: 'untold', key: { guildId: 1, discordId: 1 }, partialFilterExpression: { isUntold: true } },
    due,
  ],
  entry_attempts: [
    { name: 'member_kind_unique', key: { connectionId: 1, discordId: 1, kind: 1 }, unique: true },
    { name: 'kind_newest', key: { connectionId: 1, kind: 1, lastAt: -1 } },
    { name: 'member', key: { discordId: 1 } },
    { name: 'last_ttl', key: { lastAt: 1 }, expireAfterSeconds: 180 * DAY_SECONDS },
  ],
  draws: [
    { name: 'allowlist_unique', key: { allowlistId: 1 }, unique: true },
    { name: 'guild_newest', key: { guildId: 1, _id: -1 } },
    { name: 'winner', key: { 'winners.discordId': 1 } },
    due,
  ],
  draw_lists: [{ name: 'allowlist_part_unique', key: { allowlistId: 1, part: 1 }, unique: true }],
  discord_interaction_logs: [
    { name: 'interaction_unique', key: { interactionId: 1 }, unique: true },
    { name: 'guild_newest', key: { guildId: 1, 'timing.timestamp': -1, userId: 1 } },
    { name: 'user_newest', key: { userId: 1, 'timing.timestamp': -1 } },
    { name: 'type_newest', key: { 'interaction.type': 1, 'timing.timestamp': -1 } },
    { name: 'command_newest', key: { 'interaction.commandName': 1, 'timing.timestamp': -1 } },
    {
      name: 'control_user',
      key: { 'interaction.customId': 1, userId: 1, 'outcome.errorCode': 1 },
      partialFilterExpression: { 'interaction.customId': someText },
    },
    { name: 'timestamp_ttl', key: { 'timing.timestamp': 1 }, expireAfterSeconds: 90 * DAY_SECONDS },
  ],
  points_ledger: [{ name: 'member', key: { discordId: 1 } }],
  balances: [
    { name: 'ranking', key: { communityId: 1, period: 1, points: -1, discordId: 1 } },
    { name: 'member', key: { discordId: 1 } },
  ],
  audit_entries: [
    { name: 'guild_newest', key: { guildId: 1, _id: -1 } },
    { name: 'guild_action_newest', key: { guildId: 1, action: 1, _id: -1 } },
    { name: 'guild_actor_newest', key: { guildId: 1, 'actor.id': 1, _id: -1 } },
    { name: 'guild_actor_action_newest', key: { guildId: 1, 'actor.id': 1, action: 1, _id: -1 } },
    { name: 'target_newest', key: { 'target.kind': 1, 'target.id': 1, _id: -1 } },
    { name: 'actor_newest', key: { 'actor.id': 1, _id: -1 } },
  ],
  drafts: [{ name: 'member', key: { discordId: 1 } }],
  outbox: [
    { name: 'key_unique', key: { key: 1 }, unique: true },
    due,
    { name: 'done_ttl', key: { doneAt: 1 }, expireAfterSeconds: 7 * DAY_SECONDS },
  ],
  job_ticks: [
    { name: 'job_time_unique', key: { job: 1, time: 1 }, unique: true },
    { name: 'time_ttl', key: { time: 1 }, expireAfterSeconds: 7 * DAY_SECONDS },
  ],
  restrictions: [
    { name: 'subject_unique', key: { subject: 1 }, unique: true },
    { name: 'member', key: { 'members.member': 1 } },
    { name: 'expiry_ttl', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
  erasures: [
    { name: 'discord_unique', key: { discordId: 1 }, unique: true },
    { name: 'due', key: { due: 1 } },
  ],
  one_time_tokens: [
    { name: 'hash_unique', key: { hash: 1 }, unique: true },
    { name: 'member', key: { discordId: 1 } },
    { name: 'expiry_ttl', key: { expiresAt: 1 }, expireAfterSeconds: 3_600 },
  ],
};

/** Others with one field more take their place. */
const replaced = [
  { collection: 'balances', name: 'board', key: { communityId: 1, period: 1, points: -1 } },
  { collection: 'task_completions', name: 'task_state', key: { taskPostId: 1, state: 1 } },
] as const;

/** Fields that documents of 0001 lack, with what they mean for these. */
const missing: Readonly<Record<string, mongo.Document>> = {
  communities: { pointsName: 'points', tiers: [] },
  discord_server_mappings: {
    'guildInfo.features': [],
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
    integrationStatus: { isHealthy: true, apiConnectionStatus: 'unknown', consecutiveFailures: 0, told: [] },
  },
  discord_account_links: {
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
  },
  discord_task_posts: {
    taskId: { $toString: '$_id' },
    'taskData.verification': { $cond: [{ $eq: ['$taskData.type', 'custom'] }, 'review', 'automatic'] },
    'taskData.requirements': [],
    'taskData.asks': {
      $cond: [{ $ifNull: ['$taskData.roleId', false] }, { roleId: '$taskData.roleId' }, { $literal: {} }],
    },
    'card.version': 0,
    'card.deletions': [],
    'taskData.maxAttempts': 3,
    'taskData.cooldownMinutes': 0,
    'interactionStats.views': 0,
    'interactionStats.uniqueViews': 0,
    'interactionStats.attempts': 0,
    'interactionStats.pressed': 0,
    'interactionStats.starts': 0,
    'interactionStats.rejections': 0,
    'interactionStats.conversionRate': 0,
    'interactionStats.averageCompletionTime': 0,
    engagement: { participantIds: [], reactions: [], comments: [], replies: 0 },
    analytics: {
      engagementScore: 0,
      performanceMetrics: { reach: 0, startRate: 0, medianMinutes: 0, rejectionRate: 0, responseRate: 0 },
    },
  },
  task_completions: { triedAt: { $ifNull: ['$proof.submittedAt', '$createdAt'] } },
};

const IN_0001 = new Set([
  'communities',
  'discord_server_mappings',
  'discord_account_links',
  'discord_task_posts',
  'task_completions',
  'points_ledger',
  'balances',
  'drafts',
]);

export const migration = {
  description: 'The rest of the data layer: collections, indexes, fields',

  drops: Object.keys(indexes).filter((name) => !IN_0001.has(name)),

  async estimate(db: mongo.Db): Promise<Record<string, number>> {
    const counts = Object.entries(missing).map(async ([name, fields]) => [
      name,
      await db.collection(name).countDocuments(lacking(fields)),
    ]);
    return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
  },

  async up(db: mongo.Db, batches: Batches): Promise<void> {
    const existing = await namesOf(db);
    for (const [name, wanted] of Object.entries(indexes)) {
      if (!existing.has(name)) await db.createCollection(name);
      await db.collection(name).createIndexes([...wanted]);
    }
    for (const { collection, name } of replaced) await dropIndex(db, collection, name);
    for (const [name, fields] of Object.entries(missing)) await addMissing(db, batches, name, fields);
    // Stands in `asks` by now.
    const posts = db.collection('discord_task_posts');
    await posts.updateMany({ 'taskData.roleId': { $exists: true } }, { $unset: { 'taskData.roleId': '' } });
    // Few are open at a time: each is ended when its time comes.
    await posts.updateMany({ 'taskData.status': 'active', lifeDue: null }, [
      { $set: { lifeDue: '$taskData.expiresAt' } },
    ]);
    // Few rows, so in one go: servers that are linked already have their first check at once.
    const servers = db.collection('discord_server_mappings');
    await servers.updateMany({ status: 'active', [check]: null }, [{ $set: { [check]: '$linkedAt' } }]);
  },

  /** New collections go; fields stay, as 0001 doesn't mind them. */
  async down(db: mongo.Db): Promise<void> {
    const existing = await namesOf(db);
    await db
      .collection('discord_task_posts')
      .updateMany({ 'taskData.asks.roleId': { $exists: true } }, [
        { $set: { 'taskData.roleId': '$taskData.asks.roleId' } },
      ]);
    for (const [name, added] of Object.entries(indexes)) {
      if (!existing.has(name)) continue;
      if (IN_0001.has(name)) for (const index of added) await dropIndex(db, name, String(index.name));
      else await db.dropCollection(name);
    }
    for (const { collection, ...index } of replaced)
      if (existing.has(collection)) await db.collection(collection).createIndexes([{ ...index }]);
  },

  async verify(db: mongo.Db): Promise<void> {
    for (const [name, wanted] of Object.entries(indexes)) {
      const actual = new Set((await db.collection(name).indexes()).map((index) => index.name));
      const absent = wanted.filter((index) => !actual.has(index.name));
      if (absent.length > 0) throw new Error(`${name} lacks ${absent.map((index) => index.name).join(', ')}`);
    }
    for (const [name, fields] of Object.entries(missing)) {
      const left = await db.collection(name).countDocuments(lacking(fields));
      if (left > 0) throw new Error(`${String(left)} documents of ${name} lack fields`);
    }
  },
};

function lacking(fields: mongo.Document): mongo.Filter<mongo.Document> {
  return { $or: Object.keys(fields).map((field) => ({ [field]: { $exists: false } })) };
}

/** Only where a field is absent, so it can stop and run again. */
async function addMissing(
  db: mongo.Db,
  batches: Batches,
  collection: string,
  fields: mongo.Document,
): Promise<void> {
  const values = Object.entries(fields as Record<string, unknown>).map(([field, value]) => [
    field,
    { $ifNull: [`$${field}`, isExpression(value) ? value : { $literal: value }] },
  ]);
  const set = Object.fromEntries(values) as mongo.Document;
  const filter = lacking(fields);
  await batches.each({ name: collection, collection, filter }, async (documents, session) => {
    const ids = documents.map(({ _id }) => _id);
    await db.collection(collection).updateMany({ _id: { $in: ids } }, [{ $set: set }], { session });
  });
}

function isExpression(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$'));
}

async function dropIndex(db: mongo.Db, collection: string, name: string): Promise<void> {
  const actual = await db.collection(collection).indexes();
  if (actual.some((index) => index.name === name)) await db.collection(collection).dropIndex(name);
}

async function namesOf(db: mongo.Db): Promise<Set<string>> {
  return new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
}
