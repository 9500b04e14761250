import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { PermissionsService } from '../servers/index.js';
import type { CardRow } from './card-kind.js';
import type { CardEffect } from './card.effect.js';
import type { CardLosses } from './card-losses.js';
import { NotOurPostError } from './cards.errors.js';
import type { ManagedCards, ManagedPanel } from './managed-cards.port.js';

interface Kind {
  readonly effect: Pick<CardEffect<CardRow>, 'name'>;
  readonly losses: Pick<CardLosses<CardRow>, 'messagesDeleted' | 'channelDeleted' | 'retryIn' | 'redrawIn'>;
  readonly managed: ManagedCards;
}

/** Tells every kind of card what happens to servers, channels and messages, and opens what a card belongs to. */
@Injectable()
export class CardsOfAllKinds {
  private readonly kinds: Kind[] = [];

  constructor(
    private readonly effects: DueRunner,
    private readonly permissions: PermissionsService,
  ) {}

  register(kind: Kind): void {
    this.kinds.push(kind);
  }

  /**
   * What a card belongs to, for who may manage that.
   *
   * @throws NotOurPostError the message is no card of this server
   * @throws PermissionMissingError
   */
  async manage(action: MemberAction, messageId: string, isManager: boolean): Promise<ManagedPanel> {
    for (const { managed } of this.kinds) {
      const panel = await managed.open(action, messageId, isManager);
      if (panel === null) continue;
      if (!isManager) await this.permissions.assertAny(action.guildId, action.roleIds, managed.needs);
      return panel;
    }
    throw new NotOurPostError();
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
