import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, type Sent, sentTo } from '../../../../infra/discord/index.js';
import { roleMention } from '../../../../kernel/discord-text.js';
import { isSnowflake } from '../../../../kernel/snowflake.js';
import type { Texts } from '../../../../locales/index.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { NotDoneYetError } from '../../tasks.errors.js';
import type { Fault } from '../../tasks.rules.js';
import { type Asks, type Verdict, Verifier } from '../verifier.port.js';

/** What a task of this type asks for. */
interface JoinAsks {
  readonly roleId?: string;
}

/**
 * In the server, and with the role where one is asked for. Discord itself says so with every press:
 * the payload names the member and the roles of this very moment, so nothing has to be fetched.
 */
@Injectable()
export class DiscordJoinVerifier extends Verifier {
  readonly type = 'discord_join';
  readonly isReviewed = false;
  readonly settings: readonly FormField[] = [
    {
      id: 'role',
      label: (texts) => texts.taskForm.roleLabel,
      hint: (texts) => texts.taskForm.roleHint,
      input: { kind: 'role' },
      isOptional: true,
    },
  ];

  override readAsks(sent: Sent): { asks: Asks } | { faults: Fault[] } {
    const roleId = sentTo(sent, 'role');
    if (roleId === '') return { asks: {} };
    return isSnowflake(roleId) ? { asks: { roleId } } : { faults: [(texts) => texts.errors.outOfDate] };
  }

  override howTo({ roleId }: JoinAsks, texts: Texts): string {
    return roleId === undefined ? texts.taskCard.howJoin : texts.taskCard.howRole(roleMention(roleId));
  }

  override pages(): [] {
    return [];
  }

  override check(post: DiscordTaskPost, action: MemberAction): Promise<Verdict> {
    if (action.isPending) {
      throw new NotDoneYetError('Rules not accepted', (texts) => texts.errors.membershipPending);
    }
    const { roleId } = post.taskData.asks as JoinAsks;
    if (roleId !== undefined && !action.roleIds.includes(roleId)) {
      throw new NotDoneYetError('Role missing', (texts) => texts.errors.roleMissing(roleMention(roleId)));
    }
    return Promise.resolve({ state: 'verified' });
  }
}
