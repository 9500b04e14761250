import { type FormField, type Sent, sentTo } from '../../../infra/discord/index.js';
import { parseWholeNumber } from '../../../kernel/text.js';
import type { Words } from '../requirement-kind.port.js';

/** A whole number from 1 on. */
export const numberField = (id: string, label: Words, most: number): FormField => ({
  id,
  label,
  hint: ({ requirements, common }) => requirements.form.numberHint(common.number(most)),
  input: { kind: 'text', maxLength: 15 },
});

/** The number, or what is wrong with it. */
export function readNumber(sent: Sent, id: string, most: number): number | Words {
  const number = parseWholeNumber(sentTo(sent, id));
  if (number !== null && number >= 1 && number <= most) return number;
  return ({ requirements, common }) => requirements.faults.number(common.number(most));
}
