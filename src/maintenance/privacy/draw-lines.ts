interface OpenLine {
  readonly discordId: string;
  readonly salt: string;
  readonly tickets: number;
}

/**
 * Lines of `entries.ndjson` with those of a member masked: of the same leaf, so the proof of the draw holds.
 * `null` when they name the member nowhere.
 *
 * @param entrantOf hex of SHA-256 of `<salt>:<discordId>`
 */
export function withMemberMasked(
  lines: Buffer,
  discordId: string,
  entrantOf: (salt: string, discordId: string) => string,
): Buffer | null {
  // Most parts of most lists don't hold the member: a search over bytes is all they cost.
  if (!lines.includes(`"${discordId}"`)) return null;
  const masked = lines
    .toString('utf8')
    .split('\n')
    .map((line) => {
      if (!line.includes(`"${discordId}"`)) return line;
      const { salt, tickets } = JSON.parse(line) as OpenLine;
      return JSON.stringify({ entrant: entrantOf(salt, discordId), tickets });
    });
  return Buffer.from(masked.join('\n'), 'utf8');
}
