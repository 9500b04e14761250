import type { Texts } from '../locales/index.js';

/** `message` is for the log; what a person reads comes from the catalogues. */
export abstract class AppError extends Error {
  /** Stable and upper case, such as `TASK_NOT_FOUND`: for logs, metrics and tests. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Expected: the person can do something about it, and is told what. */
export abstract class DomainError extends AppError {
  abstract publicText(texts: Texts): string;
}

/** Expected refusals of one kind, each with words of its own. */
export abstract class WordedError extends DomainError {
  constructor(
    message: string,
    private readonly words: (texts: Texts) => string,
  ) {
    super(message);
  }
  publicText(texts: Texts): string {
    return this.words(texts);
  }
}

/** Thrown by guards only. */
export abstract class AccessDeniedError extends DomainError {}

/** Our fault or a dependency's: the person gets an incident id, or "try again" when that helps. */
export abstract class InfrastructureError extends AppError {
  abstract readonly retryable: boolean;
}

/** Exit codes of the service, after sysexits.h: a supervisor need not restart on the first. */
export const EXIT = { configuration: 78, failure: 1 } as const;

/** The process can't go on: one clear line for the operator, then the end with this exit code. */
export class FatalError extends AppError {
  readonly code = 'FATAL';

  constructor(
    message: string,
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
