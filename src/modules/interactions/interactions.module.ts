import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InteractionSink } from '../../infra/discord/index.js';
import { InteractionLogWriter } from './interaction-log.writer.js';
import { InteractionLogsRepository } from './interaction-logs.repository.js';
import { interactionLogs } from './schemas/interaction-log.schema.js';

/** Global: the journal of `infra/discord` hands its records to what this module provides. */
@Global()
@Module({
  imports: [MongooseModule.forFeature([interactionLogs.model])],
  providers: [
    InteractionLogsRepository,
    InteractionLogWriter,
    { provide: InteractionSink, useExisting: InteractionLogWriter },
  ],
  exports: [InteractionLogsRepository, InteractionLogWriter, InteractionSink],
})
export class InteractionsModule {}
