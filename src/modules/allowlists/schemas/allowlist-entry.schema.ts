import { Prop, Schema } from '@nestjs/mongoose';
import type { mongo, Types } from 'mongoose';
import {
  child,
  collection,
  date,
  flag,
  initially,
  list,
  mentionedId,
  noMember,
  objectIdText,
  oneOf,
  optional,
  ownerId,
  pattern,
  personal,
  serverTimestamp,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';

/** `unpaid`: the debit is due; `held`: a manager decides; only `valid` ones are drawn. */
export const ENTRY_STATES = ['unpaid', 'valid', 'held', 'refused'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export const RISK_VERDICTS = ['accept', 'hold', 'refuse'] as const;
/**
 * `pardoned`: refused before, and may enter again; `undecided`: the list closed before anybody decided; `won`:
 * everyone on the list has.
 */
export const ENTRY_NOTICES = ['accepted', 'refused', 'pardoned', 'undecided', 'won'] as const;

@Schema()
export class RiskSignal {
  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'What was noticed.'))
  name!: string;

  @Prop(wholeNumber({ min: 0, max: 100 }, 'How much it weighs.'))
  weight!: number;

  @Prop(text(200, 'In words for a manager.'))
  reason!: string;
}

/** A bonus that a member had when they entered, or when they last refreshed their tickets. */
@Schema()
export class GivenBonus {
  @Prop(pattern(/^(role|booster|task)$/, 'What gave it.'))
  kind!: string;

  @Prop(optional(text(64, 'The role or the task.')))
  of?: string;

  @Prop(wholeNumber({ min: 1 }, 'Tickets more.'))
  tickets!: number;
}

/** The last refresh of tickets: one that came after the closing counts as if it had not been. */
@Schema()
export class Renewal {
  @Prop(serverTimestamp('When, against the closing.'))
  seq!: mongo.Timestamp;

  @Prop(wholeNumber({ min: 1 }, 'Tickets before it.'))
  before!: number;
}

@Schema()
export class EntryRisk {
  @Prop(initially(0, wholeNumber({ min: 0, max: 100 }, 'Sum of the weights, 100 at most.')))
  score!: number;

  @Prop(list(RiskSignal, 10, 'Why.'))
  signals!: RiskSignal[];

  @Prop(
    initially(
      'accept',
      oneOf(RISK_VERDICTS, 'What follows from it; of a refused entry `accept` means: they may enter again.'),
    ),
  )
  verdict!: (typeof RISK_VERDICTS)[number];
}

/** What a manager decided on an entry that was held. */
@Schema()
export class EntryDecision {
  @Prop(mentionedId('pseudonymise', 'That it was decided stays; by whom goes.', snowflake('The manager.')))
  by!: string;

  @Prop(date('When.'))
  at!: Date;
}

/** What a member has to say to an entry that was held or refused. */
@Schema()
export class EntryAppeal {
  @Prop(personal(text(500, 'As typed, cleaned: escaped when shown.')))
  text!: string;

  @Prop(date('When.'))
  at!: Date;

  @Prop(flag(true, 'Whether a manager has yet to answer it.'))
  isOpen!: boolean;
}

/** What the member is told of what was decided. */
@Schema()
export class EntryNotice {
  @Prop(oneOf(ENTRY_NOTICES, 'What it says.'))
  about!: (typeof ENTRY_NOTICES)[number];

  @Prop(optional(date('When the worker should tell; absent when that is done.')))
  due?: Date;
}

/** One member's entry; the unique indexes let one press win. `_id` and `seq` are made anew by entering again. */
@Schema()
export class AllowlistEntry {
  _id!: Types.ObjectId;

  @Prop(objectIdText('The allowlist connection.'))
  connectionId!: string;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(text(64, 'The community whose points pay.'))
  communityId!: string;

  @Prop(
    ownerId(
      'erase',
      'The wish to take part ends with the member; a list that is already fixed stays, masked.',
      snowflake('The member.'),
    ),
  )
  discordId!: string;

  @Prop(noMember(snowflake('The interaction that wrote the row.')))
  interactionId!: string;

  @Prop(writtenBy('the press; then its debit, or a manager', oneOf(ENTRY_STATES, 'Whether it counts.')))
  state!: EntryState;

  @Prop(optional(personal(text(128, 'Where the prize goes: as pasted, or proven.'))))
  wallet?: string;

  @Prop(
    optional(personal(text(128, '`wallet` in its one spelling, where an allowlist takes each wallet once.'))),
  )
  uniqueWallet?: string;

  @Prop(optional(personal(text(1_000, 'Of an application: what the member answered.'))))
  answer?: string;

  @Prop(wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }, '1 and the bonus entries.'))
  tickets!: number;

  @Prop(
    list(GivenBonus, 10, 'What gave the tickets beyond the first; of several the highest alone, if so set.'),
  )
  bonuses!: GivenBonus[];

  @Prop(writtenBy('the member, by *Refresh*', optional(child(Renewal, 'The last refresh of the tickets.'))))
  renewal?: Renewal;

  @Prop(personal(pattern(/^[0-9a-f]{32}$/, 'From the CSPRNG, made with the entry, shown to its member.')))
  salt!: string;

  @Prop(pattern(/^[0-9a-f]{64}$/, 'SHA-256 of `<salt>:<discordId>`: its place in the list.'))
  entrant!: string;

  @Prop(optional(wholeNumber({ min: 1 }, 'Points that are paid for it.')))
  price?: number;

  @Prop(child(EntryRisk, 'What was noticed when it was made.'))
  risk!: EntryRisk;

  @Prop(writtenBy('a manager', optional(child(EntryDecision, 'Who decided on it, where it was held.'))))
  decision?: EntryDecision;

  @Prop(writtenBy('the member', optional(child(EntryAppeal, 'What the member has to say to that.'))))
  appeal?: EntryAppeal;

  @Prop(
    writtenBy(
      'what decides on it; the worker',
      optional(child(EntryNotice, 'What the member is told of it.')),
    ),
  )
  notice?: EntryNotice;

  @Prop(
    writtenBy(
      'the worker; the next contact takes it off',
      optional(flag(false, 'The notice could not be told by direct message.')),
    ),
  )
  isUntold?: boolean;

  @Prop(
    writtenBy(
      'the draw',
      optional(date('When it won, where everyone on the list does; elsewhere winners are in `draws`.')),
    ),
  )
  wonAt?: Date;

  @Prop(writtenBy('MongoDB, at the insert', serverTimestamp('Its order against closing.')))
  seq!: mongo.Timestamp;

  @Prop(
    writtenBy(
      'MongoDB, when the member leaves',
      optional(serverTimestamp('When the member left; absent while they are in.')),
    ),
  )
  leftAt?: mongo.Timestamp;

  @Prop(optional(wholeNumber({ min: 1 }, 'Its place, where entries are limited; free again by leaving.')))
  seat?: number;

  @Prop(date('When the member pressed.'))
  createdAt!: Date;

  @Prop(
    writtenBy(
      'the press; the worker moves it',
      optional(date('When the worker should settle it; absent when nothing is owed.')),
    ),
  )
  due?: Date;
}

export const ENTRY_KEYS = {
  member: 'member_unique',
  wallet: 'wallet_unique',
  seat: 'seat_unique',
} as const;

export const allowlistEntries = collection(AllowlistEntry, {
  name: 'allowlist_entries',
  holds: "One member's entry in one allowlist.",
  writtenBy: 'the press of a member',
  ends: 'With its allowlist, by the cleanup of orphans; the frozen list stays, masked.',
  retention: {
    orphans: {
      of: 'discord_allowlist_connections',
      field: 'connectionId',
      mayGo: { state: { $ne: 'unpaid' }, due: { $exists: false } },
      // An allowlist stays that long after it was settled; who loses it otherwise can still pay back.
      kept: { when: { price: { $gt: 0 } }, forSeconds: 180 * 86_400 },
    },
    keeps:
      'An entry whose allowlist is there, that is unpaid or due a refund, or that was paid for less than 180 days ago.',
  },
  indexes: [
    {
      name: ENTRY_KEYS.member,
      key: { connectionId: 1, discordId: 1 },
      unique: true,
      serves: 'One entry per member: decides every race of presses.',
    },
    {
      name: 'entrant_unique',
      key: { connectionId: 1, entrant: 1 },
      unique: true,
      serves: 'The frozen list, in its order.',
    },
    {
      name: ENTRY_KEYS.wallet,
      key: { connectionId: 1, uniqueWallet: 1 },
      unique: true,
      partialFilterExpression: { uniqueWallet: { $gt: '' } },
      serves: 'One entry per wallet, where duplicates are refused.',
    },
    {
      name: ENTRY_KEYS.seat,
      key: { connectionId: 1, seat: 1 },
      unique: true,
      partialFilterExpression: { seat: { $gt: 0 } },
      serves: 'One entry per place: no more entries than places.',
    },
    {
      name: 'first_come',
      key: { connectionId: 1, seq: 1 },
      serves: '`EntryListsRepository.firstCome`: who came first.',
    },
    {
      name: 'state_newest',
      key: { connectionId: 1, state: 1, _id: -1 },
      serves: 'The counts of an allowlist, its newest entries, and what is held.',
    },
    {
      name: 'member_newest',
      key: { guildId: 1, discordId: 1, _id: -1 },
      serves: '`/allowlists show:mine`, newest first.',
    },
    {
      name: 'member',
      key: { discordId: 1 },
      serves: "A member's entries everywhere: figures, export and erasure.",
    },
    {
      name: 'wallet',
      key: { wallet: 1 },
      partialFilterExpression: { wallet: { $gt: '' } },
      serves: 'Who else named a wallet: a signal of risk.',
    },
    {
      name: 'notice_due',
      key: { 'notice.due': 1 },
      partialFilterExpression: { 'notice.due': { $gt: new Date(0) } },
      serves: '`HeldEntriesRepository.claimDueNotices`.',
    },
    {
      name: 'untold',
      key: { guildId: 1, discordId: 1 },
      partialFilterExpression: { isUntold: true },
      serves: 'Notices of which a member is told at the next contact.',
    },
    {
      name: 'due',
      key: { due: 1 },
      partialFilterExpression: { due: { $gt: new Date(0) } },
      serves: '`AllowlistEntriesRepository.claimDue`.',
    },
  ],
});
