import { type Answer as HttpAnswer, type RawRequest } from '../http/http-server.ts';
import { Reply, Router } from '../http/router.ts';
import { notYet } from '../not-yet.ts';
import { type ActionServices, type MemberActions } from './actions.ts';
import { addActionRoutes } from './action.routes.ts';
import { addPlaceRoutes } from './place.routes.ts';

/** The API that people use: a script, a test or a page acting as a member (`Authorization: Member <userId>`). */
export class UserApi {
  private readonly router = new Router();

  constructor(services: ActionServices, actions: MemberActions) {
    addPlaceRoutes(this.router, services, actions);
    addActionRoutes(this.router, services, actions);
  }

  async answer({ method, url, body, authorization }: RawRequest): Promise<HttpAnswer> {
    const match = this.router.match(method, url.pathname);
    if (match === undefined) throw notYet(method, url.pathname);
    const result = await match.route.handler({
      method,
      path: url.pathname,
      params: match.params,
      query: url.searchParams,
      body,
      authorization,
    });
    if (result instanceof Reply) return { reply: result };
    return { reply: result === undefined ? new Reply(204) : new Reply(200, result) };
  }
}
