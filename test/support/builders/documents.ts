import { mongo, Types } from 'mongoose';
import { auditEntries } from '../../../src/infra/audit/audit-entry.schema.js';
import { type Collection, type Given, withDefaults } from '../../../src/infra/database/schema/index.js';
import { drafts } from '../../../src/infra/drafts/draft.schema.js';
import { jobTicks } from '../../../src/infra/jobs/job-tick.schema.js';
import { leases } from '../../../src/infra/leases/lease.schema.js';
import { oneTimeTokens } from '../../../src/infra/one-time-tokens/one-time-token.schema.js';
import { outboxRows } from '../../../src/infra/outbox/outbox-row.schema.js';
import { erasures } from '../../../src/maintenance/privacy/erasure.schema.js';
import {
  accountLinks,
  type DiscordAccountLink,
} from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { oauthTokens } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { restrictions } from '../../../src/modules/accounts/schemas/restriction.schema.js';
import { walletClaims } from '../../../src/modules/accounts/schemas/wallet-claim.schema.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import {
  allowlistEntries,
  type AllowlistEntry,
} from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { drawLists, draws } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { entryAttempts } from '../../../src/modules/allowlists/schemas/entry-attempt.schema.js';
import { communities } from '../../../src/modules/communities/schemas/community.schema.js';
import {
  type DiscordInteractionLog,
  interactionLogs,
} from '../../../src/modules/interactions/schemas/interaction-log.schema.js';
import { balances } from '../../../src/modules/points/schemas/balance.schema.js';
import { pointsLedger } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import {
  type DiscordServerMapping,
  serverMappings,
} from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { taskCompletions } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { templates } from '../../../src/modules/templates/schemas/template.schema.js';
import { taskPosts } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { channelWriters } from '../../../src/modules/tasks/verifiers/discord_message/channel-writer.schema.js';
import { aSnowflake } from './snowflakes.js';
import { aTaskCompletion, aTaskPost, aTemplate, type Row } from './tasks.js';

const DAY_MS = 86_400_000;
const anId = (): string => new Types.ObjectId().toHexString();
const anHmac = (): string => aHash().slice(0, 43);
const aHash = (): string => anId().repeat(3).slice(0, 64);

export const aServerMapping = (given: Given<DiscordServerMapping> = {}): Row<DiscordServerMapping> =>
  withDefaults<DiscordServerMapping>(serverMappings, {
    _id: new Types.ObjectId(),
    guildId: aSnowflake(),
    communityId: anId(),
    linkedBy: aSnowflake(),
    linkedAt: new Date(),
    status: 'active',
    guildInfo: { name: 'Sky Cats', ownerId: aSnowflake(), locale: 'de' },
    ...given,
  });

export const anAccountLink = (given: Given<DiscordAccountLink> = {}): Row<DiscordAccountLink> =>
  withDefaults<DiscordAccountLink>(accountLinks, {
    _id: new Types.ObjectId(),
    discordId: aSnowflake(),
    createdAt: new Date(),
    ...given,
  });

/** An open raffle for a day. */
export function anAllowlist({
  allowlistData,
  ...given
}: Given<DiscordAllowlistConnection> = {}): Row<DiscordAllowlistConnection> {
  const createdAt = given.createdAt ?? new Date();
  return withDefaults<DiscordAllowlistConnection>(allowlistConnections, {
    _id: new Types.ObjectId(),
    allowlistId: anId(),
    guildId: aSnowflake(),
    channelId: aSnowflake(),
    messageId: aSnowflake(),
    communityId: anId(),
    createdBy: aSnowflake(),
    createdAt,
    locale: 'en-US',
    allowlistData: {
      title: 'Genesis mint',
      description: 'A place in the mint.',
      prize: 'One mint',
      kind: 'raffle',
      winnerCount: 10,
      status: 'active',
      endsAt: new Date(createdAt.getTime() + DAY_MS),
      ...allowlistData,
    },
    ...given,
  });
}

export const anEntry = (given: Given<AllowlistEntry> = {}): Row<AllowlistEntry> =>
  withDefaults<AllowlistEntry>(allowlistEntries, {
    _id: new Types.ObjectId(),
    connectionId: anId(),
    guildId: aSnowflake(),
    communityId: anId(),
    discordId: aSnowflake(),
    interactionId: aSnowflake(),
    state: 'valid',
    tickets: 1,
    salt: aHash().slice(0, 32),
    entrant: aHash(),
    seq: new mongo.Timestamp({ t: 0, i: 0 }),
    createdAt: new Date(),
    ...given,
  });

export const anInteractionLog = (given: Given<DiscordInteractionLog> = {}): Row<DiscordInteractionLog> =>
  withDefaults<DiscordInteractionLog>(interactionLogs, {
    _id: new Types.ObjectId(),
    interactionId: aSnowflake(),
    guildId: aSnowflake(),
    userId: aSnowflake(),
    interaction: { type: 'command', commandName: '/tasks' },
    timing: { timestamp: new Date(), processingTime: 12 },
    outcome: { status: 'done' },
    ...given,
  });

interface Sample {
  readonly collection: Collection;
  /** A good row, new each time. */
  readonly row: () => mongo.Document;
}

const sample = (collection: Collection, row: () => object): Sample => ({
  collection,
  row: () => ({ ...withDefaults<object>(collection, row()) }),
});

/** A good document of every collection. */
export const samples: readonly Sample[] = [
  sample(serverMappings, aServerMapping),
  sample(accountLinks, anAccountLink),
  sample(oauthTokens, () => ({
    discordId: aSnowflake(),
    accessToken: 'v1.sealed',
    scopes: ['identify'],
    expiresAt: new Date(),
    deleteAt: new Date(Date.now() + DAY_MS),
  })),
  sample(restrictions, () => ({
    kind: 'browser',
    subject: anHmac(),
    members: [{ member: anHmac(), at: new Date() }],
    expiresAt: new Date(Date.now() + DAY_MS),
  })),
  sample(walletClaims, () => ({
    address: `0x${anId()}${anId().slice(0, 16)}`,
    chain: 'eip155',
    claimantId: aSnowflake(),
    holderId: aSnowflake(),
    claimedAt: new Date(),
    movesAt: new Date(Date.now() + 3 * DAY_MS),
    state: 'open',
    owes: ['move'],
  })),
  sample(taskPosts, aTaskPost),
  sample(taskCompletions, aTaskCompletion),
  sample(templates, () => aTemplate()),
  sample(allowlistConnections, anAllowlist),
  sample(allowlistEntries, anEntry),
  sample(entryAttempts, () => ({
    connectionId: anId(),
    discordId: aSnowflake(),
    kind: 'duplicate',
    count: 1,
    firstAt: new Date(),
    lastAt: new Date(),
  })),
  sample(draws, () => ({
    allowlistId: anId(),
    guildId: aSnowflake(),
    state: 'committed',
    method: 'drand',
    commitment: { protocol: 'naffles-draw/1' },
    frozenAt: new Date(),
  })),
  sample(drawLists, () => ({
    drawId: anId(),
    allowlistId: anId(),
    part: 0,
    from: 0,
    lines: new mongo.Binary(Buffer.from('{}\n')),
  })),
  sample(interactionLogs, anInteractionLog),
  sample(communities, () => ({ name: '🐱'.repeat(60), ownerId: aSnowflake(), createdAt: new Date() })),
  sample(pointsLedger, () => ({
    source: 'task',
    sourceId: anId(),
    communityId: anId(),
    discordId: aSnowflake(),
    amount: -5,
    at: new Date(),
  })),
  sample(balances, () => ({ communityId: anId(), period: 'all', discordId: aSnowflake() })),
  sample(auditEntries, () => ({
    action: 'community.link',
    actor: { kind: 'admin', id: aSnowflake() },
    target: { kind: 'discord_server_mappings', id: anId() },
    correlationId: aSnowflake(),
    at: new Date(),
  })),
  sample(drafts, () => ({
    kind: 'task',
    guildId: aSnowflake(),
    discordId: aSnowflake(),
    values: { title: '' },
    expiresAt: new Date(Date.now() + DAY_MS),
  })),
  sample(oneTimeTokens, () => ({
    kind: 'oauth-state',
    hash: aHash(),
    data: {},
    expiresAt: new Date(Date.now() + DAY_MS),
  })),
  sample(channelWriters, () => ({
    channelId: aSnowflake(),
    discordId: aSnowflake(),
    wroteAt: new Date(),
    expiresAt: new Date(Date.now() + DAY_MS),
  })),
  sample(outboxRows, () => ({
    kind: 'unlink-notice',
    key: anId(),
    payload: {},
    createdAt: new Date(),
    giveUpAt: new Date(),
  })),
  sample(leases, () => ({ _id: `work-${anId().replace(/[0-9]/g, 'x')}`, until: new Date(), fence: 1 })),
  sample(erasures, () => ({
    discordId: aSnowflake(),
    locale: 'en-US',
    requestedAt: new Date(),
    due: new Date(),
  })),
  sample(jobTicks, () => ({ job: 'cleanup', time: new Date() })),
];
