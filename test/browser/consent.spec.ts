// Real: Discord's page of consent and the playground's page in Chromium. The application is a server that notes visits.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Browser, type Page } from 'playwright-core';
import { LocalDiscord } from '../../playground/discord/local-discord.ts';
import { type User } from '../../playground/discord/model.ts';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser, openWindow } from './support/chromium.ts';
import { walkByTab } from './support/focus.ts';
import { faultsIn } from './support/looks.ts';
import { pageAssets } from './support/page-assets.ts';

describeWith(CHROMIUM, 'the page of consent', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let application!: Server;
  let callback!: string;
  let ana!: User;
  let emma!: User;
  const visits: { url: URL; referrer: string | undefined }[] = [];

  beforeAll(async () => {
    application = createServer(({ url = '/', headers }, response) => {
      visits.push({ url: new URL(url, callback), referrer: headers.referer });
      response.end('<!doctype html><title>Back</title>');
    }).listen(0, '127.0.0.1');
    await once(application, 'listening');
    callback = `http://127.0.0.1:${String((application.address() as AddressInfo).port)}/oauth/callback`;
    [browser, discord] = await Promise.all([
      openBrowser(command),
      LocalDiscord.start({ assets: pageAssets(), redirectUris: [callback], botName: 'Community Bot' }),
    ]);
    ana = discord.createUser({ username: 'ana', displayName: 'Ana' });
    emma = discord.createUser({ username: 'emma', displayName: 'Emma' });
    const guildId = discord.createGuild({ name: 'Sky Cats', ownerId: ana.id }).id;
    const channel = discord.createChannel({ guildId, name: 'general' });
    discord.addMember({ guildId, userId: emma.id });
    const link = { type: 2, style: 5, label: 'Link your account', url: address() };
    discord.messaging.create({
      channel,
      author: discord.world.bot,
      body: { content: 'Link', components: [{ type: 1, components: [link] }] },
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), discord.stop()]);
    application.close();
  });

  function address(): string {
    const query = new URLSearchParams({
      client_id: discord.applicationId,
      redirect_uri: callback,
      response_type: 'code',
      scope: 'identify role_connections.write',
      state: 'a state',
    });
    return `${discord.apiBaseUrl}/oauth2/authorize?${query.toString()}`;
  }

  /** Presses the link of the message in Emma's window. */
  async function openConsent(): Promise<{ page: Page; faults: string[] }> {
    const { page: discordPage, faults } = await openWindow(browser, `${discord.url}/?as=${emma.id}`);
    const opened = discordPage.context().waitForEvent('page');
    await discordPage.getByRole('link', { name: 'Link your account' }).click();
    const page = await opened;
    page.setDefaultTimeout(5_000);
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.getByRole('button', { name: 'Authorize' }).waitFor();
    return { page, faults };
  }

  it('opens beside Discord for the person of the window, says what is asked, and leads back', async () => {
    const { page, faults } = await openConsent();
    expect(await page.evaluate(() => window.opener === null)).toBe(true);
    expect(await page.getByLabel('Signed in as').inputValue()).toBe(emma.id);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Community Bot');
    expect(await page.getByRole('listitem').allTextContents()).toEqual([
      'Access your username, avatar and banner',
      'Update your connection and metadata for this application',
    ]);
    expect(await faultsIn(page)).toEqual([]);
    expect((await walkByTab(page)).faults).toEqual([]);
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.waitForURL(`${callback}?**`);
    const { url, referrer } = visits.at(-1)!;
    expect([...url.searchParams.keys()]).toEqual(['code', 'state']);
    expect(referrer).toBeUndefined();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 30_000);

  it('lets somebody else sign in, and take it back before it is given', async () => {
    const { page } = await openConsent();
    await page.getByLabel('Signed in as').selectOption('Ana (ana)');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(`${callback}?**`);
    expect(visits.at(-1)!.url.searchParams.get('error')).toBe('access_denied');
    await page.context().close();
  }, 30_000);

  it('shows a wrong address as an error of its own', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(address().replace('callback', 'elsewhere'));
    expect(await page.getByRole('alert').textContent()).toBe('Invalid OAuth2 redirect_uri');
    expect(await faultsIn(page)).toEqual([]);
    await page.close();
  }, 30_000);
});
