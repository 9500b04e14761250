import { ApiError, NotImplementedHere, refuse } from '../api-error.ts';
import { type Body } from '../http/body.ts';
import { asApiError, type Answer, type RawRequest } from '../http/http-server.ts';
import { Reply, Router, type Match } from '../http/router.ts';
import { type Journal } from '../journal.ts';
import { notYet } from '../not-yet.ts';
import { addApplicationRoutes } from './application.routes.ts';
import { addChannelRoutes } from './channel.routes.ts';
import { addGuildRoutes } from './guild.routes.ts';
import { addInteractionRoutes } from './interaction.routes.ts';
import { isAuthorisedByInteraction, type RateLimits } from './rate-limits.ts';
import { type WireLog } from '../wire-log.ts';
import { takesFiles, unknownKeys } from './known-keys.ts';
import { addReactionRoutes } from './reaction.routes.ts';
import { type RestServices } from './services.ts';

const VERSION_PREFIX = /^\/api\/v(\d+)(\/.*)$/;

/** Discord's REST API, version 10. */
export class RestApi {
  private readonly router = new Router();
  private readonly options: {
    readonly token: string;
    readonly limits: RateLimits | null;
    readonly journal: Journal;
    readonly wire: WireLog;
  };

  constructor(
    services: RestServices,
    options: { token: string; limits: RateLimits | null; journal: Journal; wire: WireLog },
  ) {
    this.options = options;
    addApplicationRoutes(this.router, services);
    addInteractionRoutes(this.router, services);
    addChannelRoutes(this.router, services);
    addReactionRoutes(this.router, services);
    addGuildRoutes(this.router, services);
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
      if (!isAuthorisedByInteraction(route) && request.authorization !== `Bot ${this.options.token}`)
        throw refuse('unauthorized');
      headers = this.options.limits?.take(match) ?? {};
      const received = await request.readBody();
      body = received.json;
      const reply = await this.run(match, request, received);
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
    if (versioned?.[2] === undefined) throw notYet(request.method, request.url.pathname);
    if (versioned[1] !== '10') throw new ApiError(400, 50041, 'Invalid API version');
    const match = this.router.match(request.method, versioned[2]);
    if (match === undefined) throw notYet(request.method, request.url.pathname);
    return match;
  }

  private async run(match: Match, request: RawRequest, { json: body, uploads }: Body): Promise<Reply> {
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
    });
    if (result instanceof Reply) return result;
    return result === undefined ? new Reply(204) : new Reply(200, result);
  }
}
