import { type Answer, readableText } from '../../../playground/discord/client.ts';

/** What a member reads in an answer, without the marks of formatting. */
export function textOf(answer: Pick<Answer, 'message' | 'outcome'>): string {
  if (answer.message === undefined) throw new Error(`The bot answered no message but: ${answer.outcome}`);
  return plain(readableText(answer.message));
}

export const plain = (text: string): string => text.replaceAll(/[*#`]/g, '');
