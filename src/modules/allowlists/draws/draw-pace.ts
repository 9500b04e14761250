import { Injectable } from '@nestjs/common';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';

/** How long a draw waits for what, and in which portions it works. */
@Injectable()
export class DrawPace {
  /**
   * From the closing until the list is read: by then every insert that was under way has ended. MongoDB's stamp
   * of the closing has whole seconds.
   */
  readonly listAfterMs: number = INTERACTION_MAX_TIME_MS + 2 * SECOND_MS;
  /** Nobody else takes a draw up for so long after a sign of life. */
  readonly leaseMs: number = 30 * SECOND_MS;
  /** A beacon that is late by more than this is told to managers. */
  readonly beaconLateMs: number = 5 * MINUTE_MS;
  /** Of the lines of a list in one document; a document of MongoDB holds sixteen times as much. */
  readonly partBytes: number = 1024 * 1024;
  /** Between two looks at whether a list may be read. */
  readonly lookMs: number = SECOND_MS;
}
