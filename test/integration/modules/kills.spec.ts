// Real: a whole service, its repositories, a MongoDB of its own that is killed. Fake: Discord and the time.
// A short run; `npm run test:faults` kills 25 times.
import { silenceLogs } from '../../support/fakes/index.js';
import { killUnderWriters } from '../../support/races/kills.js';

silenceLogs();

it('two kills of MongoDB under 32 writers lose nothing that was acknowledged, and double nothing', async () => {
  const { violations, acknowledged, recoveryMs } = await killUnderWriters(2);
  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThanOrEqual(600);
  expect(recoveryMs).toHaveLength(2);
}, 60_000);
