import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}
type Answer = (call: Call, response: ServerResponse) => unknown;

/** A tiny node of an EVM chain: answers what the test says, over real HTTP. */
export class JsonRpcNode {
  readonly calls: Call[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly answers: { current: Answer },
  ) {}

  static async start(): Promise<JsonRpcNode> {
    const answers: { current: Answer } = { current: () => ({ result: '0x' }) };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const node = new JsonRpcNode(
      server,
      `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
      answers,
    );
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void node.serve(request, response);
    });
    return node;
  }

  /** What `answer` gives is the body, unless it has ended the response itself; `undefined` leaves it open. */
  answer(answer: Answer): void {
    this.calls.length = 0;
    this.answers.current = answer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const call = JSON.parse(Buffer.concat(parts).toString()) as Call;
    this.calls.push(call);
    const answer = this.answers.current(call, response);
    if (answer !== undefined && answer !== response)
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...(answer as object) }));
  }
}
