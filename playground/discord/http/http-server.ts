import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { ApiError } from '../api-error.ts';
import { readBody, type Body } from './body.ts';
import { BrokenReply, FileReply, type Reply } from './router.ts';

const HOST = '127.0.0.1';
/** Longer than clients keep idle connections, so that none is cut while a request is on its way. */
const KEEP_ALIVE_MS = 60_000;

export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  /** @throws ApiError for a body that is too large or broken */
  readonly readBody: () => Promise<Body>;
}

export interface Answer {
  readonly reply: Reply | ApiError;
  readonly headers?: Readonly<Record<string, string>>;
}

type Answerer = (request: RawRequest) => Promise<Answer>;
type Upgrader = (url: URL, request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Plain HTTP on the loopback interface; can go away and come back on its port. */
export class HttpServer {
  private readonly answer: Answerer;
  private readonly upgrade: Upgrader;
  private server: Server | null = null;
  private listeningPort = 0;

  constructor(answer: Answerer, upgrade: Upgrader) {
    this.answer = answer;
    this.upgrade = upgrade;
  }

  get url(): string {
    return `http://${HOST}:${this.listeningPort}`;
  }

  async listen(port = this.listeningPort): Promise<void> {
    const server = createServer((request, response) => {
      void this.serve(request, response);
    });
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on('upgrade', (request, socket, head) => {
      this.upgrade(new URL(request.url ?? '/', this.url), request, socket, head);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The local Discord has no TCP port');
    this.listeningPort = address.port;
    this.server = server;
  }

  /** Refuses new connections and breaks the open ones. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise<void>((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
    server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: Answer;
    try {
      answer = await this.answer({
        method: request.method ?? 'GET',
        url: new URL(request.url ?? '/', this.url),
        authorization: request.headers.authorization,
        host: request.headers.host,
        origin: request.headers.origin,
        cookie: request.headers.cookie,
        readBody: () => readBody(request),
      });
    } catch (error) {
      answer = { reply: asApiError(error) };
    }
    write(response, answer);
  }
}

/** A defect of the emulator is a 500 that says so, never a silent one. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  console.error('The local Discord failed:', error);
  return new ApiError(
    500,
    0,
    `500: Internal Server Error (${error instanceof Error ? error.message : 'unknown'})`,
  );
}

function write(response: ServerResponse, { reply, headers = {} }: Answer): void {
  if (reply instanceof BrokenReply) {
    response.destroy();
    return;
  }
  if (reply instanceof FileReply) {
    response.writeHead(reply.status, {
      'Content-Length': reply.bytes.length,
      'X-Content-Type-Options': 'nosniff',
      ...reply.headers,
    });
    response.end(reply.bytes);
    return;
  }
  const body = reply instanceof ApiError ? reply.toBody() : reply.body;
  const extra = reply.headers;
  if (body === undefined) {
    response.writeHead(reply.status, { ...headers, ...extra });
    response.end();
    return;
  }
  const json = JSON.stringify(body);
  response.writeHead(reply.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(json),
    ...headers,
    ...extra,
  });
  response.end(json);
}
