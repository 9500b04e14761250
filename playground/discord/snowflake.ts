import { type Clock } from './clock.ts';

/** 2015-01-01T00:00:00Z, where Discord's ids start counting. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

const MAX_STEPS_PER_MS = 4096;
/** 17 digits at least, as discord.js recognises ids: true for every date after mid-2015. */
const ID_PATTERN = /^\d{17,19}$/;

/** Makes ids that carry the clock's time and always grow, also when the clock stands still. */
export class Snowflakes {
  private readonly clock: Clock;
  private lastMs = 0;
  private step = 0;
  private aged = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  next(): string {
    const now = this.clock.now();
    if (now > this.lastMs) {
      this.lastMs = now;
      this.step = 0;
    } else if (++this.step === MAX_STEPS_PER_MS) {
      this.lastMs += 1;
      this.step = 0;
    }
    return ((BigInt(this.lastMs - DISCORD_EPOCH_MS) << 22n) | BigInt(this.step)).toString();
  }

  /** For what was there before: an id of that time, later ones greater where the time is the same. */
  nextAged(ageMs: number): string {
    if (ageMs === 0) return this.next();
    this.aged += 1;
    return ((BigInt(this.clock.now() - ageMs - DISCORD_EPOCH_MS) << 22n) | BigInt(this.aged)).toString();
  }
}

export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

export function snowflakeTimeMs(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** Ids grow with time, so comparing them (longer is later) sorts by age. */
export function compareSnowflakes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
