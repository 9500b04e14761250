import { DiscordApi } from '../../../src/infra/discord/index.js';
import { startApp, type TestApp } from '../app/index.js';
import { aSnowflake } from '../builders/index.js';
import type { TestDatabase } from '../mongo/test-database.js';
import type { Field } from './race.js';

/** Call it at the top of a spec: two services on one database, without workers. Discord knows every guild. */
export function useField(database: TestDatabase, seed: number): () => Field {
  let processes: TestApp[] = [];
  beforeAll(async () => {
    const options = { databaseUri: database.uri, isLinked: false };
    processes = [await startApp(options), await startApp(options)];
    for (const app of processes)
      jest.spyOn(app.get(DiscordApi), 'guild').mockImplementation((id) => {
        const guild = { id, name: 'Sky Cats', icon: null, owner_id: aSnowflake(), features: [] };
        return Promise.resolve({ ...guild, premium_tier: 0 } as never);
      });
  });
  afterAll(async () => {
    for (const app of processes) await app.stop();
  });
  const pick = picker(seed);
  return () => ({ db: database.db(), processes, pick });
}

/** The same numbers for the same seed. */
function picker(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
