import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, HttpException, Injectable, Logger } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { Application, Request, Response } from 'express';
import { AccessDeniedError, AppError, DomainError, InfrastructureError } from '../../kernel/errors.js';
import { TimeLimitError } from '../../kernel/within.js';
import type { Texts } from '../../locales/index.js';
import { isDatabaseUnavailable } from '../database/index.js';
import { isOperational } from './http-border.js';
import { Pages } from './pages.js';
import { isWordedForPages, type PageWords } from './web.errors.js';

interface Verdict {
  readonly status: number;
  /** For scripts of ours. */
  readonly code: string;
  readonly words: PageWords;
}

/** Words every error of a request: a page, or JSON where a script of ours asks. Never with a detail of ours. */
@Injectable()
export class HttpErrors extends BaseExceptionFilter {
  private readonly logger = new Logger(HttpErrors.name);

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly pages: Pages,
  ) {
    super(adapterHost.httpAdapter);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (response.headersSent) {
      response.end();
      return;
    }
    const methods = isStatus(error, 404) ? this.otherMethodsOf(request) : [];
    if (methods.length > 0) response.set('Allow', methods.join(', '));
    if (isOperational(request.path) && methods.length === 0) {
      super.catch(error instanceof Error ? error : new Error(String(error)), host);
      return;
    }
    const texts = this.pages.textsFor(request);
    const { status, code, words } = this.verdictOn(methods.length > 0 ? 405 : error, texts);
    if (request.accepts(['html', 'json']) === 'json')
      response.status(status).json({ code, title: words.title, text: words.text });
    else
      this.pages.sendMessage(request, response, {
        status,
        tone: 'warning',
        title: words.title,
        paragraphs: [words.text],
      });
  }

  private verdictOn(error: unknown, texts: Texts): Verdict {
    const code = error instanceof AppError ? error.code : 'REFUSED';
    if (isWordedForPages(error)) return { status: error.status, code, words: error.pageWords(texts) };
    if (typeof error === 'number') return { status: error, code, words: wordsOf(error, texts) };
    if (error instanceof HttpException && error.getStatus() < 500)
      return { status: error.getStatus(), code, words: wordsOf(error.getStatus(), texts) };
    if (error instanceof DomainError) {
      const status = error instanceof AccessDeniedError ? 403 : 400;
      return { status, code, words: wordsOf(status, texts) };
    }
    if (isAway(error)) {
      this.logger.warn({ msg: 'A dependency is away', err: error });
      return { status: 503, code: 'TRY_AGAIN', words: wordsOf(503, texts) };
    }
    const status = clientStatusOf(error);
    if (status !== undefined) return { status, code, words: wordsOf(status, texts) };
    const incidentId = randomUUID().slice(0, 8);
    this.logger.error({ msg: 'A page failed', incidentId, err: error });
    const { title, text } = texts.pages.failed;
    return { status: 500, code: 'UNEXPECTED', words: { title, text: text(incidentId) } };
  }

  /** With which the path would be answered: one that is known gets 405 for another method, not 404. */
  private otherMethodsOf({ path, method }: Request): string[] {
    const { router } = this.adapterHost.httpAdapter.getInstance<Application>() as unknown as {
      router: { stack: readonly Layer[] };
    };
    const known = router.stack
      .filter((layer) => layer.route !== undefined && layer.match(path))
      .flatMap(({ route }) => Object.keys(route?.methods ?? {}).map((name) => name.toUpperCase()));
    return known.includes(method) ? [] : [...new Set(known)];
  }
}

interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof HttpException && error.getStatus() === status;

const isAway = (error: unknown): boolean =>
  error instanceof TimeLimitError ||
  (error instanceof InfrastructureError && error.retryable) ||
  isDatabaseUnavailable(error);

/** What Express itself refuses: a body that is too large or no JSON, an address that can't be decoded. */
function clientStatusOf(error: unknown): number | undefined {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function wordsOf(status: number, texts: Texts): PageWords {
  const { byStatus, refused } = texts.pages;
  return (byStatus as Readonly<Record<number, PageWords>>)[status] ?? refused;
}
