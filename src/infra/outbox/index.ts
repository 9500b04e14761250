export { Outbox } from './outbox.js';
export { OutboxEffect, type OutboxPayload } from './outbox-effect.js';
export { OutboxModule } from './outbox.module.js';
