// Real: a draw from the closing to its announcement, a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process), the time, and the death of a process: its call fails, before or after it was done.
// The short form is in test/integration/modules/draws.spec.ts.
import { DrawEffect } from '../../src/modules/allowlists/draws/draw.effect.js';
import { useTestApp } from '../support/app/index.js';
import { drawUnderKills } from '../support/draws/draw-under-kills.js';
import { DrawnAllowlist } from '../support/draws/drawn-allowlist.js';
import { KillPoint } from '../support/draws/kill-point.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

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
  },
);
