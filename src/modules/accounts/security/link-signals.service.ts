import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../../kernel/clock.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import { AttemptsService } from './attempts.service.js';
import { FlagsService } from './flags.service.js';

const NEW_ACCOUNT_DAYS = 30;
const MANY_MEMBERS = 3;

export interface Linked {
  readonly discordId: string;
  readonly browserId: string;
  /** The server in which the member asked for it; absent in direct messages. */
  readonly guildId: string | undefined;
}

/** Looks at an account that was just linked. */
@Injectable()
export class LinkSignals {
  constructor(
    private readonly flags: FlagsService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {}

  async lookAt({ discordId, browserId, guildId }: Linked): Promise<void> {
    const ageMs = this.clock.now().getTime() - snowflakeTime(discordId).getTime();
    if (ageMs < NEW_ACCOUNT_DAYS * DAY_MS)
      await this.flags.raise(discordId, {
        kind: 'new-account',
        severity: 'low',
        reason: `The Discord account was less than ${String(NEW_ACCOUNT_DAYS)} days old when it was linked.`,
        ...(guildId !== undefined && { guildId }),
      });
    const members = await this.attempts.membersOfBrowser(browserId, discordId);
    if (members >= MANY_MEMBERS)
      await this.flags.raise(discordId, {
        kind: 'shared-browser',
        severity: 'medium',
        reason: `At least ${String(MANY_MEMBERS)} members linked from the same browser within 30 days.`,
      });
  }
}
