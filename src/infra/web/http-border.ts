import {
  BadRequestException,
  MethodNotAllowedException,
  NotFoundException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Application, NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { AppConfig } from '../../config/app.config.js';
import { DAY_MS, SECOND_MS } from '../../kernel/clock.js';

/** What every process answers; pages belong to the role `web`. */
export const isOperational = (path: string): boolean => /^\/(health|metrics)(\/|$)/.test(path);

const LONGEST_ADDRESS = 8_192;
const LARGEST_BODY = '16kb';
const HSTS_SECONDS = (365 * DAY_MS) / SECOND_MS;

/** Pages load from here only, are shown in no frame, and tell nobody where they were. */
const securityHeaders = (isHttps: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'script-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isHttps && { maxAge: HSTS_SECONDS, includeSubDomains: false },
  });

/**
 * What holds for every request before any route. Call it on an application that was created with
 * `bodyParser: false`, before its start.
 */
export function setUpHttp(app: NestExpressApplication): void {
  const config = app.get(AppConfig);
  app.set('query parser', 'simple').disable('x-powered-by').disable('etag');
  // Nest has made the router already, so Express's settings for it come too late. Paths are exact:
  // `/OAuth/Discord/Callback/` is not the callback.
  const { router } = app.getHttpAdapter().getInstance() as Application;
  Object.assign(router, { caseSensitive: true, strict: true });
  app.use(securityHeaders(config.publicUrl?.startsWith('https://') ?? false));
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.set('Cache-Control', 'no-store');
    refuse(request, config.roles.has('web'));
    next();
  });
  const body = { limit: LARGEST_BODY, inflate: false };
  app.useBodyParser('json', { ...body, strict: true });
  app.useBodyParser('urlencoded', { ...body, extended: false, parameterLimit: 20 });
}

/** Pages act on GET and POST only: a HEAD would use up what works once, unseen. Overrides of the method are no header of ours. */
function refuse(request: Request, isWeb: boolean): void {
  const { method, path, originalUrl } = request;
  const isPage = !isOperational(path);
  if (isPage && !isWeb) throw new NotFoundException();
  if (!['GET', isPage ? 'POST' : 'HEAD'].includes(method)) throw new MethodNotAllowedException();
  if (originalUrl.length > LONGEST_ADDRESS) throw new BadRequestException('The address is too long');
  if (method === 'POST' && request.is(['json', 'urlencoded']) === false)
    throw new UnsupportedMediaTypeException();
}
