import { mongo } from 'mongoose';
import { Bot } from '../support/e2e/bot.js';
import { addMembers, linkServer, postTask, pressOf, startDiscord } from '../support/e2e/stack.js';
import { waitUntil } from '../support/mongo/wait-until.js';
import { measure, median, type Round } from './measure.ts';

/**
 * What the interaction log costs: the whole bot with it and without it, in alternating rounds. A round lasts
 * until all rows are written and all awards settled, because the writer gives way to presses: the time of the
 * presses alone would hide its work. So CPU per press is measured too, of the bot and of MongoDB.
 */
const ROUNDS = 5;
const PRESSES = 3_000;
const CONCURRENCY = 50;
const AIM = { throughput: 0.95, cpu: 1.05 };

interface LoggedRound extends Round {
  readonly botCpuMs: number;
  readonly mongodCpuMs: number;
}

interface Contender {
  readonly name: string;
  play(): Promise<LoggedRound>;
  stop(): Promise<unknown>;
}

async function wholeBot(name: string, mongoUri: string, nodeOptions: string): Promise<Contender> {
  const stack = await startDiscord(mongoUri);
  const bot = await Bot.start({ ...stack.env, NODE_OPTIONS: nodeOptions });
  await linkServer(stack);
  const members = addMembers(stack, PRESSES);
  const client = await mongo.MongoClient.connect(mongoUri);
  const db = client.db();
  const isLogged = nodeOptions === '';
  let round = 0;

  const hasSettled = async (customId: string): Promise<boolean> => {
    const due = { due: { $gt: new Date(0) } };
    if ((await db.collection('task_completions').countDocuments(due)) > 0) return false;
    const rows = await db
      .collection('discord_interaction_logs')
      .countDocuments({ 'interaction.customId': customId });
    return rows === (isLogged ? PRESSES : 0);
  };
  return {
    name,
    async play() {
      const card = await postTask(stack, 'discord_join', `Log ${String((round += 1))}`);
      const presses = members.map((userId) => pressOf(card, userId));
      const before = await cpuSeconds(bot, db);
      const measured = await measure(stack.discord, presses, CONCURRENCY);
      await waitUntil(() => hasSettled(presses[0]?.customId ?? ''), { withinMs: 60_000, what: 'the round' });
      const after = await cpuSeconds(bot, db);
      return {
        ...measured,
        botCpuMs: ((after.bot - before.bot) * 1_000) / PRESSES,
        mongodCpuMs: ((after.mongod - before.mongod) * 1_000) / PRESSES,
      };
    },
    stop: () => Promise.all([bot.stop(), client.close()]).then(() => stack.stop()),
  };
}

async function cpuSeconds(bot: Bot, db: mongo.Db): Promise<{ bot: number; mongod: number }> {
  const { extra_info: used } = await db.admin().serverStatus();
  const { user_time_us: user, system_time_us: system } = used as Record<string, number>;
  return {
    bot: await bot.metric('process_cpu_seconds_total'),
    mongod: (Number(user) + Number(system)) / 1_000_000,
  };
}

/** @returns whether it stays within the aim, or close to it: the rest is the noise of shared machines */
export async function measureInteractionLog(
  uriOf: (database: string) => string,
  tolerance: number,
): Promise<boolean> {
  const without = `--import ${new URL('without-interaction-log.mjs', import.meta.url).href}`;
  const contenders = [
    await wholeBot('with the log', uriOf('logged'), ''),
    await wholeBot('without it', uriOf('unlogged'), without),
  ] as const;
  const rounds: [LoggedRound[], LoggedRound[]] = [[], []];
  for (const contender of contenders) await contender.play(); // warm-up, not counted
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, contender] of contenders.entries()) rounds[index]?.push(await contender.play());
  for (const contender of contenders) await contender.stop();

  const ratio = (pick: (round: LoggedRound) => number): number =>
    median(rounds[0].map((round, index) => pick(round) / pick(rounds[1][index] ?? round)));
  const throughput = ratio((round) => round.pressesPerSecond);
  const cpu = ratio((round) => round.botCpuMs + round.mongodCpuMs);

  console.log(
    `\nCost of the interaction log: ${String(PRESSES)} presses a round, median of ${String(ROUNDS)}`,
  );
  for (const [index, { name }] of contenders.entries()) console.log(line(name, rounds[index] ?? []));
  console.log(
    `throughput ratio ${throughput.toFixed(3)} (aim ≥ ${String(AIM.throughput)})   ` +
      `p99 ratio ${ratio((round) => round.p99Ms).toFixed(2)}   ` +
      `CPU ratio ${cpu.toFixed(3)} (aim ≤ ${String(AIM.cpu)}; bot ${ratio(({ botCpuMs }) => botCpuMs).toFixed(3)}, ` +
      `MongoDB ${ratio(({ mongodCpuMs }) => mongodCpuMs).toFixed(3)})`,
  );
  return throughput >= AIM.throughput * tolerance && cpu <= AIM.cpu / tolerance;
}

function line(name: string, rounds: readonly LoggedRound[]): string {
  const of = (pick: (round: LoggedRound) => number): number => median(rounds.map(pick));
  return (
    `${name.padEnd(14)} ${of((round) => round.pressesPerSecond)
      .toFixed(0)
      .padStart(6)} presses/s   ` +
    `p50 ${of((round) => round.p50Ms).toFixed(1)} ms   p99 ${of((round) => round.p99Ms).toFixed(1)} ms   ` +
    `CPU per press: bot ${of((round) => round.botCpuMs).toFixed(3)} ms, ` +
    `MongoDB ${of((round) => round.mongodCpuMs).toFixed(3)} ms`
  );
}
