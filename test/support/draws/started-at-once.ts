import type { mongo } from 'mongoose';
import { isAway } from '../../../src/infra/jobs/index.js';
import { AllowlistLifeError } from '../../../src/modules/allowlists/allowlists.errors.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { AllowlistLifeEffect } from '../../../src/modules/allowlists/life/allowlist-life.effect.js';
import { AllowlistLifeService } from '../../../src/modules/allowlists/life/allowlist-life.service.js';
import { aMemberAction } from '../builders/index.js';
import type { TestApp } from '../app/index.js';
import type { DrawnAllowlist } from './drawn-allowlist.js';

const RUNS = 20;

/**
 * A draw that is started so many times at once, by two processes in turn: each tenth time a manager ends the
 * allowlist by hand, else its schedule comes round. Then many of their workers carry it on at the same time.
 */
export async function startedAtOnce(
  apps: readonly [TestApp, TestApp],
  db: mongo.Db,
  raffle: DrawnAllowlist,
  starts: number,
) {
  const { server, connectionId } = raffle;
  const manager = aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
  await Promise.all(
    Array.from({ length: starts }, async (_, index) => {
      const app = apps[index % 2]!;
      if (index % 10 < 9) await untilDone(() => app.get(AllowlistLifeEffect).run(connectionId));
      else await untilDone(() => app.get(AllowlistLifeService).end(manager, connectionId));
    }),
  );
  // Where the schedule came round before anybody had ended it.
  await raffle.start();
  const id = (await raffle.draw())._id.toHexString();
  const runs = Array.from({ length: RUNS }, (_, index) =>
    untilDone(() => apps[index % 2]!.get(DrawEffect).run(id)),
  );
  await Promise.all(runs);
  const said = await raffle.said();
  return {
    draws: await db.collection('draws').countDocuments({ allowlistId: connectionId }),
    state: (await raffle.draw()).state,
    messages: said.length,
    commitments: said.filter((words) => words.includes('is fixed')).length,
    announcements: said.filter((words) => words.includes('Winners of')).length,
    isVerified: (await raffle.verified()).holds,
  };
}

export const ONE_DRAW = {
  draws: 1,
  state: 'announced',
  messages: 2,
  commitments: 1,
  announcements: 1,
  isVerified: true,
} as const;

/** Again where a pool was full; a manager who is told that it has ended already has what was wanted. */
async function untilDone(call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      if (error instanceof AllowlistLifeError) return;
      if (!isAway(error)) throw error;
    }
  }
}
