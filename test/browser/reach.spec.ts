// Real: the page in Chromium, the local Discord, discord.js as the bot, which the test writes. What can be reached
// is reached here, by mouse and by keyboard; what the bot does is kept small.
import { Client, Events, type Interaction, MessageFlags } from 'discord.js';
import { type Browser, type Page } from 'playwright-core';
import { type JsonObject } from '../../playground/discord/json.ts';
import { LocalDiscord } from '../../playground/discord/local-discord.ts';
import { type Channel, type User } from '../../playground/discord/model.ts';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser, openWindow, type WindowOptions } from './support/chromium.ts';
import { walkByTab } from './support/focus.ts';
import { faultsIn } from './support/looks.ts';
import { pageAssets } from './support/page-assets.ts';

const COLOURS = ['Red', 'Green', 'Greenish', 'Blue'];
const COMMANDS = [
  {
    name: 'paint',
    description: 'Paints something',
    options: [
      { type: 3, name: 'colour', description: 'Which one', required: true, autocomplete: true },
      { type: 3, name: 'where', description: 'The place' },
      { type: 3, name: 'why', description: 'The reason' },
    ],
  },
  { name: 'fail', description: 'Answers with what Discord refuses' },
  { name: 'Greet', type: 2 },
  { name: 'Look closer', type: 3 },
];
const FORM = {
  custom_id: 'form',
  title: 'A form',
  components: [
    { type: 18, label: 'Words', component: { type: 4, custom_id: 'words', style: 1, required: false } },
    {
      type: 18,
      label: 'Which',
      component: {
        type: 3,
        custom_id: 'which',
        options: ['First', 'Second', 'Third'].map((label) => ({ label, value: label })),
      },
    },
  ],
};
const PAYLOADS = ['<img src=x onerror="globalThis.hacked=1">', '[x](javascript:globalThis.hacked=1)'];
const [IMAGE = '', LINK = ''] = PAYLOADS;
const EMBED = {
  author: { name: IMAGE },
  title: `A title ${IMAGE}`,
  url: 'https://example.com/',
  description: `**Bold** ${PAYLOADS.join(' ')}`,
  color: 0xe67e22,
  fields: [
    { name: 'One', value: LINK, inline: true },
    { name: 'Two', value: '2', inline: true },
    { name: 'Three', value: '3', inline: true },
    { name: 'Four', value: '4', inline: true },
    { name: 'Wide', value: IMAGE },
  ],
  thumbnail: { url: 'https://example.com/thumbnail.png' },
  image: { url: 'https://example.com/image.png' },
  footer: { text: `A footer ${IMAGE}` },
  timestamp: '2026-01-02T03:04:05Z',
};

describeWith(CHROMIUM, 'what can be reached in the page', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let bot!: Client;
  let [ana, bo] = [] as unknown as [User, User];
  let guildId = '';
  let channel!: Channel;

  beforeAll(async () => {
    [browser, discord] = await Promise.all([
      openBrowser(command),
      LocalDiscord.start({ assets: pageAssets(), rateLimits: false }),
    ]);
    [ana, bo] = [discord.createUser({ username: 'ana' }), discord.createUser({ username: 'bo' })];
    guildId = discord.createGuild({ name: 'Sky Cats', ownerId: ana.id }).id;
    channel = discord.createChannel({ guildId, name: 'general', topic: 'Where all meet' });
    discord.addMember({ guildId, userId: bo.id });
    bot = new Client({ intents: [], rest: { api: discord.apiBaseUrl, version: '10' } });
    bot.on(Events.InteractionCreate, (interaction) => {
      void answer(interaction);
    });
    const isReady = new Promise((resolve) => bot.once(Events.ClientReady, resolve));
    await bot.login(discord.botToken);
    await isReady;
    await bot.application?.commands.set(COMMANDS);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), bot.destroy()]);
    await discord.stop();
  });

  async function windowOf(user: User, options?: WindowOptions): Promise<Page> {
    const { page, faults } = await openWindow(browser, `${discord.url}/?as=${user.id}`, options);
    page.on('close', () => {
      expect(faults).toEqual([]);
    });
    return page;
  }
  const say = (body: JsonObject, at = channel): string =>
    discord.messaging.create({ channel: at, author: discord.world.bot, body }).wire.id;
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const active = document.activeElement;
      return (
        active?.getAttribute('aria-label') ?? active?.getAttribute('data-option') ?? active?.tagName ?? ''
      );
    });

  it('suggests what the bot answers, adds and removes options, and names the command that was used', async () => {
    const page = await windowOf(ana);
    await page.keyboard.type('/pai');
    await page.keyboard.press('Tab');
    await page.keyboard.type('green');
    await page.locator('[data-choice=Greenish]').waitFor();
    expect(await page.locator('[data-choice=Red]').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-option=colour]').inputValue()).toBe('Greenish');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[data-option=why]').waitFor();
    expect(await focused(page)).toBe('why');
    await page.keyboard.press('Backspace');
    await page.locator('[data-option=why]').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('colour');
    await page.keyboard.press('Enter');
    await page.getByText('Painted Greenish').waitFor();
    expect(await page.locator('.reference').last().innerText()).toMatch(/ana\s+used\s+\/paint/);
    await page.context().close();
  });

  it('opens the menus of messages and members by mouse and by key, and gives the focus back', async () => {
    const target = say({ content: 'Press on me' });
    const page = await windowOf(ana);
    const [message, member] = [page.locator(`[data-message="${target}"]`), page.locator('[data-member=bo]')];
    await message.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Look closer' }).click();
    await page.getByText('Seen: Press on me').waitFor();
    expect(await page.locator('.reference').last().innerText()).toMatch(/ana\s+used\s+Look closer/);
    await member.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Greet' }).click();
    await page.getByText('Hello bo').waitFor();

    await message.focus();
    await page.keyboard.press('ContextMenu');
    await page.getByRole('menu').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByText('Seen: Press on me').nth(1).waitFor();
    expect(await message.evaluate((row) => row === document.activeElement)).toBe(true);
    await page.locator('.members [tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('member');
    await page.context().close();
  });

  it('shows reactions to everybody, and takes them back', async () => {
    const target = say({ content: 'React to me' });
    const [page, other] = await Promise.all([windowOf(ana), windowOf(bo)]);
    await page.locator(`[data-message="${target}"]`).hover();
    await page.getByRole('button', { name: 'React with 🎉' }).click();
    const reaction = other.locator(`[data-message="${target}"] .reaction`);
    await reaction.and(other.getByLabel('🎉, 1')).focus();
    await other.keyboard.press('Enter');
    const mine = page.locator(`[data-message="${target}"] .reaction`);
    await mine.and(page.getByLabel('🎉, 2')).click();
    await reaction.and(other.getByLabel('🎉, 1')).click();
    await Promise.all([mine, reaction].map((each) => each.waitFor({ state: 'detached' })));
    await Promise.all([page, other].map((each) => each.context().close()));
  });

  it('hides spoilers until they are pressed, and what is inside can then be used', async () => {
    const target = say({ content: 'It was ||the [gardener](https://example.com/)|| and ||a cat||' });
    const inside = { type: 2, style: 1, label: 'Behind it', custom_id: 'behind' };
    const media = { url: 'https://example.com/secret.png' };
    say({
      flags: 1 << 15,
      components: [
        { type: 12, items: [{ media, spoiler: true }] },
        { type: 17, spoiler: true, components: [{ type: 1, components: [inside] }] },
      ],
    });
    const page = await windowOf(ana);
    const spoilers = page.locator(`[data-message="${target}"] .spoiler`);
    const link = page.getByRole('link', { name: 'gardener' });
    await page.getByRole('button', { name: 'Spoiler' }).nth(3).waitFor();
    expect(await link.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Behind it' }).count()).toBe(0);
    expect(await faultsIn(page)).toEqual([]);
    await spoilers.first().click();
    await link.waitFor();
    await spoilers.last().focus();
    await page.keyboard.press('Enter');
    await page.locator('.spoiler.revealed', { hasText: 'a cat' }).waitFor();
    await page.getByRole('button', { name: 'Spoiler' }).last().press('Enter');
    await page.getByRole('button', { name: 'Behind it' }).waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.context().close();
  });

  it('comes back by itself after a break, with what was missed', async () => {
    const page = await windowOf(ana);
    let isBroken = false;
    const open = new Set<() => void>();
    await page.routeWebSocket(/\/local\/events/, (socket) => {
      if (isBroken) {
        void socket.close();
        return;
      }
      socket.connectToServer();
      open.add(() => void socket.close());
    });
    await page.reload();
    await page.locator('message-composer textarea').waitFor();
    await page.getByText('Connecting…').waitFor({ state: 'detached' });
    isBroken = true;
    for (const close of open) close();
    await page.getByText('Connecting…').waitFor();
    say({ content: 'Said while nobody could hear it' });
    expect(await page.getByText('Said while nobody could hear it').count()).toBe(0);
    isBroken = false;
    await page.getByText('Said while nobody could hear it').waitFor();
    await page.getByText('Connecting…').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('shows in the inspector what Discord refused, and why', async () => {
    const page = await windowOf(ana);
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.keyboard.type('/fail');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('.messages').getByText('That was refused').waitFor();
    const refusal = page.locator('.wire-request.refused').first();
    expect(await refusal.innerText()).toMatch(/CALLBACK message\s+400/);
    await refusal.locator('summary').focus();
    await page.keyboard.press('Enter');
    await refusal.getByText('50035: Invalid Form Body').waitFor();
    expect(await refusal.locator('pre').first().innerText()).toContain('Must be 2000 or fewer in length.');
    expect(await faultsIn(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['dark', 1280],
    ['light', 390],
  ] as const)('draws embeds, and every word in them literally, %s, %d px', async (theme, width) => {
    const target = say({ embeds: [EMBED, { description: 'A second one' }] });
    const page = await windowOf(ana, { theme, width, height: 900 });
    const message = page.locator(`[data-message="${target}"]`);
    await message.getByText('A second one').waitFor();
    const text = await message.innerText();
    for (const payload of PAYLOADS) expect(text).toContain(payload);
    expect(await message.locator('img, script, a[href^="javascript:"]').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await message.locator('.embed-row').first().locator('.embed-field').count()).toBe(3);
    expect(await message.getByRole('link', { name: 'A title' }).getAttribute('href')).toBe(
      'https://example.com/',
    );
    expect(await faultsIn(page)).toEqual([]);
    await page.context().close();
  });

  it('follows a link to a message far up in another channel, and marks it', async () => {
    const long = discord.createChannel({ guildId, name: 'long' });
    const ids = Array.from({ length: 300 }, (_, index) =>
      say({ content: `Line ${index}\n`.repeat(3) }, long),
    );
    const target = ids[40] ?? '';
    say({ content: `[Go there](https://discord.com/channels/${guildId}/${long.id}/${target})` });
    const page = await windowOf(ana);
    await page.getByRole('link', { name: 'Go there' }).last().click();
    const message = page.locator(`[data-message="${target}"].marked`);
    await message.waitFor();
    expect(await message.evaluate((row) => row === document.activeElement)).toBe(true);
    const { top, bottom } = await message.evaluate((row) => row.getBoundingClientRect().toJSON() as DOMRect);
    expect(top).toBeGreaterThan(90);
    expect(bottom).toBeLessThan(700);
    await page.context().close();
  });

  it('says how far its clock is ahead, and walks the menus of the strip by arrows', async () => {
    const page = await windowOf(bo);
    await page.getByRole('button', { name: /Clock/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The real time').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('1 d ahead of the real time').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatch(/^Clock/);
    await page.getByRole('button', { name: /You are/ }).press('Enter');
    await page.keyboard.press('ArrowUp');
    await Promise.all([page.waitForURL(`**/?as=${ana.id}`), page.keyboard.press('Enter')]);
    await page.context().close();
  });

  it('keeps a form in the hands of the keyboard: the focus stays inside, Escape asks, the opener has it again', async () => {
    const opener = { type: 2, style: 1, label: 'Ask me', custom_id: 'ask' };
    say({ components: [{ type: 1, components: [opener] }] });
    const page = await windowOf(ana);
    const dialog = page.locator('dialog[open]');
    await page.getByRole('button', { name: 'Ask me' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('thi');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox').last().innerText()).toBe('Third');
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      expect(
        await dialog.evaluate(
          (box) => box.contains(document.activeElement) || document.activeElement === document.body,
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByText('Press Escape again').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Ask me');
    await page.context().close();
  });

  it('leads Tab through every control, each in sight and with a ring', async () => {
    say({
      content: 'A ||spoiler||, a [link](https://example.com/), a channel <#' + channel.id + '>',
      components: [
        { type: 1, components: [{ type: 2, style: 1, label: 'A button', custom_id: 'a' }] },
        { type: 1, components: [{ type: 5, custom_id: 'b' }] },
      ],
    });
    const page = await windowOf(ana);
    await page.getByRole('button', { name: 'Inspector' }).click();
    const { faults, labels } = await walkByTab(page);
    expect(faults).toEqual([]);
    for (const label of ['Inspector', 'Sky Cats', 'Spoiler', 'A button', 'Message #general', 'Wire'])
      expect(labels).toContain(label);
    await page.context().close();
  });
});

async function answer(interaction: Interaction): Promise<void> {
  const flags = MessageFlags.Ephemeral;
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = COLOURS.filter((name) => name.toLowerCase().startsWith(typed));
    await interaction.respond(found.map((name) => ({ name, value: name })));
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'fail') {
    await interaction.reply('x'.repeat(2001)).catch(async (error: unknown) => {
      expect(error).toMatchObject({ code: 50035 });
      await interaction.reply({ content: 'That was refused', flags });
    });
  } else if (interaction.isChatInputCommand())
    await interaction.reply(`Painted ${interaction.options.getString('colour', true)}`);
  else if (interaction.isButton()) await interaction.showModal(FORM);
  else if (interaction.isUserContextMenuCommand())
    await interaction.reply({ content: `Hello ${interaction.targetUser.username}`, flags });
  else if (interaction.isMessageContextMenuCommand())
    await interaction.reply({ content: `Seen: ${interaction.targetMessage.content}`, flags });
}
