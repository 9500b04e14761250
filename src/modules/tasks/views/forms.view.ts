import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { formModal } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { OpenPage } from '../questions/task-pages.service.js';
import { taskPageId } from '../tasks.custom-ids.js';

type Modal = APIModalInteractionResponseCallbackData;

/** A page of what a member fills in. */
export function taskPageModal({ post, page, fields, values }: OpenPage, texts: Texts): Modal {
  const customId = taskPageId.build({ postId: post._id.toHexString(), page: String(page) });
  return formModal({ customId, title: post.taskData.title, fields, values }, texts);
}
