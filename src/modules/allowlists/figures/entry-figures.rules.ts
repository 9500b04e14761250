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

/** What entries compete for; none where everyone wins. */
export const placesOf = ({ winnerCount, maxEntries }: AllowlistData): number | undefined =>
  winnerCount ?? maxEntries;

/** Entries per place; 0 where everyone wins. */
export function competitivenessOf(data: AllowlistData, entries: number): number {
  const places = placesOf(data);
  return places === undefined ? 0 : entries / places;
}
