// Real: the whole bot as a process, its MongoDB, and every limit of the local Discord. Fake: Discord.
// SOAK_MINUTES chooses another length at the same pace of presses.
import { loadCards } from '../support/cards/load.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const TASKS = 50;
const PRESSES = 1_000 * MINUTES;

const database = useTestDatabase();
const print = (line: string): void => void process.stderr.write(`${line}\n`);

it(
  `${TASKS} active tasks with ${PRESSES} completions in ${MINUTES} min: each card is right, and no limit is reached`,
  async () => {
    const figures = await loadCards(database.uri, {
      servers: 3,
      channelsEach: 4,
      tasks: TASKS,
      presses: PRESSES,
      minutes: MINUTES,
      isKilled: true,
    });
    const { lagsMs, restartMs = Number.NaN, ...rest } = figures;
    const seconds = (ms = Number.NaN): string => `${(ms / 1_000).toFixed(1)} s`;
    print(JSON.stringify(rest));
    print(
      `right after its last press: median ${seconds(lagsMs[Math.floor(lagsMs.length / 2)])}, at most ${seconds(lagsMs.at(-1))}`,
    );
    print(`all right after a kill, with the start: ${seconds(restartMs)}`);
    expect(figures).toMatchObject({ answered: PRESSES, rateLimited: 0, wrong: [] });
    expect(lagsMs.at(-1)).toBeLessThanOrEqual(10_000);
    expect(restartMs).toBeLessThanOrEqual(25_000);
  },
  MINUTES * 60_000 + 240_000,
);
