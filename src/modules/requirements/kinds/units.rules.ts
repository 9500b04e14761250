/** What fits into a `uint256`, the number of contracts. */
export const MOST_UNITS = 2n ** 256n - 1n;
/** Tokens have 18 or fewer; more than that is a lie or a mistake. */
export const MOST_DECIMALS = 36;

/**
 * An amount as people type it, such as `12.5`, in the smallest unit of its token. Never rounded: what has
 * more decimals than the token is no amount of it.
 */
export function readAmount(typed: string, decimals: number): bigint | null {
  const [, whole = '', fraction = ''] = /^([0-9]{1,60})(?:\.([0-9]{1,36}))?$/.exec(typed) ?? [];
  if (whole === '' || fraction.length > decimals) return null;
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  return units > 0n && units <= MOST_UNITS ? units : null;
}

/** Exactly, without zeros at the end. */
export function amountText(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  const fraction = digits.slice(split).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, split) : `${digits.slice(0, split)}.${fraction}`;
}
