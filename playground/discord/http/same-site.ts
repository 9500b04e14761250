import { refuse } from '../api-error.ts';

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

interface Caller {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Only pages of this machine may use the members' API: a foreign name that points to 127.0.0.1 (DNS
 * rebinding) is seen by its Host, a foreign page by its Origin. Scripts send no Origin.
 */
export function isOwnPage({ host, origin }: Caller): boolean {
  if (host === undefined || !LOOPBACK_HOST.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** @throws ApiError 403 */
export function demandOwnPage(caller: Caller): void {
  if (!isOwnPage(caller)) throw refuse('missingAccess');
}
