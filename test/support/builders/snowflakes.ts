let last = 1_100_000_000_000_000_000n;

/** A new Discord id, never given before in this spec file. */
export function aSnowflake(): string {
  last += 1n;
  return last.toString();
}

/** An id that Discord would make at this moment. */
export function aSnowflakeAt(at: Date): string {
  last += 1n;
  return (((BigInt(at.getTime()) - 1_420_070_400_000n) << 22n) | (last & 0x3f_ffffn)).toString();
}
