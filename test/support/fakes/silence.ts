import { Logger } from '@nestjs/common';

/** Keeps expected warnings out of the output of a run. Call it at the top of a spec. */
export function silenceLogs(): void {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
}
