import { type LocalDiscord } from '../../playground/discord/local-discord.ts';
import { type Press } from '../../playground/discord/raw-interactions.ts';

export interface Round {
  readonly pressesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Fires the presses, at most `concurrency` unanswered, and measures until the last answer. */
export async function measure(
  discord: LocalDiscord,
  presses: readonly Press[],
  concurrency: number,
): Promise<Round> {
  const startedAt = performance.now();
  const answers = await discord.pressMany(presses, concurrency);
  const seconds = (performance.now() - startedAt) / 1000;
  const failed = answers.filter(({ outcome }) => outcome !== 'message');
  if (failed.length > 0) throw new Error(`${failed.length} of ${answers.length} presses got no answer`);
  const latencies = answers.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    pressesPerSecond: presses.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
