import { mongo } from 'mongoose';

/** What comes while so many commands are under way waits and goes with the next. */
const MOST_AT_ONCE = 2;
const LARGEST_GROUP = 100;

interface Waiting<Row> {
  readonly row: Row;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Inserts of single rows, of which those that come at the same moment go with one command: what MongoDB and its
 * connection cost is mostly a matter of commands, so a thousand presses at once take a fraction of it. One that comes
 * alone goes at once. Each row stands or is refused by itself, as if it had gone alone (docs/adr/0019).
 */
export class GroupedInserts<Row extends mongo.Document> {
  private waiting: Waiting<Row>[] = [];
  private underWay = 0;

  constructor(
    private readonly rows: () => mongo.Collection<Row>,
    private readonly options: mongo.BulkWriteOptions,
  ) {}

  /** @throws what `insertOne` throws */
  insert(row: Row): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.waiting.push({
      row,
      resolve: () => {
        resolve(undefined);
      },
      reject,
    });
    this.next();
    return promise;
  }

  private next(): void {
    if (this.underWay === MOST_AT_ONCE || this.waiting.length === 0) return;
    const group = this.waiting.slice(0, LARGEST_GROUP);
    this.waiting = this.waiting.slice(LARGEST_GROUP);
    this.underWay += 1;
    void this.send(group).finally(() => {
      this.underWay -= 1;
      this.next();
    });
  }

  private async send(group: readonly Waiting<Row>[]): Promise<void> {
    const rows = group.map(({ row }) => row as mongo.OptionalUnlessRequiredId<Row>);
    try {
      await this.rows().insertMany(rows, { ...this.options, ordered: false });
    } catch (error) {
      const refusals = refusalsIn(error, group.length);
      for (const [index, { resolve, reject }] of group.entries()) {
        const refusal = refusals === undefined ? error : refusals.get(index);
        if (refusal === undefined) resolve();
        else reject(refusal);
      }
      return;
    }
    for (const { resolve } of group) resolve();
  }
}

/** By place in the group. Nothing where some rows were neither refused nor acknowledged: then all may stand, or none. */
function refusalsIn(error: unknown, rows: number): Map<number, mongo.MongoServerError> | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined;
  const { insertedCount, result } = error;
  const refused = [error.writeErrors].flat();
  const isWhole = insertedCount + refused.length === rows && result.getWriteConcernError() === undefined;
  if (refused.length === 0 || !isWhole) return undefined;
  return new Map(
    refused.map(({ index, code, errmsg, errInfo }) => [
      index,
      new mongo.MongoServerError({ code, errmsg, errInfo }),
    ]),
  );
}
