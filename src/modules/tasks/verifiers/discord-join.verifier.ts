import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { roleMention } from '../../../kernel/discord-text.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { NotDoneYetError } from '../tasks.errors.js';
import { Verifier } from './verifier.port.js';

/**
 * In the server, and with the role where one is asked for. Discord itself says so with every press:
 * the payload names the member and the roles of this very moment, so nothing has to be fetched.
 */
@Injectable()
export class DiscordJoinVerifier extends Verifier {
  readonly type = 'discord_join';
  readonly needsProof = false;

  override check(post: DiscordTaskPost, action: MemberAction): Promise<void> {
    if (action.isPending) {
      throw new NotDoneYetError('Rules not accepted', (texts) => texts.errors.membershipPending);
    }
    const { roleId } = post.taskData;
    if (roleId !== undefined && !action.roleIds.includes(roleId)) {
      throw new NotDoneYetError('Role missing', (texts) => texts.errors.roleMissing(roleMention(roleId)));
    }
    return Promise.resolve();
  }
}
