import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';

export const GREETING = 'greeting';

/** A server that joined longer ago was only told anew, as after a session was lost. */
const NEW_FOR_MS = 10 * MINUTE_MS;

export interface JoinedGuild {
  readonly guildId: string;
  readonly ownerId: string;
  /** Where Discord itself greets new members. */
  readonly systemChannelId: string | null;
  readonly locale: string;
  readonly joinedAt: Date;
}

/** Says hello in a server to which the bot was added, once. */
@Injectable()
export class GreetingsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Every process that hears of it calls this; the moment of joining names the event. */
  async added({ guildId, ownerId, systemChannelId, locale, joinedAt }: JoinedGuild): Promise<void> {
    if (this.clock.now().getTime() - joinedAt.getTime() > NEW_FOR_MS) return;
    const key = `greeting/${guildId}/${String(joinedAt.getTime())}`;
    await this.outbox.add(GREETING, key, { guildId, ownerId, channelId: systemChannelId ?? '', locale });
  }
}
