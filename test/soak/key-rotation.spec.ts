// Real: the built CLI as processes, the repository of the tokens as the bot has it, MongoDB.
// SOAK_ROTATIONS and SOAK_MEMBERS choose another length.
import { useCleanDatabase } from '../support/cleanup/migrated.js';
import { rotateAndKill, rotateUnderLoad } from '../support/keys/rotate-under-load.js';

const ROUNDS = Number(process.env.SOAK_ROTATIONS ?? 20);
const MEMBERS = Number(process.env.SOAK_MEMBERS ?? 5_000);
const LIMIT_SECONDS = 10;
const { db, uri } = useCleanDatabase();
const print = (line: string): void => void process.stderr.write(`${line}\n`);
const asItShould = { code: 0, byKey: { new: 2 * MEMBERS }, failures: [], lost: [] };

function quantiles(tookMs: readonly number[]): string {
  const sorted = [...tookMs].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `${sorted.length} requests, 0 failed, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

it(`a rotation of ${2 * MEMBERS} tokens under load takes at most ${LIMIT_SECONDS} s`, async () => {
  const { seconds, tookMs, ...end } = await rotateUnderLoad(db(), uri, MEMBERS);
  expect(end).toEqual(asItShould);
  print(`${2 * MEMBERS} tokens in ${seconds.toFixed(1)} s with the start; ${quantiles(tookMs)}`);
  expect(seconds).toBeLessThanOrEqual(LIMIT_SECONDS);
}, 120_000);

it(
  `${ROUNDS} rotations of ${2 * MEMBERS} tokens under load, each killed half-way: the same end`,
  async () => {
    const took: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { leftAtKill, tookMs, ...end } = await rotateAndKill(db(), uri, MEMBERS);
      took.push(...tookMs);
      print(`${round}: ${leftAtKill} of ${2 * MEMBERS} left at the kill, ${tookMs.length} requests`);
      expect(leftAtKill).toBeGreaterThan(0);
      expect(end).toEqual(asItShould);
    }
    print(`${ROUNDS} of ${ROUNDS}; ${quantiles(took)}`);
  },
  ROUNDS * 60_000,
);
