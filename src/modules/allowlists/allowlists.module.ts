import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { DraftsModule } from '../../infra/drafts/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { Outbox } from '../../infra/outbox/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { AccountsModule, MemberEntriesPort } from '../accounts/index.js';
import { CardsModule, CardsOfAllKinds } from '../cards/index.js';
import { PointsModule } from '../points/index.js';
import { RequirementsEditorService, RequirementsModule } from '../requirements/index.js';
import { ServersModule } from '../servers/index.js';
import { TemplatesModule, TemplatesService } from '../templates/index.js';
import { AllowlistEntriesRepository } from './entries/allowlist-entries.repository.js';
import { AllowlistCardEffect } from './cards/allowlist-card.effect.js';
import { ManagedAllowlistCards } from './cards/managed-allowlist-cards.js';
import { AllowlistCardLosses } from './cards/allowlist-card-losses.service.js';
import { AllowlistRequirements } from './creation/allowlist-requirements.service.js';
import { AllowlistTemplates } from './creation/allowlist-templates.service.js';
import { creation } from './creation/creation.js';
import { AllowlistLifeEffect } from './life/allowlist-life.effect.js';
import { life } from './life/life.js';
import { AllowlistsRepository } from './allowlists.repository.js';
import { entering } from './entries/entering.js';
import { DrawEffect } from './draws/draw.effect.js';
import { drawing } from './draws/drawing.js';
import { DrawController } from './http/draw.controller.js';
import { picking } from './picks/picking.js';
import { steering } from './steering/steering.js';
import { exporting } from './exports/exporting.js';
import { importing } from './imports/importing.js';
import { proving } from './proofs/proving.js';
import { ClaimReminderEffect } from './winners/claim-reminder.effect.js';
import { WinnerNewsEffect } from './winners/winner-news.effect.js';
import { LostWinEffect, WinnerNoticeEffect, WinnerRoleEffect } from './winners/winner.effects.js';
import { winning } from './winners/winners.js';
import { EntriesService } from './entries/entries.service.js';
import { EntryAttemptsProjection } from './risk/entry-attempts.projection.js';
import { EntryAttemptsRepository } from './risk/entry-attempts.repository.js';
import { AllowlistStatisticsButtons } from './components/allowlist-statistics.button.js';
import { AllowlistFiguresRepository } from './figures/allowlist-figures.repository.js';
import { AllowlistStatisticsService } from './figures/allowlist-statistics.service.js';
import { EntryRetentionProjection } from './figures/entry-retention.projection.js';
import { EntryCountsProjection } from './figures/entry-counts.projection.js';
import { EntryListsRepository } from './entries/entry-lists.repository.js';
import { EntryPayments } from './entries/entry-payments.service.js';
import { MemberEntriesRepository } from './entries/member-entries.repository.js';
import { MemberWithdrawal } from './entries/member-withdrawal.service.js';
import { RefundEntriesEffect } from './entries/refund-entries.effect.js';
import { allowlistConnections } from './schemas/allowlist-connection.schema.js';
import { allowlistEntries } from './schemas/allowlist-entry.schema.js';
import { drawLists, draws } from './schemas/draw.schema.js';
import { entryAttempts } from './schemas/entry-attempt.schema.js';
import { OwnAllowlists } from './own-allowlists.service.js';
import { risk } from './risk/risk.js';
import { EntryNoticesEffect } from './risk/entry-notices.effect.js';
import { SettleEntryEffect } from './entries/settle-entry.effect.js';

/** Global, as profiles lie below it. */
@Global()
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    CardsModule,
    DraftsModule,
    PointsModule,
    RequirementsModule,
    ServersModule,
    TemplatesModule,
    MongooseModule.forFeature([
      allowlistConnections.model,
      allowlistEntries.model,
      entryAttempts.model,
      draws.model,
      drawLists.model,
    ]),
  ],
  controllers: [DrawController],
  providers: [
    ...entering,
    ...drawing,
    ...risk,
    ...proving,
    ...winning,
    ...picking,
    ...steering,
    ...exporting,
    ...importing,
    EntriesService,
    ...life,
    ...creation,
    EntryPayments,
    AllowlistsRepository,
    OwnAllowlists,
    AllowlistEntriesRepository,
    EntryListsRepository,
    EntryAttemptsRepository,
    SettleEntryEffect,
    RefundEntriesEffect,
    EntryCountsProjection,
    EntryRetentionProjection,
    AllowlistFiguresRepository,
    AllowlistStatisticsService,
    AllowlistStatisticsButtons,
    EntryAttemptsProjection,
    MemberEntriesRepository,
    MemberWithdrawal,
    { provide: MemberEntriesPort, useExisting: MemberEntriesRepository },
  ],
  exports: [AllowlistFiguresRepository, MemberEntriesPort, MemberEntriesRepository, MemberWithdrawal],
})
export class AllowlistsModule implements OnModuleInit {
  constructor(
    private readonly effects: DueRunner,
    private readonly outbox: Outbox,
    private readonly projections: ProjectionRunner,
    private readonly settleEntry: SettleEntryEffect,
    private readonly refundEntries: RefundEntriesEffect,
    private readonly allowlistLife: AllowlistLifeEffect,
    private readonly allowlistCard: AllowlistCardEffect,
    private readonly cardLosses: AllowlistCardLosses,
    private readonly managedCards: ManagedAllowlistCards,
    private readonly cards: CardsOfAllKinds,
    private readonly requirements: AllowlistRequirements,
    private readonly requirementsEditor: RequirementsEditorService,
    private readonly ownTemplates: AllowlistTemplates,
    private readonly templates: TemplatesService,
    private readonly draw: DrawEffect,
    private readonly entryNotices: EntryNoticesEffect,
    private readonly winnerNotice: WinnerNoticeEffect,
    private readonly winnerNews: WinnerNewsEffect,
    private readonly winnerRole: WinnerRoleEffect,
    private readonly claimReminder: ClaimReminderEffect,
    private readonly lostWin: LostWinEffect,
    private readonly entryCounts: EntryCountsProjection,
    private readonly entryRetention: EntryRetentionProjection,
    private readonly entryAttempts: EntryAttemptsProjection,
  ) {}

  onModuleInit(): void {
    this.effects.register(this.settleEntry);
    this.effects.register(this.allowlistLife);
    this.effects.register(this.allowlistCard);
    this.cards.register({
      effect: this.allowlistCard,
      losses: this.cardLosses,
      managed: this.managedCards,
    });
    this.requirementsEditor.register(this.requirements);
    this.templates.register(this.ownTemplates);
    this.effects.register(this.draw);
    this.effects.register(this.entryNotices);
    this.outbox.register(this.refundEntries);
    this.outbox.register(this.winnerNotice);
    this.outbox.register(this.winnerNews);
    this.outbox.register(this.winnerRole);
    this.outbox.register(this.claimReminder);
    this.outbox.register(this.lostWin);
    this.projections.register(this.entryCounts);
    this.projections.register(this.entryRetention);
    this.projections.register(this.entryAttempts);
  }
}
