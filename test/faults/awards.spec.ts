// Real: the built bot as a process that is killed, MongoDB, the local Discord. Fake: how fast claims run out.
import { mongo } from 'mongoose';
import { AwardsUnderKills } from '../support/e2e/awards-under-kills.js';
import { type AwardedDeed, awardedDeeds, type Deeds } from '../support/e2e/awarded-deeds.js';
import type { KillPoint } from '../support/e2e/bot.js';
import { startDiscord, type Stack } from '../support/e2e/stack.js';
import { type MongodProcess, startMongodProcess } from '../support/mongo/mongod-process.js';
import { letGiveRoles } from '../support/tasks/roles.js';

const SUBMISSIONS = 401;
/** Of 200 each. */
const BATCHES = 3;

const print = (line: string): void => void process.stderr.write(`${line}\n`);
let mongod: MongodProcess;
let client: mongo.MongoClient;
let stack: Stack;
let course: AwardsUnderKills;
let deeds: Deeds;

beforeAll(async () => {
  mongod = await startMongodProcess();
  client = await mongo.MongoClient.connect(mongod.uri);
  stack = await startDiscord(mongod.uri);
  letGiveRoles(stack.discord, stack.server);
  course = await AwardsUnderKills.start(stack, client.db());
  deeds = await awardedDeeds(stack, client.db());
}, 60_000);
afterAll(async () => {
  await course.stop();
  await stack.stop();
  await client.close();
  await mongod.stop();
});

/** Kills at each point, and says what came of it. */
async function killAtEach(prepare: () => AwardedDeed | Promise<AwardedDeed>, points: readonly KillPoint[]) {
  const [killsBefore, missedBefore] = [course.kills, course.notReached.length];
  for (const [index, point] of points.entries()) {
    await course.kill(prepare, point);
    if (index % 10 === 9) print(`${index + 1} of ${points.length}`);
  }
  await course.checkAll();
  const missed = course.notReached.slice(missedBefore);
  const kills = course.kills - killsBefore;
  print(`${points.length} points, ${kills} kills, ${course.violations.length} violations`);
  for (const { when, name, nth } of missed) print(`not reached: ${when} ${name} #${nth}`);
  expect(course.violations).toEqual([]);
  // What is read anew or from a cache differs from time to time.
  expect(missed.length).toBeLessThan(points.length / 5);
}

it.each(['onePress', 'approval'] as const)(
  'killed at each call between %s and its award: each award is there, once',
  async (deed) => {
    await killAtEach(deeds[deed], await course.pointsOf(deeds[deed]));
  },
  60 * 60_000,
);

it(
  'killed between the batches of a bulk approval: the rest is approved, each award is there, once',
  async () => {
    const bulk = () => deeds.bulkApproval(SUBMISSIONS);
    const points = await course.pointsOf(bulk);
    const isOfBatch = ({ name, nth }: KillPoint): boolean =>
      nth <= BATCHES && name.startsWith('update task_completions') && name.includes('proof.submittedAt');
    const intent: KillPoint = { name: 'commitTransaction', nth: 1, when: 'after' };
    await killAtEach(bulk, [intent, ...points.filter(isOfBatch)]);
  },
  30 * 60_000,
);
