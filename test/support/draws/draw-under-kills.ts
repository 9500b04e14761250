import type { TestApp } from '../app/index.js';
import { aSnowflake } from '../builders/index.js';
import type { DrawnAllowlist } from './drawn-allowlist.js';

const NONCE_MEMORY_MS = 20 * 60_000;

/** From now on Discord takes a nonce that it has seen for a new one. */
export const forgetNonces = (app: TestApp): void => {
  app.clock.advance(NONCE_MEMORY_MS);
};

/** What is left of a draw that was killed, and then carried on by a process that lives. */
export async function drawUnderKills(
  app: TestApp,
  raffle: DrawnAllowlist,
  killed: (drawId: string) => Promise<unknown>,
) {
  await raffle.enter([...raffle.people, aSnowflake(), aSnowflake()]);
  await raffle.close();
  await killed((await raffle.draw())._id.toHexString());
  const before = (await raffle.draw()).winners;
  forgetNonces(app);
  await app.settle();
  const draw = await raffle.draw();
  const said = await raffle.said();
  const isSame = before.every(({ entrant }) => draw.winners.some((winner) => winner.entrant === entrant));
  return {
    isDrawn: draw.state === 'announced' && draw.winners.length === 2 && isSame,
    isVerified: (await raffle.verified()).holds,
    commitments: said.filter((words) => words.includes('is fixed')).length,
    announcements: said.filter((words) => words.includes('Winners of')).length,
    doubled: said.length - new Set(said).size,
  };
}
