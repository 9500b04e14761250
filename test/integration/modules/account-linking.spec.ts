// Real: the whole service with its pages over a socket, its calls to OAuth2, and a MongoDB of this file.
// Fake: Discord with its OAuth2 server (the local one, in this process), the browser, and the time.
import type { Fault } from '../../../playground/discord/faults.ts';
import type { User } from '../../../playground/discord/model.ts';
import { OauthTokensRepository } from '../../../src/modules/accounts/linking/oauth-tokens.repository.js';
import {
  callbackOf,
  finish,
  offerTo,
  PUBLIC_URL,
  signIn,
  textOf,
  useLinking,
  type WebAnswer,
  type WebBrowser,
} from '../../support/app/index.js';

const MINUTE_MS = 60_000;
const {
  testApp,
  discord,
  rows,
  tokenRow,
  aBrowser,
  aMember,
  accountOf,
  audits,
  isLinked,
  unlock,
  everything,
} = useLinking();
const query = (address: string): URLSearchParams => new URL(address, PUBLIC_URL).searchParams;

describe('/account link', () => {
  it('links by code and PKCE, says so on a page and in the private answer', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const { url, answer } = await offerTo(testApp(), member);
    expect(url).toMatch(/^https:\/\/bot\.example\.test\/oauth\/discord\/start\?t=[\w-]{43}$/);
    expect(textOf(answer)).toContain('Link your Discord account');
    const start = await browser.get(url);
    expect(start.status).toBe(302);
    const asked = new URL(start.location!);
    expect(`${asked.origin}${asked.pathname}`).toBe(`${discord().url}/oauth2/authorize`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      response_type: 'code',
      client_id: discord().applicationId,
      redirect_uri: `${PUBLIC_URL}/oauth/discord/callback`,
      scope: 'identify role_connections.write',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      prompt: 'consent',
    });
    const page = await finish(browser, await testApp().as(member).authorize(start.location!));
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining('Your Discord account is linked'),
    ]);
    await testApp().settle();
    const seen = await testApp().as(member).message(answer.message!);
    expect(textOf({ outcome: answer.outcome, message: seen })).toContain('✓ Your Discord account is linked');
    expect(await accountOf(member)).toMatchObject({
      discordUserInfo: { username: 'Lin Ker', globalName: 'Lin Ker', locale: 'en-US' },
      securityData: { loginAttempts: 0, lastLoginAt: expect.any(Date) as Date },
    });
    expect(await tokenRow(member)).toMatchObject({ scopes: ['identify', 'role_connections.write'] });
    const entry = (await audits('account.link')).at(-1);
    expect(entry).toMatchObject({ actor: { kind: 'member' }, target: { kind: 'discord_account_links' } });
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${member.id}|Lin Ker`));
  });

  it('works in direct messages, in German', async () => {
    const member = aMember();
    await testApp().as(member).change({ locale: 'de' });
    const { id } = await testApp().as(member).directChannel(discord().applicationId);
    const answer = await testApp().as(member).run('account link', {}, { channelId: id });
    expect(textOf(answer)).toContain('Verknüpfe dein Discord-Konto');
    const browser = aBrowser();
    const url = /"url":"([^"]+)"/.exec(JSON.stringify(answer.message))![1]!;
    const { location } = await browser.get(await callbackOf(testApp(), browser, url, member));
    const page = await browser.get(location!, { 'Accept-Language': 'de' });
    expect(page.text).toContain('Dein Discord-Konto ist verknüpft');
  });

  it('takes code and state out of the address, and stores neither, nor any secret, plainly', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const { url } = await offerTo(testApp(), member);
    const callback = await callbackOf(testApp(), browser, url, member);
    const answer = await browser.get(callback);
    expect([answer.status, answer.location]).toEqual([303, '/oauth/discord/done']);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    const { accessToken, refreshToken } = (await testApp().get(OauthTokensRepository).find(member.id))!;
    const secrets = [
      query(callback).get('code'),
      query(callback).get('state'),
      query(url).get('t'),
      accessToken,
      refreshToken,
      browser.cookies.get('__Host-link'),
      browser.cookies.get('__Host-browser'),
    ].map(String);
    const stored = await everything();
    expect(secrets.filter((secret) => secret.length < 20 || stored.includes(secret))).toEqual([]);
  });

  it('binds each sign-in to a cookie of this host', async () => {
    const browser = aBrowser();
    const { headers } = await browser.get((await offerTo(testApp(), aMember())).url);
    expect(headers['set-cookie']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^__Host-link=[\w-]{43}; Max-Age=1200; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
        ),
      ]),
    );
  });

  it('may be opened several times, in tabs and browsers; the first that comes back links', async () => {
    const member = aMember();
    const { url } = await offerTo(testApp(), member);
    const [browser, other] = [aBrowser(), aBrowser()];
    const callbacks = [
      await callbackOf(testApp(), browser, url, member),
      await callbackOf(testApp(), browser, url, member),
      await callbackOf(testApp(), other, url, member),
    ];
    expect(new Set(callbacks.map((callback) => query(callback).get('state'))).size).toBe(3);
    expect((await finish(other, callbacks[2]!)).text).toContain('is linked');
    expect((await finish(browser, callbacks[0]!)).text).toContain('is linked');
    const over = await browser.get(url);
    expect([over.status, over.text]).toEqual([410, expect.stringContaining('This link has expired')]);
  });

  it('is over after ten minutes, and after twenty openings', async () => {
    const browser = aBrowser();
    const { url } = await offerTo(testApp(), aMember());
    for (let count = 0; count < 20; count += 1) expect((await browser.get(url)).status).toBe(302);
    expect((await browser.get(url)).status).toBe(429);
    const { url: late } = await offerTo(testApp(), aMember());
    testApp().clock.advance(10 * MINUTE_MS);
    expect((await browser.get(late)).status).toBe(410);
    expect((await browser.get(`/oauth/discord/start?t=${'x'.repeat(43)}`)).status).toBe(410);
  });

  it('says so again where there is a link, and replaces it', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    await signIn(testApp(), browser, member);
    const before = await tokenRow(member);
    expect(textOf((await offerTo(testApp(), member)).answer)).toContain('Your account is linked');
    await signIn(testApp(), browser, member);
    expect(await rows('oauth_tokens').countDocuments({ discordId: member.id })).toBe(1);
    expect((await tokenRow(member))!.accessToken).not.toBe(before!.accessToken);
  });

  it('that two windows finish at once leaves one link', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const { url } = await offerTo(testApp(), member);
    const callbacks = [
      await callbackOf(testApp(), browser, url, member),
      await callbackOf(testApp(), browser, url, member),
    ];
    await Promise.all(callbacks.map((callback) => browser.get(callback)));
    expect(browser.cookies.get('__Host-link-result')).toBe('linked');
    expect(await rows('oauth_tokens').countDocuments({ discordId: member.id })).toBe(1);
  });
});

describe('a sign-in that is refused', () => {
  const refused = async (person: User, page: WebAnswer, status: number, words: string): Promise<void> => {
    expect([page.status, page.text]).toEqual([status, expect.stringContaining(words)]);
    expect(page.text).toContain('/account link');
    expect(await isLinked(person)).toBe(false);
  };
  const begun = async (person: User, browser: WebBrowser, decision?: 'allow' | 'deny') =>
    callbackOf(testApp(), browser, (await offerTo(testApp(), person)).url, person, decision);
  beforeEach(unlock);

  it('by the member: nothing was stored', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    await refused(member, await finish(browser, await begun(member, browser, 'deny')), 200, 'You said no');
    expect((await accountOf(member)).securityData.loginAttempts).toBe(0);
  });

  it('by Discord, whatever it calls that', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const address = new URL(await begun(member, browser, 'deny'));
    address.searchParams.set('error', '<script>alert(1)</script>');
    address.searchParams.set('error_description', '<img src=x onerror=alert(1)>');
    const page = await finish(browser, address.href);
    await refused(member, page, 400, 'Discord refused to link');
    expect(page.text).not.toMatch(/<script|onerror|alert/);
  });

  it('when the state is unknown, too old, or used', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const callback = await begun(member, browser);
    const guessed = new URL(callback);
    guessed.searchParams.set('state', 'x'.repeat(43));
    await refused(member, await finish(browser, guessed.href), 400, 'This sign-in is not known');
    const late = await begun(member, browser);
    testApp().clock.advance(10 * MINUTE_MS);
    await refused(member, await finish(browser, late), 410, 'This sign-in took too long');
    const replayed = await begun(member, browser, 'deny');
    await finish(browser, replayed);
    await refused(member, await finish(browser, replayed), 400, 'was used already');
    await finish(browser, replayed);
    expect(await audits('account.link-refused', 'used')).toHaveLength(1);
  });

  it('in another browser than it began in, which uses nothing up', async () => {
    const [member, browser, thief] = [aMember(), aBrowser(), aBrowser()];
    const callback = await begun(member, browser);
    await thief.get((await offerTo(testApp(), aMember())).url);
    await refused(member, await finish(thief, callback), 400, 'began in another browser');
    await refused(member, await finish(aBrowser(), callback), 400, 'began in another browser');
    const [entry, ...more] = await audits('account.link-refused', 'foreign');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ actor: { kind: 'service' }, target: { kind: 'discord_account_links' } });
    expect((await accountOf(member)).securityData).toMatchObject({
      loginAttempts: 0,
      suspiciousActivityFlags: [],
    });
    expect((await finish(browser, callback)).text).toContain('is linked');
  });

  it('for another Discord account: the member who asked is told and flagged, the other one is not', async () => {
    const [member, other, browser] = [aMember(), aMember(), aBrowser()];
    await signIn(testApp(), aBrowser(), other);
    const { url } = await offerTo(testApp(), member);
    const page = await finish(browser, await callbackOf(testApp(), browser, url, other));
    await refused(member, page, 400, 'This is another Discord account');
    expect(page.text).not.toContain(other.username);
    expect((await accountOf(member)).securityData).toMatchObject({
      loginAttempts: 1,
      suspiciousActivityFlags: [{ kind: 'foreign-token', severity: 'medium' }],
    });
    expect((await accountOf(other)).securityData).toMatchObject({
      loginAttempts: 0,
      suspiciousActivityFlags: [],
    });
    // Their own link is as it was: revoking the token that came would have ended it too.
    expect(discord().oauth.livingGrantsOf(other.id).length).toBeGreaterThan(1);
  });

  it('with the code of another sign-in, or one that is made up', async () => {
    const [member, browser, attacker] = [aMember(), aBrowser(), aMember()];
    const callback = new URL(await begun(member, browser));
    const stolen = await begun(attacker, aBrowser());
    callback.searchParams.set('code', query(stolen).get('code')!);
    await refused(member, await finish(browser, callback.href), 400, 'Discord refused');
    const madeUp = new URL(await begun(member, browser));
    madeUp.searchParams.set('code', 'made-up');
    await refused(member, await finish(browser, madeUp.href), 400, 'Discord refused');
    expect(await audits('account.link-refused', 'bad-code')).toHaveLength(2);
  });

  it('from another server that answers at our address (mix-up)', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const callback = new URL(await begun(member, browser));
    callback.searchParams.set('iss', 'https://naffles.example');
    await refused(member, await finish(browser, callback.href), 502, 'can’t be used');
    expect(discord().oauth.livingGrantsOf(member.id)).toEqual([]);
  });

  const good = {
    token_type: 'Bearer',
    access_token: 'an-access-token',
    expires_in: 604_800,
    refresh_token: 'a-refresh-token',
    scope: 'identify role_connections.write',
  };
  it.each<[string, Fault]>([
    ['no refresh token', { body: { ...good, refresh_token: undefined } }],
    ['an empty access token', { body: { ...good, access_token: '' } }],
    ['a token with a line end', { body: { ...good, access_token: 'token\r\nX-Evil: 1' } }],
    ['less scope', { body: { ...good, scope: 'identify' } }],
    ['no scope', { body: { ...good, scope: undefined } }],
    ['another scope', { body: { ...good, scope: 'identify_role_connections.write' } }],
    ['a life of -1', { body: { ...good, expires_in: -1 } }],
    ['a life as text', { body: { ...good, expires_in: '604800' } }],
    ['a life of 1e12', { body: { ...good, expires_in: 1e12 } }],
    ['a life of 1.5', { body: { ...good, expires_in: 1.5 } }],
    ['no life', { body: { ...good, expires_in: undefined } }],
    ['another kind of token', { body: { ...good, token_type: 'mac' } }],
    ['an array', { body: [good] }],
    ['HTML', { body: '<html>hello</html>', contentType: 'text/html' }],
    ['broken JSON', { body: '{"access_token":' }],
    ['100 KB', { body: { ...good, more: 'x'.repeat(100_000) } }],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' }, body: '' }],
  ])('when Discord gives %s', async (_, fault) => {
    const [member, browser] = [aMember(), aBrowser()];
    const callback = await begun(member, browser);
    discord().faults.next('POST /oauth2/token', fault);
    await refused(member, await finish(browser, callback), 502, 'answer can’t be used');
  });

  it.each<[string, string, Fault, number]>([
    ['breaks the line before it has done anything', 'POST /oauth2/token', { isDropped: true }, 503],
    ['breaks the line afterwards', 'POST /oauth2/token', { isDropped: true, isPerformed: true }, 503],
    ['is away', 'POST /oauth2/token', { status: 503, body: '' }, 503],
    ['has no time', 'POST /oauth2/token', { status: 429, body: '{}', headers: { 'Retry-After': '7' } }, 503],
    ['doesn’t know us', 'POST /oauth2/token', { status: 401, body: { error: 'invalid_client' } }, 503],
    ['doesn’t say who it is', 'GET /users/@me', { status: 500, body: '' }, 503],
    ['says nobody', 'GET /users/@me', { body: { id: { $ne: null } } }, 502],
    ['says nothing', 'GET /users/@me', { body: '' }, 502],
    ['takes the token back at once', 'GET /users/@me', { status: 401, body: {} }, 400],
  ])('when Discord %s', async (_, route, fault, status) => {
    const [member, browser] = [aMember(), aBrowser()];
    const callback = await begun(member, browser);
    discord().faults.next(route, fault);
    await refused(member, await finish(browser, callback), status, '<h1>');
    // The code was sent once: the callback can't be repeated.
    await refused(member, await finish(browser, callback), 400, 'was used already');
  });

  it('after five failures, for the member and the browser, and nobody else', async () => {
    const [member, other, browser] = [aMember(), aMember(), aBrowser()];
    for (let count = 0; count < 5; count += 1) {
      const { url } = await offerTo(testApp(), member);
      await finish(browser, await callbackOf(testApp(), browser, url, other));
    }
    const answer = await testApp()
      .as(member)
      .run('account link', {}, { channelId: testApp().server.channels.general.id });
    expect(textOf(answer)).toContain('Too many attempts have failed');
    const { url } = await offerTo(testApp(), aMember());
    const page = await browser.get(url);
    expect([page.status, page.text]).toEqual([429, expect.stringContaining('in 15 minutes')]);
    expect((await signIn(testApp(), aBrowser(), other)).text).toContain('is linked');
    expect((await accountOf(member)).securityData.lockedUntil).toBeInstanceOf(Date);
    testApp().clock.advance(15 * MINUTE_MS);
    expect((await signIn(testApp(), browser, member)).text).toContain('is linked');
  });

  it('by a lock that came while it was under way', async () => {
    const [member, browser] = [aMember(), aBrowser()];
    const callback = await begun(member, browser);
    const unknown = `/oauth/discord/callback?code=x&state=${'y'.repeat(43)}`;
    for (let count = 0; count < 5; count += 1) await browser.get(unknown);
    await refused(member, await finish(browser, callback), 429, 'Too many attempts');
  });
});

describe('a callback that is none', () => {
  const state = 'x'.repeat(43);
  it.each([
    ['no state', '?code=abc'],
    ['an empty state', '?code=abc&state='],
    ['a repeated state', `?code=abc&state=${state}&state=${state}`],
    ['10 KB of state', `?code=abc&state=${'x'.repeat(10_240)}`],
    ['a state with an operator', '?code=abc&state[$ne]=1'],
    ['a repeated code', `?code=a&code=b&state=${state}`],
    ['neither code nor error', `?state=${state}`],
    ['both code and error', `?code=a&error=access_denied&state=${state}`],
    ['a repeated issuer', `?code=a&iss=a&iss=b&state=${state}`],
  ])('gets 400 without a detail: %s', async (_, search) => {
    const { status, text } = await aBrowser().get(`/oauth/discord/callback${search}`);
    expect(status).toBe(400);
    expect(text).toContain('This request was not understood');
    expect(text).not.toMatch(/abc|xxx|state|code/);
  });

  it.each([
    '/oauth/discord/callback/',
    '/oauth/discord/Callback',
    '/oauth/discord/callback.',
    '/oauth/discord/callback/x',
    '/oauth/naffles/callback',
  ])('is none at another address: %s', async (path) => {
    expect((await aBrowser().get(`${path}?code=a&state=${state}`)).status).toBe(404);
  });

  it('shows nothing to who opens the last page without one', async () => {
    const { status, text } = await aBrowser().get('/oauth/discord/done');
    expect([status, text]).toEqual([200, expect.stringContaining('Nothing to show')]);
  });

  it('never goes where a request says: addresses come from PUBLIC_URL', async () => {
    const browser = aBrowser();
    const { url } = await offerTo(testApp(), aMember());
    const { location } = await browser.get(url, {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example',
    });
    expect(query(location!).get('redirect_uri')).toBe(`${PUBLIC_URL}/oauth/discord/callback`);
    expect(location).not.toContain('evil');
  });
});
