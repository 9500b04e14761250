import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { ServerNotices } from '../../servers/index.js';
import { type DiscordAllowlistConnection, OPEN_STATUSES } from '../schemas/allowlist-connection.schema.js';

/** Tells managers that entries wait for them, at most once a day for each allowlist. */
@Injectable()
export class HeldNotices {
  constructor(
    private readonly notices: ServerNotices,
    private readonly clock: Clock,
  ) {}

  /** @param held how many wait now: more than when that was counted last, or nothing is said */
  async tell(
    { _id, guildId, channelId, allowlistData, entryManagement }: DiscordAllowlistConnection,
    held: number,
  ): Promise<void> {
    const { title, status } = allowlistData;
    if (held <= entryManagement.totals.held || !OPEN_STATUSES.includes(status)) return;
    const day = this.clock.now().toISOString().slice(0, 10);
    const event = 'allowlist/held';
    const key = `${event}/${_id.toHexString()}/${day}`;
    await this.notices.tellOfCards(guildId, key, { event, channelId, title, cards: 1 });
  }
}
