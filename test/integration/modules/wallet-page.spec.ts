// Real: the whole service over HTTP and a MongoDB of this file, key pairs that sign. Fake: Discord (the local one of
// the playground, in this process), the time, and the browser: an agent that keeps cookies.
import request from 'supertest';
import { WalletsService } from '../../../src/modules/accounts/wallets/wallets.service.js';
import { useTestApp } from '../../support/app/index.js';
import { anEvmWallet, aSolanaWallet, type TestWallet } from '../../support/builders/wallets.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const PUBLIC_URL = 'http://localhost:3999';
const database = useTestDatabase();
const testApp = useTestApp({
  databaseUri: database.uri,
  roles: ['gateway', 'web'],
  settings: { PUBLIC_URL },
});
const members = () => testApp().server.members;
const wallets = () => testApp().get(WalletsService);

type Agent = ReturnType<typeof request.agent>;
const aBrowser = (): Agent => request.agent(testApp().app.getHttpServer());
const listOf = async (discordId: string): Promise<string[]> =>
  (await wallets().list(discordId)).wallets.map(({ address }) => address);

/** As a member gets it: the link behind the button of the panel. */
async function aLink(member: { readonly id: string }): Promise<string> {
  const me = testApp().as(member);
  const { message } = await me.run('account wallet', {}, { channelId: testApp().server.channels.general.id });
  const { message: ways } = await me.press(message!, { startsWith: 'account/wallet/add' });
  const found = /http:\/\/localhost:3999(\/wallet\?t=[\w-]{43})"/.exec(JSON.stringify(ways));
  if (found?.[1] === undefined) throw new Error('No link');
  return found[1];
}

/** Opens a link: afterwards the browser is on the page. */
async function opened(member: { readonly id: string }, browser = aBrowser()): Promise<Agent> {
  await browser
    .get(await aLink(member))
    .expect(303)
    .expect('location', '/wallet');
  return browser;
}

interface Given {
  readonly token: string;
  readonly text: string;
}
const json = (browser: Agent, path: string, body: object) =>
  browser.post(path).set('accept', 'application/json').send(body);

async function textFor(browser: Agent, address: string): Promise<Given> {
  return (await json(browser, '/wallet/text', { address }).expect(200)).body as Given;
}

async function proveOn(browser: Agent, wallet: TestWallet): Promise<request.Response> {
  const { token, text } = await textFor(browser, wallet.address);
  return json(browser, '/wallet/proof', { token, signature: await wallet.sign(text), text });
}

describe('the page', () => {
  it('takes the link out of the address, and shows for whom it is', async () => {
    const [cleo] = members();
    const link = await aLink(cleo!);
    const browser = aBrowser();
    const redirect = await browser.get(link).expect(303);
    expect(redirect.headers.location).toBe('/wallet');
    expect(redirect.headers['cache-control']).toBe('no-store');
    const cookies = redirect.headers['set-cookie'] as unknown as string[];
    expect(cookies.find((cookie) => cookie.startsWith('wallet='))).toMatch(
      /Max-Age=600;.*HttpOnly; SameSite=Lax/,
    );
    const { text, headers } = await browser.get('/wallet').expect(200);
    expect(text).toContain(`${cleo!.username} (ID ${cleo!.id})`);
    expect(text).toContain('must begin with http://localhost:3999/.');
    expect(text).not.toContain(link.slice(-43));
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+="|style="/);
    // The link may be opened again.
    await aBrowser().get(link).expect(303);
  });

  it('is there in German', async () => {
    const browser = await opened(members()[1]!);
    const { text } = await browser.get('/wallet').set('accept-language', 'de').expect(200);
    expect(text).toContain('Wallet verknüpfen');
  });

  it('is there for nobody without a link that works', async () => {
    const link = await aLink(members()[0]!);
    await aBrowser().get('/wallet').expect(410);
    await aBrowser()
      .get(`/wallet?t=${'x'.repeat(43)}`)
      .expect(410);
    await aBrowser().get('/wallet?t=').expect(400);
    await aBrowser().get(`${link}&t=2`).expect(400);
    await json(aBrowser(), '/wallet/text', { address: anEvmWallet().address }).expect(410);
    testApp().clock.advance(600_000);
    await aBrowser().get(link).expect(410);
  });

  it.each([
    ['text', { address: { $ne: null } }],
    ['text', {}],
    ['text', { address: 'x', chainId: '0' }],
    ['text', { address: 'x', chainId: '1e9' }],
    ['proof', { token: { $gt: '' }, signature: '0x' }],
    ['proof', { token: 'short', signature: '0x' }],
    ['proof', { token: 'x'.repeat(43) }],
    ['proof', { token: 'x'.repeat(43), signature: ['0x'] }],
  ])('refuses a form that is none: %s %j', async (step, body) => {
    const browser = await opened(members()[2]!);
    await json(browser, `/wallet/${step}`, body).expect(400);
  });

  it('refuses a form of another site', async () => {
    const browser = await opened(members()[2]!);
    const sent = json(browser, '/wallet/text', { address: anEvmWallet().address });
    await sent.set('sec-fetch-site', 'cross-site').expect(403);
  });
});

describe('a script', () => {
  it.each([
    ['EVM', anEvmWallet],
    ['Solana', aSolanaWallet],
  ] as const)('proves a wallet of %s', async (_, aWallet) => {
    const [, , cleo] = members();
    const wallet = aWallet();
    const browser = await opened(cleo!);
    const { token, text } = await textFor(browser, wallet.address);
    expect(text).toMatch(/^localhost:3999 wants you to sign in with your/);
    expect(text).toContain('URI: http://localhost:3999/wallet\n');
    expect(text).toContain(`${cleo!.username} (ID ${cleo!.id})`);
    const sent = { token, signature: await wallet.sign(text), text };
    const done = await json(browser, '/wallet/proof', sent).expect(200);
    expect(done.body).toMatchObject({ title: 'The wallet is linked' });
    expect(await listOf(cleo!.id)).toContain(wallet.address);
    // The link is used up, for this browser and any other.
    await browser.get('/wallet').expect(410);
    await json(browser, '/wallet/proof', sent).expect(410);
  });

  it('is told what is wrong, and may go on', async () => {
    const [, , , dan] = members();
    const wallet = anEvmWallet();
    const browser = await opened(dan!);
    const { token, text } = await textFor(browser, wallet.address);
    const other = await json(browser, '/wallet/proof', { token, signature: await anEvmWallet().sign(text) });
    expect([other.status, other.body]).toMatchObject([400, { code: 'WALLET_WRONG_SIGNER' }]);
    const evil = text.replaceAll('localhost:3999', 'evil.example');
    const changed = await json(browser, '/wallet/proof', {
      token,
      signature: await wallet.sign(evil),
      text: evil,
    });
    expect([changed.status, changed.body]).toMatchObject([400, { code: 'WALLET_TEXT_CHANGED' }]);
    const elsewhere = await json(browser, '/wallet/proof', { token, signature: await wallet.sign(evil) });
    expect([elsewhere.status, elsewhere.body]).toMatchObject([400, { code: 'WALLET_WRONG_SIGNER' }]);
    expect(JSON.stringify([other.body, elsewhere.body])).not.toMatch(/[*`<]/);
    await json(browser, '/wallet/proof', { token, signature: await wallet.sign(text), text }).expect(200);
    expect(await listOf(dan!.id)).toEqual([wallet.address]);
  });

  it('can not use the text of another member, nor in another browser', async () => {
    const [emma, finn] = [members()[4]!, members()[1]!];
    const wallet = anEvmWallet();
    const link = await aLink(emma);
    const browser = aBrowser();
    await browser.get(link).expect(303);
    const { token, text } = await textFor(browser, wallet.address);
    const sent = { token, signature: await wallet.sign(text), text };
    await json(await opened(finn), '/wallet/proof', sent).expect(410);
    const second = aBrowser();
    await second.get(link).expect(303);
    await json(second, '/wallet/proof', sent).expect(410);
    await json(aBrowser(), '/wallet/proof', sent).expect(410);
    expect(await listOf(finn.id)).toEqual([]);
    await json(browser, '/wallet/proof', sent).expect(200);
    expect(await listOf(emma.id)).toEqual([wallet.address]);
  });

  it('is too late after ten minutes', async () => {
    const browser = await opened(members()[1]!);
    const wallet = anEvmWallet();
    const { token, text } = await textFor(browser, wallet.address);
    testApp().clock.advance(600_000);
    await json(browser, '/wallet/proof', { token, signature: await wallet.sign(text) }).expect(410);
  });

  it('that fails five times waits, and so does its member', async () => {
    const { id } = testApp().discord.createUser({ username: 'guess.er' });
    testApp().discord.addMember({ guildId: testApp().server.guild.id, userId: id });
    const browser = await opened({ id });
    const { token, text } = await textFor(browser, anEvmWallet().address);
    const sent = { token, signature: await anEvmWallet().sign(text) };
    for (let tries = 0; tries < 5; tries += 1) await json(browser, '/wallet/proof', sent).expect(400);
    const locked = await json(browser, '/wallet/proof', sent).expect(429);
    expect(locked.body).toMatchObject({ code: 'ATTEMPTS_LOCKED' });
    await json(browser, '/wallet/text', { address: anEvmWallet().address }).expect(429);
    testApp().clock.advance(900_000);
    expect((await proveOn(await opened({ id }), anEvmWallet())).status).toBe(200);
  });
});

describe('without scripts', () => {
  const form = (browser: Agent, path: string, fields: Record<string, string>) =>
    browser.post(path).type('form').set('accept', 'text/html').send(fields);
  const hidden = (html: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const shown = (html: string): string => /<pre>([^<]*)<\/pre>/.exec(html)?.[1] ?? '';

  it('a signature is pasted', async () => {
    const [ana] = members();
    const wallet = aSolanaWallet();
    const browser = await opened(ana!);
    const step = await form(browser, '/wallet/text', { address: wallet.address }).expect(200);
    const sent = { token: hidden(step.text, 'token'), signature: await wallet.sign(shown(step.text)) };
    const done = await form(browser, '/wallet/proof', sent).expect(200);
    expect(done.text).toContain('The wallet is linked');
    expect(await listOf(ana!.id)).toEqual([wallet.address]);
  });

  it('what was typed wrong is said on the page, which stays as it was', async () => {
    const [ana] = members();
    const wallet = anEvmWallet();
    const browser = await opened(ana!);
    const bad = await form(browser, '/wallet/text', { address: '"><script>alert(1)</script>' }).expect(400);
    expect(bad.text).toContain('This is no address of a wallet.');
    expect(bad.text).toContain('value="&quot;&gt;&lt;script&gt;');
    const step = await form(browser, '/wallet/text', { address: wallet.address }).expect(200);
    const token = hidden(step.text, 'token');
    const wrong = await form(browser, '/wallet/proof', { token, signature: '<b>no</b>' }).expect(400);
    expect(wrong.text).toContain('role="alert"');
    expect(shown(wrong.text)).toBe(shown(step.text));
    const signature = await wallet.sign(shown(wrong.text));
    await form(browser, '/wallet/proof', { token, signature }).expect(200);
    // Used up: there is nothing to be shown again.
    const again = await form(await opened(ana!), '/wallet/proof', { token, signature }).expect(410);
    expect(shown(again.text)).toBe('');
  });
});
