// Real: two whole services on one MongoDB. Fake: Discord and the time.
// SOAK_TRIALS, SOAK_MINUTES and SOAK_SEED choose another length or another run, SOAK_RACES a part of it by name.
import { useTestDatabase } from '../support/mongo/test-database.js';
import { unbalanced } from '../support/races/books.js';
import { useField } from '../support/races/field.js';
import type { Race } from '../support/races/race.js';
import { races } from '../support/races/races.js';

const PARALLEL = 100;
const TRIALS = Number(process.env.SOAK_TRIALS ?? 1_000);
const LIMIT_MS = Number(process.env.SOAK_MINUTES ?? 15) * 60_000;
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000_000);
const WANTED = new RegExp(process.env.SOAK_RACES ?? '');
const PROGRESS_MS = 10_000;

interface Tally {
  readonly race: Race;
  readonly violations: string[];
  trials: number;
  spentMs: number;
}

const database = useTestDatabase();
const field = useField(database, SEED);
const print = (line: string): void => void process.stderr.write(`${line}\n`);

/** Each race gets as much time as any other, until it has made its trials. */
const nextOf = (tallies: readonly Tally[]): Tally | undefined =>
  tallies.filter(({ trials }) => trials < TRIALS).sort((a, b) => a.spentMs - b.spentMs)[0];

it(
  `${TRIALS} trials of ${PARALLEL} calls at once for each invariant, as far as time allows`,
  async () => {
    const wanted = races.filter(({ name }) => WANTED.test(name));
    const tallies: Tally[] = wanted.map((race) => ({ race, violations: [], trials: 0, spentMs: 0 }));
    const total = (): number => tallies.reduce((sum, { trials }) => sum + trials, 0);
    const broken = (): string[] => tallies.flatMap(({ violations }) => violations);
    const startedAt = performance.now();
    let printedAt = startedAt;
    print(`seed ${SEED}, ${PARALLEL} calls at once on ${field().processes.length} processes`);
    for (;;) {
      const tally = nextOf(tallies);
      if (tally === undefined) break;
      const now = performance.now();
      if (now - startedAt > LIMIT_MS) break;
      if (now - printedAt > PROGRESS_MS) {
        print(`${Math.round((now - startedAt) / 1_000)} s: ${total()} trials, ${broken().length} violations`);
        printedAt = now;
      }
      const found = await tally.race.trial(field(), PARALLEL);
      if (found.length > 0) print(`VIOLATED ${tally.race.name}: ${found.slice(0, 3).join('; ')}`);
      tally.violations.push(...found.map((what) => `${tally.race.name}: ${what}`));
      tally.trials += 1;
      tally.spentMs += performance.now() - now;
    }
    const books = await unbalanced(database.db());
    for (const { race, trials, violations, spentMs } of tallies)
      print(
        `${race.name.padEnd(62)} ${String(trials).padStart(5)} trials ${(spentMs / trials).toFixed(0).padStart(6)} ms each, ${violations.length} violations`,
      );
    print(`${total()} trials in all; balances that differ from their ledger: ${books.length}`);
    expect([...broken(), ...books]).toEqual([]);
  },
  LIMIT_MS + 120_000,
);
