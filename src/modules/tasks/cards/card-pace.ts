import { Injectable } from '@nestjs/common';
import { SECOND_MS } from '../../../kernel/clock.js';

/** From one edit of a message to its next. */
export const BETWEEN_EDITS_MS = 5 * SECOND_MS;

/**
 * How fast cards are drawn. Discord takes five posts and five edits in five seconds per channel, and 50
 * requests a second in all: cards stay below, so that none of them ever waits at Discord's client, and the
 * rest is left for others.
 */
@Injectable()
export class CardPace {
  readonly betweenEditsMs: number = BETWEEN_EDITS_MS;
  /** Half a second more than Discord counts: requests may arrive closer together than they were sent. */
  readonly channelWindowMs: number = 5.5 * SECOND_MS;
  readonly perChannelWindow: number = 5;
  readonly perSecond: number = 20;
}
