import {
  type APIModalInteractionResponseCallbackData,
  AttachmentBuilder,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import {
  ACCENT,
  button,
  container,
  edited,
  notice,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { PersonalExport } from '../privacy/personal-data.port.js';
import { confirmDeletionId, deleteDataId } from '../privacy.custom-ids.js';

/** The files are part of the message: private, as the answer around them. */
export function exportMessage({ files, leftOut }: PersonalExport, { privacy }: Texts) {
  const more = leftOut === 0 ? '' : `\n${privacy.exportLeftOut(leftOut)}`;
  const view: View = [
    container(
      ACCENT.brand,
      text(`${privacy.exported(files.length)}${more}`),
      ...files.map(({ name }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${name}` },
      })),
    ),
  ];
  const attachments = files.map(({ name, content }) => new AttachmentBuilder(content, { name }));
  return { ...edited(view), files: attachments };
}

export function deletionView({ privacy }: Texts): View {
  return [
    container(
      ACCENT.warning,
      text(privacy.deleteTitle),
      text([privacy.deleteErased, privacy.deletePseudonymous, privacy.deleteKept].join('\n')),
      separator(),
      text(`${privacy.deletePoints}\n-# ${privacy.deletePointer}`),
      row(button(deleteDataId.build({}), privacy.deleteButton, ButtonStyle.Danger)),
    ),
  ];
}

export function deletionModal({ privacy }: Texts): APIModalInteractionResponseCallbackData {
  return {
    custom_id: confirmDeletionId.build({}),
    title: privacy.confirmTitle,
    components: [
      {
        type: ComponentType.Label,
        label: privacy.confirmLabel(privacy.confirmWord),
        description: privacy.confirmHint,
        component: {
          type: ComponentType.TextInput,
          custom_id: 'word',
          style: TextInputStyle.Short,
          required: true,
          max_length: 20,
        },
      },
    ],
  };
}

export const erasureBegunView = (begins: Date, { privacy }: Texts): View =>
  notice(privacy.erasureBegun(relativeTime(begins)), ACCENT.success);

export const messagesView = (isOn: boolean, { privacy }: Texts): View =>
  notice(isOn ? privacy.messagesOn : privacy.messagesOff, ACCENT.success);
