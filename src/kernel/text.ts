// C0 and C1 controls but for newline, zero-width and bidirectional marks, and lone surrogates:
// they hide, reorder or forge what others read.
const INVISIBLE =
  /(?!\n)(?:\p{Cc}|\p{Cs}|[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]|\u034F|\u115F|\u1160|\u17B4|\u17B5)/gu;
/** White space, marks without a letter, joiners and blank cells: characters that show nothing by themselves. */
const SHOWS_NOTHING = /^[\s\p{M}\p{Cf}\u2800]*$/u;
const MAX_COMBINING_MARKS = 4;
const STACKED_MARKS = new RegExp(`(\\p{M}{${String(MAX_COMBINING_MARKS)}})\\p{M}+`, 'gu');

/**
 * What people typed, fit to be stored and shown: NFC, without invisible or reordering characters,
 * at most four combining marks in a row, no more than two empty lines together, trimmed.
 * U+200D stays: it joins emoji. Text that would show nothing is empty.
 */
export function cleanText(raw: string): string {
  const clean = raw
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return SHOWS_NOTHING.test(clean) ? '' : clean;
}

/** A title: `cleanText` on one line. */
export function cleanLine(raw: string): string {
  // Twice: an invisible character between two spaces is gone only after the cleaning.
  return cleanText(raw.replace(/\s+/gu, ' ')).replace(/\s+/gu, ' ');
}

/** Characters as a person counts them, which is how Discord's limits are written in our texts. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** The first characters, never half of one. */
export function truncate(text: string, maxLength: number): string {
  return Array.from(text).slice(0, maxLength).join('');
}

/** Full-width letters and digits, as Asian keyboards type them, in ASCII. NFKC would also read `7²` as 72. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/**
 * Reads a whole number. Full-width digits are understood; all others, `1e3`, `1.5`, `0x10` and signs
 * are refused, never misread.
 */
export function parseWholeNumber(raw: string): number | null {
  const digits = toHalfWidth(raw).trim();
  if (!/^[0-9]{1,15}$/.test(digits)) return null;
  return Number(digits);
}
