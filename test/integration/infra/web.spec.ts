// Real: the border of HTTP, the pages and their errors, over a socket. Fake: the controllers.
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Request, Response } from 'express';
import request from 'supertest';
import { ConfigModule } from '../../../src/config/config.module.js';
import { envSchema } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import {
  BrowserIds,
  Cookies,
  HttpErrors,
  Pages,
  PublicUrl,
  setUpHttp,
  strictQuery,
  template,
  WebModule,
} from '../../../src/infra/web/index.js';
import { AccessDeniedError, DomainError, InfrastructureError } from '../../../src/kernel/errors.js';

class Denied extends AccessDeniedError {
  readonly code = 'DENIED';
  publicText = () => '**secret detail**';
}
class Refused extends DomainError {
  readonly code = 'REFUSED_HERE';
  publicText = () => '**secret detail**';
}
class Away extends InfrastructureError {
  readonly code = 'AWAY';
  readonly retryable = true;
}
class Worded extends DomainError {
  readonly code = 'WORDED';
  readonly status = 410;
  publicText = () => '';
  pageWords = () => ({ title: 'Over', text: '<b>over</b>' });
}
const faults: Record<string, () => Error> = {
  denied: () => new Denied('secret detail'),
  refused: () => new Refused('secret detail'),
  away: () => new Away('secret detail'),
  worded: () => new Worded('secret detail'),
  unexpected: () => new TypeError('secret detail'),
};

@Controller()
class ProbeController {
  constructor(
    private readonly pages: Pages,
    private readonly cookies: Cookies,
    private readonly browsers: BrowserIds,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Get('page')
  page(@Req() request: Request, @Res() response: Response): void {
    const { q = 'nothing' } = strictQuery(request, 'q');
    this.pages.sendMessage(request, response, {
      tone: 'success',
      title: q,
      paragraphs: [q, this.publicUrl.to('/page', { q })],
      next: 'Go on',
    });
  }

  @Get('fault')
  fault(@Req() request: Request): void {
    throw faults[strictQuery(request, 'kind').kind ?? '']!();
  }

  @Get('cookies')
  cookie(@Req() request: Request, @Res() response: Response): void {
    this.cookies.set(response, 'link', 'value', 60_000);
    response.json({
      read: this.cookies.read(request, 'link') ?? null,
      id: this.browsers.of(request, response),
    });
  }

  @Post('body')
  body(@Body() body: unknown, @Res() response: Response): void {
    response.json(body ?? null);
  }
}

const started: NestExpressApplication[] = [];
async function start(settings: Record<string, string> = {}) {
  const env = parseEnv(envSchema, {
    DISCORD_BOT_TOKEN: 'a-bot-token',
    PUBLIC_URL: 'https://bot.example.org',
    ...settings,
  });
  const testing = await Test.createTestingModule({
    imports: [ConfigModule.register(env), WebModule],
    controllers: [ProbeController],
    providers: [{ provide: APP_FILTER, useExisting: HttpErrors }],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ logger: false, bodyParser: false });
  setUpHttp(app);
  await app.listen(0, '127.0.0.1');
  started.push(app);
  return request(await app.getUrl());
}
let https: Awaited<ReturnType<typeof start>>;
let http: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  https = await start();
  http = await start({ PUBLIC_URL: 'http://localhost:3003' });
});
afterAll(async () => {
  for (const app of started) await app.close();
});

describe('a page', () => {
  it('is escaped, wherever a value stands', async () => {
    const { text, status } = await https.get('/page').query({ q: '<script>alert(1)</script>"\'' });
    expect(status).toBe(200);
    expect(text).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>/);
    expect(text).toContain('<title>&lt;script');
  });

  it('loads nothing from elsewhere, stands in no frame, and leaves no trace', async () => {
    const { headers } = await https.get('/page');
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=31536000',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect((await http.get('/page')).headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([
    ['de', 'de', 'Als Nächstes:'],
    ['de-AT,en;q=0.5', 'de', 'Als Nächstes:'],
    ['en;q=0.8,de;q=0.9', 'de', 'Als Nächstes:'],
    ['en-GB', 'en', 'Next:'],
    ['fr,tr;q=0.5', 'en', 'Next:'],
    ['x'.repeat(500), 'en', 'Next:'],
  ])('speaks the language that is asked for: %s', async (asked, lang, words) => {
    const { text, headers } = await https.get('/page').set('Accept-Language', asked);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).toContain(words);
    expect(headers.vary).toContain('Accept-Language');
  });

  it('has its style and its icon from here, kept by their content', async () => {
    const { text, headers } = await https.get('/assets/page.css').expect(200);
    expect(text).toContain('prefers-color-scheme: dark');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    await https.get('/assets/page.css').set('If-None-Match', headers.etag!).expect(304);
    expect((await https.get('/assets/icon.svg')).headers['content-type']).toContain('image/svg+xml');
    for (const path of [
      '/assets/none.css',
      '/assets/..%2fpages.ts',
      '/assets/%2e%2e/pages.ts',
      '/assets/%00',
    ])
      expect((await https.get(path)).status).toBe(404);
  });

  it('is missed when the module is loaded, not when it is asked for', () => {
    expect(() => template(__dirname, 'missing.eta')).toThrow('ENOENT');
  });
});

describe('addresses', () => {
  it.each<Record<string, string>>([
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' },
    { Forwarded: 'host=evil.example;proto=http' },
    { 'X-Original-URL': '/fault', 'X-Rewrite-URL': '/fault' },
  ])('come from PUBLIC_URL alone, whatever a request says: %j', async (headers) => {
    const { text } = await https.get('/page?q=a').set(headers);
    expect(text).toContain('https://bot.example.org/page?q=a');
    expect(text).not.toContain('evil');
  });

  it.each(['/page/', '/Page', '/page//', '/page/x', '/page.', '/page%2f'])(
    'are exact: %s is another',
    async (path) => {
      await https.get(path).expect(404);
    },
  );
});

describe('a bad request', () => {
  it.each([
    ['an empty parameter', '/page?q='],
    ['a repeated parameter', '/page?q=a&q=b'],
    ['a repeated parameter, written otherwise', '/page?q=a&%71=b'],
    ['10 KB in a parameter', `/page?q=${'x'.repeat(10_240)}`],
    ['3 KB in a parameter', `/page?q=${'x'.repeat(3_000)}`],
    ['an address that can’t be decoded', '/assets/%E0%A4%A'],
  ])('gets 400 and no detail: %s', async (_, path) => {
    const { status, text } = await https.get(path);
    expect(status).toBe(400);
    expect(text).toContain('This request was not understood');
    expect(text).not.toMatch(/parameter|Error|xxx|node_modules/);
  });

  it('keeps brackets as part of a name', async () => {
    expect((await https.get('/page?q[$gt]=1&q[]=2&__proto__[q]=3')).text).toContain('<h1>nothing</h1>');
  });

  it.each(['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'])(
    '%s is refused',
    async (method) => {
      for (const path of ['/page', '/nothing']) {
        const { status } = await fetchRaw(https, method, path);
        expect([method, path, status]).toEqual([method, path, 405]);
      }
    },
  );

  it('is told which methods a path knows, and none by an override', async () => {
    const { status, headers } = await https.post('/page').type('json').send({});
    expect([status, headers.allow]).toEqual([405, 'GET']);
    expect((await https.get('/body')).headers.allow).toBe('POST');
    for (const header of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])
      expect((await https.get('/body').set(header, 'POST')).status).toBe(405);
    await https.post('/page?_method=GET').type('form').send({ _method: 'GET' }).expect(405);
  });

  it('is not read when it is too large, packed, broken or of another type', async () => {
    const post = (type: string, body: string | Buffer) =>
      https.post('/body').set('Content-Type', type).send(body);
    expect((await post('application/json', '{"a":1}')).body).toEqual({ a: 1 });
    expect((await post('application/json', `{"a":"${'x'.repeat(20_000)}"}`)).status).toBe(413);
    expect((await post('application/json', '{"a":')).status).toBe(400);
    expect((await post('application/json', '7')).status).toBe(400);
    expect((await post('text/xml', '<a/>')).status).toBe(415);
    expect((await post('multipart/form-data; boundary=x', '--x--')).status).toBe(415);
    expect((await https.post('/body').set('Content-Encoding', 'gzip').type('json').send('{}')).status).toBe(
      415,
    );
    expect((await post('application/x-www-form-urlencoded', 'a[b]=1')).body).toEqual({ 'a[b]': '1' });
  });
});

describe('an error', () => {
  it.each([
    ['denied', 403, 'This is not for you'],
    ['refused', 400, 'This request was not understood'],
    ['away', 503, 'Not available just now'],
    ['worded', 410, '&lt;b&gt;over&lt;/b&gt;'],
    ['unexpected', 500, 'Something went wrong on our side'],
  ])('%s is worded, without its detail', async (kind, status, words) => {
    const answer = await https.get(`/fault?kind=${kind}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('secret');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('is JSON where a script asks', async () => {
    const answer = await https.get('/fault?kind=away').accept('application/json');
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'TRY_AGAIN' });
  });
});

describe('cookies', () => {
  const cookiesOf = async (client: typeof https, sent = '') => {
    const answer = await client.get('/cookies').set('Cookie', sent);
    return {
      set: answer.headers['set-cookie'] as unknown as string[],
      body: answer.body as { read: string | null; id: string },
    };
  };

  it('belong to this host alone over https', async () => {
    const { set } = await cookiesOf(https);
    expect(set).toHaveLength(2);
    for (const cookie of set)
      expect(cookie).toMatch(
        /^__Host-(link|browser)=[\w-]+; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      );
    const plain = (await cookiesOf(http)).set[0];
    expect(plain).toMatch(/^link=value; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  it('are read under their full name, once, and only as we write them', async () => {
    const read = async (sent: string) => (await cookiesOf(https, sent)).body.read;
    expect(await read('__Host-link=abc')).toBe('abc');
    expect(await read('link=abc')).toBeNull();
    expect(await read('__Host-link=abc; __Host-link=abd')).toBeNull();
    expect(await read('__Host-link="abc"')).toBeNull();
    expect(await read(`__Host-link=${'x'.repeat(201)}`)).toBeNull();
    expect(await read(`a=${'x'.repeat(9_000)}; __Host-link=abc`)).toBeNull();
  });

  it('tell a browser again, and give it a new id in the place of one that is none', async () => {
    const { id } = (await cookiesOf(https)).body;
    expect((await cookiesOf(https, `__Host-browser=${id}`)).body.id).toBe(id);
    expect((await cookiesOf(https, '__Host-browser=short')).body.id).toMatch(/^[\w-]{43}$/);
  });
});

describe('a process without the role web', () => {
  it('has no pages', async () => {
    const worker = await start({ SERVICE_ROLES: 'gateway,worker' });
    for (const path of ['/page', '/assets/page.css', '/']) await worker.get(path).expect(404);
  });
});

async function fetchRaw(client: typeof https, method: string, path: string): Promise<{ status: number }> {
  const { request: raw } = await import('node:http');
  const { url } = client.get(path);
  return new Promise((resolve, reject) => {
    raw(url, { method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    })
      .on('error', reject)
      .end();
  });
}
