import { Injectable } from '@nestjs/common';
import { DiscordApi, type MemberAction } from '../../../infra/discord/index.js';
import { Clock, DAY_MS } from '../../../kernel/clock.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import { RequirementsService } from '../../requirements/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import type { Ranked } from './draw-ranks.service.js';

/** Whether a member meets the conditions can't be found out just now. */
export class EligibilityUnknownError extends InfrastructureError {
  readonly code = 'ELIGIBILITY_UNKNOWN';
  readonly retryable = true;
}

/** What can't be found out for so long costs nobody a place. */
const GIVE_UP_AFTER_MS = DAY_MS;

/** Whether somebody whose turn it is may still win: on the server, and as the allowlist asks for, at the draw. */
@Injectable()
export class Eligibility {
  constructor(
    private readonly discord: DiscordApi,
    private readonly requirements: RequirementsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws EligibilityUnknownError it can't be found out: try again later
   * @throws DiscordUnavailableError
   */
  async of(
    { discordId }: Ranked,
    draw: Draw,
    { guildId, communityId, channelId, allowlistData }: DiscordAllowlistConnection,
  ): Promise<'eligible' | 'left' | 'ineligible'> {
    // Erased since the list was fixed: there is nobody to give a prize to.
    if (discordId === undefined) return 'left';
    const member = await this.discord.member(guildId, discordId);
    if (member === null) return 'left';
    const { requirements, entryPrice } = allowlistData;
    if (requirements.length === 0) return 'eligible';
    const action: MemberAction = {
      interactionId: draw._id.toHexString(),
      guildId,
      channelId,
      discordId,
      username: member.user.global_name ?? member.user.username,
      isBot: member.user.bot ?? false,
      roleIds: member.roles,
      isBooster: typeof member.premium_since === 'string',
      isPending: member.pending ?? false,
      joinedAt: member.joined_at === null ? null : new Date(member.joined_at),
      guildLocale: null,
    };
    const paid = entryPrice?.amount;
    const states = await this.requirements.evaluate(action, requirements, communityId, paid);
    const unmet = states.filter(({ isMet }) => !isMet);
    if (unmet.some(({ current }) => current !== null)) return 'ineligible';
    if (unmet.length > 0 && !this.isTooLong(draw))
      throw new EligibilityUnknownError('A requirement of a winner');
    return 'eligible';
  }

  private isTooLong({ frozenAt }: Draw): boolean {
    return frozenAt !== undefined && this.clock.now().getTime() - frozenAt.getTime() > GIVE_UP_AFTER_MS;
  }
}
