import { Injectable, Logger } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { noteOfInteraction } from '../../../infra/observability/index.js';
import { Clock, DAY_MS, HOUR_MS, SECOND_MS } from '../../../kernel/clock.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import { within } from '../../../kernel/within.js';
import { textsOf } from '../../../locales/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { EntryRisk } from '../schemas/allowlist-entry.schema.js';
import { HeldEntriesRepository } from './held-entries.repository.js';
import { RecentPresses } from './recent-presses.js';
import { assess, verdictOf } from './risk.rules.js';

/** A look at other allowlists may cost a press no more. */
const LOOK_WITHIN_MS = 400;

/** How risky a press is, by signals that `docs/fraud.md` names. What can't be looked at weighs nothing. */
@Injectable()
export class RiskService {
  private readonly logger = new Logger(RiskService.name);

  constructor(
    private readonly held: HeldEntriesRepository,
    private readonly recent: RecentPresses,
    private readonly clock: Clock,
  ) {}

  async assess(
    action: MemberAction,
    allowlist: DiscordAllowlistConnection,
    wallet: string | undefined,
  ): Promise<EntryRisk> {
    const nowMs = this.clock.now().getTime();
    const { joinedTogether, similarNames } = this.recent.note(allowlist._id.toHexString(), action);
    const openedAt = allowlist.allowlistData.startsAt ?? allowlist.createdAt;
    const { score, noticed } = assess({
      'account-age': (nowMs - snowflakeTime(action.discordId).getTime()) / DAY_MS,
      'time-on-server': action.joinedAt === null ? null : (nowMs - action.joinedAt.getTime()) / HOUR_MS,
      'join-burst': joinedTogether,
      'wallet-seen': wallet === undefined ? 0 : await this.othersWith(action, wallet),
      'name-similarity': similarNames,
      timing: (nowMs - openedAt.getTime()) / SECOND_MS,
    });
    noteOfInteraction({ riskScore: score });
    const { signals: words } = textsOf(allowlist.locale).risk;
    return {
      score,
      verdict: verdictOf(score, allowlist.allowlistData),
      signals: noticed.map(({ name, weight, value }) => ({
        name,
        weight,
        reason: words[name].reason(Math.max(0, Math.floor(value))),
      })),
    };
  }

  private async othersWith({ guildId, discordId }: MemberAction, wallet: string): Promise<number | null> {
    try {
      return await within(LOOK_WITHIN_MS, this.held.othersWithWallet(guildId, wallet, discordId));
    } catch (err) {
      this.logger.warn({ msg: 'Other entries with a wallet could not be looked at', err });
      return null;
    }
  }
}
