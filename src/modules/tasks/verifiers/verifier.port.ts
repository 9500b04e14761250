import type { MemberAction } from '../../../infra/discord/index.js';
import type { DiscordTaskPost, TaskType } from '../schemas/task-post.schema.js';

/** How one type of task is found to be done. A new type is a new verifier. */
export abstract class Verifier {
  abstract readonly type: TaskType;
  /** The member sends a proof, and a moderator decides. */
  abstract readonly needsProof: boolean;

  /** @throws NotDoneYetError with what is missing */
  abstract check(post: DiscordTaskPost, action: MemberAction): Promise<void>;
}
