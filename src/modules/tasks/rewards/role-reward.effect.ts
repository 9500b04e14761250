import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { RoleRewardsRepository } from './role-rewards.repository.js';
import { nextTryAt } from './role-rewards.rules.js';

export const ROLE_REWARD = 'role-reward';

/**
 * Gives the role that a task promises to those who completed it. Beside the points, not among them: Discord
 * lets ten through in ten seconds per server. A role that can't be given is tried less and less often, and
 * after a week no more; managers are told what to mend by the health check of the server.
 */
@Injectable()
export class RoleRewardEffect extends DueEffect {
  readonly name = ROLE_REWARD;
  private readonly logger = new Logger(RoleRewardEffect.name);

  constructor(
    private readonly rewards: RoleRewardsRepository,
    private readonly servers: ServersService,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.rewards.claimDue(now, until, limit);
  }

  override postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.rewards.postpone(completionId, claimedUntil, until);
  }

  /** @throws DiscordUnavailableError try again later */
  override async run(completionId: string): Promise<void> {
    const completion = await this.rewards.findOwing(completionId);
    if (completion === null) return;
    const { guildId, discordId, taskPostId } = completion;
    const roleId = await this.rewards.roleOf(taskPostId);
    try {
      if (roleId !== undefined) await this.discord.giveRole(guildId, discordId, roleId);
      await this.rewards.settle(completionId);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      await this.refused(completion, error);
    }
  }

  /** Who left may come back, and managers may move a role: neither is soon. */
  private async refused(completion: TaskCompletion, { discordCode, isMemberGone }: DiscordRefusedError) {
    const completionId = completion._id.toHexString();
    const again = nextTryAt(completion.verifiedAt ?? completion.createdAt, this.clock.now());
    const line = { completionId, guildId: completion.guildId, discordCode };
    if (!isMemberGone) await this.servers.noticeRefusal(completion.guildId);
    if (again === null) {
      this.logger.warn({ msg: 'A role could not be given for a week and is owed no more', ...line });
      await this.rewards.settle(completionId);
      return;
    }
    this.logger.log({ msg: 'A role can not be given now', ...line, again });
    await this.rewards.tryAgainAt(completionId, again);
  }
}
