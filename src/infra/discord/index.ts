export { ACKNOWLEDGE_WITHIN_MS, answer, answerInPlace, inTime, updatePanel } from './answer.js';
export * from './components.js';
export { CommandSync } from './command-sync.js';
export { customId } from './custom-id.js';
export { DiscordApi, DiscordRefusedError, DiscordUnavailableError, type PostExtras } from './discord-api.js';
export type { ChannelState, CommandAccess, GuildState, OverwriteState, RoleState } from './guild-state.js';
export { DiscordExceptionFilter } from './discord-exception.filter.js';
export { DiscordGateway } from './discord-gateway.js';
export {
  type ChannelTrace,
  DiscordMessages,
  MESSAGES_A_PAGE,
  type MessageTrace,
  type ReactionTrace,
} from './discord-messages.js';
export { DiscordModule } from './discord.module.js';
export * from './forms.js';
export { GuildOnlyGuard } from './guards/guild-only.guard.js';
export { ManagerGuard } from './guards/manager.guard.js';
export {
  type InteractionEnding,
  type InteractionKind,
  type InteractionRecord,
  InteractionSink,
  type KeptValue,
} from './interaction-record.js';
export { readMoment, type ReadMoment, TYPED_MOMENT_MAX, typedAs } from './moment-field.js';
export { previewOf } from './preview.js';
export { refusedView } from './refused-form.js';
export * from './selects.js';
export { comparable, suggestionsFor } from './suggestions.js';
export { SuggestionLimit } from './suggestion-limit.js';
export { typedIn } from './typed-in.js';
export { actionOf, type MemberAction, type PersonAction, personIn, personOf } from './member-action.js';
export { fileIn, type SentFile, SentFiles } from './sent-files.js';
