import { refuse } from '../api-error.ts';
import { type Upload } from '../files/upload.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The files beside the body. */
  readonly uploads: readonly Upload[];
  /** Of the routes that take one instead of JSON. */
  readonly form?: URLSearchParams;
  readonly authorization: string | undefined;
}

/** `undefined` as a body answers 204. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Bytes that are answered as they are: a page, a part of it or an attachment. */
export class FileReply extends Reply {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, headers: Readonly<Record<string, string>>, status = 200) {
    super(status, undefined, headers);
    this.bytes = bytes;
  }
}

/** No answer: the line breaks. */
export class BrokenReply extends Reply {}

/** Returns the body of a 200, nothing for a 204, or a `Reply` for anything else. */
export type Handler = (request: HttpRequest) => unknown;

export interface Route {
  readonly method: Method;
  readonly pattern: string;
  readonly handler: Handler;
  readonly segments: readonly string[];
}

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/** Finds the route of a path such as `/channels/:channelId/messages`; a literal segment wins over a parameter. */
export class Router {
  private readonly routes = new Map<string, Route[]>();

  add(method: Method, pattern: string, handler: Handler): void {
    const segments = pattern.split('/').slice(1);
    const key = `${method} ${segments.length} ${segments[0] ?? ''}`;
    const routes = this.routes.get(key) ?? [];
    routes.push({ method, pattern, handler, segments });
    routes.sort((a, b) => parameterCount(a) - parameterCount(b));
    this.routes.set(key, routes);
  }

  /** @throws ApiError 404 for a path that can't be decoded */
  match(method: string, path: string): Match | undefined {
    const parts = path.split('/').slice(1);
    for (const route of this.routes.get(`${method} ${parts.length} ${parts[0] ?? ''}`) ?? []) {
      const params = paramsOf(route, parts);
      if (params !== undefined) return { route, params };
    }
    return undefined;
  }
}

/** Nothing else stands in an `…Id` parameter, so `/guilds/1/members/search` is not taken for a member. */
const ID = /^(\d{1,20}|@original)$/;

function paramsOf(route: Route, parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of route.segments.entries()) {
    const value = decode(parts[index] ?? '');
    if (!fits(segment, value)) return undefined;
    if (segment.startsWith(':')) params[segment.slice(1)] = value;
  }
  return params;
}

function fits(segment: string, value: string): boolean {
  if (!segment.startsWith(':')) return segment === value;
  return !segment.endsWith('Id') || ID.test(value);
}

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    throw refuse('notFound');
  }
}

function parameterCount(route: Route): number {
  return route.segments.filter((segment) => segment.startsWith(':')).length;
}

/** A parameter that the route's own pattern guarantees. */
export function param(request: HttpRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`The route of ${request.path} has no parameter ${name}`);
  return value;
}
