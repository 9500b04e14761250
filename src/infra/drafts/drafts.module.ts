import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { drafts } from './draft.schema.js';
import { DraftsRepository } from './drafts.repository.js';

@Module({
  imports: [MongooseModule.forFeature([drafts.model])],
  providers: [DraftsRepository],
  exports: [DraftsRepository],
})
export class DraftsModule {}
