export { InteractionsModule } from './interactions.module.js';
export { InteractionLogWriter } from './interaction-log.writer.js';
export { type GuildFigures, InteractionLogsRepository, type Views } from './interaction-logs.repository.js';
