import { FreshReads } from '../../kernel/fresh-reads.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { INTERACTION_MAX_TIME_MS } from './database.js';
import { isDuplicateKey } from './database-errors.js';

/** All places are taken, as a read found that began after the question. */
export const FULL = Symbol('full');

/** A parent of a million places must not fill the memory: this many free ones are remembered of each. */
const REMEMBERED_SEATS = 10_000;
const REMEMBERED_PARENTS = 1_000;

/** Places were taken by others faster than by us, all the time: nothing is known, try again. */
export class SeatsContendedError extends InfrastructureError {
  readonly code = 'SEATS_CONTENDED';
  readonly retryable = true;
}

/**
 * The places of a parent, numbered from 1. A row takes one by carrying its number in a field that a unique
 * index allows once per parent: nobody can take what is taken, and a crash leaks nothing. Which places
 * seem free is remembered here, in no order; only the index decides.
 */
export class Seats {
  private readonly free = new Map<string, number[]>();
  private readonly reads = new FreshReads<boolean>();

  /**
   * @param indexName the unique index over parent and seat
   * @param readTaken all seats of a parent that are taken, of a majority
   */
  constructor(
    private readonly indexName: string,
    private readonly readTaken: (parentId: string) => Promise<number[]>,
  ) {}

  /**
   * Picks a free place and writes the row with it; when somebody was faster it picks another one.
   *
   * @param write one guarded write; its errors are the caller's, except for a duplicate of the seat
   * @throws SeatsContendedError
   */
  async take<Result>(
    parentId: string,
    places: number,
    write: (seat: number) => Promise<Result>,
  ): Promise<Result | typeof FULL> {
    const deadline = performance.now() + INTERACTION_MAX_TIME_MS;
    for (;;) {
      const seat = this.free.get(parentId)?.pop();
      if (seat === undefined) {
        if (performance.now() > deadline) throw new SeatsContendedError(`${String(places)} places`);
        if (!(await this.lookForFree(parentId, places))) return FULL;
      } else if (seat <= places) {
        try {
          return await write(seat);
        } catch (error) {
          if (!isDuplicateKey(error, this.indexName)) throw error;
        }
      }
    }
  }

  /** Whether there are any. Those who ask at the same moment share the answer. */
  private lookForFree(parentId: string, places: number): Promise<boolean> {
    return this.reads.get(parentId, async () => {
      const free = someFree(await this.readTaken(parentId), places);
      this.remember(parentId, free);
      return free.length > 0;
    });
  }

  private remember(parentId: string, free: number[]): void {
    this.free.delete(parentId);
    if (free.length > 0) this.free.set(parentId, free);
    if (this.free.size <= REMEMBERED_PARENTS) return;
    const [oldest] = this.free.keys();
    if (oldest !== undefined) this.free.delete(oldest);
  }
}

/** In random order, so that processes seldom pick the same one. */
function someFree(taken: readonly number[], places: number): number[] {
  const isTaken = new Set(taken);
  const free: number[] = [];
  for (let seat = 1; seat <= places; seat += 1) if (!isTaken.has(seat)) free.push(seat);
  const wanted = Math.min(free.length, REMEMBERED_SEATS);
  for (let index = 0; index < wanted; index += 1) {
    const other = index + Math.floor(Math.random() * (free.length - index));
    [free[index], free[other]] = [free[other] ?? 0, free[index] ?? 0];
  }
  free.length = wanted;
  return free;
}
