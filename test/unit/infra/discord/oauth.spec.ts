// Real: the calls of OAuth2. Fake: `fetch`.
import { AppConfig } from '../../../../src/config/app.config.js';
import { DiscordConfig } from '../../../../src/config/discord.config.js';
import { envSchema } from '../../../../src/config/env.schema.js';
import { parseEnv } from '../../../../src/config/load-env.js';
import { aKey } from '../../../support/builders/encryption-keys.js';
import { DiscordOAuth, DiscordOAuthError, MemberApi } from '../../../../src/infra/discord/oauth/index.js';

const CLIENT_SECRET = 'a-client-secret-of-some-length';
const ID = '1442000000000000001';
const answer = new URLSearchParams({ code: 'the-code-itself', state: 'the-state' });
const exchange = {
  answer,
  state: 'the-state',
  redirectUri: 'https://bot.example.org/cb',
  verifier: 'v'.repeat(43),
};

function clients(settings: Record<string, string> = {}): { oauth: DiscordOAuth; members: MemberApi } {
  const env = parseEnv(envSchema, {
    DISCORD_BOT_TOKEN: 'a-bot-token',
    DISCORD_CLIENT_ID: ID,
    DISCORD_CLIENT_SECRET: CLIENT_SECRET,
    ...settings,
  });
  const config = new DiscordConfig(env);
  return { oauth: new DiscordOAuth(config, new AppConfig(env)), members: new MemberApi(config) };
}

const asked = jest.spyOn(globalThis, 'fetch');
const answers = (response: () => Response | Promise<Response>): void => {
  asked.mockImplementation(() => Promise.resolve(response()));
};
afterAll(() => {
  asked.mockRestore();
});
beforeEach(() => asked.mockReset());

const faultOf = async (work: Promise<unknown>): Promise<DiscordOAuthError> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof DiscordOAuthError)) throw new Error(`Not refused: ${String(error)}`);
  return error;
};

it('asks at Discord itself, beside its API', async () => {
  const url = await clients().oauth.authorizationUrl(exchange);
  expect(url).toMatch(/^https:\/\/discord\.com\/oauth2\/authorize\?response_type=code&client_id=/);
  expect(url).not.toContain(exchange.verifier);
});

it('sends the secret in a header, follows nothing and waits for a time', async () => {
  answers(() => Response.json({}));
  await faultOf(clients().oauth.exchange(exchange));
  const [url, init] = asked.mock.calls[0]!;
  expect(url).toBe('https://discord.com/api/v10/oauth2/token');
  expect(init).toMatchObject({
    method: 'POST',
    redirect: 'manual',
    signal: expect.any(AbortSignal) as AbortSignal,
  });
  const body = init?.body as URLSearchParams;
  expect(Object.fromEntries(body)).toEqual({
    grant_type: 'authorization_code',
    code: 'the-code-itself',
    redirect_uri: exchange.redirectUri,
    code_verifier: exchange.verifier,
  });
  expect(new Headers(init?.headers).get('authorization')).toMatch(/^Basic /);
});

it('speaks to no server in the clear in production', async () => {
  const production = {
    NODE_ENV: 'production',
    MONGODB_URI: 'mongodb://db/x',
    DISCORD_TOKEN_ENCRYPTION_KEY: aKey('production'),
  };
  const plain = { DISCORD_API_BASE_URL: 'http://proxy.internal/api' };
  answers(() => Response.json({}));
  const { oauth } = clients({ ...production, ...plain });
  expect((await faultOf(oauth.exchange(exchange))).fault).toBe('misconfigured');
  expect((await faultOf(oauth.refresh('a-refresh-token', []))).fault).toBe('misconfigured');
  expect((await faultOf(oauth.revoke('a-token'))).fault).toBe('misconfigured');
  expect(asked).not.toHaveBeenCalled();
  await faultOf(clients(plain).oauth.exchange(exchange));
  expect(asked).toHaveBeenCalledTimes(1);
});

const failing = (code: string) => (): Response => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
};
it.each([
  ['nobody listens', failing('ECONNREFUSED'), 'away'],
  ['nobody knows the name', failing('ENOTFOUND'), 'away'],
  ['no connection comes up', failing('UND_ERR_CONNECT_TIMEOUT'), 'away'],
  ['the line breaks', failing('ECONNRESET'), 'unknown'],
  ['the other side hangs up', failing('UND_ERR_SOCKET'), 'unknown'],
  [
    'no answer comes',
    (): Response => {
      throw new DOMException('late', 'TimeoutError');
    },
    'unknown',
  ],
  ['it is overloaded', () => new Response('', { status: 503 }), 'away'],
  ['it has no time', () => new Response('', { status: 429, headers: { 'Retry-After': '2.5' } }), 'away'],
  ['the token is refused', () => Response.json({ error: 'invalid_grant' }, { status: 400 }), 'refused'],
  ['we are refused', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'misconfigured'],
  [
    'our address is refused',
    () => Response.json({ error: 'invalid_request' }, { status: 400 }),
    'misconfigured',
  ],
  [
    'it challenges',
    () => new Response('', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } }),
    'misconfigured',
  ],
  ['it answers a page', () => new Response('<html>'), 'malformed'],
])('tells what a failed refresh means: %s', async (_, response, fault) => {
  answers(response);
  const error = await faultOf(clients().oauth.refresh('a-refresh-token', []));
  expect(error.fault).toBe(fault);
  expect(error.retryable).toBe(fault === 'away');
});

it('keeps what Discord says of when to come back', async () => {
  answers(() => new Response('', { status: 429, headers: { 'Retry-After': '2.5' } }));
  expect((await faultOf(clients().oauth.revoke('a-token'))).retryAfterMs).toBe(2_500);
  expect((await faultOf(clients().members.owner('a-token'))).retryAfterMs).toBe(2_500);
  answers(() => new Response('', { status: 429, headers: { 'Retry-After': 'soon' } }));
  expect((await faultOf(clients().oauth.revoke('a-token'))).retryAfterMs).toBeUndefined();
});

it('puts no secret, code, token or answer into an error', async () => {
  const secrets = ['the-code-itself', CLIENT_SECRET, exchange.verifier, 'a-refresh-token', 'leaked-answer'];
  for (const body of [
    { error: 'leaked-answer secret', error_description: 'leaked-answer' },
    { access_token: 'leaked-answer', token_type: 'leaked-answer' },
  ])
    for (const status of [200, 400]) {
      answers(() => Response.json(body, { status }));
      for (const error of [
        await faultOf(clients().oauth.exchange(exchange)),
        await faultOf(clients().oauth.refresh('a-refresh-token', [])),
      ]) {
        const told = `${error.message} ${error.stack ?? ''} ${JSON.stringify(error)} ${String(error.cause)}`;
        expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
      }
    }
});

it('takes of an owner what can be kept, and leaves out the rest', async () => {
  answers(() =>
    Response.json({ id: ID, username: 'ana', global_name: 7, avatar: 'x'.repeat(101), locale: 'de' }),
  );
  expect(await clients().members.owner('a-token')).toEqual({ id: ID, username: 'ana', locale: 'de' });
  answers(() => Response.json({ id: 'me' }));
  expect((await faultOf(clients().members.owner('a-token'))).fault).toBe('malformed');
});
