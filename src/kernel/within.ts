/** A call took longer than it may: its outcome is unknown. */
export class TimeLimitError extends Error {
  constructor(limitMs: number) {
    super(`No answer within ${String(limitMs)} ms`);
    this.name = 'TimeLimitError';
  }
}

/**
 * What `work` gives, if it does so in time; `work` goes on either way.
 *
 * @throws TimeLimitError
 */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  const { promise: timeUp, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new TimeLimitError(limitMs));
  }, limitMs);
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
