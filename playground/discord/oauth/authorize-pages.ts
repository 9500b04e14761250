import { type ApiError, refuse } from '../api-error.ts';
import { asApiError, type Answer, type RawRequest } from '../http/http-server.ts';
import { Reply } from '../http/router.ts';
import { demandOwnPage } from '../http/same-site.ts';
import { type World } from '../world.ts';
import { type AuthorizationRequest } from './authorization-request.ts';
import { consentPage, refusalPage } from './consent-page.ts';
import { type OAuth } from './oauth.ts';

const PATH = '/oauth2/authorize';
/** Discord's own addresses of the same page. */
const ALIAS = /^\/api(\/v10)?\/oauth2\/authorize$/;
/** Set by the page of the playground: the person whose window was last in front. */
const IDENTITY_COOKIE = /(?:^|; )local-discord-me=(\d{17,20})(?:;|$)/;

/** Where people allow an application something, with a browser. */
export class AuthorizePages {
  private readonly world: World;
  private readonly oauth: OAuth;

  constructor(world: World, oauth: OAuth) {
    this.world = world;
    this.oauth = oauth;
  }

  isAt(pathname: string): boolean {
    return pathname === PATH || ALIAS.test(pathname);
  }

  async answer(request: RawRequest): Promise<Answer> {
    try {
      demandOwnPage(request);
      return { reply: await this.run(request) };
    } catch (error) {
      return { reply: asApiError(error) };
    }
  }

  private async run(request: RawRequest): Promise<Reply | ApiError> {
    const { method, url } = request;
    if (method !== 'GET' && method !== 'POST') throw refuse('methodNotAllowed');
    if (url.pathname !== PATH) return redirect(`${PATH}${url.search}`, 302);
    const examined = this.oauth.examine(url.searchParams);
    if (examined.kind === 'refused') return refusalPage(examined.reason);
    if (examined.kind === 'redirect') return redirect(examined.location, 302);
    return method === 'GET'
      ? this.ask(examined.request, request.cookie)
      : this.take(examined.request, (await request.readBody()).form);
  }

  private ask(request: AuthorizationRequest, cookie: string | undefined): Reply {
    const { accounts, bot } = this.world;
    const me = IDENTITY_COOKIE.exec(cookie ?? '')?.[1] ?? null;
    if (request.isSilent && me !== null && this.oauth.hasAllowed(me, request))
      return redirect(this.oauth.decide(request, me, 'allow'), 302);
    const people = [...accounts.values()].map(({ user }) => user).filter((user) => !user.bot);
    return consentPage({ application: bot.username, request, people, me });
  }

  /** The form of the page, or whoever sends the same. */
  private take(request: AuthorizationRequest, form: URLSearchParams | undefined): Reply {
    const userId = form?.get('user') ?? '';
    const decision = form?.get('decision');
    const account = this.world.accounts.get(userId);
    if (account === undefined || account.user.bot || (decision !== 'allow' && decision !== 'deny'))
      return refusalPage('Nobody has decided anything');
    // 303: the browser comes to the application with GET.
    return redirect(this.oauth.decide(request, userId, decision), 303);
  }
}

function redirect(location: string, status: 302 | 303): Reply {
  return new Reply(status, undefined, {
    Location: location,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
  });
}
