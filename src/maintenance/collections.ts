import { auditEntries } from '../infra/audit/audit-entry.schema.js';
import type { Collection } from '../infra/database/schema/index.js';
import { drafts } from '../infra/drafts/draft.schema.js';
import { jobTicks } from '../infra/jobs/job-tick.schema.js';
import { leases } from '../infra/leases/lease.schema.js';
import { oneTimeTokens } from '../infra/one-time-tokens/one-time-token.schema.js';
import { outboxRows } from '../infra/outbox/outbox-row.schema.js';
import { accountLinks } from '../modules/accounts/schemas/account-link.schema.js';
import { oauthTokens } from '../modules/accounts/schemas/oauth-token.schema.js';
import { restrictions } from '../modules/accounts/schemas/restriction.schema.js';
import { walletClaims } from '../modules/accounts/schemas/wallet-claim.schema.js';
import { allowlistConnections } from '../modules/allowlists/schemas/allowlist-connection.schema.js';
import { allowlistEntries } from '../modules/allowlists/schemas/allowlist-entry.schema.js';
import { drawLists, draws } from '../modules/allowlists/schemas/draw.schema.js';
import { entryAttempts } from '../modules/allowlists/schemas/entry-attempt.schema.js';
import { communities } from '../modules/communities/schemas/community.schema.js';
import { interactionLogs } from '../modules/interactions/schemas/interaction-log.schema.js';
import { balances } from '../modules/points/schemas/balance.schema.js';
import { pointsLedger } from '../modules/points/schemas/ledger-row.schema.js';
import { serverMappings } from '../modules/servers/schemas/server-mapping.schema.js';
import { taskCompletions } from '../modules/tasks/schemas/task-completion.schema.js';
import { taskPosts } from '../modules/tasks/schemas/task-post.schema.js';
import { channelWriters } from '../modules/tasks/verifiers/discord_message/channel-writer.schema.js';
import { templates } from '../modules/templates/schemas/template.schema.js';
import { erasures } from './privacy/erasure.schema.js';

/** All collections of the database that have a schema: for validators, checks and docs/schema.md. */
export const collections: readonly Collection[] = [
  serverMappings,
  accountLinks,
  oauthTokens,
  restrictions,
  walletClaims,
  taskPosts,
  taskCompletions,
  channelWriters,
  templates,
  allowlistConnections,
  allowlistEntries,
  entryAttempts,
  draws,
  drawLists,
  interactionLogs,
  communities,
  pointsLedger,
  balances,
  auditEntries,
  drafts,
  oneTimeTokens,
  outboxRows,
  leases,
  jobTicks,
  erasures,
];
