import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { textsOf } from '../../../locales/index.js';
import { ServersRepository } from '../servers.repository.js';
import { greetingView } from '../views/greeting.view.js';
import { GREETING } from './greetings.service.js';
import { LinkingService } from './linking.service.js';

/** Says hello with the next step: in the server's system channel, or to its owner where that can't be. */
@Injectable()
export class GreetingEffect extends OutboxEffect {
  readonly kind = GREETING;
  private readonly logger = new Logger(GreetingEffect.name);

  constructor(
    private readonly servers: ServersRepository,
    private readonly linking: LinkingService,
    private readonly discord: DiscordApi,
  ) {
    super();
  }

  override async run({ guildId, ownerId, channelId, locale }: OutboxPayload): Promise<void> {
    const place = { guildId: String(guildId), ownerId: String(ownerId), channelId: String(channelId) };
    // Whoever has linked it meanwhile needs no next step.
    if ((await this.servers.findActive(place.guildId)) !== null) return;
    const former = await this.linking.former(place.guildId);
    const texts = textsOf(String(locale));
    try {
      const nonce = `hello-${place.guildId}`;
      if (
        place.channelId !== '' &&
        (await this.isPosted(place.channelId, greetingView(former?.name, texts), nonce))
      )
        return;
      const { name } = await this.discord.guild(place.guildId);
      await this.discord.directMessage(place.ownerId, greetingView(former?.name, texts, name), nonce);
    } catch (err) {
      if (!(err instanceof DiscordRefusedError)) throw err;
      this.logger.warn({ msg: 'Nobody could be greeted in a server', guildId, err });
    }
  }

  private async isPosted(
    channelId: string,
    view: ReturnType<typeof greetingView>,
    nonce: string,
  ): Promise<boolean> {
    try {
      await this.discord.post(channelId, view, nonce);
      return true;
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isPlaceUnusable) return false;
      throw error;
    }
  }
}
