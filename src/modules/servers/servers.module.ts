import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { CommunitiesModule } from '../communities/index.js';
import { LinkCommunitySlash } from './commands/link-community.slash.js';
import { serverMappings } from './schemas/server-mapping.schema.js';
import { PermissionsService } from './permissions.service.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';

@Module({
  imports: [AuditModule, CommunitiesModule, MongooseModule.forFeature([serverMappings.model])],
  providers: [ServersRepository, ServersService, PermissionsService, LinkCommunitySlash],
  exports: [ServersService, PermissionsService],
})
export class ServersModule {}
