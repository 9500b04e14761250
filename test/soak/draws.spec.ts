// Real: a draw from the closing to its announcement, a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process), the time, and the death of a process: its call fails, before or after it was done.
// The short forms are in test/integration/modules/draws.spec.ts. SOAK_TRIALS chooses another number of draws.
import { DrawEffect } from '../../src/modules/allowlists/draws/draw.effect.js';
import { startApp, useTestApp } from '../support/app/index.js';
import { drawUnderKills } from '../support/draws/draw-under-kills.js';
import { DrawnAllowlist } from '../support/draws/drawn-allowlist.js';
import { KillPoint } from '../support/draws/kill-point.js';
import { ONE_DRAW, startedAtOnce } from '../support/draws/started-at-once.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const TRIALS = Number(process.env.SOAK_TRIALS ?? 100);
const print = (line: string): void => void process.stderr.write(`${line}\n`);

it.each([false, true])(
  'a draw survives a death at each of its calls, after the call: %s',
  async (isAfter) => {
    const point = new KillPoint(testApp());
    const reached: boolean[] = [];
    do {
      const server = await testApp().addServer();
      const raffle = await DrawnAllowlist.post(testApp(), database.db(), { winnerCount: 2 }, server);
      const left = await drawUnderKills(testApp(), raffle, async (id) => {
        reached.push(await point.at(reached.length + 1, isAfter, () => testApp().get(DrawEffect).run(id)));
      });
      expect(left).toEqual({ isDrawn: true, isVerified: true, commitments: 1, announcements: 1, doubled: 0 });
    } while (reached.at(-1) === true);
    expect(reached.length).toBeGreaterThan(20);
    print(`${reached.length - 1} deaths, after the call: ${isAfter}`);
  },
  10 * 60_000,
);

it(
  `${TRIALS} draws, each started a hundred times at once by schedule and by hand on two processes, are one each`,
  async () => {
    const other = await startApp({ databaseUri: database.uri, roles: ['web'], beside: testApp() });
    for (let trial = 1; trial <= TRIALS; trial += 1) {
      const server = await testApp().addServer();
      const raffle = await DrawnAllowlist.post(testApp(), database.db(), { winnerCount: 2 }, server);
      await raffle.enter(raffle.people);
      expect(await startedAtOnce([testApp(), other], database.db(), raffle, 100)).toEqual(ONE_DRAW);
      if (trial % 10 === 0) print(`${trial} of ${TRIALS} draws`);
    }
    await other.stop();
  },
  60_000 + TRIALS * 20_000,
);
