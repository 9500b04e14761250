import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import { REVIEW_CHANNEL_CHANGED } from '../../servers/index.js';
import { OPEN_CARDS } from './review-cards.effect.js';
import { ReviewCardsRepository } from './review-cards.repository.js';

/** By then every process has read the settings anew. */
const KNOWN_MS = 2 * SECOND_MS;

/** A server wants its reviews in another channel: what waits gets its cards there. */
@Injectable()
export class MoveReviewCardsEffect extends OutboxEffect {
  readonly kind = REVIEW_CHANNEL_CHANGED;

  constructor(
    private readonly cards: ReviewCardsRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async run({ guildId, channelId }: OutboxPayload): Promise<void> {
    const due = new Date(this.clock.now().getTime() + KNOWN_MS);
    await this.cards.moveTo(String(guildId), String(channelId), due);
    await this.cards.askForMore(String(guildId), OPEN_CARDS, due);
  }
}
