import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app.config.js';

/** Addresses of our pages. They come from `PUBLIC_URL` alone: what a request says of its host is never used. */
@Injectable()
export class PublicUrl {
  constructor(private readonly config: AppConfig) {}

  /** Without it there are no pages to point to. */
  get isSet(): boolean {
    return this.config.publicUrl !== undefined;
  }

  /** Scheme, host and port. @throws TypeError it is not set */
  get origin(): string {
    if (this.config.publicUrl === undefined) throw new TypeError('PUBLIC_URL is not set');
    return this.config.publicUrl;
  }

  /** Host, and the port where it is not the usual one: the domain in texts that members sign. @throws TypeError it is not set */
  get host(): string {
    return new URL(this.origin).host;
  }

  get isHttps(): boolean {
    return this.config.publicUrl?.startsWith('https://') ?? false;
  }

  /** @param path begins with a slash. @throws TypeError `PUBLIC_URL` is not set */
  to(path: `/${string}`, query: Readonly<Record<string, string>> = {}): string {
    const url = new URL(path, this.origin);
    url.search = new URLSearchParams(query).toString();
    return url.href;
  }
}
