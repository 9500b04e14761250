import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { RequirementsService } from '../../requirements/index.js';
import type { BonusEntry, DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type BonusStanding, type Tickets, ticketsOf } from './bonus.rules.js';

/** What gives a member more tickets, at the moment of their press. */
@Injectable()
export class BonusesService {
  constructor(private readonly requirements: RequirementsService) {}

  standings(
    action: MemberAction,
    { allowlistData, communityId }: DiscordAllowlistConnection,
  ): Promise<BonusStanding[]> {
    return Promise.all(
      allowlistData.bonusEntries.map(async (bonus) => ({
        bonus,
        isGiven: await this.isGiven(bonus, action, communityId),
      })),
    );
  }

  async ticketsFor(action: MemberAction, allowlist: DiscordAllowlistConnection): Promise<Tickets> {
    return ticketsOf(await this.standings(action, allowlist), allowlist.allowlistData.bonusMode);
  }

  private async isGiven(
    { kind, of = '' }: BonusEntry,
    action: MemberAction,
    communityId: string,
  ): Promise<boolean | null> {
    if (kind === 'booster') return action.isBooster;
    if (kind === 'role') return action.roleIds.includes(of);
    const task = { kind: 'tasks_done', asks: { tasks: [{ taskId: of, title: '' }] } };
    const [state] = await this.requirements.evaluate(action, [task], communityId);
    if (state === undefined) return null;
    return state.isMet || (state.current === null ? null : false);
  }
}
