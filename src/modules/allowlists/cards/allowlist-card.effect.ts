import { Injectable } from '@nestjs/common';
import { DiscordApi, type View } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { CardEffect } from '../../cards/index.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import { allowlistDetailsId } from '../entries/entries.custom-ids.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { allowlistCardView } from '../views/allowlist-card.view.js';
import { AllowlistCardLosses } from './allowlist-card-losses.service.js';
import { ALLOWLIST_CARDS, AllowlistCardsRepository } from './allowlist-cards.repository.js';

export const ALLOWLIST_CARD = 'allowlist-card';

@Injectable()
export class AllowlistCardEffect extends CardEffect<DiscordAllowlistConnection> {
  readonly name = ALLOWLIST_CARD;

  constructor(
    cards: AllowlistCardsRepository,
    losses: AllowlistCardLosses,
    discord: DiscordApi,
    clock: Clock,
    private readonly servers: ServersService,
    private readonly requirements: RequirementsService,
  ) {
    super(ALLOWLIST_CARDS, cards, losses, discord, clock);
  }

  protected override async viewOf(allowlist: DiscordAllowlistConnection, now: Date): Promise<View> {
    const isLinked = await this.servers.isLinkedTo(allowlist.guildId, allowlist.communityId);
    const texts = textsOf(allowlist.locale);
    const requirements = allowlist.allowlistData.requirements.map((one) =>
      this.requirements.describe(one, texts),
    );
    return allowlistCardView({ allowlist, requirements, isLinked }, now);
  }

  protected override markOf({ _id }: DiscordAllowlistConnection): string {
    return allowlistDetailsId.build({ connectionId: _id.toHexString() });
  }

  protected override unpaused(allowlist: DiscordAllowlistConnection): DiscordAllowlistConnection {
    const allowlistData = Object.assign({}, allowlist.allowlistData, { status: 'active' });
    return Object.assign({}, allowlist, { allowlistData });
  }
}
