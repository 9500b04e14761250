import { type ApiError, type ErrorTree } from './api-error.ts';

const KEPT = 500;

export interface Refusal {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly errors?: ErrorTree;
}

/** What the bot should not have asked for; tests and the inspector page read it. */
export class Journal {
  /** The last refusals (4xx), oldest first. */
  readonly refusals: Refusal[] = [];
  /** Keys of bodies that Discord ignores, with their route. */
  readonly warnings: string[] = [];
  /** Everything that was answered with 501. */
  readonly unimplemented: string[] = [];
  /** How many requests were answered with 429. */
  rateLimited = 0;

  record(method: string, route: string, error: ApiError): void {
    if (error.status === 501) {
      this.notImplemented(error.message);
      return;
    }
    if (error.status === 429) this.rateLimited += 1;
    const { status, code, message, errors } = error;
    push(this.refusals, { method, route, status, code, message, ...(errors !== undefined && { errors }) });
  }

  warn({ method, pattern }: { method: string; pattern: string }, keys: readonly string[]): void {
    for (const key of keys) push(this.warnings, `${method} ${pattern}: unknown key "${key}"`);
  }

  notImplemented(what: string): void {
    push(this.unimplemented, what);
    console.warn(what);
  }
}

function push<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT) list.shift();
}
