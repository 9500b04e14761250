import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originOf } from './bot-environment.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { LocalDiscordClient } from './discord/client.ts';
import { LocalDiscord } from './discord/local-discord.ts';
import { freePort } from './free-port.ts';
import { buildPage } from './page.ts';
import { type DemoServer, seedDemoServer } from './seed.ts';
import { Stage, TourError } from './tour/stage.ts';
import { playTour } from './tour/tour.ts';

const entry = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const isTour = process.argv.includes('--tour');
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

// Whoever read along has gone: the play goes on, and leaves nothing behind.
process.stdout.on('error', () => undefined);

const dataDir = await mkdtemp(join(tmpdir(), 'community-bot-playground-'));
const discord = await LocalDiscord.start({
  botName: 'Community Bot',
  port: Number(process.env.PLAYGROUND_PORT ?? 0),
  assets: isTour ? new Map() : await buildPage(),
});
const server = seedDemoServer(discord);
let bot: BotProcess | undefined;
let isInterrupted = false;
const interruption = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isInterrupted = true;
      resolve();
    });
  }
});

try {
  print('Starting a local Discord, MongoDB and the bot…');
  const port = await freePort();
  discord.oauth.registerRedirectUri(`${originOf(port)}/oauth/discord/callback`);
  bot = await startBot(entry, {
    dataDir,
    port,
    apiBaseUrl: discord.apiBaseUrl,
    token: discord.botToken,
    clientId: discord.applicationId,
    clientSecret: discord.clientSecret,
  });
  discord.clock.onMove((movedByMs) => bot?.moveClock(movedByMs));
  if (isTour) await tour();
  else await stayUp(bot);
} catch (error) {
  process.exitCode = 1;
  print(error instanceof TourError ? `\n✗ ${error.message}` : String(error));
} finally {
  await bot?.stop();
  await discord.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function tour(): Promise<void> {
  const startedAt = performance.now();
  await playTour(new Stage(discord, new LocalDiscordClient(discord.url), server, print));
  print(`\n✓ The tour held, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

async function stayUp({ url, logFile, ended }: BotProcess): Promise<void> {
  print(addresses(server, url, logFile));
  const code = await Promise.race([interruption, ended]);
  // Ctrl-C reaches the bot too: that it ends then is no failure.
  if (!isInterrupted) throw new Error(`The bot ended by itself with ${String(code)}; its log: ${logFile}`);
  print('\nStopping…');
}

function addresses({ guild, admin, moderator, members }: DemoServer, url: string, logFile: string): string {
  const people = [admin, moderator, ...members].map(({ username, id }) => `    ${username.padEnd(8)} ${id}`);
  return [
    '',
    `  Open            ${discord.url}/`,
    '',
    `  The bot         ${url}/health  ${url}/metrics`,
    `  Its log         ${logFile}`,
    `  Server          ${guild.name} (${guild.id}): ana is its admin, bo its moderator`,
    ...people,
    '',
    '  Play the first journey:  npm run playground -- --tour',
    '  Stop:                    Ctrl-C',
  ].join('\n');
}
