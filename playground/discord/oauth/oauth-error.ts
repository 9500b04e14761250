import { ApiError } from '../api-error.ts';

export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

/** A refusal of the token endpoints, in the form of RFC 6749 instead of the API's. */
export class OAuthError extends ApiError {
  readonly error: OAuthErrorCode;
  private readonly description: string;

  constructor(error: OAuthErrorCode, description: string) {
    const isClient = error === 'invalid_client';
    super(isClient ? 401 : 400, 0, `${error}: ${description}`, {
      headers: {
        'Cache-Control': 'no-store',
        ...(isClient && { 'WWW-Authenticate': 'Basic realm="oauth2"' }),
      },
    });
    this.name = 'OAuthError';
    this.error = error;
    this.description = description;
  }

  override toBody(): Record<string, unknown> {
    return { error: this.error, error_description: this.description };
  }
}
