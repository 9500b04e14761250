import { Prop, Schema } from '@nestjs/mongoose';
import type { mongo, Types } from 'mongoose';
import {
  child,
  collection,
  count,
  date,
  decimal,
  flag,
  initially,
  list,
  mentionedId,
  noMember,
  ofOwner,
  oneOf,
  optional,
  pattern,
  personal,
  serverTimestamp,
  share,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';
import { Card } from '../../cards/schemas/card.schema.js';
import { MOST_REQUIREMENTS, Requirement } from '../../requirements/schemas/requirement.schema.js';

export const ALLOWLIST_KINDS = ['raffle', 'first_come', 'application', 'collection'] as const;
export type AllowlistKind = (typeof ALLOWLIST_KINDS)[number];

/** `closing`: no more entries count; `frozen`: the list is fixed and its draw has begun. */
export const ALLOWLIST_STATUSES = [
  'draft',
  'scheduled',
  'active',
  'paused',
  'closing',
  'frozen',
  'drawn',
  'cancelled',
] as const;
export type AllowlistStatus = (typeof ALLOWLIST_STATUSES)[number];
/** In these its card is posted again when it is lost. */
export const OPEN_STATUSES: readonly AllowlistStatus[] = ['active', 'paused'];
/** In these it has a card, which is kept true; one that is scheduled is posted when it starts. */
export const CARD_STATUSES: readonly AllowlistStatus[] = [
  ...OPEN_STATUSES,
  'closing',
  'frozen',
  'drawn',
  'cancelled',
];

export const TOKEN_TYPES = ['points'] as const;
export const DRAW_METHODS = ['drand', 'commit-reveal', 'manual', 'first-come', 'everyone', 'vrf'] as const;
export type DrawMethod = (typeof DRAW_METHODS)[number];

/** What gives more tickets: a role, boosting the server, a task that is done. */
export const BONUS_KINDS = ['role', 'booster', 'task'] as const;

/** How tickets of several bonuses add up. */
export const BONUS_MODES = ['stack', 'highest'] as const;
/** Whether an entry names a wallet: as the member pastes it, or one that a signature has proven. */
export const WALLET_RULES = ['none', 'pasted', 'proven'] as const;
export const WALLET_CHAINS = ['eip155', 'solana'] as const;

export const ALLOWLIST_LIMITS = {
  title: 100,
  description: 1000,
  prize: 200,
  winners: 10_000,
  entries: 1_000_000,
  price: 1_000_000,
  question: 200,
  bonuses: 10,
  bonusTickets: 1_000,
  claimHours: 30 * 24,
  openMinutes: 365 * 24 * 60,
} as const;

@Schema()
export class EntryPrice {
  @Prop(oneOf(TOKEN_TYPES, 'What is paid with.'))
  tokenType!: (typeof TOKEN_TYPES)[number];

  @Prop(wholeNumber({ min: 1, max: ALLOWLIST_LIMITS.price }, 'Points, debited once with the entry.'))
  amount!: number;
}

@Schema()
export class BonusEntry {
  @Prop(pattern(/^(role|booster|task)$/, 'What gives it.'))
  kind!: string;

  @Prop(optional(text(64, 'The role or the task.')))
  of?: string;

  @Prop(optional(text(100, 'What the task was called when it was chosen.')))
  name?: string;

  @Prop(wholeNumber({ min: 1, max: ALLOWLIST_LIMITS.bonusTickets }, 'Tickets more.'))
  tickets!: number;
}

/** What an allowlist says and asks for: all that a copy of it has, too. */
@Schema()
export class AllowlistContent {
  @Prop(text(ALLOWLIST_LIMITS.title, 'What it is called. Cleaned, as typed: escaped when shown.'))
  title!: string;

  @Prop(text(ALLOWLIST_LIMITS.description, 'What it is about. Cleaned, as typed: escaped when shown.'))
  description!: string;

  @Prop(text(ALLOWLIST_LIMITS.prize, 'What winners get.'))
  prize!: string;

  @Prop(oneOf(ALLOWLIST_KINDS, 'How places are given.'))
  kind!: AllowlistKind;

  @Prop(optional(wholeNumber({ min: 1, max: ALLOWLIST_LIMITS.winners }, 'Places; without it everyone wins.')))
  winnerCount?: number;

  @Prop(optional(child(EntryPrice, 'What an entry costs; without it nothing.')))
  entryPrice?: EntryPrice;

  @Prop(list(Requirement, MOST_REQUIREMENTS, 'What a member must be or have to enter.'))
  requirements!: Requirement[];

  @Prop(list(BonusEntry, ALLOWLIST_LIMITS.bonuses, 'What gives more tickets.'))
  bonusEntries!: BonusEntry[];

  @Prop(initially('stack', oneOf(BONUS_MODES, 'Whether bonuses add up, or the highest counts.')))
  bonusMode!: (typeof BONUS_MODES)[number];

  @Prop(
    optional(
      wholeNumber({ min: 1, max: ALLOWLIST_LIMITS.entries }, 'Entries at most; each row then has a seat.'),
    ),
  )
  maxEntries?: number;

  @Prop(initially('none', oneOf(WALLET_RULES, 'Whether an entry names a wallet, and how.')))
  walletRule!: (typeof WALLET_RULES)[number];

  @Prop(optional(oneOf(WALLET_CHAINS, 'The chain of the wallet; any without it.')))
  walletChain?: (typeof WALLET_CHAINS)[number];

  @Prop(optional(text(ALLOWLIST_LIMITS.question, 'Of an application: what members answer.')))
  question?: string;

  @Prop(
    optional(
      wholeNumber(
        { min: 1, max: 101 },
        'Risk score from which an entry waits for a manager; 101: never. 60.',
      ),
    ),
  )
  holdFrom?: number;

  @Prop(
    optional(
      wholeNumber({ min: 1, max: 101 }, 'Risk score from which an entry is refused; never without it.'),
    ),
  )
  refuseFrom?: number;

  @Prop(optional(noMember(snowflake('The role that winners get.'))))
  winnerRoleId?: string;

  @Prop(
    optional(
      wholeNumber(
        { min: 1, max: ALLOWLIST_LIMITS.claimHours },
        'Hours in which a winner claims the prize, else the next rank moves up. Without it nothing is to be claimed.',
      ),
    ),
  )
  claimHours?: number;

  @Prop(
    optional(
      wholeNumber(
        { min: 1, max: ALLOWLIST_LIMITS.openMinutes },
        'How long it is open, in minutes from its start: when it is posted its end follows from this. Without it the end is a date that was chosen.',
      ),
    ),
  )
  openMinutes?: number;
}

@Schema()
export class AllowlistData extends AllowlistContent {
  @Prop(writtenBy('managers, the clock and the draw', oneOf(ALLOWLIST_STATUSES, 'Where it is in its life.')))
  status!: AllowlistStatus;

  @Prop(optional(date('From when it is open; at once without it.')))
  startsAt?: Date;

  @Prop(date('When it ends by itself.'))
  endsAt!: Date;
}

@Schema()
export class EntryData {
  @Prop(
    mentionedId('erase', 'One of the newest on a list of recents; its item goes.', snowflake('The member.')),
  )
  discordId!: string;

  @Prop(date('When they entered.'))
  at!: Date;
}

@Schema()
export class AttemptData {
  @Prop(
    mentionedId('erase', 'One of the newest on a list of recents; its item goes.', snowflake('The member.')),
  )
  discordId!: string;

  @Prop(count('How often.'))
  count!: number;

  @Prop(date('When last.'))
  at!: Date;
}

@Schema()
export class FraudData {
  @Prop(
    mentionedId('erase', 'One of the newest on a list of recents; its item goes.', snowflake('The member.')),
  )
  discordId!: string;

  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'The signal that weighed most.'))
  signal!: string;

  @Prop(count('How often.'))
  count!: number;

  @Prop(date('When last.'))
  at!: Date;
}

@Schema()
export class EntryTotals {
  @Prop(count('Entries that count.'))
  entries!: number;

  @Prop(count('Entries that wait for a manager.'))
  held!: number;

  @Prop(count('Tickets of the entries that count.'))
  tickets!: number;
}

@Schema()
export class EntryManagement {
  @Prop(list(EntryData, 50, 'Who entered last, newest first; all of them are in `allowlist_entries`.'))
  entryQueue!: EntryData[];

  @Prop(child(EntryTotals, 'Figures, recounted and never incremented.'))
  totals!: EntryTotals;

  @Prop(list(AttemptData, 50, 'Who tried again, newest first; all of them are in `entry_attempts`.'))
  duplicateAttempts!: AttemptData[];

  @Prop(list(FraudData, 50, 'Who was refused or held, newest first; all of them are in `entry_attempts`.'))
  fraudulentAttempts!: FraudData[];
}

@Schema()
export class WinnerData {
  @Prop(wholeNumber({ min: 1 }, 'Place in the ranking.'))
  rank!: number;

  @Prop(
    mentionedId(
      'pseudonymise',
      'The place stays taken, so the others keep their rank.',
      snowflake('The member.'),
    ),
  )
  discordId!: string;
}

@Schema()
export class DrawSummary {
  @Prop(flag(false, 'Whether winners stand. Written with the draw.'))
  isDrawn!: boolean;

  @Prop(list(WinnerData, 100, 'The first winners, by rank; all of them are in `draws`.'))
  winners!: WinnerData[];

  @Prop(optional(oneOf(DRAW_METHODS, 'Where the randomness comes from; fixed at posting.')))
  drawMethod?: (typeof DRAW_METHODS)[number];

  @Prop(
    optional(
      pattern(/^[0-9a-f]{64}$/, 'Of commit-reveal: the hash of the seed, on the card from the first minute.'),
    ),
  )
  seedHash?: string;

  @Prop(
    optional(text(100, "Id of the platform's request, for a draw by the platform, which nobody can check.")),
  )
  vrfRequestId?: string;
}

@Schema()
export class TrendData {
  @Prop(date('The hour that begins then.'))
  start!: Date;

  @Prop(count('Entries in it.'))
  entries!: number;
}

@Schema()
export class Retention {
  @Prop(count('Entries of members who have one in an allowlist of this server that was made earlier.'))
  returning!: number;

  @Prop(share('returning ÷ entries.'))
  returningRate!: number;

  @Prop(count('Entries of the one before: the newest of this server that was made earlier and has some.'))
  before!: number;

  @Prop(count('Entries of members who are in the one before, too.'))
  stayed!: number;

  @Prop(share('stayed ÷ before.'))
  retentionRate!: number;
}

@Schema()
export class AllowlistAnalytics {
  @Prop(
    initially(0, decimal({ min: 0 }, 'entries ÷ (winnerCount, else maxEntries); 0 where there is neither.')),
  )
  competitiveness!: number;

  @Prop(list(TrendData, 168, 'Entries by hour (UTC), oldest first: the last 168 hours that had some.'))
  popularityTrend!: TrendData[];

  @Prop(writtenBy('the projection `allowlist-views`', count('How often its details were opened.')))
  views!: number;

  @Prop(
    writtenBy(
      'the projection `allowlist-views`',
      count(
        'Members who opened its details or pressed *Enter*, by 90 days of the log; as it stood when the list was fixed.',
      ),
    ),
  )
  uniqueViews!: number;

  @Prop(writtenBy('the projection `allowlist-views`', count('Members who pressed *Enter*, let in or not.')))
  pressed!: number;

  @Prop(share('entries ÷ max(entries, uniqueViews).'))
  conversionRate!: number;

  @Prop(writtenBy('the projection `entry-retention`', child(Retention, 'Who of this server came again.')))
  retention!: Retention;
}

/** An allowlist posted to a channel. */
@Schema()
export class DiscordAllowlistConnection {
  _id!: Types.ObjectId;

  @Prop(text(64, 'The allowlist at the platform; standalone: the id of this row. One draw each.'))
  allowlistId!: string;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(noMember(snowflake('The channel of the card.')))
  channelId!: string;

  @Prop(
    writtenBy(
      'the worker of cards',
      optional(noMember(snowflake('The card; absent until Discord has taken the message.'))),
    ),
  )
  messageId?: string;

  @Prop(text(64, 'Fixed at posting: prices are paid with its points.'))
  communityId!: string;

  @Prop(
    mentionedId(
      'pseudonymise',
      'What a server posted stays; who posted it goes.',
      snowflake('The manager who made it.'),
    ),
  )
  createdBy!: string;

  @Prop(date('When it was made.'))
  createdAt!: Date;

  @Prop(text(10, "The language of the card: the server's."))
  locale!: string;

  @Prop(
    writtenBy(
      'managers, in the form',
      ofOwner(
        'keep',
        'What a server announced to its members; it says nothing of who typed it.',
        child(AllowlistData, 'The allowlist itself.'),
      ),
    ),
  )
  allowlistData!: AllowlistData;

  @Prop(
    writtenBy(
      'the projection `entry-counts`',
      child(EntryManagement, 'Recent entries and figures, bounded.'),
    ),
  )
  entryManagement!: EntryManagement;

  @Prop(writtenBy('the draw', child(DrawSummary, 'The draw, in short.')))
  winnerData!: DrawSummary;

  @Prop(
    writtenBy(
      'the projection `entry-counts`',
      child(AllowlistAnalytics, 'Figures, recounted and never incremented.'),
    ),
  )
  analytics!: AllowlistAnalytics;

  @Prop(
    writtenBy(
      'the projection `entry-counts` and the worker of cards',
      child(Card, 'The message in the channel, as state.'),
    ),
  )
  card!: Card;

  @Prop(
    writtenBy(
      'MongoDB, when the list closes',
      optional(serverTimestamp("When it closed, by the server's clock: entries with a lower `seq` count.")),
    ),
  )
  closedSeq?: mongo.Timestamp;

  @Prop(
    optional(
      noMember(
        personal(
          text(
            300,
            'Of commit-reveal: the seed, made when it was posted and encrypted for this row. Only the draw reads it.',
          ),
        ),
      ),
    ),
  )
  sealedSeed?: string;

  @Prop(
    writtenBy(
      'whoever changes its life; the worker moves it',
      optional(date('When the clock turns to it: at its start, at its end, while it is being drawn.')),
    ),
  )
  lifeDue?: Date;

  @Prop(
    writtenBy(
      'the worker that settled the last debt',
      optional(
        date(
          'Since when nothing is owed any more: drawn with all claims settled, or cancelled and refunded.',
        ),
      ),
    ),
  )
  closedAt?: Date;
}

export const allowlistConnections = collection(DiscordAllowlistConnection, {
  name: 'discord_allowlist_connections',
  holds: 'An allowlist posted to a channel.',
  writtenBy: 'the form of `/allowlist create`',
  ends: 'TTL: 180 days after `closedAt`, which is never set while a draw or a refund is due.',
  retention: {
    expires: {
      group: 'expired',
      field: 'closedAt',
      afterSeconds: 180 * 86_400,
      ttl: { name: 'closed_ttl', serves: 'Ends what was settled 180 days ago.' },
    },
    keeps: 'An allowlist that is not settled: `closedAt` waits for draws, claims and refunds.',
  },
  indexes: [
    { name: 'allowlist_unique', key: { allowlistId: 1 }, unique: true, serves: 'One row per allowlist.' },
    {
      name: 'message_unique',
      key: { messageId: 1 },
      unique: true,
      partialFilterExpression: { messageId: { $gt: '' } },
      serves: 'One row per message.',
    },
    {
      name: 'guild_status_newest',
      key: { guildId: 1, 'allowlistData.status': 1, _id: -1 },
      serves: '`AllowlistsRepository.pageOfOpen`, newest first.',
    },
    {
      name: 'card_due',
      key: { 'card.due': 1 },
      partialFilterExpression: { 'card.due': { $gt: new Date(0) } },
      serves: '`AllowlistCardsRepository.claim`.',
    },
    {
      name: 'card_taken',
      key: { 'card.takenAt': 1, channelId: 1 },
      partialFilterExpression: { 'card.takenAt': { $gt: new Date(0) } },
      serves: '`AllowlistCardsRepository.claim`: how much was done in each channel just now.',
    },
    {
      name: 'channel_status',
      key: { channelId: 1, 'allowlistData.status': 1, _id: 1 },
      serves: 'Cards of a channel that is lost, or back.',
    },
    {
      name: 'life_due',
      key: { lifeDue: 1 },
      partialFilterExpression: { lifeDue: { $gt: new Date(0) } },
      serves: '`AllowlistLivesRepository.claim`.',
    },
    {
      name: 'status_end',
      key: { 'allowlistData.status': 1, 'allowlistData.endsAt': 1 },
      serves: '`AllowlistsRepository.openIds`, and what is to be closed.',
    },
    {
      name: 'guild_search',
      key: { guildId: 1, 'allowlistData.title': 'text', 'allowlistData.description': 'text' },
      weights: { 'allowlistData.title': 4, 'allowlistData.description': 1 },
      serves: '`AllowlistsRepository.search` within a server.',
    },
  ],
});
