import type { FormField } from '../../../infra/discord/index.js';
import { TASK_LIMITS } from '../schemas/task-post.schema.js';

const { title, description, minPoints, maxPoints, campaign, places, attempts } = TASK_LIMITS;

/** Title, description and points: of every task. */
export const TEXTS: readonly FormField[] = [
  {
    id: 'title',
    label: (texts) => texts.taskForm.titleLabel,
    hint: (texts) => texts.taskForm.titleHint(title),
    input: { kind: 'text', maxLength: title },
  },
  {
    id: 'description',
    label: (texts) => texts.taskForm.descriptionLabel,
    hint: (texts) => texts.taskForm.descriptionHint(description),
    input: { kind: 'text', maxLength: description, isLong: true },
  },
  {
    id: 'points',
    label: (texts) => texts.taskForm.pointsLabel,
    hint: (texts) =>
      texts.taskForm.pointsHint(texts.common.number(minPoints), texts.common.number(maxPoints)),
    input: { kind: 'text', maxLength: 10 },
  },
];

export const DURATION: FormField = {
  id: 'duration',
  label: (texts) => texts.taskForm.durationLabel,
  hint: (texts) => texts.taskForm.durationHint,
  input: { kind: 'text', maxLength: 20 },
};

export const CAMPAIGN: FormField = {
  id: 'campaign',
  label: (texts) => texts.taskForm.campaignLabel,
  hint: (texts) => texts.taskForm.campaignHint,
  input: { kind: 'text', maxLength: campaign },
  isOptional: true,
};

export const PLACES: FormField = {
  id: 'places',
  label: (texts) => texts.taskForm.placesLabel,
  hint: (texts) => texts.taskForm.placesHint(texts.common.number(places)),
  input: { kind: 'text', maxLength: 10 },
  isOptional: true,
};

export const TRIES: FormField = {
  id: 'tries',
  label: (texts) => texts.taskForm.triesLabel,
  hint: (texts) => texts.taskForm.triesHint(attempts),
  input: { kind: 'text', maxLength: 10 },
};

export const COOLDOWN: FormField = {
  id: 'cooldown',
  label: (texts) => texts.taskForm.cooldownLabel,
  hint: (texts) => texts.taskForm.cooldownHint,
  input: { kind: 'text', maxLength: 20 },
};
