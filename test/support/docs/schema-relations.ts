/** What refers to what: a field that holds the key of a row elsewhere. */
export interface Reference {
  readonly from: string;
  readonly field: string;
  readonly to: string;
  /** Of the row that is referred to. */
  readonly key: string;
  /** How many rows refer to one. */
  readonly many: 'one' | 'many';
}

const one = (from: string, field: string, to: string, key = '_id'): Reference => ({
  from,
  field,
  to,
  key,
  many: 'one',
});
const many = (from: string, field: string, to: string, key = '_id'): Reference => ({
  ...one(from, field, to, key),
  many: 'many',
});

const LINKS = 'discord_account_links';
const MAPPINGS = 'discord_server_mappings';
const POSTS = 'discord_task_posts';
const ALLOWLISTS = 'discord_allowlist_connections';

export const references: readonly Reference[] = [
  one(MAPPINGS, 'communityId', 'communities'),
  many(POSTS, 'guildId', MAPPINGS, 'guildId'),
  many(ALLOWLISTS, 'guildId', MAPPINGS, 'guildId'),
  many('discord_interaction_logs', 'guildId', MAPPINGS, 'guildId'),
  many('audit_entries', 'guildId', MAPPINGS, 'guildId'),
  many('task_completions', 'taskPostId', POSTS),
  many('task_completions', 'discordId', LINKS, 'discordId'),
  many('channel_writers', 'discordId', LINKS, 'discordId'),
  many('allowlist_entries', 'connectionId', ALLOWLISTS),
  many('allowlist_entries', 'discordId', LINKS, 'discordId'),
  many('entry_attempts', 'connectionId', ALLOWLISTS),
  one('draws', 'allowlistId', ALLOWLISTS, 'allowlistId'),
  many('draw_lists', 'drawId', 'draws'),
  many('points_ledger', 'communityId', 'communities'),
  many('balances', 'communityId', 'communities'),
  many('balances', 'discordId', LINKS, 'discordId'),
  one('oauth_tokens', 'discordId', LINKS, 'discordId'),
  many('wallet_claims', 'claimantId', LINKS, 'discordId'),
  many('wallet_claims', 'holderId', LINKS, 'discordId'),
  many('drafts', 'discordId', LINKS, 'discordId'),
  many('one_time_tokens', 'discordId', LINKS, 'discordId'),
];

/** A field of a document whose rows grow with the members, so they live in a collection of their own. */
export interface ChildField {
  readonly document: string;
  readonly field: string;
  readonly livesIn: string;
  /** By which field of the child the rows of a document are found. */
  readonly by: string;
  readonly onTheDocument: string;
}

export const childFields: readonly ChildField[] = [
  {
    document: 'DiscordServerMapping',
    field: 'auditLog',
    livesIn: 'audit_entries',
    by: 'guildId',
    onTheDocument: 'the newest 20; the trail pages through all',
  },
  {
    document: 'DiscordAccountLink',
    field: 'oauthTokens',
    livesIn: 'oauth_tokens',
    by: 'discordId',
    onTheDocument: "a virtual: `populate('oauthTokens')`",
  },
  {
    document: 'DiscordTaskPost',
    field: 'engagement.participantIds',
    livesIn: 'task_completions',
    by: 'taskPostId',
    onTheDocument: 'the newest 50',
  },
  {
    document: 'DiscordAllowlistConnection',
    field: 'entryManagement.entryQueue',
    livesIn: 'allowlist_entries',
    by: 'connectionId',
    onTheDocument: 'the newest 50',
  },
  {
    document: 'DiscordAllowlistConnection',
    field: 'entryManagement.duplicateAttempts',
    livesIn: 'entry_attempts',
    by: 'connectionId',
    onTheDocument: 'the newest 50, of the kinds `duplicate` and `wallet`',
  },
  {
    document: 'DiscordAllowlistConnection',
    field: 'entryManagement.fraudulentAttempts',
    livesIn: 'entry_attempts',
    by: 'connectionId',
    onTheDocument: 'the newest 50, of the kind `fraud`',
  },
  {
    document: 'DiscordAllowlistConnection',
    field: 'winnerData.winners',
    livesIn: 'draws',
    by: 'allowlistId',
    onTheDocument: 'the first 100, by rank',
  },
];
