import { setTimeout as delay } from 'node:timers/promises';

/** Waits, at most until the signal fires; tells nothing of which of both it was: look at the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
