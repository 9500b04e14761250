import { Clock } from '../../../src/kernel/clock.js';

/** Stands still until a test moves it. */
export class FixedClock extends Clock {
  private ms: number;

  constructor(at = '2026-11-23T12:00:00Z') {
    super();
    this.ms = new Date(at).getTime();
  }

  override now(): Date {
    return new Date(this.ms);
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}
