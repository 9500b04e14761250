import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  child,
  collection,
  count,
  date,
  decimal,
  freeForm,
  initially,
  list,
  mentionedId,
  noMember,
  ofOwner,
  oneOf,
  optional,
  pattern,
  personal,
  share,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';
import { MOST_REQUIREMENTS, Requirement } from '../../requirements/schemas/requirement.schema.js';
import { Card } from '../../cards/schemas/card.schema.js';

export const TASK_TYPES = [
  'discord_join',
  'discord_role',
  'discord_message',
  'discord_reaction',
  'twitter_follow',
  'twitter_like',
  'twitter_retweet',
  'telegram_join',
  'custom_url',
  'quiz',
  'survey',
  'custom',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

export const TASK_STATUSES = [
  'draft',
  'scheduled',
  'active',
  'paused',
  'completed',
  'expired',
  'cancelled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
/** Final ones. */
export const CLOSED_STATUSES: readonly TaskStatus[] = ['completed', 'expired', 'cancelled'];
/** In these a task has a card, which is kept true; one that is scheduled is posted when it starts. */
export const CARD_STATUSES: readonly TaskStatus[] = ['active', 'paused', 'completed', 'expired', 'cancelled'];
/** In these its card is posted again when it is lost. */
export const OPEN_STATUSES: readonly TaskStatus[] = ['active', 'paused'];

export const VERIFICATIONS = ['automatic', 'review'] as const;

export const RECURRENCES = ['daily', 'weekly'] as const;
export type Recurrence = (typeof RECURRENCES)[number];

export const TASK_LIMITS = {
  title: 100,
  description: 500,
  minPoints: 1,
  maxPoints: 10_000,
  campaign: 50,
  places: 1_000_000,
  attempts: 20,
  cooldownMinutes: 7 * 24 * 60,
  openMinutes: 365 * 24 * 60,
} as const;

/** What a task says and asks for: all that a copy of it has, too. */
@Schema()
export class TaskContent {
  @Prop(text(TASK_LIMITS.title, 'What it is called. Cleaned, as typed: escaped when shown.'))
  title!: string;

  @Prop(text(TASK_LIMITS.description, 'What a member should do. Cleaned, as typed: escaped when shown.'))
  description!: string;

  @Prop(pattern(/^[a-z]+(_[a-z]+)*$/, 'What a member does; each type has a verifier.'))
  type!: TaskType;

  @Prop(
    initially(
      {},
      // Of a quiz it holds what is right: that stands nowhere else.
      personal(noMember(freeForm('What it asks for, such as a role or questions, in the form of its type.'))),
    ),
  )
  asks!: Record<string, unknown>;

  @Prop(wholeNumber({ min: TASK_LIMITS.minPoints, max: TASK_LIMITS.maxPoints }, 'Points for a completion.'))
  points!: number;

  @Prop(initially('automatic', oneOf(VERIFICATIONS, 'Whether a verifier or a moderator decides.')))
  verification!: (typeof VERIFICATIONS)[number];

  @Prop(list(Requirement, MOST_REQUIREMENTS, 'What a member must be or have to take part.'))
  requirements!: Requirement[];

  @Prop(optional(wholeNumber({ min: 1, max: TASK_LIMITS.places }, 'Places; each row then has a seat.')))
  maxCompletions?: number;

  @Prop(initially(3, wholeNumber({ min: 1, max: TASK_LIMITS.attempts }, 'Attempts of one member, in all.')))
  maxAttempts!: number;

  @Prop(
    initially(
      0,
      wholeNumber(
        { min: 0, max: TASK_LIMITS.cooldownMinutes },
        'Minutes between two attempts of one member.',
      ),
    ),
  )
  cooldownMinutes!: number;

  @Prop(optional(noMember(snowflake('The role that a completion gives.'))))
  rewardRoleId?: string;

  @Prop(optional(text(TASK_LIMITS.campaign, 'The campaign it belongs to: what is counted together.')))
  campaign?: string;

  @Prop(optional(oneOf(RECURRENCES, "Posted anew each day or week, in the community's time zone.")))
  recurrence?: Recurrence;

  @Prop(optional(date('The last moment at which an occurrence may begin; without it there is no last one.')))
  recursUntil?: Date;

  @Prop(
    optional(
      wholeNumber(
        { min: 1, max: TASK_LIMITS.openMinutes },
        'How long it is open, in minutes from its start: when it is posted its end follows from this. Without it the end is a date that was chosen.',
      ),
    ),
  )
  openMinutes?: number;
}

@Schema()
export class TaskData extends TaskContent {
  @Prop(writtenBy('managers and the clock', oneOf(TASK_STATUSES, 'Where it is in its life.')))
  status!: TaskStatus;

  @Prop(optional(date('From when it is open; at once without it.')))
  startsAt?: Date;

  @Prop(date('Until when it is open.'))
  expiresAt!: Date;
}

@Schema()
export class TaskInteractionStats {
  @Prop(count('Times that its details were opened, within the log.'))
  views!: number;

  @Prop(count('Members who opened its details, within the log.'))
  uniqueViews!: number;

  @Prop(writtenBy('the projection `task-figures`', count('Members with an attempt, however it is decided.')))
  attempts!: number;

  @Prop(
    count(
      'Members who pressed *Complete* while they might, within the log: also those who had not done it yet or never sent their form.',
    ),
  )
  pressed!: number;

  @Prop(count('Members who tried it: max(attempts, pressed).'))
  starts!: number;

  @Prop(writtenBy('the projection `task-counts`', count('Verified completions.')))
  completions!: number;

  @Prop(writtenBy('the projection `task-figures`', count('Attempts that stand rejected.')))
  rejections!: number;

  @Prop(share('completions ÷ max(starts, uniqueViews).'))
  conversionRate!: number;

  @Prop(initially(0, decimal({ min: 0 }, 'Seconds from the first try to the verification, mean.')))
  averageCompletionTime!: number;
}

export const KEPT_REPLIES = 50;

@Schema()
export class ReactionData {
  @Prop(text(100, 'The emoji, or `name:id` of a custom one.'))
  emoji!: string;

  @Prop(count('Members who reacted with it.'))
  count!: number;
}

@Schema()
export class CommentData {
  @Prop(
    mentionedId(
      'erase',
      'One of the newest on a list of recents; its item goes.',
      snowflake('Who replied to the card.'),
    ),
  )
  authorId!: string;

  @Prop(noMember(snowflake('The reply.')))
  messageId!: string;

  @Prop(date('When; what they wrote is not kept.'))
  at!: Date;
}

@Schema()
export class TaskEngagement {
  @Prop(
    list(
      mentionedId('erase', 'One of the newest on a list of recents; its item goes.', snowflake('A member.')),
      50,
      'Who took part last, newest first; all of them are in `task_completions`.',
    ),
  )
  participantIds!: string[];

  @Prop(list(ReactionData, 20, "Reactions to the card, the most frequent first, without the bot's own."))
  reactions!: ReactionData[];

  @Prop(list(CommentData, KEPT_REPLIES, 'Newest replies to the card.'))
  comments!: CommentData[];

  @Prop(count('Replies to the card, those of bots aside.'))
  replies!: number;

  @Prop(
    optional(date('When the worker should read the reactions to the card, and replies that nobody told of.')),
  )
  due?: Date;
}

@Schema()
export class TaskPerformanceMetrics {
  @Prop(share('uniqueViews ÷ members of the server.'))
  reach!: number;

  @Prop(share('starts ÷ max(starts, uniqueViews).'))
  startRate!: number;

  @Prop(initially(0, decimal({ min: 0 }, 'Minutes from the first try to the verification, median.')))
  medianMinutes!: number;

  @Prop(share('rejections ÷ starts.'))
  rejectionRate!: number;

  @Prop(share('(reactions + replies) ÷ max(starts, uniqueViews), at most 1.'))
  responseRate!: number;
}

@Schema()
export class TaskAnalytics {
  @Prop(initially(0, decimal({ min: 0, max: 100 }, '0 to 100: how much members did with the card.')))
  engagementScore!: number;

  @Prop(child(TaskPerformanceMetrics, 'Shares and times.'))
  performanceMetrics!: TaskPerformanceMetrics;
}

/** Which one of a task that recurs, as the clock on the wall of its community shows it. */
@Schema()
export class Occurrence {
  @Prop(pattern(/^\d{4}-\d{2}-\d{2}$/, 'The day on which it begins.'))
  date!: string;

  @Prop(pattern(/^\d{2}:\d{2}$/, 'When on that day, also where clocks are put forward over it.'))
  time!: string;

  @Prop(wholeNumber({ min: 1, max: 7 * 24 * 60 }, 'Minutes for which it is open.'))
  minutes!: number;
}

/** A task posted to a channel. Its id is that of the draft it was made from, so a form makes one task. */
@Schema()
export class DiscordTaskPost {
  _id!: Types.ObjectId;

  @Prop(text(64, 'The task at the platform; standalone: the id of the first post of it.'))
  taskId!: string;

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

  @Prop(text(64, 'Fixed at posting: points belong to it even when the server is linked elsewhere later.'))
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
        child(TaskData, 'The task itself.'),
      ),
    ),
  )
  taskData!: TaskData;

  @Prop(
    writtenBy(
      'the projection `task-figures`',
      child(TaskInteractionStats, 'Figures, recounted and never incremented.'),
    ),
  )
  interactionStats!: TaskInteractionStats;

  @Prop(
    writtenBy(
      'the events of the card and the worker of `card-engagement`',
      child(TaskEngagement, 'Who took part and reacted last, bounded.'),
    ),
  )
  engagement!: TaskEngagement;

  @Prop(writtenBy('the projection `task-figures`', child(TaskAnalytics, 'Figures made of the others.')))
  analytics!: TaskAnalytics;

  @Prop(
    writtenBy(
      'the projection `task-counts` and the worker of cards',
      child(Card, 'The message in the channel, as state.'),
    ),
  )
  card!: Card;

  @Prop(
    writtenBy(
      'whoever publishes it; the worker for those that follow',
      optional(child(Occurrence, 'Which one it is, where it recurs.')),
    ),
  )
  occurrence?: Occurrence;

  @Prop(
    writtenBy(
      'whoever moves its life on',
      optional(
        date('When the clock must act on its life: at its start, at its end, and after it where it recurs.'),
      ),
    ),
  )
  lifeDue?: Date;

  @Prop(
    writtenBy(
      'whoever ends it: managers or the clock',
      optional(date('Since when it is completed, expired or cancelled; 90 days later the row goes.')),
    ),
  )
  closedAt?: Date;
}

export const taskPosts = collection(DiscordTaskPost, {
  name: 'discord_task_posts',
  holds: 'A task posted to a channel.',
  writtenBy: 'the form of `/task create`',
  ends: 'TTL: 90 days after `closedAt`; a draft that nobody posts 30 days after it was made, by the cleanup.',
  retention: {
    expires: {
      group: 'expired',
      field: 'closedAt',
      afterSeconds: 90 * 86_400,
      ttl: { name: 'closed_ttl', serves: 'Ends what was closed 90 days ago.' },
    },
    keeps: 'A task that is not closed.',
  },
  indexes: [
    {
      name: 'message_unique',
      key: { messageId: 1 },
      unique: true,
      partialFilterExpression: { messageId: { $gt: '' } },
      serves: 'One row per message.',
    },
    { name: 'task', key: { taskId: 1, _id: -1 }, serves: 'The posts of one task, newest first.' },
    {
      name: 'occurrence_unique',
      key: { taskId: 1, 'occurrence.date': 1 },
      unique: true,
      partialFilterExpression: { 'occurrence.date': { $gt: '' } },
      serves: 'One occurrence a day of a task that recurs.',
    },
    {
      name: 'guild_status_newest',
      key: { guildId: 1, 'taskData.status': 1, _id: -1 },
      serves: '`TaskPostsRepository.pageOfOpen` and the lists of `/task manage`, newest first.',
    },
    {
      name: 'guild_status_expiry',
      key: { guildId: 1, 'taskData.status': 1, 'taskData.expiresAt': 1 },
      serves: '`/status`: how many tasks of a server are open, from the index alone.',
    },
    {
      name: 'card_due',
      key: { 'card.due': 1 },
      partialFilterExpression: { 'card.due': { $gt: new Date(0) } },
      serves: '`CardsRepository.claim`.',
    },
    {
      name: 'channel_status',
      key: { channelId: 1, 'taskData.status': 1, _id: 1 },
      serves: '`CardLossesRepository.block` and what ends that: the open tasks of a channel.',
    },
    {
      name: 'card_taken',
      key: { 'card.takenAt': 1, channelId: 1 },
      partialFilterExpression: { 'card.takenAt': { $gt: new Date(0) } },
      serves: '`CardsRepository.claim`: how much was done in each channel just now.',
    },
    {
      name: 'life_due',
      key: { lifeDue: 1 },
      partialFilterExpression: { lifeDue: { $gt: new Date(0) } },
      serves: '`TaskLivesRepository.claim`.',
    },
    {
      name: 'engagement_due',
      key: { 'engagement.due': 1 },
      partialFilterExpression: { 'engagement.due': { $gt: new Date(0) } },
      serves: '`CardEngagementRepository.claimDue`.',
    },
    {
      name: 'status_expiry',
      key: { 'taskData.status': 1, 'taskData.expiresAt': 1 },
      serves: '`TaskPostsRepository.openIds`, and what is to be closed.',
    },
    {
      name: 'guild_campaign',
      key: { guildId: 1, 'taskData.campaign': 1, _id: -1 },
      partialFilterExpression: { 'taskData.campaign': { $gt: '' } },
      serves: 'The tasks of a campaign, newest first.',
    },
    {
      name: 'guild_search',
      key: { guildId: 1, 'taskData.title': 'text', 'taskData.description': 'text' },
      weights: { 'taskData.title': 4, 'taskData.description': 1 },
      serves: '`TaskPostsRepository.search` within a server.',
    },
  ],
});
