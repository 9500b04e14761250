/** What a manager asks for: any emoji of this character, or a custom one by its id or its name. */
export type WantedEmoji =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'custom'; readonly name: string; readonly id?: string };

const CUSTOM = /^<a?:(?<name>\w{2,32}):(?<id>[1-9]\d{16,18})>$/;
const NAMED = /^:(?<name>\w{2,32}):$/;
const PICTURE =
  /^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{M}\u200D\u{E0020}-\u{E007F}]+$/u;
const HAS_PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/u;
const KEYCAP = /^[#*0-9]\u20E3$/;
const VARIATION_SELECTORS = /[\uFE0E\uFE0F]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** With and without a selector of its look an emoji is the same: keyboards differ. */
export const plainEmoji = (typed: string): string =>
  typed.normalize('NFC').replace(VARIATION_SELECTORS, '').trim();

/**
 * Reads an emoji as people type it: `👍`, `<:name:id>` as Discord's client writes a custom one, or `:name:`.
 *
 * @returns `null` for anything else
 */
export function readEmoji(typed: string): WantedEmoji | null {
  const plain = plainEmoji(typed);
  const { name, id } = (CUSTOM.exec(plain) ?? NAMED.exec(plain))?.groups ?? {};
  if (name !== undefined) return { kind: 'custom', name, ...(id !== undefined && { id }) };
  const isOne = [...graphemes.segment(plain)].length === 1;
  const isEmoji = KEYCAP.test(plain) || (PICTURE.test(plain) && HAS_PICTURE.test(plain));
  return isOne && isEmoji ? { kind: 'character', character: plain } : null;
}

/** Whether this emoji, as Discord tells it, is the wanted one. */
export function isWanted(
  wanted: WantedEmoji,
  { id, name }: { id: string | null; name: string | null },
): boolean {
  if (wanted.kind === 'character') return id === null && plainEmoji(name ?? '') === wanted.character;
  if (id === null) return false;
  return wanted.id === undefined ? name === wanted.name : id === wanted.id;
}
