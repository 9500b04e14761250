import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Draft, DraftSchema } from './draft.schema.js';
import { DraftsRepository } from './drafts.repository.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Draft.name, schema: DraftSchema }])],
  providers: [DraftsRepository],
  exports: [DraftsRepository],
})
export class DraftsModule {}
