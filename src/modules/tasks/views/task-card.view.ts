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
import { relativeTime, roleMention } from '../../../kernel/discord-text.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import type { DiscordTaskPost, TaskData } from '../schemas/task-post.schema.js';
import { completeTaskId, submitProofId, taskDetailsId } from '../tasks.custom-ids.js';

/**
 * The public card, in the server's language.
 *
 * @param isLinked whether the server is still linked to the community of the task
 */
export function taskCardView(post: DiscordTaskPost, now: Date, isLinked: boolean): View {
  const texts = textsOf(post.locale);
  const { taskData } = post;
  const postId = post._id.toHexString();
  const isClosed = !isLinked || taskData.expiresAt <= now;
  // A proof opens a form, which can't wait for a look at the database: so it is a button of its own.
  const complete = (taskData.type === 'custom' ? submitProofId : completeTaskId).build({ postId });
  return [
    container(
      isClosed ? ACCENT.muted : ACCENT.brand,
      text(`## ${literal(taskData.title)}\n${literal(taskData.description)}`),
      separator(),
      text(
        `${texts.taskCard.reward(taskData.points)} · ${endOf(taskData, now, texts)}\n${howTo(taskData, texts)}`,
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

export function howTo({ type, roleId }: TaskData, texts: Texts): string {
  switch (type) {
    case 'discord_join':
      return roleId === undefined ? texts.taskCard.howJoin : texts.taskCard.howRole(roleMention(roleId));
    case 'custom':
      return texts.taskCard.howProof;
  }
}
