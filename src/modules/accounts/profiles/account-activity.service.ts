import { Injectable } from '@nestjs/common';
import { PointsService } from '../../points/index.js';
import { AccountsService } from '../accounts.service.js';
import { MemberEntriesPort } from './member-entries.port.js';

/** `activityStats` of an account, in all servers together. */
@Injectable()
export class AccountActivity {
  constructor(
    private readonly accounts: AccountsService,
    private readonly points: PointsService,
    private readonly entries: MemberEntriesPort,
  ) {}

  /** Counts it anew; again it gives the same. */
  async recount(discordId: string): Promise<void> {
    const [lifetime, entered] = await Promise.all([
      this.points.lifetime(discordId),
      this.entries.of(discordId),
    ]);
    const times = [lifetime.lastAt, entered.lastAt].filter((at) => at !== undefined).map(Number);
    await this.accounts.setActivity(discordId, {
      totalTasksCompleted: lifetime.completions,
      totalPointsEarned: lifetime.earned,
      totalAllowlistEntries: entered.entries,
      totalWins: entered.wins,
      streak: lifetime.streak,
      ...(times.length > 0 && { lastActivity: new Date(Math.max(...times)) }),
    });
  }
}
