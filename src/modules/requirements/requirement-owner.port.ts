import type { MemberAction } from '../../infra/discord/index.js';
import type { RolePermission } from '../servers/index.js';
import type { Requirement } from './schemas/requirement.schema.js';

/** What has requirements, as its editor shows it. */
export interface Owned {
  readonly postId: string;
  readonly communityId: string;
  /** As typed, not escaped. */
  readonly title: string;
  readonly requirements: readonly Requirement[];
  /** The custom id of the button to where managers came from. */
  readonly backId: string;
}

/** A kind of document that has requirements, such as tasks: the module that owns it keeps them there. */
export abstract class RequirementOwner {
  /** In custom ids. */
  abstract readonly name: string;
  /** Who may edit them; asked by the guard of the editor's handlers. */
  abstract readonly permission: RolePermission;

  /** Throws what the owner throws where it is not there, in this server. */
  abstract find(action: MemberAction, postId: string): Promise<Owned>;

  /**
   * Puts other requirements in the place of those that stand, with an audit entry; two changes at once are
   * made one after the other. Throws what `find` and `next` throw, and what may not be changed any more.
   */
  abstract change(
    action: MemberAction,
    postId: string,
    next: (now: readonly Requirement[]) => readonly Requirement[],
  ): Promise<Owned>;
}
