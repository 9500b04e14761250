import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock } from '../clock.ts';
import { answerAddress, examine, type AuthorizationRequest, type Examined } from './authorization-request.ts';
import { Grants, type Grant } from './grants.ts';
import { RoleConnections, type RoleConnection } from './role-connections.ts';

/** The OAuth2 side of the application: what it registered, what people allowed it, what it wrote about them. */
export class OAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly grants: Grants;
  readonly roleConnections = new RoleConnections();
  private readonly clock: Clock;
  private readonly redirects: Set<string>;

  constructor(
    clock: Clock,
    application: { clientId: string; clientSecret?: string; redirectUris?: readonly string[] },
  ) {
    this.clock = clock;
    this.clientId = application.clientId;
    this.clientSecret = application.clientSecret ?? `local-secret.${randomBytes(16).toString('hex')}`;
    this.redirects = new Set(application.redirectUris);
    this.grants = new Grants(clock);
  }

  get redirectUris(): ReadonlySet<string> {
    return this.redirects;
  }

  /** As in the developer portal; compared to the letter. */
  registerRedirectUri(uri: string): void {
    const { protocol, hash } = new URL(uri);
    if (!['http:', 'https:'].includes(protocol) || hash !== '')
      throw new Error(`${uri} can't be redirected to`);
    this.redirects.add(uri);
  }

  examine(query: URLSearchParams): Examined {
    return examine(query, this);
  }

  /** @returns where the browser goes next */
  decide(request: AuthorizationRequest, userId: string, decision: 'allow' | 'deny'): string {
    if (decision === 'deny') {
      const description = 'The resource owner or authorization server denied the request';
      return answerAddress(request, { error: 'access_denied', error_description: description });
    }
    const { scopes, redirectUri, challenge } = request;
    const code = this.grants.issueCode({ userId, scopes, redirectUri, challenge });
    return answerAddress(request, { code });
  }

  /** Whether this person allowed all of it before and has not taken it back. */
  hasAllowed(userId: string, { scopes }: Pick<AuthorizationRequest, 'scopes'>): boolean {
    return this.livingGrantsOf(userId).some((grant) => scopes.every((scope) => grant.scopes.includes(scope)));
  }

  isClient(id: string, secret: string): boolean {
    const [given, known] = [Buffer.from(secret), Buffer.from(this.clientSecret)];
    return id === this.clientId && given.length === known.length && timingSafeEqual(given, known);
  }

  /** Neither revoked nor replaced; the access token may have expired. */
  livingGrantsOf(userId: string): readonly Grant[] {
    return this.grants.all.filter((grant) => grant.userId === userId && !grant.isRevoked);
  }

  /** Lets the access tokens of this person expire now; they can still be refreshed. */
  expire(userId: string): void {
    for (const grant of this.livingGrantsOf(userId)) grant.expiresAtMs = this.clock.now();
  }

  /** As this person does under Settings → Authorized Apps: every token dies, and what was written goes. */
  deauthorize(userId: string): void {
    for (const grant of this.livingGrantsOf(userId)) grant.isRevoked = true;
    this.roleConnections.forget(userId);
  }

  roleConnectionOf(userId: string): RoleConnection {
    return this.roleConnections.of(userId);
  }
}
