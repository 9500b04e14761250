import { createHash, randomBytes } from 'node:crypto';
import { type Clock } from '../clock.ts';
import { OAuthError } from './oauth-error.ts';
import { type Scope } from './scopes.ts';

export const ACCESS_TOKEN_SECONDS = 604_800;
const CODE_LIFE_MS = 10 * 60_000;

/** What a person allowed, and the tokens that came of it. */
export interface Grant {
  readonly userId: string;
  readonly scopes: readonly Scope[];
  accessToken: string;
  refreshToken: string;
  /** By the clock of the local Discord. */
  expiresAtMs: number;
  isRevoked: boolean;
}

/** Consent that waits for its code to be redeemed. */
export interface Consent {
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly redirectUri: string;
  /** PKCE, S256. */
  readonly challenge: string | undefined;
}

interface Code extends Consent {
  readonly issuedAtMs: number;
  /** Of the code that was redeemed already. */
  grant: Grant | null;
  isSpent: boolean;
}

/** Codes and tokens; everything that is handed out is random and known only here and to whom it was given. */
export class Grants {
  private readonly clock: Clock;
  private readonly codes = new Map<string, Code>();
  private readonly issued: Grant[] = [];
  private readonly byAccess = new Map<string, Grant>();
  private readonly byRefresh = new Map<string, Grant>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Oldest first, ended ones included. */
  get all(): readonly Grant[] {
    return this.issued;
  }

  issueCode(consent: Consent): string {
    const code = secret();
    this.codes.set(code, { ...consent, issuedAtMs: this.clock.now(), grant: null, isSpent: false });
    return code;
  }

  /**
   * One try is all a code has; a second one ends what the first one gave (RFC 6749 §4.1.2).
   *
   * @throws OAuthError invalid_grant
   */
  redeem(code: string, proof: { redirectUri: string; verifier: string | undefined }): Grant {
    const known = this.codes.get(code);
    if (known?.grant) known.grant.isRevoked = true;
    if (known === undefined || known.isSpent) throw invalidCode();
    known.isSpent = true;
    if (this.clock.now() - known.issuedAtMs > CODE_LIFE_MS) throw invalidCode();
    if (proof.redirectUri !== known.redirectUri)
      throw new OAuthError('invalid_grant', 'Invalid "redirect_uri" in request.');
    if (!isVerified(known.challenge, proof.verifier))
      throw new OAuthError('invalid_grant', 'Invalid "code_verifier" in request.');
    const { userId, scopes } = known;
    known.grant = this.withTokens({
      userId,
      scopes,
      accessToken: '',
      refreshToken: '',
      expiresAtMs: 0,
      isRevoked: false,
    });
    this.issued.push(known.grant);
    return known.grant;
  }

  /** Both tokens are replaced. @throws OAuthError invalid_grant */
  refresh(refreshToken: string): Grant {
    const grant = this.byRefresh.get(refreshToken);
    if (grant === undefined || grant.isRevoked)
      throw new OAuthError('invalid_grant', 'Invalid "refresh_token" in request.');
    return this.withTokens(grant);
  }

  /** Either token ends the whole grant; an unknown one ends nothing (RFC 7009 §2.2). */
  revoke(token: string): void {
    const grant = this.byAccess.get(token) ?? this.byRefresh.get(token);
    if (grant !== undefined) grant.isRevoked = true;
  }

  /** `undefined` for a token that is unknown, revoked or past its end. */
  byAccessToken(token: string): Grant | undefined {
    const grant = this.byAccess.get(token);
    if (grant === undefined || grant.isRevoked) return undefined;
    return this.clock.now() < grant.expiresAtMs ? grant : undefined;
  }

  private withTokens(grant: Grant): Grant {
    this.byAccess.delete(grant.accessToken);
    this.byRefresh.delete(grant.refreshToken);
    grant.accessToken = secret();
    grant.refreshToken = secret();
    grant.expiresAtMs = this.clock.now() + ACCESS_TOKEN_SECONDS * 1_000;
    this.byAccess.set(grant.accessToken, grant);
    this.byRefresh.set(grant.refreshToken, grant);
    return grant;
  }
}

/** Without a challenge there must be no verifier either: else PKCE could be stripped from the request. */
function isVerified(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

function invalidCode(): OAuthError {
  return new OAuthError('invalid_grant', 'Invalid "code" in request.');
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
