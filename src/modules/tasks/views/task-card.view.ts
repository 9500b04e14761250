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
import { type Texts, textsOf } from '../../../locales/index.js';
import type { Verifier } from '../verifiers/verifier.port.js';
import type { DiscordTaskPost, TaskData } from '../schemas/task-post.schema.js';
import { completeTaskId, takeTaskId, taskDetailsId } from '../tasks.custom-ids.js';

export interface Shown {
  readonly post: DiscordTaskPost;
  readonly verifier: Verifier;
  /** Whether the server is still linked to the community of the task. */
  readonly isLinked: boolean;
}

/** The public card, in the server's language. */
export function taskCardView({ post, verifier, isLinked }: Shown, now: Date): View {
  const texts = textsOf(post.locale);
  const { taskData } = post;
  const postId = post._id.toHexString();
  const isClosed = !isLinked || taskData.expiresAt <= now;
  // A form is opened by the answer itself, which a press that is looked into can't wait for: so two buttons.
  const hasForm = verifier.pages(taskData.asks).length > 0;
  const complete = hasForm ? takeTaskId.build({ postId, page: '0' }) : completeTaskId.build({ postId });
  return [
    container(
      isClosed ? ACCENT.muted : ACCENT.brand,
      text(`## ${literal(taskData.title)}\n${literal(taskData.description)}`),
      separator(),
      text(
        `${texts.taskCard.reward(taskData.points)} · ${endOf(taskData, now, texts)}\n${verifier.howTo(taskData.asks, texts)}`,
      ),
      text(
        `${isLinked ? '' : `${texts.taskCard.notLinked}\n`}-# ${texts.taskCard.completed(post.card.wanted)}`,
      ),
      row(
        button(complete, texts.taskCard.complete, ButtonStyle.Primary, isClosed),
        button(taskDetailsId.build({ postId }), texts.taskCard.details),
      ),
    ),
  ];
}

export function endOf({ expiresAt }: TaskData, now: Date, texts: Texts): string {
  const when = relativeTime(expiresAt);
  return expiresAt <= now ? texts.taskCard.ended(when) : texts.taskCard.ends(when);
}
