/** Real: HTTP, OAuth2 clients as `fetch` makes them. Fake: Discord, and the browser of a person (a client of it). */
import { createHash, randomBytes } from 'node:crypto';
import type { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { Harness, rest } from './harness.ts';

const CALLBACK = 'http://127.0.0.1:4000/oauth/discord/callback';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface TokenAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('OAuth2 of the local Discord', () => {
  let harness: Harness;
  let discord: LocalDiscord;

  beforeAll(async () => {
    harness = await Harness.start({ redirectUris: [CALLBACK] });
    discord = harness.discord;
  });
  afterAll(() => harness.stop());

  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');

  /** The address that an application sends a person to; `null` leaves a part out. */
  function authorizeAddress(changes: Record<string, string | null> = {}): string {
    const query: Record<string, string | null> = {
      client_id: discord.applicationId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'identify role_connections.write',
      state: 'the state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    };
    const address = new URL(`${discord.apiBaseUrl}/oauth2/authorize`);
    for (const [key, value] of Object.entries(query))
      if (value !== null) address.searchParams.set(key, value);
    return address.href;
  }

  async function answerOf(changes: Record<string, string | null>): Promise<Record<string, string>> {
    return paramsOf(await harness.member.authorize(authorizeAddress(changes)));
  }

  function paramsOf(location: string): Record<string, string> {
    return Object.fromEntries(new URL(location).searchParams);
  }

  async function newCode(changes: Record<string, string | null> = {}): Promise<string> {
    return (await answerOf(changes)).code!;
  }

  async function post(path: string, form: Record<string, string>, headers = {}): Promise<TokenAnswer> {
    const body = new URLSearchParams(form);
    const response = await fetch(`${discord.apiBaseUrl}/v10${path}`, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  function client(): Record<string, string> {
    return { client_id: discord.applicationId, client_secret: discord.clientSecret };
  }

  function redeem(code: string, changes: Record<string, string> = {}): Promise<TokenAnswer> {
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
    return post('/oauth2/token', { ...client(), ...form, ...changes });
  }

  async function tokens(
    changes?: Record<string, string | null>,
  ): Promise<{ access: string; refresh: string }> {
    const { body } = await redeem(await newCode(changes));
    return { access: String(body.access_token), refresh: String(body.refresh_token) };
  }

  function refresh(token: string): Promise<TokenAnswer> {
    return post('/oauth2/token', { ...client(), grant_type: 'refresh_token', refresh_token: token });
  }

  async function as(access: string, method: string, path: string, body?: unknown): Promise<TokenAnswer> {
    const response = await fetch(`${discord.apiBaseUrl}/v10${path}`, {
      method,
      headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const whoAmI = (access: string): Promise<TokenAnswer> => as(access, 'GET', '/users/@me');

  it('leads from consent by code and tokens to the person who gave it', async () => {
    const location = await harness.member.authorize(authorizeAddress());
    expect(location.startsWith(`${CALLBACK}?`)).toBe(true);
    expect(paramsOf(location)).toEqual({ code: expect.any(String) as string, state: 'the state' });
    const { status, body } = await redeem(paramsOf(location).code!);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 604_800, scope: 'identify role_connections.write' },
    });
    const access = String(body.access_token);
    expect((await whoAmI(access)).body).toMatchObject({
      id: harness.memberId,
      username: 'ana',
      locale: 'en-US',
    });
    expect((await as(access, 'GET', '/oauth2/@me')).body).toMatchObject({
      application: { id: discord.applicationId },
      scopes: ['identify', 'role_connections.write'],
      expires: new Date(discord.oauth.grants.all.at(-1)!.expiresAtMs).toISOString(),
      user: { id: harness.memberId },
    });
  });

  it('takes the client by Basic too, also without a version in the address', async () => {
    const code = await newCode();
    const basic = Buffer.from(`${discord.applicationId}:${discord.clientSecret}`).toString('base64');
    const response = await fetch(`${discord.apiBaseUrl}/oauth2/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: verifier,
      }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('tells the application of a person who refuses', async () => {
    const denied = await harness.member.authorize(authorizeAddress(), 'deny');
    expect(paramsOf(denied)).toMatchObject({ error: 'access_denied', state: 'the state' });
    expect(paramsOf(denied)).not.toHaveProperty('code');
  });

  it.each([
    ['a longer path', `${CALLBACK}/more`],
    ['a slash more', `${CALLBACK}/`],
    ['another port', CALLBACK.replace('4000', '4001')],
    ['another case', CALLBACK.replace('oauth', 'OAuth')],
    ['a trailing dot', CALLBACK.replace('127.0.0.1', '127.0.0.1.')],
    ['a query', `${CALLBACK}?next=elsewhere`],
    ['a name of the same machine', CALLBACK.replace('127.0.0.1', 'localhost')],
    ['user info', CALLBACK.replace('127', 'x@127')],
    ['nothing', null],
  ])('never redirects to %s', async (_, uri) => {
    await expect(harness.member.authorize(authorizeAddress({ redirect_uri: uri }))).rejects.toMatchObject({
      status: 400,
      message: 'Invalid OAuth2 redirect_uri',
    });
  });

  it('shows an error to the person for an unknown application, also when it is named twice', async () => {
    const unknown = authorizeAddress({ client_id: '100000000000000000' });
    const twice = `${authorizeAddress()}&client_id=${discord.applicationId}`;
    for (const address of [unknown, twice])
      await expect(harness.member.authorize(address)).rejects.toMatchObject({
        message: 'Unknown application',
      });
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'identify everything' }],
    ['invalid_scope', { scope: '' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: null }],
    ['invalid_request', { code_challenge: null }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { prompt: 'login' }],
  ] as const)('answers %s to the application for %o', async (error, changes) => {
    expect(await answerOf(changes)).toMatchObject({ error, state: 'the state' });
  });

  it('asks nobody twice who allowed it, where the application wants no prompt', async () => {
    const person = harness.newMember('quiet');
    const address = authorizeAddress({ prompt: 'none' });
    const open = (): Promise<Response> =>
      fetch(address.replace('/api/oauth2', '/oauth2'), {
        redirect: 'manual',
        headers: { Cookie: `other=1; local-discord-me=${person.userId}` },
      });
    const first = await open();
    expect(first.status).toBe(200);
    expect(await first.text()).toContain(`<option value="${person.userId}" selected>`);
    await redeem(paramsOf(await person.authorize(address)).code!);
    const second = await open();
    expect(second.status).toBe(302);
    expect(paramsOf(second.headers.get('location')!)).toHaveProperty('code');
    discord.oauth.deauthorize(person.userId);
    expect((await open()).status).toBe(200);
  });

  it('shows pages that run nothing, lead only to the application, and are not for foreign pages', async () => {
    const bad = discord.createUser({ username: 'mallory', displayName: '<script>alert(1)</script>' });
    const page = await fetch(authorizeAddress());
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain(`value="${bad.id}"`);
    expect(html).not.toContain('<script');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:4000;");
    const foreign = await fetch(authorizeAddress().replace('/api/oauth2', '/oauth2'), {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      body: new URLSearchParams({ user: harness.memberId, decision: 'allow' }),
      redirect: 'manual',
    });
    expect(foreign.status).toBe(403);
  });

  it('lets nobody decide for the bot, for somebody unknown or without a decision', async () => {
    const address = authorizeAddress().replace('/api/oauth2', '/oauth2');
    const forms = [
      { user: discord.applicationId, decision: 'allow' },
      { user: '100000000000000000', decision: 'allow' },
      { user: harness.memberId, decision: 'maybe' },
    ];
    for (const form of forms) {
      const answer = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
      expect(answer.status).toBe(400);
    }
  });

  it('takes a code once: the second try also ends what the first one gave', async () => {
    const code = await newCode();
    const access = String((await redeem(code)).body.access_token);
    expect((await whoAmI(access)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await whoAmI(access)).status).toBe(401);
  });

  it.each([
    ['a wrong verifier', { code_verifier: randomBytes(32).toString('base64url') }, 'invalid_grant', 400],
    ['no verifier', { code_verifier: '' }, 'invalid_grant', 400],
    ['another address', { redirect_uri: `${CALLBACK}/x` }, 'invalid_grant', 400],
    ['no address', { redirect_uri: '' }, 'invalid_request', 400],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client', 401],
    ['another client', { client_id: '100000000000000000' }, 'invalid_client', 401],
    ['another kind of grant', { grant_type: 'password' }, 'unsupported_grant_type', 400],
    ['an unknown code', { code: 'guessed' }, 'invalid_grant', 400],
  ])('gives no token for %s', async (_, changes, error, status) => {
    expect(await redeem(await newCode(), changes)).toMatchObject({ status, body: { error } });
  });

  it('lets nobody strip the proof: a verifier without a challenge is refused', async () => {
    const code = await newCode({ code_challenge: null, code_challenge_method: null });
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('burns a code by a wrong try', async () => {
    const code = await newCode();
    await redeem(code, { code_verifier: randomBytes(32).toString('base64url') });
    expect((await redeem(code)).status).toBe(400);
  });

  it('takes no JSON and no field twice', async () => {
    const json = await rest(discord, 'POST', '/oauth2/token', { ...client(), grant_type: 'refresh_token' });
    expect(json).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const body = new URLSearchParams([...Object.entries(client()), ['grant_type', 'a'], ['grant_type', 'b']]);
    const twice = await fetch(`${discord.apiBaseUrl}/v10/oauth2/token`, { method: 'POST', body });
    expect(await twice.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('forgets a code after ten minutes, by its own clock', async () => {
    const [early, late] = [await newCode(), await newCode()];
    discord.clock.advance(9 * MINUTE_MS);
    expect((await redeem(early)).status).toBe(200);
    discord.clock.advance(2 * MINUTE_MS);
    expect(await redeem(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('replaces both tokens at a refresh, and takes neither old one again', async () => {
    const old = await tokens();
    const { status, body } = await refresh(old.refresh);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(old.refresh);
    expect((await whoAmI(String(body.access_token))).status).toBe(200);
    expect((await whoAmI(old.access)).status).toBe(401);
    expect(await refresh(old.refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('ends access after seven days, not the refresh token', async () => {
    const { access, refresh: token } = await tokens();
    discord.clock.advance(7 * DAY_MS - MINUTE_MS);
    expect((await whoAmI(access)).status).toBe(200);
    discord.clock.advance(MINUTE_MS);
    expect(await whoAmI(access)).toMatchObject({
      status: 401,
      body: { message: '401: Unauthorized', code: 0 },
    });
    expect((await refresh(token)).status).toBe(200);
  });

  it.each(['access', 'refresh'] as const)('ends both tokens when the %s token is revoked', async (kind) => {
    const given = await tokens();
    expect((await post('/oauth2/token/revoke', { ...client(), token: given[kind] })).status).toBe(200);
    expect((await whoAmI(given.access)).status).toBe(401);
    expect((await refresh(given.refresh)).status).toBe(400);
  });

  it('revokes only for the client itself, and says nothing of unknown tokens', async () => {
    const { access } = await tokens();
    const stranger = { ...client(), client_secret: 'wrong', token: access };
    expect((await post('/oauth2/token/revoke', stranger)).status).toBe(401);
    expect((await whoAmI(access)).status).toBe(200);
    expect((await post('/oauth2/token/revoke', { ...client(), token: 'unknown' })).status).toBe(200);
  });

  it('ends everything when the person removes the application', async () => {
    const { access, refresh: token } = await tokens();
    const path = `/users/@me/applications/${discord.applicationId}/role-connection`;
    await as(access, 'PUT', path, { platform_name: 'Sky Cats' });
    discord.oauth.deauthorize(harness.memberId);
    expect((await whoAmI(access)).status).toBe(401);
    expect((await refresh(token)).status).toBe(400);
    expect(discord.oauth.roleConnectionOf(harness.memberId).platform_name).toBeNull();
  });

  it('lets tests expire the tokens of one person', async () => {
    const { access } = await tokens();
    discord.oauth.expire(harness.memberId);
    expect((await whoAmI(access)).status).toBe(401);
  });

  it('asks for the scope of everything it tells', async () => {
    const { access } = await tokens({ scope: 'guilds' });
    expect(await whoAmI(access)).toMatchObject({ status: 403, body: { code: 50026 } });
    expect((await as(access, 'GET', '/oauth2/@me')).body).not.toHaveProperty('user');
    const path = `/users/@me/applications/${discord.applicationId}/role-connection`;
    expect((await as(access, 'GET', path)).body.code).toBe(50026);
    expect((await as(access, 'PUT', path, {})).body.code).toBe(50026);
    expect((await as(access, 'GET', '/users/@me/guilds')).body).toEqual([
      expect.objectContaining({ id: harness.guildId, owner: false }),
    ]);
  });

  it('keeps people from the routes of bots, and bots from those of people', async () => {
    const { access } = await tokens();
    expect(await as(access, 'GET', `/guilds/${harness.guildId}`)).toMatchObject({
      status: 403,
      body: { code: 20002 },
    });
    expect(await rest(discord, 'GET', '/oauth2/@me')).toMatchObject({ status: 403, body: { code: 20001 } });
    expect((await as('made-up', 'GET', `/guilds/${harness.guildId}`)).status).toBe(401);
    expect((await rest(discord, 'GET', '/users/@me')).body).toMatchObject({ id: discord.applicationId });
  });

  describe('role connections', () => {
    const records = [
      { type: 2, key: 'points', name: 'Points', description: 'Points of the community' },
      { type: 7, key: 'is_vip', name: 'VIP', description: 'Is a VIP' },
    ];
    const metadataPath = (): string => `/applications/${discord.applicationId}/role-connections/metadata`;
    const ownPath = (): string => `/users/@me/applications/${discord.applicationId}/role-connection`;

    it('keep the records of the application', async () => {
      expect((await rest(discord, 'PUT', metadataPath(), records)).status).toBe(200);
      expect((await rest(discord, 'GET', metadataPath())).body).toEqual(records);
    });

    it.each([
      ['six records', Array.from({ length: 6 }, (_, index) => ({ ...records[0], key: `k${String(index)}` }))],
      ['a type that is none', [{ ...records[0], type: 9 }]],
      ['a key in capitals', [{ ...records[0], key: 'Points' }]],
      ['a key of 51 characters', [{ ...records[0], key: 'k'.repeat(51) }]],
      ['a name of 101 characters', [{ ...records[0], name: 'n'.repeat(101) }]],
      ['a description of 201 characters', [{ ...records[0], description: 'd'.repeat(201) }]],
      ['a language that is none', [{ ...records[0], name_localizations: { xx: 'Punkte' } }]],
      ['the same key twice', [records[0], records[0]]],
      ['no list', { records }],
    ])('refuse %s', async (_, body) => {
      expect(await rest(discord, 'PUT', metadataPath(), body)).toMatchObject({
        status: 400,
        body: { code: 50035 },
      });
    });

    it('hold what the application says of a person, and forget what it no longer says', async () => {
      const { access } = await tokens();
      const connection = {
        platform_name: 'Sky Cats',
        platform_username: 'ana',
        metadata: { points: '120', is_vip: '1' },
      };
      expect((await as(access, 'PUT', ownPath(), connection)).body).toEqual(connection);
      expect(discord.oauth.roleConnectionOf(harness.memberId)).toEqual(connection);
      await as(access, 'PUT', ownPath(), { metadata: { points: '121' } });
      expect((await as(access, 'GET', ownPath())).body).toEqual({
        platform_name: null,
        platform_username: null,
        metadata: { points: '121' },
      });
    });

    it.each([
      ['a platform of 51 characters', { platform_name: 'p'.repeat(51) }],
      ['a name of 101 characters', { platform_username: 'u'.repeat(101) }],
      ['a value of 101 characters', { metadata: { points: '1'.repeat(101) } }],
      ['a number for a value', { metadata: { points: 120 } }],
      ['a word for a number', { metadata: { points: 'many' } }],
      ['a word for a truth', { metadata: { is_vip: 'true' } }],
      ['a key that is no record', { metadata: { tier: '1' } }],
    ])('refuse %s', async (_, body) => {
      const { access } = await tokens();
      expect(await as(access, 'PUT', ownPath(), body)).toMatchObject({ status: 400, body: { code: 50035 } });
    });

    it('of another application are nobody’s', async () => {
      const { access } = await tokens();
      const path = '/users/@me/applications/100000000000000000/role-connection';
      expect((await as(access, 'GET', path)).body.code).toBe(10002);
    });
  });

  describe('wrong answers on order', () => {
    it('come once, as they were ordered', async () => {
      discord.faults.next('POST /oauth2/token', { status: 502, body: '<html>', contentType: 'text/html' });
      const body = new URLSearchParams(client());
      const wrong = await fetch(`${discord.apiBaseUrl}/v10/oauth2/token`, { method: 'POST', body });
      expect([wrong.status, wrong.headers.get('content-type'), await wrong.text()]).toEqual([
        502,
        'text/html',
        '<html>',
      ]);
      expect((await redeem(await newCode())).status).toBe(200);
    });

    it('may be none: the line breaks, before or after the request was carried out', async () => {
      const { refresh: token } = await tokens();
      discord.faults.next('POST /oauth2/token', { isDropped: true });
      await expect(refresh(token)).rejects.toThrow();
      const first = await refresh(token);
      expect(first.status).toBe(200);
      discord.faults.next('POST /oauth2/token', { isDropped: true, isPerformed: true });
      await expect(refresh(String(first.body.refresh_token))).rejects.toThrow();
      expect((await refresh(String(first.body.refresh_token))).body.error).toBe('invalid_grant');
    });

    it('may be late', async () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      discord.faults.next('GET /users/@me', { until: promise });
      const { access } = await tokens();
      let isThere = false;
      const late = whoAmI(access).then((answer) => {
        isThere = true;
        return answer;
      });
      expect((await whoAmI(access)).status).toBe(200);
      expect(isThere).toBe(false);
      resolve(undefined);
      expect((await late).status).toBe(200);
    });
  });

  it('shows no secret in the inspector', async () => {
    const { access, refresh: token } = await tokens();
    await refresh(token);
    await post('/oauth2/token/revoke', { ...client(), token: access });
    const response = await fetch(`${discord.url}/local/wire`);
    const log = await response.text();
    expect(log).toContain('POST /oauth2/token');
    expect(log).toContain('authorization_code');
    const secrets = { client: discord.clientSecret, verifier, access, token, bot: discord.botToken };
    expect(Object.entries(secrets).filter(([, secret]) => log.includes(secret))).toEqual([]);
  });
});
