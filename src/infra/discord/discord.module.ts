import { Global, Module } from '@nestjs/common';
import { GatewayIntentBits, Options, Partials, type RateLimitData } from 'discord.js';
import { NecordModule } from 'necord';
import { DiscordConfig } from '../../config/discord.config.js';
import { NO_MENTIONS } from './components.js';
import { CommandSync } from './command-sync.js';
import { DeclaredHandlers } from './declared-handlers.js';
import { DiscordApi } from './discord-api.js';
import { DiscordMessages } from './discord-messages.js';
import { DiscordOAuth, MemberApi } from './oauth/index.js';
import { DiscordGateway } from './discord-gateway.js';
import { ErrorReplies } from './error-replies.js';
import { SentFiles } from './sent-files.js';
import { InteractionGate } from './interaction-gate.js';
import { InteractionJournal } from './interaction-journal.js';

/**
 * Handlers read only the payload, so discord.js need not keep what it hears of: each press would leave
 * its member and user behind, and each message itself.
 */
const KEPT_IN_MEMORY = {
  ...Options.DefaultMakeCacheSettings,
  MessageManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  PresenceManager: 0,
  VoiceStateManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  GuildMemberManager: { maxSize: 0, keepOverLimit: isTheBot },
  UserManager: { maxSize: 0, keepOverLimit: isTheBot },
};
function isTheBot({ id, client }: { id: string; client: { user: { id: string } | null } }): boolean {
  return id === client.user?.id;
}

/** Longer than this an edit does not wait at the client: its row waits, and others' edits go first. */
const LONGEST_WAIT_FOR_EDIT_MS = 2_000;
const isTooLongForAnEdit = ({ method, route, global, timeToReset, retryAfter }: RateLimitData): boolean =>
  method.toUpperCase() === 'PATCH' &&
  route === '/channels/:id/messages/:id' &&
  !global &&
  Math.max(timeToReset, retryAfter) > LONGEST_WAIT_FOR_EDIT_MS;

/** necord without its login and its shutdown: `DiscordGateway` does both, in our order. */
class NecordWithoutLogin extends NecordModule {
  override onApplicationBootstrap(): Promise<string> {
    return Promise.resolve('');
  }
  override onApplicationShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

@Global()
@Module({
  imports: [
    NecordWithoutLogin.forRootAsync({
      inject: [DiscordConfig],
      useFactory: (config: DiscordConfig) => ({
        token: config.botToken,
        intents: [
          GatewayIntentBits.Guilds,
          GatewayIntentBits.GuildMessages,
          GatewayIntentBits.GuildMessageReactions,
        ],
        rest: { api: config.apiBaseUrl, version: config.apiVersion, rejectOnRateLimit: isTooLongForAnEdit },
        allowedMentions: NO_MENTIONS,
        // Without them discord.js tells nothing of messages that it does not keep, which are all.
        partials: [Partials.Message, Partials.Reaction, Partials.User],
        makeCache: Options.cacheWithLimits(KEPT_IN_MEMORY),
        skipRegistration: true,
      }),
    }),
  ],
  providers: [
    DiscordApi,
    DiscordMessages,
    DiscordOAuth,
    MemberApi,
    DiscordGateway,
    CommandSync,
    DeclaredHandlers,
    InteractionGate,
    InteractionJournal,
    ErrorReplies,
    SentFiles,
  ],
  exports: [
    SentFiles,
    DiscordApi,
    DiscordMessages,
    DiscordOAuth,
    MemberApi,
    DiscordGateway,
    CommandSync,
    ErrorReplies,
  ],
})
export class DiscordModule {}
