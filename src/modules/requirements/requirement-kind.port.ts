import type { z } from 'zod';
import type { FormField, MemberAction, Sent } from '../../infra/discord/index.js';
import type { Texts } from '../../locales/index.js';

export type Words = (texts: Texts) => string;

/** Who wants to take part, and in which community. */
export interface Applicant {
  readonly action: MemberAction;
  readonly communityId: string;
  /** Points that they have paid for taking part: what it costs is not held against them. */
  readonly paid?: number;
}

/** What is found of an applicant, as ends of sentences; `null`: not known. */
export type Finding =
  | { readonly isMet: true; readonly current: Words }
  | { readonly isMet: false; readonly current: Words | null; readonly reason: Words };

/** Nothing is known: never a yes. */
export const unchecked = (reason: Words): Finding & { readonly isMet: false; readonly current: null } => ({
  isMet: false,
  current: null,
  reason,
});

/** How a member stands to one requirement. */
export interface RequirementState {
  readonly kind: string;
  readonly isMet: boolean;
  /** What is asked for, on one line. */
  readonly required: Words;
  /** What it is now; `null` where that is not known. */
  readonly current: Words | null;
  /** Why it is not met, or could not be checked; `null` where it is met. */
  readonly reason: Words | null;
}

/** Whose requirements are edited, and where. */
export interface Place {
  readonly guildId: string;
  readonly communityId: string;
  readonly postId: string;
}

/** What managers filled in: what is asked for, or all that is wrong with it. */
export type ReadAsks<Asks> = { readonly asks: Asks } | { readonly faults: readonly Words[] };

/** One kind of requirement. A new kind is a new class; whoever knows what it asks for registers it. */
export abstract class RequirementKind<Asks = unknown> {
  /** As it is stored: `^[a-z]+(_[a-z]+)*$`, never changed. */
  abstract readonly kind: string;
  /** What managers choose it by. */
  abstract readonly name: Words;
  /** The form of what is stored. What has another form was written by another version, and is never met. */
  abstract readonly asks: z.ZodType<Asks>;
  /** Whether several of it make sense beside each other. */
  readonly isRepeatable: boolean = false;

  /** What managers fill in; nothing where it can't be asked for. */
  abstract fields(place: Place): readonly FormField[] | Promise<readonly FormField[]>;

  /** @param sent what was filled in of these fields; of choices only what they offer */
  abstract readAsks(sent: Sent, place: Place): ReadAsks<Asks> | Promise<ReadAsks<Asks>>;

  /** What is asked for, on one line. */
  abstract describe(asks: Asks): Words;

  /** Whatever it throws means that nothing could be found: the applicant is refused, and may try again. */
  abstract evaluate(asks: Asks, applicant: Applicant): Promise<Finding>;
}
