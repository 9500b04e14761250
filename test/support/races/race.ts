import type { mongo } from 'mongoose';
import { isAway } from '../../../src/infra/jobs/index.js';
import { PointsService } from '../../../src/modules/points/index.js';
import type { TestApp } from '../app/index.js';
import { aSnowflake } from '../builders/index.js';

/** Several whole services, as processes are, on one database. */
export interface Field {
  readonly db: mongo.Db;
  readonly processes: readonly TestApp[];
  /** 0 ≤ n < below, from the seed of the run. */
  readonly pick: (below: number) => number;
}

/** An invariant: many calls at once try to break it; afterwards the database is looked at. */
export interface Race {
  readonly name: string;
  /** @returns what is wrong; nothing when the invariant held */
  trial(field: Field, parallel: number): Promise<string[]>;
}

type Refusal = abstract new (...args: never[]) => Error;

export const idOf = ({ _id }: { readonly _id: { toHexString(): string } }): string => _id.toHexString();

/** Where nothing is known, by contention or load, the same call again: what a person does who presses again. */
export async function untilDecided<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}

/**
 * All at once, spread over the processes.
 *
 * @param callOf what each of them does, the same at each try
 */
export async function together(
  { processes, pick }: Field,
  parallel: number,
  callOf: (index: number) => (app: TestApp) => Promise<unknown>,
): Promise<{ done: number; refused: unknown[] }> {
  const ended = await Promise.allSettled(
    Array.from({ length: parallel }, (_, index) => {
      const call = callOf(index);
      return untilDecided(() => call(processes[pick(processes.length)]!));
    }),
  );
  const refused = ended.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown);
  return { done: parallel - refused.length, refused };
}

export const differs = (what: string, actual: unknown, expected: unknown): string[] =>
  actual === expected ? [] : [`${what}: ${String(actual)} instead of ${String(expected)}`];

export const unlike = (refused: readonly unknown[], kind: Refusal): string[] =>
  refused.filter((error) => !(error instanceof kind)).map((error) => `refused with ${String(error)}`);

export async function give(
  app: TestApp,
  communityId: string,
  discordId: string,
  amount: number,
): Promise<void> {
  const at = new Date();
  const row = { source: 'manual', sourceId: aSnowflake(), communityId, discordId, amount, at } as const;
  await untilDecided(() => app.get(PointsService).settle(row, () => Promise.resolve(true)));
}

export const filled = (done: number, rows: readonly mongo.Document[], places: number): string[] => [
  ...differs('told so', done, places),
  ...differs('rows', rows.length, places),
  ...differs('seats', new Set(rows.map((row) => String(row.seat))).size, places),
];
