import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until `condition` holds; returns how many milliseconds that took. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { withinMs = 10_000, what = 'the condition' } = {},
): Promise<number> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > withinMs) throw new Error(`${what} did not hold within ${withinMs} ms`);
    await sleep(10);
  }
  return performance.now() - start;
}
