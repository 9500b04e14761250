import { Global, Module } from '@nestjs/common';
import { GatewayIntentBits } from 'discord.js';
import { NecordModule } from 'necord';
import { DiscordConfig } from '../../config/discord.config.js';
import { NO_MENTIONS } from './components.js';
import { CommandSync } from './command-sync.js';
import { DiscordApi } from './discord-api.js';
import { DiscordGateway } from './discord-gateway.js';
import { ErrorReplies } from './error-replies.js';
import { InteractionGate } from './interaction-gate.js';

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
        rest: { api: config.apiBaseUrl, version: config.apiVersion },
        allowedMentions: NO_MENTIONS,
        skipRegistration: true,
      }),
    }),
  ],
  providers: [DiscordApi, DiscordGateway, CommandSync, InteractionGate, ErrorReplies],
  exports: [DiscordApi, DiscordGateway, CommandSync, ErrorReplies],
})
export class DiscordModule {}
