import { ApiError, NotImplementedHere, refuse } from '../api-error.ts';
import { type Body } from '../http/body.ts';
import { asApiError, type Answer, type RawRequest } from '../http/http-server.ts';
import { Reply, Router, type Match, type Route } from '../http/router.ts';
import { answerOf, type Faults } from '../faults.ts';
import { type Journal } from '../journal.ts';
import { notYet } from '../not-yet.ts';
import { addApplicationRoutes } from './application.routes.ts';
import { addCommandPermissionRoutes } from './command-permission.routes.ts';
import { addChannelRoutes } from './channel.routes.ts';
import { addGuildRoutes } from './guild.routes.ts';
import { addInteractionRoutes } from './interaction.routes.ts';
import { addOAuthRoutes } from './oauth.routes.ts';
import { type RateLimits } from './rate-limits.ts';
import { type WireLog } from '../wire-log.ts';
import { takesFiles, unknownKeys } from './known-keys.ts';
import { type OAuth } from '../oauth/oauth.ts';
import { addReactionRoutes } from './reaction.routes.ts';
import { type RestServices } from './services.ts';
import { demandRightToken, isOfBot } from './who-asks.ts';

const VERSION_PREFIX = /^\/api\/v(\d+)(\/.*)$/;
/** OAuth clients are given its addresses without a version. */
const OAUTH_PREFIX = /^\/api(\/oauth2\/.*)$/;
/** Keys of forms whose values are nobody's business. */
const SECRETS = new Set(['client_secret', 'code', 'code_verifier', 'refresh_token', 'token']);

/** Discord's REST API, version 10. */
export class RestApi {
  private readonly router = new Router();
  private readonly options: {
    readonly token: string;
    readonly limits: RateLimits | null;
    readonly journal: Journal;
    readonly wire: WireLog;
    readonly faults: Faults;
  };
  private readonly oauth: OAuth;

  constructor(services: RestServices, options: RestApi['options']) {
    this.options = options;
    this.oauth = services.oauth;
    addApplicationRoutes(this.router, services);
    addCommandPermissionRoutes(this.router, services);
    addInteractionRoutes(this.router, services);
    addChannelRoutes(this.router, services);
    addReactionRoutes(this.router, services);
    addGuildRoutes(this.router, services);
    addOAuthRoutes(this.router, services);
  }

  async answer(request: RawRequest): Promise<Answer> {
    let route = request.url.pathname;
    let headers: Record<string, string> = {};
    let body: unknown;
    const startedAt = performance.now();
    const seen = (status: number, refusal?: ApiError): void => {
      const ms = performance.now() - startedAt;
      const { method } = request;
      this.options.wire.requested({ method, route, status, ms, body, ...(refusal && { refusal }) });
    };
    try {
      const match = this.find(request);
      route = match.route.pattern;
      demandRightToken(match.route, request.authorization, {
        botToken: this.options.token,
        oauth: this.oauth,
      });
      headers = this.options.limits?.take(match, isOfBot(request.authorization)) ?? {};
      const received = await request.readBody();
      body = isOAuth(match.route) ? withoutSecrets(received) : received.json;
      const reply = await this.runOrFail(match, request, received);
      seen(reply.status);
      return { reply, headers };
    } catch (error) {
      const refusal = asApiError(error);
      this.options.journal.record(request.method, route, refusal);
      seen(refusal.status, refusal);
      return { reply: refusal, headers };
    }
  }

  private find(request: RawRequest): Match {
    const versioned = VERSION_PREFIX.exec(request.url.pathname);
    const unversioned = OAUTH_PREFIX.exec(request.url.pathname)?.[1];
    const found = unversioned === undefined ? undefined : this.router.match(request.method, unversioned);
    if (found !== undefined) return found;
    if (versioned?.[2] === undefined) throw notYet(request.method, request.url.pathname);
    if (versioned[1] !== '10') throw new ApiError(400, 50041, 'Invalid API version');
    const match = this.router.match(request.method, versioned[2]);
    if (match === undefined) throw notYet(request.method, request.url.pathname);
    return match;
  }

  private async runOrFail(match: Match, request: RawRequest, body: Body): Promise<Reply> {
    const fault = this.options.faults.take(match.route.method, match.route.pattern);
    if (fault === undefined) return this.run(match, request, body);
    const done = fault.isPerformed === true ? await this.run(match, request, body) : undefined;
    return (await answerOf(fault)) ?? done ?? this.run(match, request, body);
  }

  private async run(match: Match, request: RawRequest, { json: body, uploads, form }: Body): Promise<Reply> {
    if (form !== undefined && !isOAuth(match.route)) throw refuse('invalidJson');
    if (uploads.length > 0 && !takesFiles(match.route))
      throw new NotImplementedHere(`files (${match.route.method} ${match.route.pattern})`);
    const { method, url, authorization } = request;
    this.options.journal.warn(match.route, unknownKeys(match.route, body));
    const result = await match.route.handler({
      method,
      path: url.pathname,
      params: match.params,
      query: url.searchParams,
      body,
      uploads,
      authorization,
      ...(form !== undefined && { form }),
    });
    if (result instanceof Reply) return result;
    return result === undefined ? new Reply(204) : new Reply(200, result);
  }
}

function isOAuth({ pattern }: Route): boolean {
  return pattern.startsWith('/oauth2/');
}

/** What the inspector may show of a request for tokens, be it a form or, by mistake, JSON. */
function withoutSecrets({ form, json }: Body): object | undefined {
  if (form === undefined && json === undefined) return undefined;
  const fields = form === undefined ? Object.entries(json ?? {}) : [...form];
  return Object.fromEntries(fields.map(([key, value]) => [key, SECRETS.has(key) ? '…' : (value as unknown)]));
}
