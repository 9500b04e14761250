import { setTimeout as delay } from 'node:timers/promises';

export interface BackOffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly signal: AbortSignal;
  /** Called after each failed try; throwing here ends the tries. */
  readonly onFailure: (error: unknown, retryInMs: number) => void;
}

/**
 * Tries until it works, waiting longer each time (doubling, with jitter of a quarter).
 *
 * @throws AbortError when the signal fires while waiting
 */
export async function retryWithBackOff<Result>(
  work: () => Promise<Result>,
  options: BackOffOptions,
): Promise<Result> {
  for (let waitMs = options.firstMs; ; waitMs = Math.min(waitMs * 2, options.maxMs)) {
    try {
      return await work();
    } catch (error) {
      options.signal.throwIfAborted();
      const retryInMs = Math.round(waitMs * (0.75 + Math.random() / 2));
      options.onFailure(error, retryInMs);
      await delay(retryInMs, undefined, { signal: options.signal });
    }
  }
}
