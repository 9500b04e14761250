// Real: the page in Chromium and the local Discord. The bot's part is played by the test, so that it can say anything.
import { request } from 'node:http';
import { type Browser, type Page } from 'playwright-core';
import { LocalDiscord } from '../../playground/discord/local-discord.ts';
import { type Channel, type User } from '../../playground/discord/model.ts';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser, openWindow } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';
import { pageAssets } from './support/page-assets.ts';

const MESSAGES = 10_000;
const NODES_MAX = 300;
const FRAME_MS_MAX = 50;
const FIRST_PAINT_MS_MAX = 1_000;

const PAYLOADS = [
  '<script>globalThis.hacked=1</script>',
  '<img src=x onerror="globalThis.hacked=1">',
  '"><svg/onload=globalThis.hacked=1>',
  "'-globalThis.hacked=1-'",
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<a href="javascript:globalThis.hacked=1">x</a>',
  '[x](javascript:globalThis.hacked=1)',
  '[x](data:text/html,<script>globalThis.hacked=1</script>)',
  '<t:99999999999999:R><style>*{display:none}</style>',
  '${globalThis.hacked=1}{{globalThis.hacked=1}}',
  '<!--?lit$1$--><b>lit</b>',
  '<details open ontoggle=globalThis.hacked=1>',
];

describeWith(CHROMIUM, 'the page by itself', (command) => {
  let discord!: LocalDiscord;
  let browser!: Browser;
  let owner!: User;
  let channel!: Channel;
  let crowded!: Channel;

  beforeAll(async () => {
    [browser, discord] = await Promise.all([
      openBrowser(command),
      LocalDiscord.start({ assets: pageAssets() }),
    ]);
    owner = discord.createUser({ username: 'ana', displayName: '<b>Ana</b>' });
    const guildId = discord.createGuild({ name: 'Sky Cats', ownerId: owner.id }).id;
    channel = discord.createChannel({ guildId, name: 'general' });
    crowded = discord.createChannel({ guildId, name: 'crowded' });
    for (let index = 0; index < MESSAGES; index += 1) {
      const content =
        index % 7 === 0 ? `**Line ${index}**\n> and a second one, with \`code\`` : `Line ${index}`;
      discord.messaging.create({ channel: crowded, author: owner, body: { content } });
    }
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), discord.stop()]);
  });

  const windowOf = (user: User): ReturnType<typeof openWindow> =>
    openWindow(browser, `${discord.url}/?as=${user.id}`);
  const say = (content: string): void => {
    discord.messaging.create({ channel, author: discord.world.bot, body: { content } });
  };

  it('paints within a second', async () => {
    const { page } = await windowOf(owner);
    const paints = await page.evaluate(() =>
      performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime),
    );
    expect(paints).toHaveLength(1);
    expect(paints[0]).toBeLessThan(FIRST_PAINT_MS_MAX);
    await page.context().close();
  });

  it('shows what members write literally, whatever it is', async () => {
    const { page, faults } = await windowOf(owner);
    for (const payload of PAYLOADS) say(payload);
    const components = PAYLOADS.map((content) => ({ type: 10, content }));
    discord.messaging.create({
      channel,
      author: discord.world.bot,
      body: { flags: 1 << 15, components: [{ type: 17, components }] },
    });
    await page.locator('.container').waitFor();
    const shown = await page.locator('.messages').innerText();
    for (const payload of PAYLOADS.filter((text) => !text.includes('<t:') && !text.startsWith('<!--')))
      expect(shown).toContain(payload);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(
      await page
        .locator('.messages :is(script, iframe, style, details, img, a[href^="javascript:"])')
        .count(),
    ).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('scrolls through 10,000 messages with few nodes and no long frame', async () => {
    const { page } = await windowOf(owner);
    await page.locator('[data-channel=crowded]').click();
    await page.getByText('Line 9999', { exact: true }).waitFor();
    const { longest: seen, nodes, first } = await scrollUp(page);
    let longest = seen;
    // Where other work on the machine holds frames up, the page's own time decides.
    for (let tries = 0; tries < 3 && longest > FRAME_MS_MAX; tries += 1) longest = await slowestStep(page);
    expect(nodes).toBeLessThanOrEqual(NODES_MAX);
    expect(longest).toBeLessThanOrEqual(FRAME_MS_MAX);
    expect(first).toContain('Line 0');
    await page.context().close();
  }, 40_000);

  it('keeps five windows in step', async () => {
    const windows = await Promise.all(Array.from({ length: 5 }, () => windowOf(owner)));
    say('Everybody reads this');
    await Promise.all(windows.map(({ page }) => page.getByText('Everybody reads this').waitFor()));
    for (const { page } of windows) await page.context().close();
  }, 20_000);

  it('shows what was said while the channel was on its way', async () => {
    const { page } = await windowOf(owner);
    await page.locator('[data-channel=crowded]').click();
    await page.getByText('Line 9999', { exact: true }).waitFor();
    await page.route(`**/channels/${channel.id}/messages`, async (route) => {
      const asOfNow = await route.fetch();
      const socket = await events;
      const told = socket.waitForEvent('framereceived', ({ payload }) => payload.includes('Said meanwhile'));
      say('Said meanwhile');
      await told;
      await route.fulfill({ response: asOfNow });
    });
    const events = page.waitForEvent('websocket');
    await page.reload();
    await page.locator('message-composer textarea').waitFor();
    await page.locator('[data-channel=general]').click();
    await page.getByText('Said meanwhile').waitFor();
    await page.context().close();
  }, 20_000);

  it('says when the bot does not answer, and offers the button again', async () => {
    const button = { type: 2, style: 1, label: 'Press me', custom_id: 'nobody' };
    discord.messaging.create({
      channel,
      author: discord.world.bot,
      body: { components: [{ type: 1, components: [button] }] },
    });
    const { page } = await windowOf(owner);
    await page.getByRole('button', { name: 'Press me' }).click();
    await page.locator('.button.waiting').waitFor();
    discord.clock.advance(3_000); // as long as Discord waits for a bot
    await page.getByText('This interaction failed').waitFor();
    expect(await page.locator('.button.waiting').count()).toBe(0);
    expect(await faultsIn(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['a foreign name that points here', { host: 'evil.example' }],
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
  ])('is refused to %s', async (_, headers) => {
    for (const path of ['/', '/app.js', '/local/users', '/local/snapshot']) {
      expect(await statusOf(`${discord.url}${path}`, headers)).toBe(403);
    }
  });
});

/** Wheels from the end to the beginning; the longest time between two frames, and the most nodes there were. */
function scrollUp(page: Page): Promise<{ longest: number; nodes: number; first: string }> {
  return page.evaluate(async () => {
    const list = document.querySelector('.messages');
    if (list === null) throw new Error('There is no list');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let warm = 0; warm < 10; warm += 1) await frame();
    let [longest, nodes, before] = [0, 0, await frame()];
    for (let step = 0; step < 80; step += 1) {
      list.scrollTop -= step < 40 ? 400 : list.scrollHeight / 40;
      const now = await frame();
      longest = Math.max(longest, now - before);
      nodes = Math.max(nodes, list.querySelectorAll('[data-message]').length);
      before = now;
    }
    list.scrollTop = 0;
    for (let rest = 0; rest < 5; rest += 1) await frame();
    return { longest, nodes, first: list.textContent };
  });
}

/** The most time of its processor that the page took for one step of scrolling, with the frames it led to. */
async function slowestStep(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spentMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Infinity) * 1_000;
  };
  const list = page.locator('.messages');
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  let [slowest, before] = [0, await spentMs()];
  for (let step = 0; step < 80; step += 1) {
    await list.evaluate(
      (element, px) => {
        element.scrollTop -= px ?? element.scrollHeight / 40;
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      },
      step < 40 ? 400 : null,
    );
    const now = await spentMs();
    if (step > 0) slowest = Math.max(slowest, now - before);
    before = now;
  }
  await session.detach();
  return slowest;
}

function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
