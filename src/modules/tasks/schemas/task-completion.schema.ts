import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  child,
  collection,
  date,
  flag,
  list,
  mentionedId,
  noMember,
  objectIdText,
  ofOwner,
  oneOf,
  optional,
  ownerId,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';

export const COMPLETION_STATES = ['pending', 'verified', 'rejected'] as const;
export type CompletionState = (typeof COMPLETION_STATES)[number];

export const PROOF_MAX = 500;
export const REASON_MAX = 300;
export const ANSWER_MAX = 300;
export const MAX_ANSWERS = 20;

@Schema()
export class Proof {
  @Prop(text(PROOF_MAX, 'Cleaned, as typed: escaped when shown.'))
  text!: string;

  @Prop(date('When it was sent.'))
  submittedAt!: Date;
}

@Schema()
export class Review {
  @Prop(mentionedId('pseudonymise', 'That it was decided stays; by whom goes.', snowflake('The moderator.')))
  decidedBy!: string;

  @Prop(date('When.'))
  decidedAt!: Date;

  @Prop(
    optional(
      ofOwner('erase', 'Written to the member.', text(REASON_MAX, 'For a rejection: what the member reads.')),
    ),
  )
  reason?: string;
}

/** Of a quiz; which answers were right is not kept. */
@Schema()
export class Score {
  @Prop(wholeNumber({ min: 0 }, 'Questions answered rightly.'))
  correct!: number;

  @Prop(wholeNumber({ min: 1 }, 'Questions in all.'))
  total!: number;
}

/** What a row still owes to its member; what Discord lets through slowly has a date of its own. */
export const DEBTS = ['points', 'notice'] as const;
export type Debt = (typeof DEBTS)[number];

/** The message in the review channel. */
@Schema()
export class ReviewCard {
  @Prop(optional(date('When the worker should look at it; absent when it is as it should be.')))
  due?: Date;

  @Prop(optional(noMember(snowflake('Where it was posted.'))))
  channelId?: string;

  @Prop(optional(noMember(snowflake('The message; absent until there is one.'))))
  messageId?: string;

  @Prop(optional(wholeNumber({ min: 1 }, 'The attempt that it shows.')))
  attempt?: number;

  @Prop(flag(false, 'Whether it shows a proof and asks for a decision.'))
  isOpen!: boolean;

  @Prop(optional(flag(false, 'Whether it says that more wait than have a message.')))
  saysMore?: boolean;
}

/** One member's attempt at one task; the unique index lets one press win. */
@Schema()
export class TaskCompletion {
  _id!: Types.ObjectId;

  @Prop(objectIdText('The task.'))
  taskPostId!: string;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(text(64, 'The community whose points are owed.'))
  communityId!: string;

  @Prop(
    ownerId(
      'pseudonymise',
      'Counts, places and points of the task stay right. Undecided and rejected attempts go as a whole.',
      snowflake('The member.'),
    ),
  )
  discordId!: string;

  @Prop(
    noMember(
      snowflake(
        'The interaction that wrote the row: the same one again means "you\'re in", another "already in".',
      ),
    ),
  )
  interactionId!: string;

  @Prop(writtenBy('the press, then a moderator', oneOf(COMPLETION_STATES, 'Whether it is decided, and how.')))
  state!: CompletionState;

  @Prop(wholeNumber({ min: 1 }, 'Copied from the task: what this attempt is worth.'))
  points!: number;

  @Prop(optional(ofOwner('erase', 'Typed by the member.', child(Proof, 'What the member sent.'))))
  proof?: Proof;

  @Prop(
    optional(
      ofOwner(
        'erase',
        'Typed by the member.',
        text(PROOF_MAX, 'Where one proof serves one member: the proof, the same for equal ones.'),
      ),
    ),
  )
  proofKey?: string;

  @Prop(
    optional(
      ofOwner(
        'erase',
        'Given by the member.',
        list(
          text(ANSWER_MAX, 'An answer, cleaned.', 0),
          MAX_ANSWERS,
          'Of a survey, in the order of its questions.',
        ),
      ),
    ),
  )
  answers?: string[];

  @Prop(optional(ofOwner('erase', 'What the member knew.', child(Score, 'Of the latest try at a quiz.'))))
  score?: Score;

  @Prop(writtenBy('the moderator who decides', optional(child(Review, 'How a moderator decided.'))))
  review?: Review;

  @Prop(
    wholeNumber({ min: 1 }, 'How often it was sent: 1 at first, one more for each try after a rejection.'),
  )
  attempt!: number;

  @Prop(
    optional(
      wholeNumber({ min: 1 }, 'Its place, where the task has a number of them; free again by a rejection.'),
    ),
  )
  seat?: number;

  @Prop(date('When the member first tried.'))
  createdAt!: Date;

  @Prop(date('When the member tried last.'))
  triedAt!: Date;

  @Prop(writtenBy('the press, or the moderator who decides', optional(date('When it was found true.'))))
  verifiedAt?: Date;

  @Prop(
    writtenBy(
      'who decides; the worker takes each off',
      list(oneOf(DEBTS, 'A debt.'), DEBTS.length, 'What the worker still owes to the member.'),
    ),
  )
  owes!: Debt[];

  @Prop(
    writtenBy(
      'who decides; the worker takes it off',
      optional(date('When the worker should give the role of the task; absent when none is owed.')),
    ),
  )
  roleDue?: Date;

  @Prop(
    writtenBy(
      'the press and who decides; the worker',
      optional(child(ReviewCard, 'The message in the review channel, as state.')),
    ),
  )
  reviewCard?: ReviewCard;

  @Prop(
    writtenBy(
      'the worker; the next contact takes it off',
      optional(
        ofOwner(
          'erase',
          'What is still to be said to the member.',
          flag(false, 'The decision could not be told by direct message.'),
        ),
      ),
    ),
  )
  isUntold?: boolean;

  @Prop(
    writtenBy(
      'who decides; the worker moves it',
      optional(date('When the worker should settle what is owed; absent when nothing is.')),
    ),
  )
  due?: Date;
}

export const ONE_MEMBER_EACH = 'task_member_unique';
export const ONE_SEAT_EACH = 'task_seat_unique';
export const ONE_PROOF_EACH = 'task_proof_unique';

export const taskCompletions = collection(TaskCompletion, {
  name: 'task_completions',
  holds: "One member's attempt at one task.",
  writtenBy: 'the press of a member',
  ends: 'With its task, by the cleanup of orphans; the points stay in the ledger.',
  retention: {
    orphans: {
      of: 'discord_task_posts',
      field: 'taskPostId',
      mayGo: { owes: [], due: { $exists: false } },
    },
    keeps: 'A completion whose task is there, or that still owes points or a notice.',
  },
  indexes: [
    {
      name: ONE_MEMBER_EACH,
      key: { taskPostId: 1, discordId: 1 },
      unique: true,
      serves: 'One row per member and task: decides every race of presses.',
    },
    {
      name: ONE_SEAT_EACH,
      key: { taskPostId: 1, seat: 1 },
      unique: true,
      partialFilterExpression: { seat: { $gt: 0 } },
      serves: 'One row per place: no more members than places.',
    },
    {
      name: ONE_PROOF_EACH,
      key: { taskPostId: 1, proofKey: 1 },
      unique: true,
      partialFilterExpression: { proofKey: { $gt: '' } },
      serves: 'One name or link serves one member of a task.',
    },
    {
      name: 'task_state_verified',
      key: { taskPostId: 1, state: 1, verifiedAt: -1 },
      serves: 'The counts of a task and its completions by day, from the index alone; who completed it last.',
    },
    {
      name: 'member_newest',
      key: { guildId: 1, discordId: 1, _id: -1 },
      serves: '`/tasks show:mine`, newest first.',
    },
    {
      name: 'review_queue',
      key: { guildId: 1, state: 1, 'proof.submittedAt': 1, _id: 1 },
      serves: 'The review queue, oldest first.',
    },
    {
      name: 'member_state',
      key: { communityId: 1, discordId: 1, state: 1 },
      serves: "A member's history in a review.",
    },
    {
      name: 'member_verified',
      key: { discordId: 1, verifiedAt: -1 },
      serves: "A member's completions in all communities: figures, export and erasure.",
    },
    {
      name: 'due',
      key: { due: 1 },
      partialFilterExpression: { due: { $gt: new Date(0) } },
      serves: '`TaskCompletionsRepository.claimDue`.',
    },
    {
      name: 'role_due',
      key: { roleDue: 1 },
      partialFilterExpression: { roleDue: { $gt: new Date(0) } },
      serves: '`RoleRewardsRepository.claimDue`.',
    },
    {
      name: 'review_card_due',
      key: { 'reviewCard.due': 1 },
      partialFilterExpression: { 'reviewCard.due': { $gt: new Date(0) } },
      serves: '`ReviewCardsRepository.claimDue`.',
    },
    {
      name: 'open_review_cards',
      key: { guildId: 1, 'proof.submittedAt': 1 },
      partialFilterExpression: { 'reviewCard.isOpen': true },
      serves: 'The cards in a review channel that ask for a decision.',
    },
    {
      name: 'task_review_queue',
      key: { taskPostId: 1, state: 1, 'proof.submittedAt': 1, _id: 1, discordId: 1 },
      partialFilterExpression: { state: 'pending' },
      serves: 'The review queue of one task, oldest first, and how many a moderator saw waiting there.',
    },
    {
      name: 'waiting_by_task',
      key: { guildId: 1, taskPostId: 1 },
      partialFilterExpression: { state: 'pending' },
      serves: 'How many wait at which task of a server, from the index alone.',
    },
    {
      name: 'guild_decided',
      key: { guildId: 1, 'review.decidedAt': -1 },
      partialFilterExpression: { 'review.decidedAt': { $gt: new Date(0) } },
      serves: 'How long the newest decisions of a server were waited for.',
    },
    {
      name: 'task_decided',
      key: { taskPostId: 1, 'review.decidedAt': -1 },
      partialFilterExpression: { 'review.decidedAt': { $gt: new Date(0) } },
      serves: 'How long the newest decisions at a task were waited for.',
    },
    {
      name: 'decided_by',
      key: { 'review.decidedBy': 1 },
      partialFilterExpression: { 'review.decidedBy': { $gt: '' } },
      serves: 'The erasure of a moderator: `ReviewCardsRepository.redrawDecidedBy`.',
    },
    {
      name: 'untold',
      key: { guildId: 1, discordId: 1 },
      partialFilterExpression: { isUntold: true },
      serves: 'Decisions of which a member is told at the next contact.',
    },
  ],
});
