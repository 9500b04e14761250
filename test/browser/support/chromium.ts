import { type Browser, chromium, type Page } from 'playwright-core';
import { fileOf, type OutsideTool } from '../../support/outside-tool.js';

/** Any Chromium of the system serves; Playwright's own would have to be downloaded. */
export const CHROMIUM: OutsideTool = {
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  install: 'apt-get install chromium',
};

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with a fresh profile. */
export function openBrowser(command: string): Promise<Browser> {
  return chromium.launch({
    executablePath: fileOf(command) ?? command,
    args: ARGUMENTS,
    headless: true,
    timeout: 60_000,
  });
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
}

/** A window of its own identity; whatever goes wrong in it fails the test that looks at `faults`. */
export async function openWindow(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, theme = 'dark' }: WindowOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  await context.addInitScript(`localStorage.setItem('playground-theme', '${theme}')`);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  page.setDefaultTimeout(5_000);
  await page.goto(url);
  await page.locator('message-composer textarea').waitFor();
  return { page, faults };
}
