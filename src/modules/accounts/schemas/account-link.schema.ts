import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
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
  ownerId,
  pattern,
  personal,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';
import { OauthToken } from './oauth-token.schema.js';

export const FLAG_SEVERITIES = ['low', 'medium', 'high'] as const;

@Schema()
export class DiscordUserInfo {
  @Prop(
    writtenBy(
      'every action of the member',
      optional(personal(text(64, 'User name, as Discord showed it when the member last did something.'))),
    ),
  )
  username?: string;

  @Prop(optional(personal(text(64, 'Display name.'))))
  globalName?: string;

  @Prop(optional(personal(text(4, 'The four digits of accounts that still have them; `0` otherwise.'))))
  discriminator?: string;

  @Prop(optional(personal(text(100, 'Hash of the avatar.'))))
  avatar?: string;

  @Prop(optional(text(10, "The member's language as Discord gave it.")))
  locale?: string;

  @Prop(optional(date('When the Discord account was created: the time in its id.')))
  accountCreatedAt?: Date;
}

@Schema()
export class ProvenWallet {
  @Prop(personal(pattern(/^[0-9A-Za-z]{26,64}$/, 'The address: EIP-55 for EVM, Base58 for Solana.')))
  address!: string;

  @Prop(text(20, 'The chain, as CAIP-2 namespaces it: `eip155`, `solana`.'))
  chain!: string;

  @Prop(date('When a signature proved it.'))
  provenAt!: Date;

  @Prop(flag(false, 'Whether it is shown and used first.'))
  isPrimary!: boolean;
}

@Schema()
export class NafflesUserInfo {
  @Prop(optional(personal(text(64, 'Name at the platform.'))))
  username?: string;

  @Prop(optional(personal(text(64, 'The primary wallet, repeated from `wallets`.'))))
  walletAddress?: string;

  @Prop(writtenBy('`/account wallet`', list(ProvenWallet, 10, 'Wallets that a signature proved.')))
  wallets!: ProvenWallet[];

  @Prop(optional(text(30, 'Tier at the platform, or in the community.')))
  tier?: string;
}

@Schema()
export class AccountActivityStats {
  @Prop(writtenBy('a recount of `balances`', count('Tasks completed, in all communities.')))
  totalTasksCompleted!: number;

  @Prop(writtenBy('a recount of `points_ledger`', count('Points ever earned, spent ones included.')))
  totalPointsEarned!: number;

  @Prop(writtenBy('a recount of `allowlist_entries`', count('Allowlists entered.')))
  totalAllowlistEntries!: number;

  @Prop(writtenBy('a recount of `draws`', count('Places won.')))
  totalWins!: number;

  @Prop(optional(date('When the member last earned or entered.')))
  lastActivity?: Date;

  @Prop(count('Days in a row (UTC) with a completion, up to the last one.'))
  streak!: number;
}

@Schema()
export class SecurityFlag {
  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'What was noticed, such as `new-account`.'))
  kind!: string;

  @Prop(oneOf(FLAG_SEVERITIES, 'How much it matters.'))
  severity!: (typeof FLAG_SEVERITIES)[number];

  @Prop(text(200, 'In words for a manager; names nobody else.'))
  reason!: string;

  @Prop(optional(noMember(snowflake('The server in which it was noticed; absent when across servers.'))))
  guildId?: string;

  @Prop(date('When it was noticed.'))
  at!: Date;

  @Prop(
    writtenBy(
      'managers, in `/security`',
      optional(
        mentionedId(
          'erase',
          'That it was settled stays with the flag; by whom goes.',
          snowflake('The manager who settled it.'),
        ),
      ),
    ),
  )
  resolvedBy?: string;
}

@Schema()
export class SecurityData {
  @Prop(count('Failed attempts to link an account in a row; 0 again by a success.'))
  loginAttempts!: number;

  @Prop(optional(date('When an account was last linked.')))
  lastLoginAt?: Date;

  @Prop(optional(date('Until when this member may not try again.')))
  lockedUntil?: Date;

  @Prop(initially(0, wholeNumber({ min: 0, max: 100 }, 'Sum of the open flags, 0 to 100.')))
  riskScore!: number;

  @Prop(list(SecurityFlag, 50, 'The newest flags.'))
  suspiciousActivityFlags!: SecurityFlag[];
}

/** A member's account. In standalone mode it exists from the first action; nobody must link one. */
@Schema()
export class DiscordAccountLink {
  _id!: Types.ObjectId;

  @Prop(ownerId('erase', 'The account itself.', snowflake('The member.')))
  discordId!: string;

  @Prop(writtenBy('linking the accounts', optional(text(64, 'The account at the platform.'))))
  nafflesUserId?: string;

  @Prop(writtenBy('linking the accounts', child(DiscordUserInfo, 'What Discord says of the member.')))
  discordUserInfo!: DiscordUserInfo;

  @Prop(
    writtenBy(
      'linking the accounts',
      child(NafflesUserInfo, 'What the platform says of the member, and their wallets.'),
    ),
  )
  nafflesUserInfo!: NafflesUserInfo;

  @Prop(
    writtenBy(
      'a recount of `points_ledger`',
      child(AccountActivityStats, 'Figures, recounted and never incremented.'),
    ),
  )
  activityStats!: AccountActivityStats;

  @Prop(
    writtenBy(
      'linking the accounts and the checks for risk',
      child(SecurityData, 'Attempts, locks and flags.'),
    ),
  )
  securityData!: SecurityData;

  @Prop(
    writtenBy(
      '`/account privacy messages`',
      optional(flag(false, 'True: the bot writes to the member only what they asked for. Absent: it may.')),
    ),
  )
  isQuiet?: boolean;

  @Prop(date('When the member first did something.'))
  createdAt!: Date;
}

export const accountLinks = collection(DiscordAccountLink, {
  name: 'discord_account_links',
  holds: 'One row per member who ever did something.',
  writtenBy: "the member's first action",
  ends: 'The member unlinks or is erased.',
  retention: { keeps: 'Every row: only the member ends it.' },
  indexes: [
    {
      name: 'discord_unique',
      key: { discordId: 1 },
      unique: true,
      serves: 'One account per member; every lookup by member.',
    },
    {
      name: 'naffles_unique',
      key: { nafflesUserId: 1 },
      unique: true,
      partialFilterExpression: { nafflesUserId: { $gt: '' } },
      serves: 'An account of the platform belongs to one member.',
    },
    {
      name: 'wallet_unique',
      key: { 'nafflesUserInfo.wallets.address': 1 },
      unique: true,
      partialFilterExpression: { 'nafflesUserInfo.wallets.address': { $gt: '' } },
      serves: 'A proven wallet belongs to one member.',
    },
  ],
});

/** Read with `populate('oauthTokens')`. A collection of their own, as a TTL takes whole documents. */
accountLinks.schema.virtual('oauthTokens', {
  ref: OauthToken.name,
  localField: 'discordId',
  foreignField: 'discordId',
  justOne: true,
});
