import type { Clock as DiscordClock } from '../../../playground/discord/clock.ts';
import { Clock } from '../../../src/kernel/clock.js';

/** The bot's time is the local Discord's: a test moves both, so ids and deadlines stay true to each other. */
export class TestClock extends Clock {
  constructor(private readonly discord: DiscordClock) {
    super();
  }

  override now(): Date {
    return new Date(this.discord.now());
  }

  advance(ms: number): void {
    this.discord.advance(ms);
  }
}
