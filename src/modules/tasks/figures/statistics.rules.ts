import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { type CountedFigures, engagementScore } from './derived-figures.js';

/** What there is to say of a task, or of the tasks of a campaign together; nobody is counted across tasks. */
export interface Figures extends CountedFigures {
  readonly views: number;
  /** Attempts that wait for a moderator. */
  readonly waiting: number;
  /** Members who pressed *Complete* and have no attempt: what was asked for was not done, or not sent. */
  readonly unfinished: number;
  /** completions ÷ max(starts, uniqueViews), 0 to 1. */
  readonly conversionRate: number;
  /** completions ÷ starts that don't wait for a moderator, 0 to 1. */
  readonly successRate: number;
  /** Starts that don't wait for a moderator. */
  readonly decided: number;
  /** Seconds from the first attempt to the verification, mean. */
  readonly averageSeconds: number;
  /** See `engagementScore`. */
  readonly score: number;
  readonly reactionsByEmoji: readonly { readonly emoji: string; readonly count: number }[];
}

type Counted = Pick<DiscordTaskPost, 'interactionStats' | 'engagement'>;

/** Sums; shares are made of the sums, times weigh as much as there are completions. */
export function figuresOf(posts: readonly Counted[]): Figures {
  const sum = (of: (post: Counted) => number): number => posts.reduce((total, post) => total + of(post), 0);
  const stat = (name: keyof Counted['interactionStats']): number =>
    sum((post) => post.interactionStats[name]);
  const completions = stat('completions');
  const rejections = stat('rejections');
  const starts = stat('starts');
  const attempts = stat('attempts');
  const waiting = Math.max(0, attempts - completions - rejections);
  const seconds = sum(
    (post) => post.interactionStats.averageCompletionTime * post.interactionStats.completions,
  );
  const counted = {
    uniqueViews: stat('uniqueViews'),
    starts,
    completions,
    rejections,
    reactions: sum(({ engagement }) => reactionsIn(engagement.reactions)),
    replies: sum(({ engagement }) => engagement.replies),
  };
  const decided = Math.max(0, starts - waiting);
  const reached = Math.max(starts, counted.uniqueViews, 1);
  return {
    ...counted,
    views: stat('views'),
    waiting,
    unfinished: Math.max(0, starts - attempts),
    decided,
    conversionRate: Math.min(1, completions / reached),
    successRate: decided === 0 ? 0 : Math.min(1, completions / decided),
    averageSeconds: completions === 0 ? 0 : seconds / completions,
    score: engagementScore(counted),
    reactionsByEmoji: byEmoji(posts),
  };
}

const reactionsIn = (reactions: readonly { readonly count: number }[]): number =>
  reactions.reduce((total, { count }) => total + count, 0);

function byEmoji(posts: readonly Counted[]): Figures['reactionsByEmoji'] {
  const counts = new Map<string, number>();
  for (const { engagement } of posts)
    for (const { emoji, count } of engagement.reactions) counts.set(emoji, (counts.get(emoji) ?? 0) + count);
  return [...counts]
    .map(([emoji, count]) => ({ emoji, count }))
    .sort((one, other) => other.count - one.count);
}

/** Below this, a share says more about who came first than about the task. */
export const ENOUGH = 20;
const LOW = 0.5;
const HIGH = 0.8;
/** Of those who looked; fewer starts than that are few. */
const FEW_STARTS = 0.3;

/**
 * - `few`: too little is decided to say anything
 * - `rejected`, `unfinished`: less than half succeed, most of the others so
 * - `easy`: more than four of five succeed
 * - `balanced`: neither
 * - `unstarted`: enough members looked, and few of them started
 */
export type Advice = 'few' | 'rejected' | 'unfinished' | 'easy' | 'balanced' | 'unstarted';

export function adviceOn(figures: Figures): readonly Advice[] {
  const { starts, uniqueViews } = figures;
  const isUnstarted = uniqueViews >= ENOUGH && starts / uniqueViews < FEW_STARTS;
  return [onSuccess(figures), ...(isUnstarted ? (['unstarted'] as const) : [])];
}

function onSuccess({ decided, successRate, rejections, unfinished }: Figures): Advice {
  if (decided < ENOUGH) return 'few';
  if (successRate < LOW) return rejections >= unfinished ? 'rejected' : 'unfinished';
  return successRate > HIGH ? 'easy' : 'balanced';
}
