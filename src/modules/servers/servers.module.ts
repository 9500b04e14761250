import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { CommunitiesModule } from '../communities/index.js';
import { LinkCommunitySlash } from './commands/link-community.slash.js';
import { SetupCommunitySlash } from './commands/setup-community.slash.js';
import { SetupPanelButtons } from './components/setup-panel.button.js';
import { SetupPanelSelects } from './components/setup-panel.select.js';
import { DoctorService } from './doctor/doctor.service.js';
import { serverMappings } from './schemas/server-mapping.schema.js';
import { PermissionsService } from './permissions.service.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';
import { SettingsRepository } from './settings/settings.repository.js';
import { SetupService } from './settings/setup.service.js';

const commands = [LinkCommunitySlash, SetupCommunitySlash];
const components = [SetupPanelButtons, SetupPanelSelects];

@Module({
  imports: [AuditModule, CommunitiesModule, MongooseModule.forFeature([serverMappings.model])],
  providers: [
    ...commands,
    ...components,
    ServersRepository,
    ServersService,
    PermissionsService,
    SettingsRepository,
    SetupService,
    DoctorService,
  ],
  exports: [ServersService, PermissionsService],
})
export class ServersModule {}
