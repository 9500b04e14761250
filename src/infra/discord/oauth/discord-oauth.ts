import { Injectable } from '@nestjs/common';
import * as oauth from 'oauth4webapi';
import { AppConfig } from '../../../config/app.config.js';
import { DiscordConfig } from '../../../config/discord.config.js';
import { SECOND_MS } from '../../../kernel/clock.js';
import { DiscordOAuthError } from './oauth.errors.js';
import { boundedFetch } from './outbound.js';
import { tokenAnswer, type TokenAnswer } from './token-answer.js';

/** `identify`: who it is. `role_connections.write`: what linked roles ask for. */
export const LINK_SCOPES = ['identify', 'role_connections.write'] as const;

const CALL_LIMIT_MS = 5 * SECOND_MS;
/** Answers to us: nothing is wrong with the member's code or token. */
const OUR_FAULTS: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_request',
  'invalid_scope',
]);

export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string;
  /** PKCE: the secret whose hash goes along. */
  readonly verifier: string;
}

export interface CodeExchange extends AuthorizationRequest {
  /** The query of the callback, as it came. */
  readonly answer: URLSearchParams;
}

/** Discord's OAuth2 for this application: the code grant with PKCE, refresh and revocation (RFC 6749, 7636, 7009). */
@Injectable()
export class DiscordOAuth {
  private readonly server: oauth.AuthorizationServer;

  constructor(
    private readonly config: DiscordConfig,
    private readonly app: AppConfig,
  ) {
    const api = `${config.apiBaseUrl}/v${config.apiVersion}`;
    this.server = {
      issuer: new URL(config.apiBaseUrl).origin,
      authorization_endpoint: `${config.apiBaseUrl.replace(/\/api$/, '')}/oauth2/authorize`,
      token_endpoint: `${api}/oauth2/token`,
      revocation_endpoint: `${api}/oauth2/token/revoke`,
    };
  }

  /** Whether the application's id and secret are set. */
  get isConfigured(): boolean {
    return this.config.clientId !== undefined && this.config.clientSecret !== undefined;
  }

  get clientId(): string {
    return this.client.client_id;
  }

  /** Where the browser is sent to ask the member. */
  async authorizationUrl({ redirectUri, state, verifier }: AuthorizationRequest): Promise<string> {
    const url = new URL(this.server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.client.client_id,
      redirect_uri: redirectUri,
      scope: LINK_SCOPES.join(' '),
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'consent',
    }).toString();
    return url.href;
  }

  /** Redeems the code of a callback, once: a code that may have been redeemed is never tried again. @throws DiscordOAuthError */
  exchange({ answer, state, redirectUri, verifier }: CodeExchange): Promise<TokenAnswer> {
    return this.asking(async () => {
      const params = oauth.validateAuthResponse(this.server, this.client, answer, state);
      const response = await oauth.authorizationCodeGrantRequest(
        this.server,
        this.client,
        this.secret,
        params,
        redirectUri,
        verifier,
        this.options,
      );
      const raw = await bodyOf(response);
      await oauth.processAuthorizationCodeResponse(this.server, this.client, response);
      return tokenAnswer(raw, LINK_SCOPES);
    });
  }

  /** Both tokens are replaced; the old ones may be worth nothing from then on. @throws DiscordOAuthError */
  refresh(refreshToken: string, scopes: readonly string[]): Promise<TokenAnswer> {
    return this.asking(async () => {
      const response = await oauth.refreshTokenGrantRequest(
        this.server,
        this.client,
        this.secret,
        refreshToken,
        this.options,
      );
      const raw = await bodyOf(response);
      await oauth.processRefreshTokenResponse(this.server, this.client, response);
      return tokenAnswer(raw, scopes);
    });
  }

  /** Ends every token of the member's consent, whichever is named; one that is known no more is fine. @throws DiscordOAuthError */
  async revoke(token: string): Promise<void> {
    await this.asking(async () => {
      const response = await oauth.revocationRequest(
        this.server,
        this.client,
        this.secret,
        token,
        this.options,
      );
      await oauth.processRevocationResponse(response);
    });
  }

  private get client(): oauth.Client {
    if (this.config.clientId === undefined) throw new TypeError('DISCORD_CLIENT_ID is not set');
    return { client_id: this.config.clientId };
  }

  private get secret(): oauth.ClientAuth {
    if (this.config.clientSecret === undefined) throw new TypeError('DISCORD_CLIENT_SECRET is not set');
    return oauth.ClientSecretBasic(this.config.clientSecret);
  }

  private get options() {
    return {
      [oauth.customFetch]: ask,
      // Another server for tests and demos; production speaks https only.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so, that nobody overlooks it
      [oauth.allowInsecureRequests]: !this.app.isProduction,
    };
  }

  private async asking<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw faultOf(error);
    }
  }
}

async function ask(url: string, init: oauth.CustomFetchOptions<string, unknown>): Promise<Response> {
  const response = await boundedFetch(url, init as RequestInit, CALL_LIMIT_MS);
  if (response.status === 429 || response.status >= 500)
    throw new DiscordOAuthError('away', `Discord's OAuth2 answered ${String(response.status)}`, {
      retryAfterMs: retryAfterMs(response),
    });
  return response;
}

export function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * SECOND_MS) : undefined;
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    // The protocol's own check says what is wrong with it.
    return undefined;
  }
}

/** Without what the library's errors hold: they quote answers. */
function faultOf(error: unknown): DiscordOAuthError {
  if (error instanceof DiscordOAuthError) return error;
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
    const fault = OUR_FAULTS.has(error.error) ? 'misconfigured' : 'refused';
    return new DiscordOAuthError(fault, `Discord's OAuth2 refused: ${known(error.error)}`);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return new DiscordOAuthError('misconfigured', `Discord's OAuth2 refused our id or secret`);
  const { code } = error as { code?: unknown };
  if (code === oauth.HTTP_REQUEST_FORBIDDEN)
    return new DiscordOAuthError('misconfigured', 'DISCORD_API_BASE_URL is not https: nobody can link there');
  return new DiscordOAuthError('malformed', `An answer that can't be used: ${known(code)}`);
}

/** A code, or nothing: what another server says is not quoted. */
const known = (code: unknown): string =>
  typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'no code';
