import { BrokenReply, FileReply, type Reply } from './http/router.ts';

/** What comes back instead of the right answer. */
export interface Fault {
  /** Default 200. Without a status and a body the right answer comes, only later. */
  readonly status?: number;
  /** Sent as it is; anything but a text as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the machine's time, not of the local Discord's. */
  readonly delayMs?: number;
  /** Holds the answer back until then: a test needs no time for it. */
  readonly until?: Promise<unknown>;
  /** The line breaks without an answer. */
  readonly isDropped?: boolean;
  /** The request is carried out all the same, only its answer is lost. */
  readonly isPerformed?: boolean;
}

/** Wrong answers on order, each used up by one request: for tests of how the bot takes them. */
export class Faults {
  private readonly queues = new Map<string, Fault[]>();

  /** @param route as in the inspector: `POST /oauth2/token`, `PUT /users/@me/applications/:applicationId/role-connection` */
  next(route: string, fault: Fault, times = 1): void {
    const queue = this.queues.get(route) ?? [];
    this.queues.set(route, [...queue, ...Array.from({ length: times }, () => fault)]);
  }

  /** The one that this request gets. */
  take(method: string, pattern: string): Fault | undefined {
    return this.queues.get(`${method} ${pattern}`)?.shift();
  }

  clear(): void {
    this.queues.clear();
  }
}

/** A fault that only delays has no answer of its own. */
export async function answerOf(fault: Fault): Promise<Reply | undefined> {
  const { delayMs, until, isDropped, status, body, contentType, headers } = fault;
  if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
  await until;
  if (isDropped === true) return new BrokenReply(0);
  if (status === undefined && body === undefined) return undefined;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return new FileReply(
    Buffer.from(text),
    { 'Content-Type': contentType ?? 'application/json', ...headers },
    status ?? 200,
  );
}
