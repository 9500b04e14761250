import { Injectable } from '@nestjs/common';
import { DiscordConfig } from '../../../config/discord.config.js';
import { SECOND_MS } from '../../../kernel/clock.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { retryAfterMs } from './discord-oauth.js';
import { DiscordOAuthError } from './oauth.errors.js';
import { boundedFetch } from './outbound.js';

const CALL_LIMIT_MS = 5 * SECOND_MS;

/** Who a token speaks for. */
export interface TokenOwner {
  readonly id: string;
  readonly username?: string;
  readonly globalName?: string;
  readonly discriminator?: string;
  readonly avatar?: string;
  readonly locale?: string;
}

/** What an application says of a member, for linked roles. */
export interface RoleConnection {
  readonly platform_name?: string;
  readonly platform_username?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * What the bot does in a member's name. Plain calls with their token: the bot's own client would count them
 * against its limits, and forget its token when a member's is refused.
 */
@Injectable()
export class MemberApi {
  constructor(private readonly config: DiscordConfig) {}

  /** @throws DiscordOAuthError */
  async owner(accessToken: string): Promise<TokenOwner> {
    const body = await this.call('GET', '/users/@me', accessToken);
    const { id, username, global_name, discriminator, avatar, locale } = body;
    if (!isSnowflake(id)) throw new DiscordOAuthError('malformed', 'A token of nobody');
    return {
      id,
      ...text('username', username, 64),
      ...text('globalName', global_name, 64),
      ...text('discriminator', discriminator, 4),
      ...text('avatar', avatar, 100),
      ...text('locale', locale, 10),
    };
  }

  /** Replaces all; what isn't named is emptied. @throws DiscordOAuthError */
  async setRoleConnection(clientId: string, accessToken: string, connection: RoleConnection): Promise<void> {
    await this.call('PUT', `/users/@me/applications/${clientId}/role-connection`, accessToken, connection);
  }

  private async call(
    method: string,
    path: string,
    accessToken: string,
    body?: object,
  ): Promise<Record<string, unknown>> {
    const url = `${this.config.apiBaseUrl}/v${this.config.apiVersion}${path}`;
    const response = await boundedFetch(
      url,
      {
        method,
        headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      CALL_LIMIT_MS,
    );
    if (!response.ok) throw refusalOf(response);
    return objectIn(response);
  }
}

function refusalOf(response: Response): DiscordOAuthError {
  const { status } = response;
  const message = `Discord answered ${String(status)} to a call in a member's name`;
  if (status === 429 || status >= 500)
    return new DiscordOAuthError('away', message, { retryAfterMs: retryAfterMs(response) });
  return new DiscordOAuthError(status === 401 ? 'refused' : 'misconfigured', message);
}

async function objectIn(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) throw new DiscordOAuthError('malformed', 'No JSON object');
  return body as Record<string, unknown>;
}

/** What is no text, or too long for us, is left out: only the id decides anything. */
const text = <Key extends string>(key: Key, value: unknown, max: number): Partial<Record<Key, string>> =>
  typeof value === 'string' && value !== '' && Array.from(value).length <= max
    ? ({ [key]: value } as Partial<Record<Key, string>>)
    : {};
