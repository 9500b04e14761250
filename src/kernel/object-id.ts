import { SECOND_MS } from './clock.js';

/** Our documents' ids travel in custom ids as 24 hex digits; anything else is no id. */
export function isObjectIdText(value: string): boolean {
  return /^[0-9a-f]{24}$/.test(value);
}

/**
 * An id that is not found though what it names would still be kept: invented, or of another server.
 *
 * @param keptForMs rows stay at least that long
 */
export function isNoneOfOurs(id: string, keptForMs: number, now: Date): boolean {
  if (!isObjectIdText(id)) return true;
  const madeAt = Number.parseInt(id.slice(0, 8), 16) * SECOND_MS;
  return now.getTime() - madeAt < keptForMs;
}
