import { CliTimeoutError, InterruptedError } from './cli-errors.js';
import { SECOND_MS } from '../kernel/clock.js';
import { EXIT } from './exit-codes.js';
import type { Terminal } from './terminal.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that fires at Ctrl-C and the like (reason `InterruptedError`) and after
 * `timeoutSeconds` (reason `CliTimeoutError`). A second Ctrl-C ends the process at once.
 */
export async function interruptible<Result>(
  terminal: Terminal,
  timeoutSeconds: number | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      terminal.warn(`${name} again: leaving at once. A lock that is held is free after at most 30 s.`);
      process.exit(EXIT.interrupted);
    }
    terminal.say(`${name}: ending after the step that runs. Once more to leave at once.`);
    controller.abort(new InterruptedError(name));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => {
          controller.abort(new CliTimeoutError(timeoutSeconds));
        }, timeoutSeconds * SECOND_MS);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

/** Fires with `signal` where that is `--timeout`, and not a Ctrl-C, after which a step may still end. */
export function deadlineOf(signal: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  const look = (): void => {
    if (signal.reason instanceof CliTimeoutError) deadline.abort(signal.reason);
  };
  if (signal.aborted) look();
  signal.addEventListener('abort', look, { once: true });
  return deadline.signal;
}

/**
 * What `work` gives, or the signal's reason as soon as it fires; `work` then goes on unheard.
 *
 * @param isBound asked when the signal fires: whether `work` ends by the signal itself and is waited for
 */
export async function unlessAborted<Result>(
  signal: AbortSignal,
  work: Promise<Result>,
  isBound: () => boolean = () => false,
): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    if (!isBound()) reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
