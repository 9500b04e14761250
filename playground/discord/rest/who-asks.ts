import { ApiError, refuse } from '../api-error.ts';
import { type Route } from '../http/router.ts';
import { type Grant } from '../oauth/grants.ts';
import { type OAuth } from '../oauth/oauth.ts';
import { type Scope } from '../oauth/scopes.ts';

/** Everything that is not named here is the bot's alone. */
const openRoutes: Readonly<Record<string, 'person' | 'both' | 'client'>> = {
  'POST /oauth2/token': 'client',
  'POST /oauth2/token/revoke': 'client',
  'GET /oauth2/@me': 'person',
  'GET /users/@me': 'both',
  'GET /users/@me/guilds': 'person',
  'GET /users/@me/applications/:applicationId/role-connection': 'person',
  'PUT /users/@me/applications/:applicationId/role-connection': 'person',
  'PUT /applications/:applicationId/guilds/:guildId/commands/:commandId/permissions': 'person',
};

/** Answers to interactions carry no token of the bot; their own is in the path. */
export function isAuthorisedByInteraction(pattern: string): boolean {
  return pattern.startsWith('/interactions/') || pattern.startsWith('/webhooks/');
}

/** Counts towards the bot's 50 requests a second. */
export function isOfBot(authorization: string | undefined): boolean {
  return authorization?.startsWith('Bot ') === true;
}

/** @throws ApiError 401 for a wrong or missing token, 403 for one of the other kind */
export function demandRightToken(
  { method, pattern }: Route,
  authorization: string | undefined,
  { botToken, oauth }: { readonly botToken: string; readonly oauth: OAuth },
): void {
  if (isAuthorisedByInteraction(pattern)) return;
  const allowed = openRoutes[`${method} ${pattern}`];
  if (allowed === 'client') return;
  const isBot = authorization === `Bot ${botToken}`;
  if (!isBot && grantOf(oauth, authorization) === undefined) throw refuse('unauthorized');
  if (isBot && allowed === 'person') throw refuse('notForBots');
  if (!isBot && allowed === undefined) throw refuse('onlyForBots');
}

/** Who allowed it, of a route for people. @throws ApiError 401, or 403 without the scope */
export function personOf(oauth: OAuth, authorization: string | undefined, scope?: Scope): Grant {
  const grant = grantOf(oauth, authorization);
  if (grant === undefined) throw refuse('unauthorized');
  if (scope !== undefined && !grant.scopes.includes(scope))
    throw new ApiError(403, 50026, 'Missing required OAuth2 scope');
  return grant;
}

function grantOf(oauth: OAuth, authorization: string | undefined): Grant | undefined {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : oauth.grants.byAccessToken(token);
}
