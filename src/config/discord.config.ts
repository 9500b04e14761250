import type { Env } from './env.schema.js';

export class DiscordConfig {
  readonly botToken: string;
  readonly apiBaseUrl: string;
  readonly apiVersion: string;
  /** With which members link their accounts; both unset: they can't. */
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;

  constructor(env: Env) {
    this.botToken = env.DISCORD_BOT_TOKEN;
    this.apiBaseUrl = env.DISCORD_API_BASE_URL;
    this.apiVersion = env.DISCORD_API_VERSION;
    this.clientId = env.DISCORD_CLIENT_ID;
    this.clientSecret = env.DISCORD_CLIENT_SECRET;
  }
}
