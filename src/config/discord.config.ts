import type { Env } from './env.schema.js';

export class DiscordConfig {
  readonly botToken: string;
  readonly apiBaseUrl: string;
  readonly apiVersion: string;

  constructor(env: Env) {
    this.botToken = env.DISCORD_BOT_TOKEN;
    this.apiBaseUrl = env.DISCORD_API_BASE_URL;
    this.apiVersion = env.DISCORD_API_VERSION;
  }
}
