import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CommunityPlatform } from './community-platform.port.js';
import { communities } from './schemas/community.schema.js';
import { StandalonePlatform } from './standalone-platform.js';

@Module({
  imports: [MongooseModule.forFeature([communities.model])],
  providers: [{ provide: CommunityPlatform, useClass: StandalonePlatform }],
  exports: [CommunityPlatform],
})
export class CommunitiesModule {}
