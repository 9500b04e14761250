import { Injectable } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { ServersService } from '../../servers/index.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { toldIn } from '../draws/told-in.rules.js';
import { winnerNewsView } from '../views/draw.view.js';
import { nonceOf } from './winner.effects.js';

export const WINNER_NEWS = 'winner-news';

/** Says in the announcement channel of the server that there are winners, and where: it pings and names nobody. */
@Injectable()
export class WinnerNewsEffect extends OutboxEffect {
  readonly kind = WINNER_NEWS;

  constructor(
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
    private readonly servers: ServersService,
    private readonly discord: DiscordApi,
  ) {
    super();
  }

  override async run({ allowlistId }: OutboxPayload, key: string): Promise<void> {
    const draw = await this.draws.findByAllowlist(String(allowlistId));
    const allowlist = await this.allowlists.findByAllowlist(String(allowlistId));
    if (draw === null || allowlist === null) return;
    const told = toldIn(allowlist, draw);
    const channel = (await this.servers.find(allowlist.guildId))?.winnersChannel;
    if (channel === undefined || channel === told.channelId) return;
    try {
      await this.discord.post(channel, winnerNewsView(told, draw), nonceOf(key));
    } catch (error) {
      // The check of the server's channels tells managers what to mend; these winners were announced anyway.
      if (!(error instanceof DiscordRefusedError)) throw error;
    }
  }
}
