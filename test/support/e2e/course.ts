import { mongo } from 'mongoose';
import { type MongodProcess, startMongodProcess } from '../mongo/mongod-process.js';
import { letGiveRoles } from '../tasks/roles.js';
import type { KillPoint } from './bot.js';
import { type Deed, DeedsUnderKills } from './deeds-under-kills.js';
import { startDiscord, type Stack } from './stack.js';

export interface Course {
  readonly stack: Stack;
  readonly db: mongo.Db;
  readonly kills: DeedsUnderKills;
}

const print = (line: string): void => void process.stderr.write(`${line}\n`);

/** Call it at the top of a spec: a bot that is killed, with a MongoDB and a Discord of its own. */
export function useCourse(): () => Course {
  let mongod: MongodProcess;
  let client: mongo.MongoClient;
  let course: Course;
  beforeAll(async () => {
    mongod = await startMongodProcess();
    client = await mongo.MongoClient.connect(mongod.uri);
    const db = client.db();
    const stack = await startDiscord(mongod.uri);
    letGiveRoles(stack.discord, stack.server);
    course = { stack, db, kills: await DeedsUnderKills.start(stack, db) };
  }, 60_000);
  afterAll(async () => {
    await course.kills.stop();
    await course.stack.stop();
    await client.close();
    await mongod.stop();
  });
  return () => course;
}

/** Kills at each point, and says what came of it. */
export async function killAtEach(
  { kills }: Course,
  prepare: () => Deed | Promise<Deed>,
  points: readonly KillPoint[],
): Promise<void> {
  const [killsBefore, missedBefore] = [kills.kills, kills.notReached.length];
  for (const [index, point] of points.entries()) {
    const before = kills.violations.length;
    await kills.kill(prepare, point);
    for (const violation of kills.violations.slice(before)) print(`VIOLATED ${violation}`);
    if (index % 10 === 9) print(`${index + 1} of ${points.length}`);
  }
  await kills.checkAll();
  const missed = kills.notReached.slice(missedBefore);
  print(`${points.length} points, ${kills.kills - killsBefore} kills, ${kills.violations.length} violations`);
  for (const { when, name, nth } of missed) print(`not reached: ${when} ${name} #${nth}`);
  expect(kills.violations).toEqual([]);
  // What is read anew or from a cache differs from time to time.
  expect(missed.length).toBeLessThan(points.length / 5);
}
