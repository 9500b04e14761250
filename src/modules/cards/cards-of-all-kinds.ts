import { Injectable } from '@nestjs/common';
import { DueRunner } from '../../infra/jobs/index.js';
import type { CardRow } from './card-kind.js';
import type { CardEffect } from './card.effect.js';
import type { CardLosses } from './card-losses.js';

interface Kind {
  readonly effect: Pick<CardEffect<CardRow>, 'name'>;
  readonly losses: Pick<CardLosses<CardRow>, 'messagesDeleted' | 'channelDeleted' | 'retryIn' | 'redrawIn'>;
}

/** Tells every kind of card what happens to servers, channels and messages. */
@Injectable()
export class CardsOfAllKinds {
  private readonly kinds: Kind[] = [];

  constructor(private readonly effects: DueRunner) {}

  register(effect: Kind['effect'], losses: Kind['losses']): void {
    this.kinds.push({ effect, losses });
  }

  async messagesDeleted(guildId: string, messageIds: readonly string[]): Promise<void> {
    for (const { effect, losses } of this.kinds)
      if (await losses.messagesDeleted(guildId, messageIds)) this.effects.nudge(effect.name);
  }

  async channelDeleted(guildId: string, channelId: string): Promise<void> {
    for (const { losses } of this.kinds) await losses.channelDeleted(guildId, channelId);
  }

  async retryIn(guildId: string): Promise<void> {
    for (const { losses } of this.kinds) await losses.retryIn(guildId);
  }

  async redrawIn(guildId: string): Promise<void> {
    for (const { effect, losses } of this.kinds) {
      await losses.redrawIn(guildId);
      this.effects.nudge(effect.name);
    }
  }
}
