import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../infra/outbox/index.js';
import { LINK_CHANGED } from '../servers/index.js';
import { CardsOfAllKinds } from './cards-of-all-kinds.js';

/** A server was unlinked, or linked again: the cards of what is open there say so. */
@Injectable()
export class RedrawCardsEffect extends OutboxEffect {
  readonly kind = LINK_CHANGED;

  constructor(private readonly cards: CardsOfAllKinds) {
    super();
  }

  override run({ guildId }: OutboxPayload): Promise<void> {
    return this.cards.redrawIn(String(guildId));
  }
}
