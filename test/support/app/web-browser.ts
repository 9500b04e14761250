import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './start-app.js';

export interface WebAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser as our pages see it: it keeps cookies and follows nothing by itself. */
export class WebBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: TestApp,
    private readonly publicUrl: string,
  ) {}

  /** @param address of ours, or a path */
  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<WebAnswer> {
    const server = this.app.app.getHttpServer();
    if (!server.listening) await this.app.app.listen(0, '127.0.0.1');
    const url = new URL(address, this.publicUrl);
    if (url.origin !== this.publicUrl) throw new Error(`Not ours: ${url.origin}`);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      request({
        port: (server.address() as AddressInfo).port,
        path: `${url.pathname}${url.search}`,
        headers: { Host: url.host, ...(cookie !== '' && { Cookie: cookie }), ...headers },
      })
        .on('response', (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => {
            this.keep(response.headers['set-cookie'] ?? []);
            const { statusCode: status = 0, headers: given } = response;
            resolve({ status, location: given.location, text, headers: given });
          });
        })
        .on('error', reject)
        .end();
    });
  }

  private keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
  }
}
