/** Begins what follows when an allowlist has closed. */
export abstract class DrawStarter {
  /**
   * Called by the worker while an allowlist is closing, again after a while until it is not any more; also by
   * two processes at once.
   */
  abstract start(connectionId: string): Promise<void>;
}
