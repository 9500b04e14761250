const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const MAX_SNOWFLAKE = 2n ** 63n - 1n;

/** Discord sends ids as decimal strings; anything else never becomes part of a query. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{16,18}$/.test(value) && BigInt(value) <= MAX_SNOWFLAKE;
}

/** When Discord created the thing behind an id; the upper 42 bits are milliseconds since 2015. */
export function snowflakeTime(id: string): Date {
  return new Date(Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS));
}

/** The smallest id that something made at this moment can have. */
export const snowflakeAt = (at: Date): string =>
  ((BigInt(at.getTime()) - DISCORD_EPOCH_MS) << 22n).toString();
