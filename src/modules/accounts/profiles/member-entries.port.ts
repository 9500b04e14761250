export interface EntriesAndWins {
  readonly entries: number;
  readonly wins: number;
}

/** In all communities together. */
export interface MemberEntries extends EntriesAndWins {
  readonly lastAt?: Date;
}

/** What a member did with allowlists. Provided by `modules/allowlists`. */
export abstract class MemberEntriesPort {
  abstract of(discordId: string): Promise<MemberEntries>;

  abstract inCommunity(
    server: { readonly guildId: string; readonly communityId: string },
    discordId: string,
  ): Promise<EntriesAndWins>;
}
