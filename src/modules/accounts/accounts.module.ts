import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CommunitiesModule } from '../communities/index.js';
import { PointsModule } from '../points/index.js';
import { ServersModule } from '../servers/index.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { ProfileSlash } from './commands/profile.slash.js';
import { accountLinks } from './schemas/account-link.schema.js';

@Module({
  imports: [CommunitiesModule, PointsModule, ServersModule, MongooseModule.forFeature([accountLinks.model])],
  providers: [AccountsRepository, AccountsService, ProfileSlash],
  exports: [AccountsService],
})
export class AccountsModule {}
