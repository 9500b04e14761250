import { InfrastructureError } from '../../../kernel/errors.js';

/**
 * `refused`: Discord takes this code or token no more. `misconfigured`: it does not take our id, secret or
 * address. `malformed`: it answered what can't be true. `away`: nothing happened. `unknown`: it may have
 * happened, and its answer is lost.
 */
export type OAuthFault = 'refused' | 'misconfigured' | 'malformed' | 'away' | 'unknown';

/** Something went wrong between us and Discord's OAuth2. Holds no code, token or answer. */
export class DiscordOAuthError extends InfrastructureError {
  override readonly code: string;
  readonly retryable: boolean;

  constructor(
    readonly fault: OAuthFault,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(message, options);
    this.code = `DISCORD_OAUTH_${fault.toUpperCase()}`;
    this.retryable = fault === 'away';
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** Where Discord said when to come back. */
  readonly retryAfterMs: number | undefined;
}
