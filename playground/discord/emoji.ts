import { refuse } from './api-error.ts';

const CUSTOM_EMOJI = /^\w{2,32}:\d{17,19}$/;

/** An emoji in a route is the character itself or `name:id`. */
export function emojiOf(key: string): { id: string | null; name: string } {
  const custom = /^(\w{2,32}):(\d{17,19})$/.exec(key);
  return custom?.[1] === undefined || custom[2] === undefined
    ? { id: null, name: key }
    : { id: custom[2], name: custom[1] };
}

/** @throws ApiError 10014 for what is neither an emoji character nor `name:id` */
export function checkedEmoji(emoji: string): string {
  const plain = emoji.replace(/^a:/, '');
  if (
    CUSTOM_EMOJI.test(plain) ||
    /^(\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*0-9]\u{fe0f}?\u{20e3})/u.test(plain)
  )
    return plain;
  throw refuse('unknownEmoji');
}
