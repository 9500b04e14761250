import { Injectable } from '@nestjs/common';
import { CardLosses, CardLossTools } from '../../cards/index.js';
import { Refunds } from '../entries/refunds.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { AllowlistCardLossesRepository } from './allowlist-card-losses.repository.js';
import { ALLOWLIST_CARDS, AllowlistCardsRepository } from './allowlist-cards.repository.js';

/** What becomes of an allowlist whose card is lost. */
@Injectable()
export class AllowlistCardLosses extends CardLosses<DiscordAllowlistConnection> {
  constructor(
    losses: AllowlistCardLossesRepository,
    cards: AllowlistCardsRepository,
    tools: CardLossTools,
    private readonly refunds: Refunds,
  ) {
    super(ALLOWLIST_CARDS, losses, cards, tools);
  }

  /** Cancelled with its card: what was paid is given back. */
  protected override onWithdrawn({ _id }: DiscordAllowlistConnection): Promise<void> {
    return this.refunds.order(_id.toHexString());
  }

  /** Presses share a read for a second at most. */
  protected override forget(): Promise<void> {
    return Promise.resolve();
  }
}
