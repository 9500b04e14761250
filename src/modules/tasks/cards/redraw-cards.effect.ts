import { Injectable } from '@nestjs/common';
import { DueRunner } from '../../../infra/jobs/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { LINK_CHANGED } from '../../servers/index.js';
import { CardsRepository } from './cards.repository.js';
import { TASK_CARD } from './task-card.effect.js';

/** A server was unlinked, or linked again: the cards of its open tasks say so. */
@Injectable()
export class RedrawCardsEffect extends OutboxEffect {
  readonly kind = LINK_CHANGED;

  constructor(
    private readonly cards: CardsRepository,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async run({ guildId }: OutboxPayload): Promise<void> {
    await this.cards.redrawOfGuild(String(guildId), this.clock.now());
    this.effects.nudge(TASK_CARD);
  }
}
