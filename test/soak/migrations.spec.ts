// Real: migrators as processes and in this one, MongoDB. SOAK_MIGRATOR_ROUNDS chooses another length.
import { MigrationRunner } from '../../src/infra/database/migrations/migration-runner.js';
import { Cli } from '../support/e2e/cli.js';
import { aMigration, doubling, valuesIn, writeNumbers } from '../support/migrations/a-migration.js';
import { useEmptyDatabases } from '../support/migrations/empty-databases.js';
import { sources, useMigrationFolders } from '../support/migrations/migration-folder.js';

const ROUNDS = Number(process.env.SOAK_MIGRATOR_ROUNDS ?? 100);
const PROCESS_ROUNDS = Math.max(1, Math.floor(ROUNDS / 20));
const MIGRATORS = 20;
const COUNT = 40;

const databases = useEmptyDatabases();
const aFolder = useMigrationFolders();
const times = (factor: number): number[] => Array.from({ length: COUNT }, (_, index) => (index + 1) * factor);

it(
  `${ROUNDS} times ${MIGRATORS} migrators at once: nothing is applied twice`,
  async () => {
    const files = [aMigration('0001', doubling()), aMigration('0002', doubling())];
    for (let round = 0; round < ROUNDS; round += 1) {
      const db = databases.next();
      await writeNumbers(db, COUNT);
      const runs = Array.from({ length: MIGRATORS }, () => new MigrationRunner(db, files).migrate());
      const ran = (await Promise.all(runs)).map((applied) => applied.length);
      expect(ran.reduce((sum, count) => sum + count)).toBe(2);
      expect(await valuesIn(db)).toEqual(times(4));
      await db.dropDatabase();
    }
  },
  ROUNDS * 10_000,
);

it(
  `${PROCESS_ROUNDS} times ${MIGRATORS} processes at once: nothing is applied twice, and all end with 0`,
  async () => {
    const { path } = await aFolder({
      '0001-double.ts': sources.doubling(),
      '0002-double.ts': sources.doubling(),
    });
    for (let round = 0; round < PROCESS_ROUNDS; round += 1) {
      const db = databases.next();
      await writeNumbers(db, COUNT);
      const env = { MONGODB_URI: databases.uriOf(db) };
      const line = ['migrate', '--allow-foreign', '--dir', path];
      const runs = await Promise.all(Array.from({ length: MIGRATORS }, () => Cli.run(line, { env })));
      expect(runs.map(({ code }) => code)).toEqual(Array<number>(MIGRATORS).fill(0));
      expect(await valuesIn(db)).toEqual(times(4));
    }
  },
  PROCESS_ROUNDS * 120_000,
);
