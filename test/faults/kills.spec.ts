// Real: a whole service, its repositories, a MongoDB of its own that is killed. Fake: Discord and the time.
// FAULT_KILLS chooses another number.
import { silenceLogs } from '../support/fakes/index.js';
import { killUnderWriters } from '../support/races/kills.js';

const KILLS = Number(process.env.FAULT_KILLS ?? 25);
silenceLogs();

it(
  `nothing acknowledged is lost over ${KILLS} kills of MongoDB under 32 writers, nothing is there twice`,
  async () => {
    const print = (line: string): void => void process.stderr.write(`${line}\n`);
    const { acknowledged, unknown, retries, recoveryMs, violations } = await killUnderWriters(KILLS, print);
    const median = [...recoveryMs].sort((a, b) => a - b)[Math.floor(KILLS / 2)] ?? 0;
    print(
      `${KILLS} kills, ${acknowledged} acknowledged, ${unknown} unknown, ${retries} retries, recovery ${median.toFixed(0)} ms (median) and ${Math.max(...recoveryMs).toFixed(0)} ms at most, ${violations.length} violations`,
    );
    expect(violations).toEqual([]);
  },
  60_000 + KILLS * 30_000,
);
