import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PublicUrl } from './public-url.js';

const LONGEST_HEADER = 8_192;
/** What a value may hold, so that nothing has to be encoded. */
const VALUE = /^[\w-]{1,200}$/;

/**
 * Our cookies: `HttpOnly`, `SameSite=Lax`, for the whole site and this host only. Over https they carry the
 * prefix `__Host-`, which browsers take from this host alone, so no neighbouring domain can plant one.
 */
@Injectable()
export class Cookies {
  constructor(private readonly publicUrl: PublicUrl) {}

  /** `undefined` where there is none, where it isn't of our making, and where there are two of the name. */
  read(request: Request, name: string): string | undefined {
    const header = request.headers.cookie;
    if (header === undefined || header.length > LONGEST_HEADER) return undefined;
    const prefix = `${this.fullName(name)}=`;
    const values = header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(prefix))
      .map((pair) => pair.slice(prefix.length));
    const [value] = values;
    return values.length === 1 && value !== undefined && VALUE.test(value) ? value : undefined;
  }

  /** @throws TypeError a value that would have to be encoded */
  set(response: Response, name: string, value: string, maxAgeMs: number): void {
    if (!VALUE.test(value)) throw new TypeError(`A bad value for the cookie ${name}`);
    response.cookie(this.fullName(name), value, { ...this.options, maxAge: maxAgeMs });
  }

  clear(response: Response, name: string): void {
    response.clearCookie(this.fullName(name), this.options);
  }

  private get options() {
    return { httpOnly: true, sameSite: 'lax', path: '/', secure: this.publicUrl.isHttps } as const;
  }

  private fullName(name: string): string {
    return this.publicUrl.isHttps ? `__Host-${name}` : name;
  }
}
