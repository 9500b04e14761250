import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import { ServersRepository } from '../servers.repository.js';
import { type CardNotice, SERVER_NOTICE } from './server-notices.js';

/** Tells managers what happened to what the bot has posted, unless they want no such notices. */
@Injectable()
export class ServerNotices {
  constructor(
    private readonly servers: ServersRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Call it in the transaction of what happened.
   *
   * @param key names the event: the same one is told once
   */
  async tellOfCards(guildId: string, key: string, notice: CardNotice): Promise<void> {
    const server = await this.servers.findActive(guildId);
    if (server?.botConfig.notifications.problems !== true) return;
    await this.outbox.add(SERVER_NOTICE, key, { guildId, about: 'cards', ...notice });
  }
}
