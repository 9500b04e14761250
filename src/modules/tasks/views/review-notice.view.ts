import {
  ACCENT,
  literal,
  linkButton,
  container,
  row,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { messageLink } from '../../../kernel/discord-text.js';
import { textsOf } from '../../../locales/index.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { nextAttemptWords } from '../tasks.rules.js';

/** The direct message after a decision, in the server's language: the member's own is not stored. */
export function reviewNoticeView(
  completion: TaskCompletion,
  post: DiscordTaskPost,
  guildName: string,
  now: Date,
): View {
  const texts = textsOf(post.locale);
  const title = literal(post.taskData.title);
  const server = literal(guildName);
  const isApproved = completion.state === 'verified';
  const words = isApproved
    ? texts.notice.approved(completion.points, title, server)
    : texts.notice.rejected(
        title,
        server,
        literal(completion.review?.reason ?? ''),
        nextAttemptWords(completion, post.taskData, now)(texts),
      );
  const link = messageLink(post.guildId, post.channelId, post.messageId ?? '');
  return [
    container(
      isApproved ? ACCENT.success : ACCENT.warning,
      text(words),
      row(linkButton(link, texts.common.open)),
    ),
  ];
}
