import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.js';
import { toHalfWidth } from './text.js';

const UNIT_MS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };

/**
 * Reads a duration as people type it: `7d`, `12h`, `90m`, `2w`, or several as in `1d 12h`.
 *
 * @returns milliseconds, or `null` when it is not a duration (the caller names the accepted form)
 */
export function parseDuration(raw: string): number | null {
  const text = toHalfWidth(raw).toLowerCase().replace(/\s+/g, '');
  if (!/^(?:[0-9]{1,6}[mhdw])+$/.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9]+)([mhdw])/g)) {
    totalMs += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return totalMs;
}

/** A duration as `parseDuration` reads it: `1d 12h`. */
export function durationText(ms: number): string {
  const units = [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['m', MINUTE_MS],
  ] as const;
  let left = ms;
  const parts = units.flatMap(([unit, unitMs]) => {
    const amount = Math.floor(left / unitMs);
    left -= amount * unitMs;
    return amount === 0 ? [] : [`${String(amount)}${unit}`];
  });
  return parts.length === 0 ? '0m' : parts.join(' ');
}
