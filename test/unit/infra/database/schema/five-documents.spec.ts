import { collections } from '../../../../../src/maintenance/collections.js';
import { fieldsOf } from '../../../../support/docs/schema-fields.js';
import { childFields } from '../../../../support/docs/schema-relations.js';

/** The five documents as they are promised: each sub-document with its fields; `''` is the document itself. */
const PROMISED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DiscordServerMapping: {
    '': 'guildId communityId linkedBy status unlinkedAt auditLog[]',
    guildInfo: 'name icon memberCount ownerId locale features[] premiumTier joinedAt',
    botConfig:
      'defaultChannel announcementChannel reviewChannel logChannel allowedRoles[] autoPostTasks ' +
      'autoPostAllowlists locale timezone minimumAccountAge notifications',
    'botConfig.allowedRoles[]': 'roleId permissions[]',
    activityStats: 'totalTasksCreated totalAllowlistsConnected totalInteractions activeMembers lastActivity',
    integrationStatus: 'isHealthy apiConnectionStatus lastHealthCheck consecutiveFailures lastError',
  },
  DiscordAccountLink: {
    '': 'discordId nafflesUserId',
    discordUserInfo: 'username globalName discriminator avatar locale accountCreatedAt',
    nafflesUserInfo: 'username walletAddress wallets[] tier',
    oauthTokens: 'accessToken refreshToken scopes[] expiresAt',
    activityStats:
      'totalTasksCompleted totalPointsEarned totalAllowlistEntries totalWins lastActivity streak',
    securityData: 'loginAttempts lastLoginAt lockedUntil riskScore suspiciousActivityFlags[]',
    'securityData.suspiciousActivityFlags[]': 'kind severity reason guildId at resolvedBy',
  },
  DiscordTaskPost: {
    '': 'taskId guildId channelId messageId',
    taskData:
      'title description type points status verification requirements[] maxCompletions startsAt expiresAt',
    interactionStats: 'views uniqueViews starts completions rejections conversionRate averageCompletionTime',
    engagement: 'participantIds[] reactions[] comments[]',
    analytics: 'engagementScore performanceMetrics',
    'analytics.performanceMetrics': 'reach startRate medianMinutes rejectionRate',
  },
  DiscordAllowlistConnection: {
    '': 'allowlistId guildId channelId messageId',
    allowlistData:
      'title description prize kind winnerCount entryPrice requirements[] bonusEntries[] maxEntries ' +
      'status startsAt endsAt',
    'allowlistData.entryPrice': 'tokenType amount',
    entryManagement: 'entryQueue[] totals duplicateAttempts[] fraudulentAttempts[]',
    winnerData: 'isDrawn winners[] drawMethod vrfRequestId',
    analytics: 'competitiveness popularityTrend[]',
  },
  DiscordInteractionLog: {
    '': 'interactionId guildId channelId userId',
    interaction: 'type commandName customId options',
    timing: 'timestamp responseTime processingTime',
    performance: 'memoryUsage cpuUsage networkLatency',
    security: 'riskScore suspiciousActivity rateLimited',
    businessData: 'pointsAwarded taskCompleted conversionEvent',
    outcome: 'status errorCode incidentId',
  },
};

/** Fields that are promised to be indexed: their lookups, or what deletes their rows, use that. */
const INDEXED: Readonly<Record<string, string>> = {
  DiscordServerMapping: 'guildId communityId linkedBy',
  DiscordAccountLink: 'discordId nafflesUserId',
  DiscordTaskPost: 'taskId guildId messageId taskData.status',
  DiscordAllowlistConnection: 'allowlistId guildId messageId allowlistData.status',
  DiscordInteractionLog:
    'interactionId guildId userId interaction.type interaction.commandName timing.timestamp',
};

const UNIQUE: Readonly<Record<string, string>> = {
  DiscordServerMapping: 'guildId',
  DiscordAccountLink: 'discordId',
  DiscordTaskPost: 'messageId',
  DiscordAllowlistConnection: 'messageId',
  DiscordInteractionLog: 'interactionId',
};

const collectionOf = (document: string) => collections.find(({ target }) => target.name === document)!;

/** A field that lives elsewhere counts with the fields that it has there. */
function pathsOf(document: string): string[] {
  const { schema } = collectionOf(document);
  const elsewhere = childFields
    .filter((child) => child.document === document && schema.virtualpath(child.field) !== null)
    .flatMap(({ field, livesIn }) => {
      const { schema: there } = collections.find(({ name }) => name === livesIn)!;
      return fieldsOf(there).map(({ path }) => `${field}.${path}`);
    });
  return [...fieldsOf(schema).map(({ path }) => path), ...elsewhere];
}

describe.each(Object.keys(PROMISED))('%s', (document) => {
  it('has every field that is promised, under its name', () => {
    const wanted = Object.entries(PROMISED[document]!).flatMap(([parent, names]) =>
      names.split(' ').map((name) => (parent === '' ? name : `${parent}.${name}`)),
    );
    expect(pathsOf(document)).toEqual(expect.arrayContaining(wanted));
  });

  it('has a class of its own for each sub-document', () => {
    for (const { path, type } of fieldsOf(collectionOf(document).schema))
      expect([path, ['Map', 'Nested'].includes(type.instance)]).toEqual([path, false]);
  });

  it.each(INDEXED[document]!.split(' '))('has an index that begins with %s', (field) => {
    const leads = collectionOf(document).indexes.map(({ key }) => Object.keys(key)[0]);
    expect(leads).toContain(field);
  });

  it('has its key once', () => {
    const unique = collectionOf(document).indexes.filter(
      ({ key, unique: isUnique }) => isUnique && Object.keys(key).length === 1,
    );
    expect(unique.map(({ key }) => Object.keys(key)[0])).toContain(UNIQUE[document]);
  });
});

/** The newest or first ones stand on the document under their old name, or a virtual reads them. */
it.each(childFields)('$document: $field can be read on the document', ({ document, field }) => {
  const { schema } = collectionOf(document);
  const stored = fieldsOf(schema).find(({ path }) => path === `${field}[]`);
  if (stored === undefined) expect(schema.virtualpath(field)).toBeTruthy();
  else expect(stored.facts.rules?.maxItems).toBeLessThanOrEqual(100);
});

it('logs end by a TTL after 90 days, tasks 90 and allowlists 180 days after they were closed', () => {
  const spans = collections.flatMap(({ target, indexes }) =>
    indexes
      .filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)
      .map(({ key, expireAfterSeconds }) => [target.name, Object.keys(key)[0], expireAfterSeconds! / 86_400]),
  );
  expect(spans).toEqual(
    expect.arrayContaining([
      ['DiscordInteractionLog', 'timing.timestamp', 90],
      ['OauthToken', 'deleteAt', 0],
      ['DiscordTaskPost', 'closedAt', 90],
      ['DiscordAllowlistConnection', 'closedAt', 180],
    ]),
  );
});
