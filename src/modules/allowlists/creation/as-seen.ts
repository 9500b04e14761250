import type { AllowlistData } from '../schemas/allowlist-connection.schema.js';

/** A filter for a row in which these are still as they were seen. */
export const asSeen = (data: AllowlistData, keys: readonly (keyof AllowlistData)[]): object =>
  Object.fromEntries(
    keys.map((key) => {
      const value = data[key];
      return [`allowlistData.${key}`, value === undefined ? { $exists: false } : { $eq: value }];
    }),
  );
