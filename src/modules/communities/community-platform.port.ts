export interface NewCommunity {
  readonly name: string;
  readonly description?: string;
  readonly ownerId: string;
}

export interface CommunitySummary {
  readonly communityId: string;
  readonly name: string;
  /** By points ever earned in the community. */
  readonly tiers: readonly { readonly name: string; readonly minPoints: number }[];
}

/** Where communities live: in our own MongoDB (`standalone`), later at a platform. */
export abstract class CommunityPlatform {
  /** Joins the caller's transaction where there is one. Returns the new community's id. */
  abstract createCommunity(community: NewCommunity): Promise<string>;
  abstract findCommunity(communityId: string): Promise<CommunitySummary | null>;
  /** By community, from how many points on each tier begins, the lowest first. */
  abstract tiersOf(communityIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
}
