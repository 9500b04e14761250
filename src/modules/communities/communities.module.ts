import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CommunityPlatform } from './community-platform.port.js';
import { Community, CommunitySchema } from './schemas/community.schema.js';
import { StandalonePlatform } from './standalone-platform.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Community.name, schema: CommunitySchema }])],
  providers: [{ provide: CommunityPlatform, useClass: StandalonePlatform }],
  exports: [CommunityPlatform],
})
export class CommunitiesModule {}
