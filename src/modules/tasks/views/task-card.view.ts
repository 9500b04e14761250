import { ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import { truncate } from '../../../kernel/text.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import type { DiscordTaskPost, TaskData } from '../schemas/task-post.schema.js';
import { completeTaskId, takeTaskId, taskDetailsId } from '../tasks.custom-ids.js';
import type { Verifier } from '../verifiers/verifier.port.js';

/** Discord counts the texts of a message together. */
export const LONGEST_CARD = 4_000;
/** What a type says is to be done quotes what managers typed, such as an address. */
const LONGEST_HOW_TO = 800;

export interface Shown {
  readonly post: DiscordTaskPost;
  readonly verifier: Verifier;
  /** In words of the server's language. */
  readonly requirements: readonly string[];
  /** Whether the server is still linked to the community of the task. */
  readonly isLinked: boolean;
}

/** The public card, in the server's language. @param longest how long its texts may be together */
export function taskCardView(
  { post, verifier, requirements, isLinked }: Shown,
  now: Date,
  longest = LONGEST_CARD,
): View {
  const texts = textsOf(post.locale);
  const { taskData } = post;
  const postId = post._id.toHexString();
  const closed = isLinked ? closedWords(post, now, texts) : texts.taskCard.closed.notLinked;
  // A form is opened by the answer itself, which a press that is looked into can't wait for: so two buttons.
  const hasForm = verifier.pages(taskData.asks).length > 0;
  const complete = hasForm ? takeTaskId.build({ postId, page: '0' }) : completeTaskId.build({ postId });
  const head = `## ${literal(taskData.title)}\n${literal(taskData.description)}`;
  const howTo = truncate(verifier.howTo(taskData.asks, texts), LONGEST_HOW_TO);
  const body = `${texts.taskCard.reward(taskData.points)} · ${standingOf(post, now, texts)}\n${howTo}`;
  const foot = footOf(post, closed, texts);
  const needs = needsWithin(longest - head.length - body.length - foot.length, requirements, texts);
  return [
    container(
      closed === undefined ? ACCENT.brand : ACCENT.muted,
      text(head),
      separator(),
      text(body),
      ...(needs === '' ? [] : [text(needs)]),
      text(foot),
      row(
        button(complete, texts.taskCard.complete, ButtonStyle.Primary, closed !== undefined),
        button(taskDetailsId.build({ postId }), texts.taskCard.details),
      ),
    ),
  ];
}

/** Where the task is in its life, in few words; Discord counts the time down by itself. */
export function standingOf({ taskData }: Pick<DiscordTaskPost, 'taskData'>, now: Date, texts: Texts): string {
  const { standing } = texts.taskCard;
  const { status, startsAt, expiresAt } = taskData;
  const end = relativeTime(expiresAt);
  if (status === 'cancelled') return standing.withdrawn;
  if (status === 'completed') return standing.full;
  if (status === 'expired' || expiresAt <= now) return standing.ended(end);
  if (status === 'paused') return standing.pausedUntil(end);
  if (startsAt !== undefined && startsAt > now) return standing.opens(relativeTime(startsAt));
  return standing.ends(end);
}

/** Why nobody can complete it now; `undefined` while it is open. */
export function closedWords(
  { taskData, card }: DiscordTaskPost,
  now: Date,
  texts: Texts,
): string | undefined {
  const { closed, trouble } = texts.taskCard;
  const { status, startsAt, expiresAt } = taskData;
  if (status === 'cancelled' || status === 'completed') return closed[status];
  if (status === 'expired' || expiresAt <= now) return closed.expired;
  if (status === 'paused')
    return card.trouble?.hasPaused === true ? trouble[card.trouble.kind] : closed.paused;
  if (startsAt !== undefined && startsAt > now) return closed.scheduled(relativeTime(startsAt));
  return isFull(taskData, card.wanted) ? closed.full : undefined;
}

/** How many have completed it, or how many of its places are taken. */
export function countWords({ taskData, card, interactionStats }: DiscordTaskPost, texts: Texts): string {
  const { completed, places } = texts.taskCard;
  const { number } = texts.common;
  return taskData.maxCompletions === undefined
    ? completed(interactionStats.completions)
    : places(number(card.wanted), number(taskData.maxCompletions));
}

const isFull = ({ maxCompletions = Infinity }: TaskData, taken: number): boolean => taken >= maxCompletions;

function footOf(post: DiscordTaskPost, closed: string | undefined, texts: Texts): string {
  const { campaign } = post.taskData;
  const lines = [
    ...(closed === undefined ? [] : [closed]),
    ...(campaign === undefined ? [] : [`-# ${texts.taskCard.campaign(literal(campaign))}`]),
    `-# ${countWords(post, texts)}`,
  ];
  return lines.join('\n');
}

/** As many requirements as fit; the member's own details list all of them. */
function needsWithin(room: number, requirements: readonly string[], texts: Texts): string {
  if (requirements.length === 0) return '';
  const lines = requirements.map((line) => `- ${line}`);
  for (let shown = lines.length; shown >= 0; shown -= 1) {
    const left = lines.length - shown;
    const more = left === 0 ? [] : [texts.taskCard.moreNeeds(left)];
    const words = [texts.taskCard.needs, ...lines.slice(0, shown), ...more].join('\n');
    if (words.length <= room) return words;
  }
  return '';
}
