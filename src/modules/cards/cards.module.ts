import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../../infra/audit/index.js';
import { Outbox } from '../../infra/outbox/index.js';
import { ServersModule } from '../servers/index.js';
import { CardChangesListener } from './card-changes.listener.js';
import { CardLossTools } from './card-loss-tools.js';
import { CardPace } from './card-pace.js';
import { CardsOfAllKinds } from './cards-of-all-kinds.js';
import { ManagePostMenu } from './manage-post.menu.js';
import { RedrawCardsEffect } from './redraw-cards.effect.js';

@Module({
  imports: [AuditModule, ServersModule],
  providers: [
    CardPace,
    CardLossTools,
    CardsOfAllKinds,
    CardChangesListener,
    ManagePostMenu,
    RedrawCardsEffect,
  ],
  exports: [CardPace, CardLossTools, CardsOfAllKinds],
})
export class CardsModule implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly redrawCards: RedrawCardsEffect,
  ) {}

  onModuleInit(): void {
    this.outbox.register(this.redrawCards);
  }
}
