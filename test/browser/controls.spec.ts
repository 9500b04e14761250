// Real: the page in Chromium, the local Discord, discord.js as the bot, which the test writes.
import { Client, Events, type Interaction, MessageFlags } from 'discord.js';
import { type Browser } from 'playwright-core';
import { LocalDiscord } from '../../playground/discord/local-discord.ts';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser, openWindow } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';
import { pageAssets } from './support/page-assets.ts';

const options = ['Red', 'Green', 'Blue'].map((label) => ({
  label,
  value: label.toLowerCase(),
  description: `The colour ${label}`,
}));
const label = (text: string, component: object) => ({
  type: 18,
  label: text,
  description: `About ${text}`,
  component,
});
const FORM = {
  custom_id: 'form',
  title: 'Everything',
  components: [
    label('Colour', { type: 3, custom_id: 'colour', options }),
    label('Member', { type: 5, custom_id: 'member', required: false }),
    label('One of', { type: 21, custom_id: 'radio', options }),
    label('Some of', { type: 22, custom_id: 'boxes', options, required: false }),
    label('Agreed', { type: 23, custom_id: 'agreed' }),
  ],
};
const SHOWCASE = [
  {
    type: 17,
    accent_color: 0xeb459e,
    components: [
      {
        type: 9,
        components: [{ type: 10, content: '## All parts\n- one\n- two\n> a quote' }],
        accessory: { type: 2, style: 2, label: 'Beside', custom_id: 'beside' },
      },
      { type: 14, spacing: 2 },
      {
        type: 12,
        items: [
          { media: { url: 'https://example.com/a.png' }, description: 'A picture' },
          { media: { url: 'https://example.com/b.png' } },
        ],
      },
      {
        type: 1,
        components: [
          { type: 3, custom_id: 'pick', placeholder: 'Pick colours', min_values: 1, max_values: 2, options },
        ],
      },
      { type: 1, components: [{ type: 8, custom_id: 'channel', placeholder: 'Pick a channel' }] },
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Open the form', custom_id: 'form' },
          { type: 2, style: 3, label: 'Later', custom_id: 'later' },
          { type: 2, style: 4, label: 'Off', custom_id: 'off', disabled: true },
        ],
      },
    ],
  },
];

/** The bot is at work until the test lets it answer. */
const later = Promise.withResolvers<undefined>();

describeWith(CHROMIUM, 'every control of the page', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let bot!: Client;
  let url = '';

  beforeAll(async () => {
    [browser, discord] = await Promise.all([
      openBrowser(command),
      LocalDiscord.start({ assets: pageAssets(), rateLimits: false }),
    ]);
    const owner = discord.createUser({ username: 'ana' });
    const guildId = discord.createGuild({ name: 'Sky Cats', ownerId: owner.id }).id;
    const channel = discord.createChannel({ guildId, name: 'general' });
    url = `${discord.url}/?as=${owner.id}`;
    bot = new Client({ intents: [], rest: { api: discord.apiBaseUrl, version: '10' } });
    bot.on(Events.InteractionCreate, (interaction) => {
      void answer(interaction);
    });
    await bot.login(discord.botToken);
    discord.messaging.create({
      channel,
      author: discord.world.bot,
      body: { flags: 1 << 15, components: SHOWCASE },
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), bot.destroy()]);
    await discord.stop();
  });

  it.each(['dark', 'light'] as const)('shows every part of a message, %s', async (theme) => {
    const { page, faults } = await openWindow(browser, url, { theme, height: 1000 });
    await page.getByText('All parts').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('picks in selects, waits for a deferred answer, fills in a form with every kind of field', async () => {
    const { page, faults } = await openWindow(browser, url, { height: 1000 });
    await page.getByRole('combobox', { name: 'Pick colours' }).click();
    await page.getByRole('option', { name: 'Red' }).click();
    await page.getByRole('option', { name: 'Blue' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Picked red, blue').waitFor();
    await page.getByRole('combobox', { name: 'Pick a channel' }).click();
    await page.keyboard.type('gen');
    await page.keyboard.press('Enter');
    await page.getByText('Picked', { exact: false }).nth(1).waitFor();
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByText('is thinking').waitFor();
    later.resolve(undefined);
    await page.getByText('Here it is').waitFor();
    await page.getByRole('button', { name: 'Open the form' }).click();
    await page.locator('dialog[open]').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Colour', exact: true }).click();
    await page.getByRole('option', { name: 'Green' }).click();
    await page.getByRole('radio').nth(2).check();
    await page.locator('dialog input[type=checkbox]').first().check();
    await page.locator('dialog button[type=submit]').click();
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 20_000);
});

async function answer(interaction: Interaction): Promise<void> {
  const flags = MessageFlags.Ephemeral;
  if (interaction.isAnySelectMenu())
    await interaction.reply({ content: `Picked ${interaction.values.join(', ')}`, flags });
  else if (interaction.isModalSubmit()) await interaction.reply({ content: 'Sent', flags });
  else if (interaction.isButton() && interaction.customId === 'form')
    await interaction.showModal(FORM as never);
  else if (interaction.isButton()) {
    await interaction.deferReply({ flags });
    await later.promise;
    await interaction.editReply('Here it is');
  }
}
