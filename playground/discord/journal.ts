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
    this.refusals.push({ method, route, status, code, message, ...(errors !== undefined && { errors }) });
    if (this.refusals.length > KEPT) this.refusals.shift();
  }

  notImplemented(what: string): void {
    this.unimplemented.push(what);
    if (this.unimplemented.length > KEPT) this.unimplemented.shift();
    console.warn(what);
  }
}
