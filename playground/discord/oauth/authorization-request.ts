import { type OAuthErrorCode } from './oauth-error.ts';
import { scopesOf, type Scope } from './scopes.ts';

const CHALLENGE = /^[\w-]{43}$/;

/** What an application asks of a person. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  readonly state: string | null;
  readonly challenge: string | undefined;
  /** Whoever has allowed the same before isn't asked again. */
  readonly isSilent: boolean;
}

/**
 * `refused` is shown to the person and leads nowhere: a wrong address must never be redirected to. Other
 * mistakes are the application's to hear of.
 */
export type Examined =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'ask'; readonly request: AuthorizationRequest };

/** Looks through the query of `/oauth2/authorize`. */
export function examine(
  query: URLSearchParams,
  application: { readonly clientId: string; readonly redirectUris: ReadonlySet<string> },
): Examined {
  if (only(query, 'client_id') !== application.clientId)
    return { kind: 'refused', reason: 'Unknown application' };
  const redirectUri = only(query, 'redirect_uri');
  if (redirectUri === null || !application.redirectUris.has(redirectUri))
    return { kind: 'refused', reason: 'Invalid OAuth2 redirect_uri' };
  const state = only(query, 'state');
  const refused = (error: OAuthErrorCode, description: string): Examined => ({
    kind: 'redirect',
    location: answerAddress({ redirectUri, state }, { error, error_description: description }),
  });
  const twice = [...new Set(query.keys())].find((key) => query.getAll(key).length > 1);
  if (twice !== undefined) return refused('invalid_request', `"${twice}" is there more than once.`);
  if (query.get('response_type') !== 'code')
    return refused('unsupported_response_type', 'Only the response type "code" is supported.');
  const scopes = scopesOf(query.get('scope') ?? '');
  if (scopes === null)
    return refused('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  const challenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method');
  if (challenge === undefined ? method !== null : method !== 'S256' || !CHALLENGE.test(challenge))
    return refused('invalid_request', 'A "code_challenge" of the method "S256" is needed, or neither.');
  const prompt = query.get('prompt') ?? 'consent';
  if (prompt !== 'consent' && prompt !== 'none') return refused('invalid_request', 'Invalid "prompt".');
  return { kind: 'ask', request: { redirectUri, scopes, state, challenge, isSilent: prompt === 'none' } };
}

/** Where the browser is sent with the outcome. */
export function answerAddress(
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  outcome: Readonly<Record<string, string>>,
): string {
  const address = new URL(redirectUri);
  for (const [key, value] of Object.entries(outcome)) address.searchParams.set(key, value);
  if (state !== null) address.searchParams.set('state', state);
  return address.href;
}

function only(query: URLSearchParams, key: string): string | null {
  const [value = null, ...others] = query.getAll(key);
  return others.length === 0 ? value : null;
}
