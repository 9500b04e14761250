import { type Connection, mongo } from 'mongoose';
import { SECOND_MS } from '../../../kernel/clock.js';
import type { Metrics } from '../../observability/index.js';
import { isDatabaseUnavailable, isDuplicateKey } from '../database-errors.js';
import { isMeasured, type Operation } from './operation.js';

const OTHER = 'other';

const REASONS: ReadonlyMap<unknown, string> = new Map([
  [112, 'conflict'],
  [121, 'invalid'],
  [50, 'timeout'],
  [13, 'unauthorized'],
  [18, 'unauthorized'],
]);

/** A call that has ended well. */
export interface EndedOperation {
  readonly operation: Operation;
  readonly collection: string;
  readonly durationMs: number;
}

interface Ending {
  readonly _id: object;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Durations and failures of calls on collections, by method and collection, as their callers see them: with
 * the wait for a connection. From mongoose's events, not from the driver's `monitorCommands`, which costs
 * every command a fifth of the driver's time (docs/performance.md). Calls past mongoose's collections are
 * not seen: scans of integrity, change streams, commits.
 */
export class OperationMetrics {
  /** By the id of the operation, the same object at both ends; only its beginning has the parameters. */
  private readonly started = new Map<object, { readonly operation: Operation; readonly atMs: number }>();

  constructor(
    private readonly metrics: Metrics,
    private readonly collections: ReadonlySet<string>,
    private readonly onEnd: (ended: EndedOperation) => void,
  ) {}

  watch(connection: Connection): void {
    connection.on('operation-start', (operation: Operation) => {
      if (isMeasured(operation.method))
        this.started.set(operation._id, { operation, atMs: performance.now() });
    });
    connection.on('operation-end', ({ _id, result, error }: Ending) => {
      const started = this.started.get(_id);
      if (started === undefined) return;
      this.started.delete(_id);
      const { operation, atMs } = started;
      const end = (): void => {
        this.end(operation, performance.now() - atMs);
      };
      if (error !== undefined) this.fail(operation, error);
      // A cursor asks MongoDB when it is read, and closes itself at its last row.
      else if (result instanceof mongo.AbstractCursor) result.once('close', end);
      else end();
    });
  }

  private end(operation: Operation, durationMs: number): void {
    const collection = this.nameOf(operation.collectionName);
    const labels = { command: operation.method, collection };
    this.metrics.databaseCommandSeconds.observe(labels, durationMs / SECOND_MS);
    this.onEnd({ operation, collection, durationMs });
  }

  private fail({ method }: Operation, error: unknown): void {
    this.metrics.databaseCommandFailures.inc({ command: method, reason: reasonOf(error) });
  }

  private nameOf(collection: string): string {
    return this.collections.has(collection) ? collection : OTHER;
  }
}

function reasonOf(error: unknown): string {
  if (isDuplicateKey(error)) return 'duplicate';
  const code = error instanceof mongo.MongoServerError ? REASONS.get(error.code) : undefined;
  return code ?? (isDatabaseUnavailable(error) ? 'unavailable' : OTHER);
}
