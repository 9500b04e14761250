import { Injectable } from '@nestjs/common';
import { SECOND_MS } from '../../kernel/clock.js';

/** From one edit of a message to its next. */
export const BETWEEN_EDITS_MS = 5 * SECOND_MS;

/** A card that a worker turned to. */
export interface TakenCard {
  readonly channelId: string;
  readonly at: Date;
}

/**
 * How fast cards are drawn. Discord takes five posts and five edits in five seconds per channel, and 50
 * requests a second in all: cards of all kinds together stay below, so that none of them ever waits at Discord's
 * client, and the rest is left for others.
 */
@Injectable()
export class CardPace {
  readonly betweenEditsMs: number = BETWEEN_EDITS_MS;
  /** Half a second more than Discord counts: requests may arrive closer together than they were sent. */
  readonly channelWindowMs: number = 5.5 * SECOND_MS;
  readonly perChannelWindow: number = 5;
  readonly perSecond: number = 20;

  private readonly kinds: ((since: Date) => Promise<TakenCard[]>)[] = [];

  /** @param takenSince what was done just now for the cards of one kind */
  register(takenSince: (since: Date) => Promise<TakenCard[]>): void {
    this.kinds.push(takenSince);
  }

  /** What was done in the last seconds that count, for cards of every kind. */
  async takenBefore(now: Date): Promise<TakenCard[]> {
    if (this.perChannelWindow === Infinity) return [];
    const since = new Date(now.getTime() - this.channelWindowMs);
    return (await Promise.all(this.kinds.map((takenSince) => takenSince(since)))).flat();
  }
}
