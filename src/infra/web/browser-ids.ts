import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DAY_MS } from '../../kernel/clock.js';
import { Cookies } from './cookies.js';

const COOKIE = 'browser';
const KEPT_MS = 30 * DAY_MS;
const ID = /^[\w-]{43}$/;

/**
 * Tells browsers apart, for locks and for links of many members from one browser; grants nothing. Only an
 * HMAC of the id is ever stored.
 */
@Injectable()
export class BrowserIds {
  constructor(private readonly cookies: Cookies) {}

  /** The id of this browser, which gets one where it has none. */
  of(request: Request, response: Response): string {
    const known = this.cookies.read(request, COOKIE);
    const id = known !== undefined && ID.test(known) ? known : randomBytes(32).toString('base64url');
    this.cookies.set(response, COOKIE, id, KEPT_MS);
    return id;
  }
}
