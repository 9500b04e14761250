import {
  type APIModalInteractionResponseCallbackData,
  type APIModalInteractionResponseCallbackComponent,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  linkButton,
  literal,
  notice,
  row,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { channelMention, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import type { OpenPage } from '../questions/task-pages.service.js';
import { TASK_LIMITS } from '../schemas/task-post.schema.js';
import type { FormOutcome, OpenForm } from '../task-forms.service.js';
import { fixTaskFormId, taskFormId, taskPageId } from '../tasks.custom-ids.js';
import type { FormField } from '../tasks.rules.js';

type Modal = APIModalInteractionResponseCallbackData;

interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly typed?: string;
  readonly isLong?: boolean;
}

function field({
  id,
  label,
  hint,
  maxLength,
  typed,
  isLong,
}: Field): APIModalInteractionResponseCallbackComponent {
  return {
    type: ComponentType.Label,
    label,
    description: hint,
    component: {
      type: ComponentType.TextInput,
      custom_id: id,
      style: isLong === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required: true,
      min_length: 1,
      max_length: maxLength,
      ...(typed === undefined || typed === '' ? {} : { value: truncate(typed, maxLength) }),
    },
  };
}

export function taskFormModal({ draftId, typed }: OpenForm, texts: Texts): Modal {
  const t = texts.taskForm;
  const { title, description, minPoints, maxPoints } = TASK_LIMITS;
  const pointsHint = t.pointsHint(texts.common.number(minPoints), texts.common.number(maxPoints));
  const one = (id: FormField, label: string, hint: string, maxLength: number, isLong = false) =>
    field({ id, label, hint, maxLength, typed: typed[id], isLong });
  return {
    custom_id: taskFormId.build({ draftId }),
    title: t.title,
    components: [
      one('title', t.titleLabel, t.titleHint(title), title),
      one('description', t.descriptionLabel, t.descriptionHint(description), description, true),
      one('points', t.pointsLabel, pointsHint, 10),
      one('duration', t.durationLabel, t.durationHint, 20),
    ],
  };
}

/** A page of what a member fills in. */
export function taskPageModal({ post, page, fields, values }: OpenPage, texts: Texts): Modal {
  const customId = taskPageId.build({ postId: post._id.toHexString(), page: String(page) });
  return formModal({ customId, title: post.taskData.title, fields, values }, texts);
}

export function formOutcomeView(outcome: FormOutcome, texts: Texts): View {
  switch (outcome.kind) {
    case 'saved':
      return notice(texts.taskForm.postedSoon);
    case 'posted': {
      const { guildId, channelId, messageId = '', taskData } = outcome.post;
      const link = messageLink(guildId, channelId, messageId);
      const reward = `${texts.taskCard.reward(taskData.points)} · ${texts.taskCard.standing.ends(relativeTime(taskData.expiresAt))}`;
      return [
        container(
          ACCENT.success,
          text(`${texts.taskForm.posted(literal(taskData.title), channelMention(channelId))}\n${reward}`),
          row(linkButton(link, texts.common.open)),
        ),
      ];
    }
    case 'refused': {
      const faults = outcome.faults.map((fault) => `- ${fault(texts)}`).join('\n');
      return [
        container(
          ACCENT.warning,
          text(`${texts.taskForm.refused}\n${faults}\n-# ${texts.taskForm.refusedHint}`),
          row(
            button(
              fixTaskFormId.build({ draftId: outcome.draftId }),
              texts.taskForm.fix,
              ButtonStyle.Primary,
            ),
          ),
        ),
      ];
    }
  }
}
