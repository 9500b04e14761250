import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
}

interface Instead {
  readonly status: number;
  readonly body: unknown;
}

/** What to do with a request instead of passing it on: an answer, or nothing to pass it on; it waits for a promise. */
export type Rule = (seen: SeenRequest) => Instead | undefined | Promise<Instead | undefined>;

export interface RestProxy {
  readonly apiBaseUrl: string;
  readonly seen: SeenRequest[];
  rule: Rule;
  /** Called after the answer to a request has gone to the bot. */
  afterAnswer: (seen: SeenRequest) => void;
  stop(): Promise<void>;
}

/** Stands between the bot and Discord's REST, for faults that a well-behaved Discord doesn't have. */
export async function startRestProxy(target: string, token?: string): Promise<RestProxy> {
  const proxy = {
    seen: [] as SeenRequest[],
    rule: (() => undefined) as Rule,
    afterAnswer: ((): void => undefined) as (seen: SeenRequest) => void,
  };
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const seen = { method: incoming.method ?? '', path: incoming.url ?? '' };
    proxy.seen.push(seen);
    const instead = await proxy.rule(seen);
    if (instead !== undefined) {
      incoming.resume();
      outgoing
        .writeHead(instead.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(instead.body));
      return;
    }
    outgoing.once('finish', () => {
      proxy.afterAnswer(seen);
    });
    passOn(incoming, outgoing, target, token);
  };
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(proxy, { apiBaseUrl: `http://127.0.0.1:${String(port)}/api`, stop });
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, target: string, token?: string): void {
  const headers = { ...incoming.headers };
  if (token !== undefined && headers.authorization !== undefined) headers.authorization = `Bot ${token}`;
  const url = new URL(target);
  const upstream = request(
    { host: url.hostname, port: url.port, method: incoming.method, path: incoming.url, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  upstream.on('error', () => outgoing.destroy());
  incoming.pipe(upstream);
}
