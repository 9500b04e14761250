/** Begins what follows when an allowlist has closed. */
export abstract class DrawStarter {
  /**
   * Called by the worker while an allowlist is closing, again after a while until it is not any more; also by
   * two processes at once.
   */
  abstract start(connectionId: string): Promise<void>;
}

/** Until there is a draw: the allowlist stays closed, and is due again. */
export class NoDraws extends DrawStarter {
  override start(): Promise<void> {
    return Promise.resolve();
  }
}
