const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** "in 7 days", "2 minutes ago", as Discord words `<t:…:R>`. */
export function relativeText(atMs: number, nowMs: number, locale: string): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  const distance = Math.abs(seconds);
  const [unit, size] = UNITS.find(([, least]) => distance >= least) ?? ['second', 1];
  const amount = Math.round(distance / size) * Math.sign(seconds);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(amount, unit);
}

export function timeText(atMs: number, style: string, nowMs: number, locale: string): string {
  if (style === 'R') return relativeText(atMs, nowMs, locale);
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return new Intl.DateTimeFormat(locale, styles[style] ?? styles.f).format(date);
}

/** The short time beside a name: "Today at 14:05", else the date. */
export function stampText(atMs: number, nowMs: number, locale: string): string {
  const time = timeText(atMs, 't', nowMs, locale);
  const isSameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return isSameDay ? time : `${timeText(atMs, 'd', nowMs, locale)}, ${time}`;
}
