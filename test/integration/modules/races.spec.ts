// Real: two whole services on one MongoDB. Fake: Discord and the time.
// One trial of each invariant; `npm run test:soak` makes as many as its time allows.
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { unbalanced } from '../../support/races/books.js';
import { useField } from '../../support/races/field.js';
import { races } from '../../support/races/races.js';

const SEED = 20_261_123;
const PARALLEL = 25;
const database = useTestDatabase();
const field = useField(database, SEED);

describe(`${PARALLEL} calls at once, on two processes`, () => {
  it.each(races.map((race) => [race.name, race] as const))('%s', async (_, race) => {
    expect(await race.trial(field(), PARALLEL)).toEqual([]);
  });

  it('and all balances are the sums of their ledgers', async () => {
    expect(await unbalanced(database.db())).toEqual([]);
  });
});
