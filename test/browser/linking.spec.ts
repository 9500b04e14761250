// Real: everything, as a newcomer starts it: the built bot with its pages, its MongoDB, Discord's page of consent in
// Chromium. Fake: Discord (the local one), and what members type there, which a client sends.
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { LocalDiscordClient, type MemberClient } from '../../playground/discord/client.ts';
import { textOf } from '../support/app/reading.js';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';
import { type Playground, startPlayground } from './support/playground.ts';

const DONE = '**/oauth/discord/done';

describeWith(CHROMIUM, 'linking an account with a browser', (command) => {
  let playground!: Playground;
  let browser!: Browser;
  let channelId!: string;
  /** What the bot was told of where a browser came from, and requests that went elsewhere than to it and to Discord. */
  const leaks: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser(command);
    playground = await startPlayground();
    const [guild] = await member('ana').guilds();
    const channels = await member('ana').channels(guild!.id);
    channelId = channels.find(({ name }) => name === 'general')!.id;
  }, 90_000);
  afterAll(async () => {
    await Promise.all([browser.close(), playground.stop()]);
  });

  const origin = (): string => new URL(playground.url).origin;
  const idOf = (name: string): string => playground.people.get(name) ?? '';
  const member = (name: string): MemberClient => new LocalDiscordClient(origin()).as(idOf(name));

  /** The link of `/account link`. */
  async function linkOf(name: string): Promise<string> {
    const { message } = await member(name).run('account link', {}, { channelId });
    return /"url":"([^"]+)"/.exec(JSON.stringify(message?.components))?.[1] ?? '';
  }

  async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(5_000);
    context.on('request', (request) => {
      const { referer = '' } = request.headers();
      // What Discord's own page loads knows where it is.
      if (referer !== '' && !request.url().startsWith(origin())) leaks.push(referer);
      if (!request.url().startsWith('http://127.0.0.1:')) leaks.push(request.url());
    });
    context.on('console', (line) => {
      // What Chromium says of an answer whose status is meant.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        faults.push(line.text());
    });
    return context;
  }

  /** Opens the link and decides on Discord's page. */
  async function decide(
    context: BrowserContext,
    url: string,
    name: string,
    button = 'Authorize',
  ): Promise<Page> {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByLabel('Signed in as').selectOption(idOf(name));
    await page.getByRole('button', { name: button }).click();
    return page;
  }

  /** Where Discord would send this browser back to: not opened yet. */
  async function callbackOf(context: BrowserContext, url: string, name: string): Promise<string> {
    const page = await open(context, url);
    const callback = await member(name).authorize(page.url());
    await page.close();
    return callback;
  }

  /** The last page: its words, its looks and its address. */
  async function ending(page: Page, title: string, next: string): Promise<void> {
    await page.waitForURL(DONE);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(await page.locator('.next').textContent()).toContain(next);
    expect(new URL(page.url()).search).toBe('');
    const seen = await page.evaluate(() => [
      document.referrer,
      location.href,
      document.documentElement.outerHTML,
    ]);
    expect(seen.join(' ')).not.toMatch(/code=|state=/);
    expect(await faultsIn(page)).toEqual([]);
  }

  async function open(context: BrowserContext, address: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  }

  it('links, and can’t be replayed', async () => {
    const context = await newContext({ colorScheme: 'dark' });
    const url = await linkOf('cleo');
    const callback = await callbackOf(context, url, 'cleo');
    await ending(await open(context, callback), 'Your Discord account is linked', 'go back to Discord');
    await ending(await open(context, callback), 'This sign-in was used already', '/account link');
    const over = await open(context, url);
    expect(await over.getByRole('heading', { level: 1 }).textContent()).toBe('This link has expired');
    expect(await faultsIn(over)).toEqual([]);
    const cookies = await context.cookies();
    const ours = cookies.filter(({ name }) => name === 'link' || name === 'browser');
    expect(ours).toHaveLength(2);
    for (const { httpOnly, sameSite, path } of ours)
      expect([httpOnly, sameSite, path]).toEqual([true, 'Lax', '/']);
    expect(await over.evaluate(() => document.cookie)).not.toContain('link');
    await context.close();
  }, 60_000);

  it('says so when the member says no, in their language, on a phone', async () => {
    const context = await newContext({ locale: 'de-DE', viewport: { width: 360, height: 640 } });
    const page = await decide(context, await linkOf('emma'), 'emma', 'Cancel');
    await ending(page, 'Nichts wurde verknüpft', '/konto verknüpfen');
    await context.close();
  }, 60_000);

  it('lets nobody else finish it, and not another account', async () => {
    const [own, thief] = [await newContext(), await newContext({ colorScheme: 'dark' })];
    const url = await linkOf('dario');
    const stolen = await callbackOf(own, url, 'dario');
    await ending(await open(thief, stolen), 'This sign-in began in another browser', '/account link');
    await ending(await decide(thief, url, 'emma'), 'This is another Discord account', '/account link');
    await ending(await open(own, stolen), 'Your Discord account is linked', 'go back to Discord');
    await Promise.all([own.close(), thief.close()]);
  }, 60_000);

  it('can be undone, and done again', async () => {
    const me = member('cleo');
    const panel = await me.run('account unlink', {}, { channelId });
    expect(textOf(await me.press(panel.message!, { label: 'Unlink' }))).toContain('Unlinked');
    const context = await newContext();
    const page = await decide(context, await linkOf('cleo'), 'cleo');
    await ending(page, 'Your Discord account is linked', 'go back to Discord');
    expect(textOf(await me.run('account link', {}, { channelId }))).toContain('Your account is linked');
    await context.close();
  }, 60_000);

  // Last: it moves the clock of everything.
  it('is over after ten minutes', async () => {
    const context = await newContext();
    const url = await linkOf('dario');
    const callback = await callbackOf(context, url, 'dario');
    await fetch(`${origin()}/local/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ byMs: 11 * 60_000 }),
    });
    await ending(await open(context, callback), 'This sign-in took too long', '/account link');
    const over = await open(context, url);
    expect(await over.getByRole('heading', { level: 1 }).textContent()).toBe('This link has expired');
    await context.close();
  }, 60_000);

  it('told nobody where a browser came from, and no page was in trouble', () => {
    expect(leaks).toEqual([]);
    expect(faults).toEqual([]);
  });
});
