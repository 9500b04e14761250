import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { DAY_MS, SECOND_MS } from '../../../kernel/clock.js';
import {
  child,
  collection,
  count,
  date,
  flag,
  initially,
  list,
  mentionedId,
  noMember,
  oneOf,
  optional,
  pattern,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';

/** How long a server that was unlinked can have back what it had. */
const KEPT_UNLINKED_MS = 30 * DAY_MS;
export const keptUntil = (unlinkedAt: Date): Date => new Date(unlinkedAt.getTime() + KEPT_UNLINKED_MS);

export const MAPPING_STATUSES = ['active', 'unlinked'] as const;

/** What members of a role may do beside those with Manage Server. */
export const ROLE_PERMISSIONS = [
  'tasks.create',
  'tasks.review',
  'allowlists.run',
  'allowlists.draw',
  'analytics.view',
] as const;
export type RolePermission = (typeof ROLE_PERMISSIONS)[number];

/** What becomes of a task whose card somebody deleted. */
export const CARD_DELETED = ['repost', 'close'] as const;
export type OnCardDeleted = (typeof CARD_DELETED)[number];

export const API_STATUSES = ['unknown', 'ok', 'limited', 'unreachable'] as const;

@Schema()
export class GuildInfo {
  @Prop(text(100, 'Name of the server.'))
  name!: string;

  @Prop(optional(text(100, "Hash of the server's icon.")))
  icon?: string;

  @Prop(optional(count('Members, as Discord last said.')))
  memberCount?: number;

  @Prop(
    mentionedId(
      'pseudonymise',
      'Until Discord says it anew: a fact of the server.',
      snowflake('Who owns the server.'),
    ),
  )
  ownerId!: string;

  @Prop(text(10, "The server's language as Discord gave it, such as `en-US`."))
  locale!: string;

  @Prop(list(text(60, 'A feature of the server, as Discord names it.'), 100, 'Guild features of Discord.'))
  features!: string[];

  @Prop(optional(wholeNumber({ min: 0, max: 3 }, 'Boost level, 0 to 3.')))
  premiumTier?: number;

  @Prop(optional(date('When the bot joined.')))
  joinedAt?: Date;
}

@Schema()
export class RoleConfig {
  @Prop(noMember(snowflake('A role of the server.')))
  roleId!: string;

  @Prop(
    list(
      oneOf(ROLE_PERMISSIONS, 'A permission.'),
      ROLE_PERMISSIONS.length,
      'What members of the role may do.',
    ),
  )
  permissions!: RolePermission[];
}

@Schema()
export class NotificationSwitches {
  @Prop(flag(true, 'Tell managers of proofs that wait for a review.'))
  reviews!: boolean;

  @Prop(flag(true, 'Announce winners in the announcement channel.'))
  winners!: boolean;

  @Prop(flag(true, 'Tell managers when a channel or a permission is lost.'))
  problems!: boolean;
}

@Schema()
export class BotConfig {
  @Prop(optional(noMember(snowflake('Where tasks are posted unless another channel is named.'))))
  defaultChannel?: string;

  @Prop(optional(noMember(snowflake('Where winners are announced.'))))
  announcementChannel?: string;

  @Prop(optional(noMember(snowflake('Where proofs wait for moderators.'))))
  reviewChannel?: string;

  @Prop(optional(noMember(snowflake('Where changes are logged.'))))
  logChannel?: string;

  @Prop(list(RoleConfig, 25, 'Roles that may do what managers do.'))
  allowedRoles!: RoleConfig[];

  @Prop(flag(false, 'Post tasks of the platform, and tasks that recur, without a press of a manager.'))
  autoPostTasks!: boolean;

  @Prop(flag(false, 'Post allowlists of the platform by itself.'))
  autoPostAllowlists!: boolean;

  @Prop(
    initially(
      'repost',
      oneOf(CARD_DELETED, 'When somebody deletes a card: post it again, or close its task.'),
    ),
  )
  onCardDeleted!: OnCardDeleted;

  @Prop(optional(text(10, "Language of cards and notices; the server's own without it.")))
  locale?: string;

  @Prop(initially('UTC', text(40, 'IANA time zone in which dates are typed.')))
  timezone!: string;

  @Prop(
    initially(7, wholeNumber({ min: 0, max: 3650 }, 'Days that a Discord account must be old to take part.')),
  )
  minimumAccountAge!: number;

  @Prop(child(NotificationSwitches, 'What managers are told.'))
  notifications!: NotificationSwitches;
}

@Schema()
export class ServerActivityStats {
  @Prop(count('Tasks ever posted here.'))
  totalTasksCreated!: number;

  @Prop(count('Allowlists ever posted here.'))
  totalAllowlistsConnected!: number;

  @Prop(count('Interactions within the log, 90 days.'))
  totalInteractions!: number;

  @Prop(count('Members who did something in the last 30 days.'))
  activeMembers!: number;

  @Prop(optional(date('Time of the newest interaction.')))
  lastActivity?: Date;
}

@Schema()
export class IntegrationStatus {
  @Prop(flag(true, 'Channels reachable, permissions there.'))
  isHealthy!: boolean;

  @Prop(initially('unknown', oneOf(API_STATUSES, 'How Discord answers for this server.')))
  apiConnectionStatus!: (typeof API_STATUSES)[number];

  @Prop(optional(date('When it was last checked.')))
  lastHealthCheck?: Date;

  @Prop(count('Checks in a row that failed; the next one waits longer.'))
  consecutiveFailures!: number;

  @Prop(optional(text(100, 'Code of what failed last, without ids or texts of others.')))
  lastError?: string;

  @Prop(list(text(100, 'A problem, such as `channel-closed:logChannel`.'), 20, 'What managers were told of.'))
  told!: string[];

  @Prop(optional(date('From when on it is checked again; absent while it is not linked.')))
  due?: Date;
}

@Schema()
export class RecentAuditEntry {
  @Prop(pattern(/^[a-z]+(\.[a-z-]+)+$/, 'What was done, such as `community.link`.'))
  action!: string;

  @Prop(
    mentionedId(
      'keep',
      'Repeats the newest rows of `audit_entries`.',
      text(64, 'Who did it: a Discord id, or `operator`.'),
    ),
  )
  actorId!: string;

  @Prop(date('When.'))
  at!: Date;
}

/** One Discord server and the community that it belongs to: one row per guild, relinking reuses it. */
@Schema()
export class DiscordServerMapping {
  _id!: Types.ObjectId;

  @Prop(noMember(snowflake('The Discord server.')))
  guildId!: string;

  @Prop(text(64, 'The community of the platform.'))
  communityId!: string;

  @Prop(
    mentionedId('pseudonymise', 'The link stays; who made it goes.', snowflake('The admin who linked it.')),
  )
  linkedBy!: string;

  @Prop(date('When it was last linked.'))
  linkedAt!: Date;

  @Prop(writtenBy('link and unlink', oneOf(MAPPING_STATUSES, 'Whether it is linked.')))
  status!: (typeof MAPPING_STATUSES)[number];

  @Prop(
    writtenBy(
      'unlink',
      optional(date('Since when it is not linked; 30 days later the cleanup may take the row.')),
    ),
  )
  unlinkedAt?: Date;

  @Prop(writtenBy('the link and guild events', child(GuildInfo, 'What Discord says of the server.')))
  guildInfo!: GuildInfo;

  @Prop(writtenBy('`/community setup`', child(BotConfig, 'What managers have set.')))
  botConfig!: BotConfig;

  @Prop(
    writtenBy(
      'the projection `server-activity`',
      child(ServerActivityStats, 'Figures, recounted and never incremented.'),
    ),
  )
  activityStats!: ServerActivityStats;

  @Prop(
    writtenBy(
      'the health check of the server',
      child(IntegrationStatus, 'Whether the bot can work in this server.'),
    ),
  )
  integrationStatus!: IntegrationStatus;

  @Prop(
    writtenBy(
      'the audit trail',
      list(RecentAuditEntry, 20, 'The newest changes, oldest first; all of them are in `audit_entries`.'),
    ),
  )
  auditLog!: RecentAuditEntry[];
}

export const serverMappings = collection(DiscordServerMapping, {
  name: 'discord_server_mappings',
  holds: 'One row per Discord server and the community that it belongs to; linking again reuses it.',
  writtenBy: 'the link',
  ends: 'Unlinking keeps the row 30 days for a new link; then the cleanup takes it.',
  retention: {
    expires: {
      group: 'expired',
      field: 'unlinkedAt',
      afterSeconds: KEPT_UNLINKED_MS / SECOND_MS,
      when: { status: 'unlinked' },
      keptBy: ['discord_task_posts', 'discord_allowlist_connections'].map((open) => ({
        in: open,
        by: 'guildId',
        key: 'guildId',
        while: { closedAt: { $exists: false } },
      })),
    },
    keeps: 'A server that is linked, or whose tasks and allowlists are not all closed.',
  },
  indexes: [
    {
      name: 'guild_unique',
      key: { guildId: 1 },
      unique: true,
      serves: 'One row per server; every lookup by server.',
    },
    {
      name: 'active_community_unique',
      key: { communityId: 1 },
      unique: true,
      partialFilterExpression: { status: 'active' },
      serves: 'A community belongs to one server while that is linked; lookups by community.',
    },
    {
      name: 'linked_by',
      key: { linkedBy: 1 },
      serves: "What an admin has linked: a member's export and erasure.",
    },
    {
      name: 'health_due',
      key: { 'integrationStatus.due': 1 },
      partialFilterExpression: { 'integrationStatus.due': { $gt: new Date(0) } },
      serves: 'The health check: the servers whose turn it is.',
    },
    {
      name: 'status_unlinked',
      key: { status: 1, unlinkedAt: 1 },
      serves: 'The cleanup of servers unlinked long ago.',
    },
  ],
});
