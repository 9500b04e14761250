import { Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { DraftsModule } from '../../infra/drafts/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { OneTimeTokensModule } from '../../infra/one-time-tokens/index.js';
import { Outbox } from '../../infra/outbox/index.js';
import { CommunitiesModule } from '../communities/index.js';
import { AuditLogService } from './audit/audit-log.service.js';
import { AuditCommunitySlash } from './commands/audit-community.slash.js';
import { AuditActionAutocomplete } from './commands/options/audit-action.autocomplete.js';
import { CommunitySettingsSlash } from './commands/community-settings.slash.js';
import { LinkCommunitySlash } from './commands/link-community.slash.js';
import { SetupCommunitySlash } from './commands/setup-community.slash.js';
import { SetupPanelButtons } from './components/setup-panel.button.js';
import { SetupPanelSelects } from './components/setup-panel.select.js';
import { ServerChoices } from './choices/server-choices.service.js';
import { DoctorService } from './doctor/doctor.service.js';
import { RolesToGive } from './doctor/roles-to-give.js';
import { HealthRepository } from './health/health.repository.js';
import { HealthService } from './health/health.service.js';
import { ServerChangesListener } from './health/server-changes.listener.js';
import { ServerChangesService } from './health/server-changes.service.js';
import { ServerHealthEffect } from './health/server-health.effect.js';
import { ServerNoticeEffect } from './health/server-notice.effect.js';
import { serverMappings } from './schemas/server-mapping.schema.js';
import { UnlinkCommunitySlash } from './commands/unlink-community.slash.js';
import { AuditPageButton } from './components/audit-page.button.js';
import { LinkOfferButtons } from './components/link-offer.button.js';
import { TransferButtons } from './components/transfer.button.js';
import { UnlinkModal } from './components/unlink.modal.js';
import { GreetingEffect } from './linking/greeting.effect.js';
import { GreetingsService } from './linking/greetings.service.js';
import { ServerNotices } from './health/server-notices.service.js';
import { GuildPresenceListener } from './linking/guild-presence.listener.js';
import { LinkWizardService } from './linking/link-wizard.service.js';
import { LinkChanges } from './linking/link-changes.js';
import { LinkingService } from './linking/linking.service.js';
import { LinksRepository } from './linking/links.repository.js';
import { TransfersService } from './linking/transfers.service.js';
import { UnlinkingService } from './linking/unlinking.service.js';
import { PermissionsService } from './permissions.service.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';
import { SettingsRepository } from './settings/settings.repository.js';
import { SetupService } from './settings/setup.service.js';

const commands = [
  AuditActionAutocomplete,
  AuditCommunitySlash,
  CommunitySettingsSlash,
  LinkCommunitySlash,
  SetupCommunitySlash,
  UnlinkCommunitySlash,
];
const components = [
  AuditPageButton,
  LinkOfferButtons,
  SetupPanelButtons,
  SetupPanelSelects,
  TransferButtons,
  UnlinkModal,
];
const linking = [
  LinksRepository,
  LinkChanges,
  LinkingService,
  UnlinkingService,
  TransfersService,
  LinkWizardService,
];
const presence = [GuildPresenceListener, GreetingsService, GreetingEffect];
const health = [
  HealthRepository,
  HealthService,
  ServerChangesService,
  ServerChangesListener,
  ServerHealthEffect,
  ServerNoticeEffect,
  ServerNotices,
];

@Module({
  imports: [
    AuditModule,
    CommunitiesModule,
    DraftsModule,
    OneTimeTokensModule,
    MongooseModule.forFeature([serverMappings.model]),
  ],
  providers: [
    ...commands,
    ...components,
    ...linking,
    ...presence,
    AuditLogService,
    ...health,
    ServersRepository,
    ServersService,
    PermissionsService,
    SettingsRepository,
    SetupService,
    DoctorService,
    RolesToGive,
    ServerChoices,
  ],
  exports: [DoctorService, ServersService, PermissionsService, RolesToGive, ServerChoices, ServerNotices],
})
export class ServersModule implements OnModuleInit {
  constructor(
    private readonly effects: DueRunner,
    private readonly outbox: Outbox,
    private readonly greeting: GreetingEffect,
    private readonly serverHealth: ServerHealthEffect,
    private readonly serverNotice: ServerNoticeEffect,
  ) {}

  onModuleInit(): void {
    this.effects.register(this.serverHealth);
    this.outbox.register(this.serverNotice);
    this.outbox.register(this.greeting);
  }
}
