export interface EntriesAndWins {
  readonly entries: number;
  readonly wins: number;
}

/** What a member did with the allowlists of a community. Provided by `modules/allowlists`. */
export abstract class MemberEntriesPort {
  abstract inCommunity(
    server: { readonly guildId: string; readonly communityId: string },
    discordId: string,
  ): Promise<EntriesAndWins>;
}
