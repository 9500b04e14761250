// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process) and the time.
import type { DemoServer } from '../../../playground/seed.ts';
import { DAY_MS } from '../../../src/kernel/clock.js';
import { aPseudonym } from '../../../src/kernel/pseudonym.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { useTestApp, textOf } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

let server: DemoServer;
let communityId: string;
let others: string[];
const place = () => ({ channelId: server.channels.general.id });
const board = (show?: 'all' | 'week', person = server.members[0]!) =>
  testApp()
    .as(person)
    .run('leaderboard', show === undefined ? {} : { show }, place());

async function award(discordId: string, amount: number): Promise<void> {
  const row = { source: 'task', sourceId: aSnowflake(), communityId, discordId, amount } as const;
  await testApp()
    .get(PointsService)
    .settle({ ...row, at: testApp().clock.now() }, () => Promise.resolve(true));
}

/** Rank and id of each line that names a member. */
const placesIn = (text: string): [string, string][] =>
  [...text.matchAll(/^(\d+)\. <@(\d+)>/gm)].map(([, rank, id]) => [rank!, id!]);

beforeAll(async () => {
  server = testApp().server;
  communityId = (await testApp().get(ServersService).requireLinked(server.guild.id)).communityId;
  others = Array.from({ length: 24 }, aSnowflake);
});

it('says so where nobody has points yet', async () => {
  const text = textOf(await board());
  expect(text).toContain('Nobody has points yet');
  expect(text).toContain('You have no points here yet');
});

describe('with points', () => {
  beforeAll(async () => {
    // 12 of 100 points, 12 of 50; Cleo with 10 is last.
    for (const [index, id] of others.entries()) await award(id, index < 12 ? 100 : 50);
    await award(server.members[0]!.id, 10);
  });

  it('turns pages in one stable order, ranks shared by equals, the reader’s own always there', async () => {
    const first = await board();
    const second = await testApp().as(server.members[0]!).press(first.message!, { label: 'Next' });
    const third = await testApp().as(server.members[0]!).press(second.message!, { label: 'Next' });
    const back = await testApp().as(server.members[0]!).press(third.message!, { label: 'Back' });
    const pages = [first, second, third].map((page) => placesIn(textOf(page)));
    const sorted = (ids: string[]) => [...ids].sort();
    expect(pages.flat()).toEqual([
      ...sorted(others.slice(0, 12)).map((id) => ['1', id]),
      ...sorted(others.slice(12)).map((id) => ['13', id]),
      ['25', server.members[0]!.id],
    ]);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(placesIn(textOf(back))).toEqual(pages[1]);
    for (const page of [first, second, third, back])
      expect(textOf(page)).toContain('You: rank 25 of 25 · 10 points');
    const cleo = testApp().as(server.members[0]!);
    await expect(async () => cleo.press(third.message!, { label: 'Next' })).rejects.toThrow('Next');
  });

  it('counts in the week what was earned in it, and stays in it on its pages', async () => {
    const pageOfOldWeek = await board('week');
    const { id } = server.members[1]!;
    testApp().clock.advance(7 * DAY_MS);
    await award(id, 7);
    const now = textOf(await board('week'));
    expect(placesIn(now)).toEqual([['1', id]]);
    expect(now).toContain('You have no points here yet. 1 member is ranked.');
    const next = await testApp().as(server.members[0]!).press(pageOfOldWeek.message!, { label: 'Next' });
    expect(placesIn(textOf(next))).toHaveLength(10);
    const all = await testApp().as(server.members[0]!).press(next.message!, { label: 'Of all time' });
    expect(textOf(all)).toContain('You: rank 25 of 26');
  });

  it('names nobody who was erased, and pings nobody', async () => {
    await database
      .db()
      .collection('balances')
      .updateMany({ discordId: others[0]! }, { $set: { discordId: aPseudonym() } });
    const answer = await board();
    const pages = [answer, await testApp().as(server.members[0]!).press(answer.message!, { label: 'Next' })];
    expect(pages.map(textOf).join('\n')).toMatch(/1\. a former member · 100 points/);
    expect(pages.map(textOf).join('\n')).not.toContain(others[0]);
    expect(answer.message?.mentions ?? []).toEqual([]);
  });

  it('reads German', async () => {
    const german = server.members[2]!;
    expect(textOf(await board('all', german))).toContain('Rangliste');
  });

  it.each([
    ['points that are none', 'leaderboard/all/after/x/100'],
    ['a period that is none', 'leaderboard/2026-W4/after/10/1100000000000000042'],
    ['no id', 'leaderboard/all/after/10/me'],
  ])('shows the beginning for a forged page: %s', async (_name, customId) => {
    const shown = await board();
    const { answer } = testApp().discord.sendRawInteraction({
      type: 3,
      channelId: server.channels.general.id,
      userId: server.members[0]!.id,
      messageId: shown.message!.id,
      data: { custom_id: customId, component_type: 2 },
    });
    expect(textOf(await answer)).toMatch(/Leaderboard[^]*1\./);
  });
});
