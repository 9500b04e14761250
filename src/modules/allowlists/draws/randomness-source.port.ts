/** Where the randomness of a draw comes from: chosen when its allowlist is posted, and never changed. */
export type ChosenSource =
  | { readonly method: 'drand' }
  /** The hash stands on the card from the first minute; the seed is sealed for the row of the allowlist. */
  | { readonly method: 'commit-reveal'; readonly seedHash: string; readonly sealedSeed: string };

export abstract class RandomnessSource {
  /** @param connectionId the allowlist that is being posted */
  abstract choose(connectionId: string): Promise<ChosenSource>;
}
