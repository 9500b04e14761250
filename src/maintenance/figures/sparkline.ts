const BARS = '▁▂▃▄▅▆▇█';
const PLAIN_BARS = '_.-=+*%#';

/**
 * Values as bars from 0 to the highest one, `width` of them at most: neighbours are drawn by their highest.
 *
 * @param isPlain ASCII only, for what may not show blocks
 */
export function sparkline(values: readonly number[], { width = 30, isPlain = false } = {}): string {
  const bars = isPlain ? PLAIN_BARS : BARS;
  const each = Math.ceil(values.length / width);
  const highest = Math.max(0, ...values);
  const drawn: string[] = [];
  for (let at = 0; at < values.length; at += each) {
    const value = Math.max(...values.slice(at, at + each));
    const level = highest === 0 ? 0 : Math.round((value / highest) * (bars.length - 1));
    // What is there is never drawn as nothing.
    drawn.push(bars.charAt(value > 0 ? Math.max(1, level) : 0));
  }
  return drawn.join('');
}
