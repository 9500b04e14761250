// Real: the pages of the service over HTTP, MongoDB, Chromium with a worker that runs what is served. Fake: Discord
// (the local one of the playground, in this process) and the time.
import type { AddressInfo } from 'node:net';
import { type Browser, type Page } from 'playwright-core';
import { AllowlistsRepository } from '../../src/modules/allowlists/allowlists.repository.js';
import { useTestApp } from '../support/app/index.js';
import { anAllowlist } from '../support/builders/index.js';
import { storeDraw } from '../support/draws/stored-draw.js';
import { vectorOf } from '../support/draws/vectors.js';
import { useTestDatabase } from '../support/mongo/test-database.js';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';
import { picture } from './support/screenshots.ts';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, roles: ['gateway', 'web'] });
const seven = vectorOf('seven');
const drand = vectorOf('drand');

describeWith(CHROMIUM, 'the page of a draw', (command) => {
  let browser!: Browser;
  let origin!: string;

  beforeAll(async () => {
    browser = await openBrowser(command);
    const { app } = testApp();
    await app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}`;
  }, 60_000);
  afterAll(() => browser.close());

  /** The page of a draw that is stored so; whatever asks another host than ours fails the test. */
  async function open(
    draw: Parameters<typeof storeDraw>[1],
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; faults: string[]; asked: string[] }> {
    const guildId = testApp().server.guild.id;
    const id = await storeDraw(database.db(), draw, { guildId });
    const allowlist = anAllowlist({ guildId, allowlistData: { title: 'Genesis mint' } });
    await testApp()
      .get(AllowlistsRepository)
      .insert({ ...allowlist, allowlistId: id });
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(10_000);
    const [faults, asked]: [string[], string[]] = [[], []];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    await page.goto(`${origin}/draws/${id}`);
    return { page, faults, asked };
  }

  const stepsOf = (page: Page): Promise<string[]> => page.locator('#steps li').allInnerTexts();
  const verdictOf = async (page: Page): Promise<string> => {
    await page.waitForFunction(() => document.getElementById('verdict')?.textContent !== '');
    return page.locator('#verdict').innerText();
  };

  it('makes a draw of drand again in the browser, by the keyboard, and says what to look at', async () => {
    const viewport = { width: 760, height: 900 };
    const { page, faults, asked } = await open(drand, { colorScheme: 'light', viewport });
    await page.getByRole('button', { name: 'Check this draw' }).press('Enter');
    expect(await verdictOf(page)).toBe('Everything holds.');
    const steps = await stepsOf(page);
    expect(steps).toHaveLength(6);
    expect(steps[1]).toContain('Open lines: 0, masked: 5.');
    expect(steps[2]).toContain("drand's round 1000");
    expect(steps[2]).toContain('(2023-08-23 15:59:24 UTC)');
    expect(await page.locator('#eyes-hash').innerText()).toBe(drand.commitmentHash);
    expect(await page.locator('#eyes-link').getAttribute('href')).toContain(drand.proof.post.messageId);
    expect(await faultsIn(page)).toEqual([]);
    await page.locator('#check').evaluate((section) => {
      section.scrollIntoView();
    });
    await picture(page, '22-draw');
    expect(asked.filter((line) => !line.startsWith(`GET ${origin}/`))).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('says in German, in the dark and on a small screen, why a list is refused', async () => {
    const entriesNdjson = seven.entriesNdjson.replace('"tickets":2', '"tickets":3');
    const { page, faults } = await open(
      { ...seven, entriesNdjson },
      { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 360, height: 640 } },
    );
    await page.getByRole('button', { name: 'Diese Auslosung prüfen' }).click();
    expect(await verdictOf(page)).toContain('Abgelehnt: Die Liste hat 19 Lose; festgelegt waren 18.');
    expect(await stepsOf(page)).toHaveLength(1);
    expect(await page.locator('#eyes').isVisible()).toBe(false);
    expect(await page.getByText('Behalte beide Dateien').isVisible()).toBe(true);
    expect(await faultsIn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("checks a member's entry without sending it anywhere", async () => {
    const { page, asked } = await open(seven);
    const choose = (text: string): Promise<void> =>
      page
        .getByLabel('Is my entry in it?')
        .setInputFiles({ name: 'entry.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await choose(JSON.stringify(seven.entry));
    expect(await verdictOf(page)).toBe('The entry is in the list of this draw.');
    expect((await stepsOf(page)).at(-1)).toContain('This entry has rank 1.');
    await choose(JSON.stringify({ ...seven.entry, tickets: 9 }));
    await page.getByText('Refused: The entry does not stand in the list').waitFor();
    await choose('{');
    await page.getByText('Refused: It is no JSON of this protocol').waitFor();
    expect(asked.every((line) => line.startsWith('GET '))).toBe(true);
    await page.context().close();
  });
});
