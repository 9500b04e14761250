import { formModal } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { REASON_MAX } from '../schemas/task-completion.schema.js';

/** @param customId of the panel, or of the message in the review channel */
export const rejectionModal = (customId: string, texts: Texts) =>
  formModal(
    {
      customId,
      title: texts.review.reasonTitle,
      fields: [
        {
          id: 'reason',
          label: ({ review }) => review.reasonLabel,
          hint: ({ review }) => review.reasonHint,
          input: { kind: 'text', maxLength: REASON_MAX, isLong: true },
        },
      ],
    },
    texts,
  );
