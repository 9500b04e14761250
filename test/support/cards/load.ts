import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Message } from '../../../playground/discord/client.ts';
import type { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { type DemoServer, seedDemoServer } from '../../../playground/seed.ts';
import { anUnpostedTask } from '../builders/index.js';
import { Bot } from '../e2e/bot.js';
import { pressOf, type Stack, startDiscord } from '../e2e/stack.js';
import { waitUntil } from '../mongo/wait-until.js';
import { EditWatch } from './edit-watch.js';

export interface CardLoad {
  readonly servers: number;
  readonly channelsEach: number;
  readonly tasks: number;
  readonly presses: number;
  readonly minutes: number;
  /** Whether the process is killed and started again half-way. */
  readonly isKilled: boolean;
}

export interface CardFigures {
  readonly answered: number;
  readonly rateLimited: number;
  readonly edits: number;
  /** From each card's last press until it was right, ascending. */
  readonly lagsMs: readonly number[];
  /** Cards that were never right. */
  readonly wrong: readonly string[];
  readonly shortestGapMs: number;
  readonly mostPerChannel: number;
  readonly acknowledgedP99Ms: number;
  /** From the kill until every card was right again, with the start of the process. */
  readonly restartMs: number | undefined;
}

interface Card {
  readonly message: Message;
  readonly server: DemoServer;
  pressed: number;
  lastPressMs: number;
}

/** The whole bot as a process, a strict local Discord, and members who press *Complete* all the time. */
export async function loadCards(mongoUri: string, load: CardLoad): Promise<CardFigures> {
  const stack = await startDiscord(mongoUri, { rateLimits: true });
  const run = { bot: Bot.launch(stack.env), stack, latencies: [] as number[] };
  try {
    await isServing(run.bot);
    const cards = await postCards(stack, mongoUri, load);
    const watch = new EditWatch(stack.discord);
    const members = addMembers(stack.discord, cards, Math.ceil(load.presses / cards.length));
    const half = load.isKilled ? Math.floor(load.presses / 2) : 0;
    await pressAll(run, cards, members, { from: 0, to: half, load });
    const restartMs = load.isKilled ? await killAndRestart(run, watch, cards) : undefined;
    await pressAll(run, cards, members, { from: half, to: load.presses, load });
    await untilRight(watch, cards);
    return { ...figuresOf(stack, watch, cards, run.latencies), restartMs };
  } finally {
    await run.bot.stop();
    await stack.stop();
  }
}

interface Run {
  bot: Bot;
  readonly stack: Stack;
  readonly latencies: number[];
}

async function isServing(bot: Bot): Promise<void> {
  await bot.logged('The service is up');
  await bot.logged(/^Commands (were synced|are current)$/);
}

/** Saved as a form would save them: the bot posts them. */
async function postCards(stack: Stack, mongoUri: string, load: CardLoad): Promise<Card[]> {
  const { discord, as } = stack;
  const client = await mongo.MongoClient.connect(mongoUri);
  const posts = client.db().collection('discord_task_posts');
  const servers = [stack.server];
  while (servers.length < load.servers) servers.push(seedDemoServer(discord));
  const places: { server: DemoServer; channelId: string; communityId: string }[] = [];
  for (const server of servers) {
    const name = `Cats ${String(places.length)}`;
    await as(server.admin).run('community link', { name }, { channelId: server.channels.general.id });
    const mapping = await client
      .db()
      .collection('discord_server_mappings')
      .findOne({ guildId: server.guild.id });
    for (let nth = 0; nth < load.channelsEach; nth += 1) {
      const { id: channelId } = discord.createChannel({
        guildId: server.guild.id,
        name: `tasks-${String(nth)}`,
      });
      places.push({ server, channelId, communityId: String(mapping?.communityId) });
    }
  }
  const createdAt = new Date();
  const saved = Array.from({ length: load.tasks }, (_, nth) => {
    const { server, ...place } = places[nth % places.length]!;
    return { server, post: anUnpostedTask({ ...place, guildId: server.guild.id, createdAt }) };
  });
  await posts.insertMany(saved.map(({ post }) => post as unknown as mongo.Document));
  const unposted = { messageId: { $exists: false } };
  await waitUntil(async () => (await posts.countDocuments(unposted)) === 0, { withinMs: 120_000 });
  const cards: Card[] = [];
  for (const { server, post } of saved) {
    const row = await posts.findOne({ _id: post._id });
    const message = await as(server.admin).message({
      channel_id: post.channelId,
      id: String(row?.messageId),
    });
    cards.push({ message, server, pressed: 0, lastPressMs: 0 });
  }
  await client.close();
  return cards;
}

/** The same people in every server. */
function addMembers(discord: LocalDiscord, cards: readonly Card[], count: number): string[] {
  const guildIds = new Set(cards.map(({ server }) => server.guild.id));
  return Array.from({ length: count }, (_, nth) => {
    const { id: userId } = discord.createUser({ username: `member${String(nth)}` });
    for (const guildId of guildIds) discord.addMember({ guildId, userId });
    return userId;
  });
}

/** Each press at its time, whether those before it were answered or not. */
async function pressAll(
  { stack, latencies }: Run,
  cards: readonly Card[],
  members: readonly string[],
  { from, to, load }: { from: number; to: number; load: CardLoad },
): Promise<void> {
  const startedAt = performance.now();
  const everyMs = (load.minutes * 60_000) / load.presses;
  const pressed: Promise<void>[] = [];
  for (let nth = from; nth < to; nth += 1) {
    await sleep(Math.max(0, startedAt + (nth - from) * everyMs - performance.now()));
    const userId = members[Math.floor(nth / cards.length)]!;
    pressed.push(press(stack.discord, cards[nth % cards.length]!, userId, latencies));
  }
  await Promise.all(pressed);
}

async function killAndRestart(run: Run, watch: EditWatch, cards: readonly Card[]): Promise<number> {
  const killedAt = performance.now();
  run.bot.signal('SIGKILL');
  await run.bot.exited;
  run.bot = Bot.launch(run.stack.env);
  await isServing(run.bot);
  await untilRight(watch, cards);
  return performance.now() - killedAt;
}

async function press(discord: LocalDiscord, card: Card, userId: string, latencies: number[]): Promise<void> {
  const [answer] = await discord.pressMany([pressOf(card.message, userId)], 1);
  // On a loaded machine some answers come later; what was pressed counts all the same.
  if (answer?.outcome !== 'message' && answer?.outcome !== 'deferred')
    throw new Error(`A press got no answer: ${String(answer?.outcome)}`);
  latencies.push(answer.latencyMs);
  card.pressed += 1;
  card.lastPressMs = Math.max(card.lastPressMs, discord.clock.now());
}

/** At most half a minute; what is not right by then never was. */
async function untilRight(watch: EditWatch, cards: readonly Card[]): Promise<void> {
  const isRight = ({ message, pressed }: Card): boolean =>
    watch.rightSince(message.id, pressed) !== undefined;
  for (let tenths = 0; tenths < 300 && !cards.every(isRight); tenths += 1) await sleep(100);
}

function figuresOf(
  { discord }: Stack,
  watch: EditWatch,
  cards: readonly Card[],
  latencies: readonly number[],
): Omit<CardFigures, 'restartMs'> {
  const since = cards.map((card) => watch.rightSince(card.message.id, card.pressed));
  const lags = cards.flatMap(({ lastPressMs }, nth) =>
    since[nth] === undefined ? [] : since[nth] - lastPressMs,
  );
  const sorted = [...latencies].sort((a, b) => a - b);
  return {
    answered: latencies.length,
    rateLimited: discord.rateLimited,
    edits: watch.edits.length,
    lagsMs: lags.sort((a, b) => a - b),
    wrong: cards.flatMap(({ message }, nth) => (since[nth] === undefined ? [message.id] : [])),
    shortestGapMs: watch.shortestGapMs(),
    mostPerChannel: watch.most(5_000, 'channel'),
    acknowledgedP99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}
