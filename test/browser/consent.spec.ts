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

describeWith(CHROMIUM, 'what people and managers decide', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let application!: Server;
  let callback!: string;
  let ana!: User;
  let emma!: User;
  const visits: { url: URL; referrer: string | undefined }[] = [];

  beforeAll(async () => {
    application = createServer(({ url = '/', headers }, response) => {
      // Not the icon that the browser asks for by itself.
      if (url.startsWith('/oauth/')) visits.push({ url: new URL(url, callback), referrer: headers.referer });
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

  it('changes a server by its settings, and the bot with it', async () => {
    discord.commands.overwrite(null, [
      { name: 'hello', description: 'Says hello' },
      { name: 'task', description: 'Makes a task', default_member_permissions: '32' },
      { name: 'Profile', type: 2, integration_types: [0, 1] },
    ]);
    const guild = discord.world.guilds.values().next().value!;
    const { id: roleId } = discord.createRole({ guildId: guild.id, name: 'Helpers' });
    discord.updateMember({ guildId: guild.id, userId: emma.id, roles: [roleId] });
    discord.oauth.roleConnections.setRecords([
      { type: 2, key: 'points', name: 'Points', description: 'Points' },
    ]);
    discord.oauth.roleConnections.set(emma.id, { platform_name: 'Sky Cats', metadata: { points: '50' } });
    const { page, faults } = await openWindow(browser, `${discord.url}/?as=${ana.id}`, { height: 1000 });
    const settings = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Server settings' }).click();
    };
    const done = async (condition: () => boolean, what: string): Promise<void> => {
      await discord.until(condition, what, 5_000);
    };

    await settings();
    expect(await faultsIn(page)).toEqual([]);
    await page.getByLabel('Name of the server').fill('Cloud Cats');
    await page.getByRole('button', { name: 'Rename' }).click();
    await done(() => guild.name === 'Cloud Cats', 'the new name');
    await settings();
    await page.getByLabel('Command').selectOption('task');
    await page.getByLabel('Role', { exact: true }).selectOption('Helpers');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('task: allowed for Helpers').waitFor();
    expect(discord.permissions.list(guild.id)).toMatchObject([
      { permissions: [{ id: roleId, permission: true }] },
    ]);

    await page.locator('.member[data-member=emma]').click({ button: 'right' });
    await page.getByText('Points: 50').waitFor();
    await page.getByRole('menuitem', { name: 'Profile' }).waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await settings();
    await page.getByRole('button', { name: 'Remove Community Bot from the server' }).click();
    await done(() => !guild.members.has(discord.applicationId), 'the bot leaving');
    await settings();
    await page.getByRole('button', { name: 'Add Community Bot to the server' }).click();
    await done(() => guild.members.has(discord.applicationId), 'the bot joining');
    await settings();
    await page.getByRole('button', { name: 'Delete the role Helpers' }).click();
    await done(() => !guild.roles.has(roleId), 'the role being gone');
    expect(discord.permissions.list(guild.id)).toEqual([]);

    await settings();
    await page.getByRole('button', { name: 'Make another server' }).click();
    await page.getByRole('button', { name: 'ana’s server' }).waitFor();
    await page.getByRole('button', { name: 'Cloud Cats' }).click();
    await page.locator('[data-channel=general][aria-current=page]').waitFor();
    expect(await page.locator('.sidebar-title').textContent()).toContain('Cloud Cats');
    await settings();
    await page.getByRole('button', { name: 'Add Community Bot to your account' }).click();
    await done(() => discord.world.installers.has(ana.id), 'the installation');
    await page.getByRole('button', { name: 'ana’s server' }).click();
    await page.locator('.member[data-member=ana]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Profile' }).waitFor();
    expect(faults).toEqual([]);
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
