import { Injectable } from '@nestjs/common';
import { type CardNotice, ServerNotices } from '../../servers/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { placesOf } from './picks.rules.js';

/** Tells managers that they have to choose; each time once. */
@Injectable()
export class PickNotices {
  constructor(private readonly notices: ServerNotices) {}

  /** The list is fixed. */
  async begin(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    await this.tell('allowlist/pick', draw._id.toHexString(), allowlist);
  }

  /** After a place was taken back; nothing where there is nobody left to be picked. */
  async again(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    const { method, winners, disqualified, entryCount } = draw;
    if (method !== 'manual' || disqualified.length === 0) return;
    const isFree = winners.length < placesOf(allowlist) && winners.length + disqualified.length < entryCount;
    const key = `${draw._id.toHexString()}/${String(disqualified.length)}`;
    if (isFree) await this.tell('allowlist/pick-again', key, allowlist);
  }

  private tell(
    event: CardNotice['event'],
    key: string,
    { guildId, channelId, allowlistData: { title } }: DiscordAllowlistConnection,
  ): Promise<void> {
    return this.notices.tellOfCards(guildId, `${event}/${key}`, { event, channelId, title, cards: 1 });
  }
}
