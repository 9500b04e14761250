import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { oneTimeTokens } from './one-time-token.schema.js';
import { OneTimeTokensRepository } from './one-time-tokens.repository.js';

@Module({
  imports: [MongooseModule.forFeature([oneTimeTokens.model])],
  providers: [OneTimeTokensRepository],
  exports: [OneTimeTokensRepository],
})
export class OneTimeTokensModule {}
