import type { Texts } from '../../locales/index.js';
import type { Series, Step } from './series.rules.js';

export const percentOf = (share: number, texts: Texts): string =>
  texts.statistics.percent(Math.round(share * 100));

/** `23 Nov`, of hours `Mon 14:00`. */
export function stepName({ at }: Step, { unit, zone }: Series, texts: Texts): string {
  const form: Intl.DateTimeFormatOptions =
    unit === 'hour'
      ? { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(texts.statistics.intl, { ...form, timeZone: zone }).format(at);
}

export const momentIn = (at: Date, zone: string, texts: Texts): string =>
  new Intl.DateTimeFormat(texts.statistics.intl, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(at);
