// Real: tasks, reviews, points and their effects on one MongoDB. Fake: Discord and the time.
// SOAK_RUNS and SOAK_SEED choose another length or another run.
import fc from 'fast-check';
import { useTestApp } from '../support/app/index.js';
import { useTestDatabase } from '../support/mongo/test-database.js';
import { AnyOrder } from '../support/tasks/any-order.js';
import { anyOrder } from '../support/tasks/commands.js';

const RUNS = Number(process.env.SOAK_RUNS ?? 2_000);
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000_000);

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

it(
  `${RUNS} sequences of commands on two members and two tasks leave the books right`,
  async () => {
    let commandsGiven = 0;
    const run = fc.asyncProperty(anyOrder, async (commands) => {
      commandsGiven += commands.length;
      expect(await AnyOrder.run(testApp(), database.db(), commands)).toEqual([]);
    });
    await fc.assert(run, { numRuns: RUNS, seed: SEED });
    process.stderr.write(`seed ${SEED}: ${RUNS} sequences, ${commandsGiven} commands\n`);
  },
  30 * 60_000,
);
