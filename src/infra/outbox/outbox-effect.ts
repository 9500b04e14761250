/** A small plain object: ids and figures, no secrets. */
export type OutboxPayload = Readonly<Record<string, string | number | boolean>>;

/** What an event owes to the world when it has no row of its own. */
export abstract class OutboxEffect {
  /** Stands in the rows, so it is never renamed; also for logs and metrics. */
  abstract readonly kind: string;

  /** Acts. May run twice for a key, also at the same time: the key makes the second time harmless. */
  abstract run(payload: OutboxPayload, key: string): Promise<void>;
}
