import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DueRunner } from '../jobs/index.js';
import { outboxRows } from './outbox-row.schema.js';
import { Outbox } from './outbox.js';
import { OutboxRepository } from './outbox.repository.js';
import { RunOutboxEffect } from './run-outbox.effect.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([outboxRows.model])],
  providers: [OutboxRepository, Outbox, RunOutboxEffect],
  exports: [Outbox],
})
export class OutboxModule implements OnModuleInit {
  constructor(
    private readonly runner: DueRunner,
    private readonly runOutbox: RunOutboxEffect,
  ) {}

  onModuleInit(): void {
    this.runner.register(this.runOutbox);
  }
}
