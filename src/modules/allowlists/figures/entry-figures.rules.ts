import type { HourOfEntries } from '../entries/entry-lists.repository.js';
import type { AllowlistData, EntryTotals, TrendData } from '../schemas/allowlist-connection.schema.js';

/** Hours in a trend: seven days that had some. */
const TREND_HOURS = 168;

export function totalsOf(hours: readonly HourOfEntries[]): EntryTotals {
  const sum = (state: string, field: 'entries' | 'tickets'): number =>
    hours.filter((hour) => hour.state === state).reduce((total, hour) => total + hour[field], 0);
  return { entries: sum('valid', 'entries'), held: sum('held', 'entries'), tickets: sum('valid', 'tickets') };
}

/** Entries that count by hour, oldest first; hours without any are left out. */
export function trendOf(hours: readonly HourOfEntries[]): TrendData[] {
  return hours
    .filter(({ state }) => state === 'valid')
    .slice(-TREND_HOURS)
    .map(({ start, entries }) => ({ start, entries }));
}

/** Entries per place; 0 where everyone wins. */
export function competitivenessOf({ winnerCount, maxEntries }: AllowlistData, entries: number): number {
  const places = winnerCount ?? maxEntries;
  return places === undefined ? 0 : entries / places;
}
