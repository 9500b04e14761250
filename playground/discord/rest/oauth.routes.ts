import { refuse } from '../api-error.ts';
import { param, Reply, type HttpRequest, type Router } from '../http/router.ts';
import { type User } from '../model.ts';
import { ACCESS_TOKEN_SECONDS, type Grant } from '../oauth/grants.ts';
import { type OAuth } from '../oauth/oauth.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import { type MetadataRecord, type RoleConnection } from '../oauth/role-connections.ts';
import { permissionsInGuild } from '../permissions.ts';
import { bodyObject } from '../validation/message.ts';
import { applicationBody } from './application.routes.ts';
import { type RestServices } from './services.ts';
import { isOfBot, personOf } from './who-asks.ts';

/** Tokens of OAuth2, and what an application may do with those of a person. */
export function addOAuthRoutes(router: Router, services: RestServices): void {
  const { world, oauth } = services;
  router.add('POST', '/oauth2/token', (request) => token(oauth, request));
  router.add('POST', '/oauth2/token/revoke', (request) => {
    oauth.grants.revoke(required(clientForm(oauth, request), 'token'));
    return {};
  });
  router.add('GET', '/oauth2/@me', (request) => {
    const { userId, scopes, expiresAtMs } = personOf(oauth, request.authorization);
    return {
      application: applicationBody(world),
      scopes,
      expires: new Date(expiresAtMs).toISOString(),
      ...(scopes.includes('identify') && { user: world.account(userId).user }),
    };
  });
  router.add('GET', '/users/@me', (request) =>
    isOfBot(request.authorization) ? world.bot : ownUser(services, request),
  );
  router.add('GET', '/users/@me/guilds', (request) => {
    const { userId } = personOf(oauth, request.authorization, 'guilds');
    const guilds = [...world.guilds.values()].filter(({ members }) => members.has(userId));
    return guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      owner: guild.ownerId === userId,
      permissions: permissionsInGuild(guild, world.member(guild, userId)).toString(),
      features: [],
    }));
  });
  addRoleConnectionRoutes(router, services);
}

function addRoleConnectionRoutes(router: Router, { world, oauth }: RestServices): void {
  const known = (request: HttpRequest): void => {
    if (param(request, 'applicationId') !== world.bot.id) throw refuse('unknownApplication');
  };
  const records = '/applications/:applicationId/role-connections/metadata';
  router.add('GET', records, (request): readonly MetadataRecord[] => {
    known(request);
    return oauth.roleConnections.records;
  });
  router.add('PUT', records, (request): readonly MetadataRecord[] => {
    known(request);
    return oauth.roleConnections.setRecords(request.body);
  });
  const own = '/users/@me/applications/:applicationId/role-connection';
  router.add('GET', own, (request): RoleConnection => {
    known(request);
    return oauth.roleConnections.of(personOf(oauth, request.authorization, 'role_connections.write').userId);
  });
  router.add('PUT', own, (request): RoleConnection => {
    known(request);
    const { userId } = personOf(oauth, request.authorization, 'role_connections.write');
    return oauth.roleConnections.set(userId, bodyObject(request.body));
  });
}

function ownUser({ world, oauth }: RestServices, { authorization }: HttpRequest): User & { locale: string } {
  const { userId, scopes } = personOf(oauth, authorization, 'identify');
  const { user, locale } = world.account(userId);
  const email = { email: `${user.username}@example.org`, verified: true };
  return { ...user, locale, mfa_enabled: false, ...(scopes.includes('email') && email) } as User & {
    locale: string;
  };
}

/** @throws OAuthError */
function token(oauth: OAuth, request: HttpRequest): Reply {
  const form = clientForm(oauth, request);
  const kind = required(form, 'grant_type');
  if (kind === 'refresh_token') return tokenReply(oauth.grants.refresh(required(form, 'refresh_token')));
  if (kind !== 'authorization_code')
    throw new OAuthError('unsupported_grant_type', `Grant type ${kind.slice(0, 100)} is not supported`);
  const verifier = form.get('code_verifier') ?? undefined;
  const redirectUri = required(form, 'redirect_uri');
  return tokenReply(oauth.grants.redeem(required(form, 'code'), { redirectUri, verifier }));
}

function tokenReply({ accessToken, refreshToken, scopes }: Grant): Reply {
  const body = {
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: refreshToken,
    scope: scopes.join(' '),
  };
  return new Reply(200, body, { 'Cache-Control': 'no-store' });
}

/** A form of the application itself. @throws OAuthError invalid_request, invalid_client */
function clientForm(oauth: OAuth, { form, authorization }: HttpRequest): URLSearchParams {
  if (form === undefined)
    throw new OAuthError('invalid_request', 'Only application/x-www-form-urlencoded is accepted.');
  const twice = [...new Set(form.keys())].find((key) => form.getAll(key).length > 1);
  if (twice !== undefined) throw new OAuthError('invalid_request', `"${twice}" is there more than once.`);
  const basic = basicCredentials(authorization);
  if (basic !== null && form.has('client_secret'))
    throw new OAuthError('invalid_request', 'The client is authenticated twice.');
  const [id, secret] = basic ?? [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  if (!oauth.isClient(id, secret) || (form.get('client_id') ?? id) !== id)
    throw new OAuthError('invalid_client', 'Unknown client or wrong secret.');
  return form;
}

function basicCredentials(authorization: string | undefined): readonly [string, string] | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return [decoded(id), decoded(secret.join(':'))];
}

/** Both are form-encoded before they are joined (RFC 6749 §2.3.1). */
function decoded(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? '';
}

function required(form: URLSearchParams, key: string): string {
  const value = form.get(key);
  if (value === null || value === '') throw new OAuthError('invalid_request', `Missing "${key}" in request.`);
  return value;
}
