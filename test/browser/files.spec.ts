// Real: the page in Chromium, the local Discord, discord.js as the bot, which the test writes.
import {
  ApplicationCommandOptionType,
  AttachmentBuilder,
  Client,
  Events,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { type Browser, type Page } from 'playwright-core';
import { LocalDiscord } from '../../playground/discord/local-discord.ts';
import { describeWith } from '../support/outside-tool.js';
import { png } from '../support/pictures.js';
import { CHROMIUM, openBrowser, openWindow } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';
import { pageAssets } from './support/page-assets.ts';

const picture = { name: 'field.png', mimeType: 'image/png', buffer: png(640, 360) };
const note = { name: 'my notes.txt', mimeType: 'text/plain', buffer: Buffer.from('some notes') };
const FORM = {
  custom_id: 'form',
  title: 'Proof',
  components: [
    {
      type: 18,
      label: 'Pictures',
      description: 'What you made',
      component: { type: 19, custom_id: 'files', min_values: 2, max_values: 3 },
    },
  ],
};
const parts = [
  {
    type: 17,
    components: [
      {
        type: 9,
        components: [{ type: 10, content: '## What came' }],
        accessory: { type: 11, media: { url: 'attachment://a.png' }, description: 'A small one' },
      },
      {
        type: 12,
        items: ['a', 'b', 'c'].map((name) => ({ media: { url: `attachment://${name}.png` } })),
      },
      { type: 13, file: { url: 'attachment://list.txt' } },
    ],
  },
];

describeWith(CHROMIUM, 'files on the page', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let bot!: Client<true>;
  let url = '';

  beforeAll(async () => {
    [browser, discord] = await Promise.all([
      openBrowser(command),
      LocalDiscord.start({ assets: pageAssets(), rateLimits: false }),
    ]);
    const owner = discord.createUser({ username: 'ana' });
    const guildId = discord.createGuild({ name: 'Sky Cats', ownerId: owner.id }).id;
    discord.createChannel({ guildId, name: 'general' });
    url = `${discord.url}/?as=${owner.id}`;
    bot = new Client({ intents: [], rest: { api: discord.apiBaseUrl, version: '10' } });
    bot.on(Events.InteractionCreate, (interaction) => {
      void answer(interaction);
    });
    await bot.login(discord.botToken);
    await bot.application.commands.set([
      {
        name: 'prove',
        description: 'Takes a file',
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'proof',
            description: 'What proves it',
            required: true,
          },
        ],
      },
      { name: 'form', description: 'Opens a form' },
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), bot.destroy()]);
    await discord.stop();
  });

  const inputIn = (page: Page, place: string) => page.locator(`${place} input[type=file]`);
  const isDecoded = (page: Page, selector: string, count: number): Promise<unknown> =>
    page.waitForFunction(
      ([wanted, least]) => {
        const images = [...document.querySelectorAll<HTMLImageElement>(wanted)];
        return images.length >= least && images.every(({ naturalWidth }) => naturalWidth > 0);
      },
      [selector, count] as const,
    );

  it('sends a picture and a text from the composer: chosen, pasted, dropped, taken out again', async () => {
    const { page, faults } = await openWindow(browser, url);
    await inputIn(page, 'message-composer').setInputFiles([picture, note]);
    await isDecoded(page, '.tray img', 1);
    await give(page, 'paste', 'message-composer textarea', 'pasted.txt');
    await give(page, 'drop', 'message-list', 'dropped.txt');
    await page.locator('.tray-file').nth(3).waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove pasted.txt' }).click();
    await page.getByRole('button', { name: 'Remove dropped.txt' }).click();
    await page.locator('message-composer textarea').press('Enter');
    await isDecoded(page, '.attached-image img', 1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'my notes.txt' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('my_notes.txt');
    expect(await page.locator('.tray').count()).toBe(0);
    await inputIn(page, 'message-composer').setInputFiles({ ...note, buffer: Buffer.alloc(10_485_761) });
    await page.getByText('my notes.txt is too large').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['dark', 1280],
    ['light', 390],
  ] as const)('takes a file as an option and in a form, %s, %i px wide', async (theme, width) => {
    const { page, faults } = await openWindow(browser, url, { theme, width, height: 1000 });
    const composer = page.locator('message-composer textarea');
    await composer.fill('/prove');
    await composer.press('Enter');
    await page.getByRole('button', { name: 'proof: choose a file' }).waitFor();
    await inputIn(page, '.file-option').setInputFiles(note);
    await page.getByRole('button', { name: 'Remove my notes.txt' }).waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('It says: some notes').last().waitFor();

    await composer.fill('/form');
    await composer.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await inputIn(page, 'dialog').setInputFiles([picture]);
    await isDecoded(page, 'dialog .tray img', 1);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Choose at least 2.').waitFor();
    await inputIn(page, 'dialog').setInputFiles([{ ...picture, name: 'other.png' }]);
    await isDecoded(page, 'dialog .tray img', 2);
    expect(await faultsIn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('What came').last().waitFor();
    await isDecoded(page, '.thumbnail img, .gallery-item img', 4);
    expect(await faultsIn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

/** What the browser does when a file is pasted or dropped; Playwright can't hold one. */
function give(page: Page, type: 'paste' | 'drop', selector: string, name: string): Promise<void> {
  return page.locator(selector).evaluate(
    (target, given) => {
      const data = new DataTransfer();
      data.items.add(new File(['content'], given.name));
      const init = { bubbles: true, cancelable: true };
      target.dispatchEvent(
        given.type === 'paste'
          ? new ClipboardEvent('paste', { ...init, clipboardData: data })
          : new DragEvent('drop', { ...init, dataTransfer: data }),
      );
    },
    { type, name },
  );
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isModalSubmit()) {
    const names = interaction.fields.getUploadedFiles('files', true).map(({ name }) => name);
    const files = ['a', 'b', 'c'].map(
      (name, index) => new AttachmentBuilder(png(200 + 100 * index, 200), { name: `${name}.png` }),
    );
    files.push(new AttachmentBuilder(Buffer.from(names.join('\n')), { name: 'list.txt' }));
    await interaction.reply({ flags: MessageFlags.IsComponentsV2, components: parts, files });
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'form')
    await interaction.showModal(FORM);
  else if (interaction.isChatInputCommand()) {
    const { url } = interaction.options.getAttachment('proof', true);
    const words = await (await fetch(url)).text();
    await interaction.reply({ content: `It says: ${words}`, flags: MessageFlags.Ephemeral });
  }
}
