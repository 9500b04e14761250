import { asApiError, type Answer as HttpAnswer, type RawRequest } from '../http/http-server.ts';
import { demandOwnPage } from '../http/same-site.ts';
import { Reply, Router } from '../http/router.ts';
import { type Journal } from '../journal.ts';
import { notYet } from '../not-yet.ts';
import { type MemberActions } from './actions.ts';
import { addActionRoutes } from './action.routes.ts';
import { addFileRoutes } from './file.routes.ts';
import { addIntegrationRoutes } from './integration.routes.ts';
import { addPlaceRoutes } from './place.routes.ts';
import { addServerSettingsRoutes } from './server-settings.routes.ts';
import { addStageRoutes, type StageServices } from './stage.routes.ts';

/** The API that people use: a script, a test or a page acting as a member (`Authorization: Member <userId>`). */
export class UserApi {
  private readonly router = new Router();

  private readonly journal: Journal;

  constructor(services: StageServices, actions: MemberActions, journal: Journal) {
    this.journal = journal;
    addPlaceRoutes(this.router, services, actions);
    addActionRoutes(this.router, services, actions);
    addFileRoutes(this.router, services);
    addIntegrationRoutes(this.router, services);
    addServerSettingsRoutes(this.router, services);
    addStageRoutes(this.router, services);
  }

  async answer(request: RawRequest): Promise<HttpAnswer> {
    try {
      return { reply: await this.run(request) };
    } catch (error) {
      const refusal = asApiError(error);
      if (refusal.status === 501) this.journal.notImplemented(refusal.message);
      return { reply: refusal };
    }
  }

  private async run(request: RawRequest): Promise<Reply> {
    const { method, url, authorization, readBody } = request;
    demandOwnPage(request);
    const match = this.router.match(method, url.pathname);
    if (match === undefined) throw notYet(method, url.pathname);
    const { json: body, uploads } = await readBody();
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
