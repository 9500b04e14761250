import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { mongo } from 'mongoose';
import { type LocalDiscord } from '../../playground/discord/local-discord.ts';
import { type Press } from '../../playground/discord/raw-interactions.ts';
import { Bot } from '../support/e2e/bot.js';
import { addMembers, linkServer, postTask, pressOf, type Stack, startDiscord } from '../support/e2e/stack.js';
import { measure, median, type Round } from './measure.ts';

/**
 * Presses per second and the time to the acknowledgement through the whole bot, beside a bare discord.js
 * handler that does the same insert and reply against the same local Discord and the same MongoDB.
 * Alternating rounds, medians, ratios: an absolute time on a shared machine means little.
 */
const ROUNDS = 5;
export const PRESSES = 1_500;
const CONCURRENCY = 50;
const AIM = { throughput: 0.85, p99: 1.3 };

export type UriOf = (database: string) => string;

export interface Contender {
  readonly name: string;
  /** One round's presses: each by another member, all on one card. */
  prepare(): Promise<readonly Press[]>;
  readonly discord: LocalDiscord;
  /** Until nothing of the round is still being worked on. */
  settle(): Promise<void>;
  stop(): Promise<unknown>;
}

async function wholeBot(uriOf: UriOf, awards: number[]): Promise<Contender> {
  const stack = await startDiscord(uriOf('whole'));
  const bot = await Bot.start(stack.env);
  await linkServer(stack);
  const members = addMembers(stack, PRESSES);
  const db = (await mongo.MongoClient.connect(uriOf('whole'))).db();
  let round = 0;
  return {
    name: 'whole bot',
    discord: stack.discord,
    async prepare() {
      const card = await postTask(stack, 'discord_join', `Bench ${(round += 1)}`);
      return members.map((userId) => pressOf(card, userId));
    },
    async settle() {
      const startedAt = performance.now();
      const due = { due: { $gt: new Date(0) } };
      while ((await db.collection('task_completions').countDocuments(due)) > 0)
        await bot.metric('bot_due_effects_total');
      awards.push(PRESSES / ((performance.now() - startedAt) / 1000));
    },
    stop: () => Promise.all([bot.stop(), db.client.close()]).then(() => stack.stop()),
  };
}

/** @param writes what a press writes: the row of a task, or of an allowlist */
export async function bareBot(uri: string, writes: 'completion' | 'entry'): Promise<Contender> {
  const stack = await startDiscord(uri);
  const members = addMembers(stack, PRESSES);
  const channelId = stack.server.channels.tasks.id;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-bot.ts'), writes], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...stack.env },
  });
  await ready(child);
  let round = 0;
  return {
    name: 'bare handler',
    discord: stack.discord,
    async prepare() {
      const customId = `bare/${(round += 1)}`;
      const messageId = await postButton(stack, customId);
      return members.map((userId) => ({ userId, channelId, messageId, customId }));
    },
    settle: () => Promise.resolve(),
    stop: () => {
      child.kill('SIGTERM');
      return stack.stop();
    },
  };
}

/** A message in #tasks with this button. @returns its id */
export async function postButton({ discord, server }: Stack, customId: string): Promise<string> {
  const button = { type: 2, style: 1, label: 'Press', custom_id: customId };
  const response = await fetch(`${discord.apiBaseUrl}/v10/channels/${server.channels.tasks.id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bot ${discord.botToken}` },
    body: JSON.stringify({ content: 'Bench', components: [{ type: 1, components: [button] }] }),
  });
  return ((await response.json()) as { id: string }).id;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', reject);
    if (child.stdout)
      createInterface(child.stdout).once('line', () => {
        resolve();
      });
  });
}

async function play(contender: Contender): Promise<Round> {
  const round = await measure(contender.discord, await contender.prepare(), CONCURRENCY);
  await contender.settle();
  return round;
}

/** @returns whether it reaches the aim, or comes close to it */
export async function measurePresses(uriOf: UriOf, tolerance: number): Promise<boolean> {
  const awards: number[] = [];
  const contenders = [await wholeBot(uriOf, awards), await bareBot(uriOf('bare'), 'completion')] as const;
  const isFast = await compare(contenders, tolerance);
  console.log(`awards settled after the presses: ${median(awards).toFixed(0)}/s`);
  return isFast;
}

/** Plays the rounds, says what came of them, and stops both. */
export async function compare(
  contenders: readonly [Contender, Contender],
  tolerance: number,
): Promise<boolean> {
  const rounds: [Round[], Round[]] = [[], []];
  for (const contender of contenders) await play(contender); // warm-up, not counted
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) rounds[index]?.push(await play(contender));
  }
  for (const contender of contenders) await contender.stop();

  const [whole, bare] = rounds.map((all) => ({
    pressesPerSecond: median(all.map((round) => round.pressesPerSecond)),
    p50Ms: median(all.map((round) => round.p50Ms)),
    p99Ms: median(all.map((round) => round.p99Ms)),
  })) as [Round, Round];
  const ratios = (pick: (round: Round) => number): number =>
    median(rounds[0].map((round, index) => pick(round) / pick(rounds[1][index] ?? round)));
  const throughput = ratios((round) => round.pressesPerSecond);
  const p99 = ratios((round) => round.p99Ms);

  const line = (name: string, { pressesPerSecond, p50Ms, p99Ms }: Round): string =>
    `${name.padEnd(14)} ${pressesPerSecond.toFixed(0).padStart(6)} presses/s   p50 ${p50Ms.toFixed(1).padStart(6)} ms   p99 ${p99Ms.toFixed(1).padStart(6)} ms`;
  console.log(`${PRESSES} presses a round, ${CONCURRENCY} at a time, median of ${ROUNDS} alternating rounds`);
  console.log(line(contenders[0].name, whole));
  console.log(line(contenders[1].name, bare));
  console.log(
    `throughput ratio ${throughput.toFixed(2)} (aim ≥ ${AIM.throughput})   p99 ratio ${p99.toFixed(2)} (aim ≤ ${AIM.p99})`,
  );
  return throughput >= AIM.throughput * tolerance && p99 <= AIM.p99 / tolerance;
}
