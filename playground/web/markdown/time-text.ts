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
  return relativeFormat(locale).format(amount, unit);
}

export function timeText(atMs: number, style: string, nowMs: number, locale: string): string {
  if (style === 'R') return relativeText(atMs, nowMs, locale);
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return dateFormat(locale, style).format(date);
}

/** How long, in its two largest units: "2 d 3 h". */
export function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = Math.max(
    0,
    parts.findIndex(([amount]) => amount > 0),
  );
  const shown = parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ') || '0 min';
}

/** The short time beside a name: "Today at 14:05", else the date. */
export function stampText(atMs: number, nowMs: number, locale: string): string {
  const time = timeText(atMs, 't', nowMs, locale);
  const isSameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return isSameDay ? time : `${timeText(atMs, 'd', nowMs, locale)}, ${time}`;
}

// Making a format costs far more than using it.
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function dateFormat(locale: string, style: string): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, styles[style] ?? styles.f);
  dateFormats.set(key, format);
  return format;
}

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  relativeFormats.set(locale, format);
  return format;
}
