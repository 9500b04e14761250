// Real: closing, list, commitment, draw and announcement, a MongoDB of this file. Fake: Discord (the local one of
// the playground, in this process), drand (a host in this process with a key of the test's) and the time. No worker
// runs: `settle()` does its part.
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const post = async (...[allowlistData]: [Parameters<typeof DrawnAllowlist.post>[2]?]) =>
  DrawnAllowlist.post(testApp(), database.db(), allowlistData, await testApp().addServer());

const winnersOf = ({ winners }: Draw) => winners.map(({ discordId }) => discordId);

describe('an allowlist that has ended', () => {
  it('is closed, listed, committed, posted, drawn and announced, and anyone can check it', async () => {
    const raffle = await post({ winnerCount: 2, title: '@everyone **mint**' });
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    const draw = await raffle.draw();
    expect(draw).toMatchObject({ state: 'announced', method: 'commit-reveal', entryCount: 7, pagesTold: 1 });
    expect(draw.due).toBeUndefined();
    const [committed, announced, ...others] = await raffle.said();
    expect(others).toEqual([]);
    expect(committed).toContain('7 entries with 7 tickets in all; 2 winners will be drawn');
    expect(announced).toContain('2 winners out of 7 entries');
    expect(await raffle.stored()).toMatchObject({
      allowlistData: { status: 'drawn' },
      winnerData: { isDrawn: true, drawMethod: 'commit-reveal', winners: [{ rank: 1 }, { rank: 2 }] },
      closedAt: expect.any(Date) as Date,
    });
    expect(await raffle.verified()).toMatchObject({ holds: true });
    expect(await raffle.verified({ masked: true })).toMatchObject({ holds: true });
    for (const discordId of winnersOf(draw)) expect(announced).toContain(discordId);
  });
});
