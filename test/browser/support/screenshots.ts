import { join } from 'node:path';
import { type Page } from 'playwright-core';

const FOLDER = join(__dirname, '../../../docs/images');

/** Keeps a picture of this step when asked to by WRITE_IMAGES=1. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.WRITE_IMAGES !== '1') return;
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
