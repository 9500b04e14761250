/**
 * What becomes of a value when the member it concerns is erased. `pseudonymise`: a random id stands in the
 * place of theirs, the same one in all rows.
 */
export type Fate = 'erase' | 'pseudonymise' | 'keep';

/** What a field has to do with a member. Erasure, export and docs/privacy.md are all made of these. */
export interface MemberData {
  /**
   * `owner`: the id of the member whose row it is. `mention`: the id of a member in a row, or in a part of
   * one, that isn't theirs. `part`: says something of the owner, or of the member whom the same list item
   * mentions. `searched`: may hold any member's id somewhere inside. `lines`: a frozen list of a draw.
   */
  readonly as: 'owner' | 'mention' | 'part' | 'searched' | 'lines';
  readonly fate: Fate;
  /** For members to read: docs/privacy.md. */
  readonly why: string;
}
