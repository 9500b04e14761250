// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process), which also sends what no client would send, and the time.
import type { DemoServer } from '../../../playground/seed.ts';
import { readableText } from '../../../playground/discord/client.ts';
import { DAY_MS } from '../../../src/kernel/clock.js';
import { aPseudonym } from '../../../src/kernel/pseudonym.js';
import { ManualPointsService } from '../../../src/modules/tasks/points/manual-points.service.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { unbalanced } from '../../support/races/books.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);

let server: DemoServer;
let communityId: string;
const cleo = () => server.members[0]!;
const place = () => ({ channelId: server.channels.general.id });

beforeAll(async () => {
  server = testApp().server;
  communityId = (await testApp().get(ServersService).requireLinked(server.guild.id)).communityId;
});

describe('/leaderboard', () => {
  let others: string[];
  const board = (show?: 'all' | 'week', person = cleo()) =>
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

  it('says so where nobody has points yet', async () => {
    const text = textOf(await board());
    expect(text).toContain('Nobody has points yet');
    expect(text).toContain('You have no points here yet');
  });

  describe('with points', () => {
    beforeAll(async () => {
      others = Array.from({ length: 24 }, aSnowflake);
      // 12 of 100 points, 12 of 50; Cleo with 10 is last.
      for (const [index, id] of others.entries()) await award(id, index < 12 ? 100 : 50);
      await award(cleo().id, 10);
    });

    it('turns pages in one stable order, ranks shared by equals, the reader’s own always there', async () => {
      const first = await board();
      const second = await testApp().as(cleo()).press(first.message!, { label: 'Next' });
      const third = await testApp().as(cleo()).press(second.message!, { label: 'Next' });
      const back = await testApp().as(cleo()).press(third.message!, { label: 'Back' });
      const pages = [first, second, third].map((page) => placesIn(textOf(page)));
      const sorted = (ids: string[]) => [...ids].sort();
      expect(pages.flat()).toEqual([
        ...sorted(others.slice(0, 12)).map((id) => ['1', id]),
        ...sorted(others.slice(12)).map((id) => ['13', id]),
        ['25', cleo().id],
      ]);
      expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
      expect(placesIn(textOf(back))).toEqual(pages[1]);
      for (const page of [first, second, third, back])
        expect(textOf(page)).toContain('You: rank 25 of 25 · 10 points');
      await expect(async () => testApp().as(cleo()).press(third.message!, { label: 'Next' })).rejects.toThrow(
        'Next',
      );
    });

    it('counts in the week what was earned in it, and stays in it on its pages', async () => {
      const pageOfOldWeek = await board('week');
      const { id } = server.members[1]!;
      testApp().clock.advance(7 * DAY_MS);
      await award(id, 7);
      const now = textOf(await board('week'));
      expect(placesIn(now)).toEqual([['1', id]]);
      expect(now).toContain('You have no points here yet. 1 member is ranked.');
      const next = await testApp().as(cleo()).press(pageOfOldWeek.message!, { label: 'Next' });
      expect(placesIn(textOf(next))).toHaveLength(10);
      const all = await testApp().as(cleo()).press(next.message!, { label: 'Of all time' });
      expect(textOf(all)).toContain('You: rank 25 of 26');
    });

    it('names nobody who was erased, and pings nobody', async () => {
      await database
        .db()
        .collection('balances')
        .updateMany({ discordId: others[0]! }, { $set: { discordId: aPseudonym() } });
      const answer = await board();
      const pages = [answer, await testApp().as(cleo()).press(answer.message!, { label: 'Next' })];
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
        userId: cleo().id,
        messageId: shown.message!.id,
        data: { custom_id: customId, component_type: 2 },
      });
      expect(textOf(await answer)).toMatch(/Leaderboard[^]*1\./);
    });
  });
});

describe('/task points', () => {
  const give = (amount: number, reason = 'Helped with the draw', member = cleo().id) =>
    testApp().as(server.admin).run('task points credit', { member, amount, reason }, place());
  const take = (amount: number, reason = 'Undone') =>
    testApp().as(server.admin).run('task points debit', { member: cleo().id, amount, reason }, place());
  const balance = () => testApp().get(PointsService).balanceOf(communityId, cleo().id);
  async function told(): Promise<string[]> {
    await testApp().settle();
    const messages = await testApp().as(cleo()).directMessages(testApp().discord.applicationId);
    return messages.map(readableText);
  }

  beforeEach(async () => {
    for (const name of ['points_ledger', 'balances', 'audit_entries', 'outbox'])
      await rows(name).deleteMany();
  });

  it('gives points, shows the new balance, tells the member, and keeps why in ledger and audit', async () => {
    const before = (await told()).length;
    await give(40);
    const text = textOf(await give(10, 'Found **a bug**'));
    expect(text).toMatch(/<@\d+> got 10 points[^]*They have 50 points now[^]*Found \\\\a bug/);
    expect((await told()).slice(before).join()).toMatch(/\+40 points[^]*Helped with[^]*\+10 points/);
    expect(await rows('points_ledger').findOne({ amount: 10 })).toMatchObject({
      source: 'manual',
      discordId: cleo().id,
      reason: 'Found **a bug**',
    });
    expect(await unbalanced(database.db())).toEqual([]);
  });

  it('takes points, but never more than there are', async () => {
    await give(30);
    const refused = textOf(await take(31));
    expect(refused).toContain('They have 30 points: 31 points cannot be taken');
    expect(await balance()).toBe(30);
    expect(textOf(await take(30))).toContain('They have 0 points now');
    expect((await told()).at(-1)).toMatch(/−30 points/);
    expect(await unbalanced(database.db())).toEqual([]);
  });

  it('leaves an entry that says how many and why, and names no member', async () => {
    await give(30, `Thanks to <@${cleo().id}> (${cleo().id})`);
    await take(5);
    await take(1_000);
    const entries = await rows('audit_entries').find().toArray();
    expect(entries).toMatchObject([
      { action: 'points.credit', reason: 'Thanks to … (…)' },
      { action: 'points.debit', reason: 'Undone' },
    ]);
    expect(JSON.stringify(entries)).not.toContain(cleo().id);
    const shown = textOf(await testApp().as(server.admin).run('community audit', {}, place()));
    expect(shown).toMatch(/took points from a member[^]*Undone[^]*Points: -5[^]*gave points[^]*Points: 30/);
  });

  it('writes to nobody who has switched that off', async () => {
    await testApp().as(cleo()).run('account privacy messages', { messages: 'off' }, place());
    const before = (await told()).length;
    await give(5);
    expect(await told()).toHaveLength(before);
    await testApp().as(cleo()).run('account privacy messages', { messages: 'on' }, place());
  });

  it('counts the same press once, and two presses twice, however many come together', async () => {
    const action = aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
    const member = { discordId: cleo().id, isBot: false };
    const move = { direction: 'credit', member, amount: 7, reason: 'Once' } as const;
    const manual = testApp().get(ManualPointsService);
    const other = { ...action, interactionId: aSnowflake() };
    const moved = await Promise.all([
      ...Array.from({ length: 20 }, () => manual.move(action, move)),
      manual.move(other, move),
    ]);
    expect(moved.filter(({ isNew }) => isNew)).toHaveLength(2);
    expect(await balance()).toBe(14);
    expect(await rows('audit_entries').countDocuments()).toBe(2);
    expect(await rows('outbox').countDocuments()).toBe(2);
  });

  it('lets no race of debits pass below zero', async () => {
    await give(50);
    const manual = testApp().get(ManualPointsService);
    const member = { discordId: cleo().id, isBot: false };
    const debits = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        manual.move(aMemberAction({ guildId: server.guild.id, discordId: server.admin.id }), {
          direction: 'debit',
          member,
          amount: 10,
          reason: 'Race',
        }),
      ),
    );
    expect(debits.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await balance()).toBe(0);
    expect(await unbalanced(database.db())).toEqual([]);
  });

  describe('refuses, and moves nothing', () => {
    afterEach(async () => {
      expect(await rows('points_ledger').countDocuments()).toBe(0);
      expect(await rows('audit_entries').countDocuments()).toBe(0);
    });

    it('to give oneself points', async () => {
      expect(textOf(await give(5, 'Me', server.admin.id))).toContain('You cannot credit yourself');
    });

    it('bots', async () => {
      expect(textOf(await give(5, 'It', testApp().discord.applicationId))).toContain('Bots have no points');
    });

    it('members without Manage Server, also those whose role may create tasks', async () => {
      await rows('discord_server_mappings').updateOne(
        { guildId: server.guild.id },
        { $set: { 'botConfig.allowedRoles': [{ roleId: server.guild.id, permissions: ['tasks.create'] }] } },
      );
      const { answer } = aCommand({ amount: { type: 4, value: 5 } }, cleo().id);
      expect(textOf(await answer)).toContain('Manage Server');
    });

    it.each([-1, 0, 1_000_001, 1e9])('item 5: an amount of %d', async (value) => {
      const { answer } = aCommand({ amount: { type: 4, value } });
      expect(textOf(await answer)).toContain('whole number from 1 to 1,000,000');
    });

    it.each<[string, unknown]>([
      ['a fraction', 1.5],
      ['a text', '10'],
      ['full-width digits', '１０'],
      ['an object', { $gt: 0 }],
      ['nothing', null],
    ])('items 5, 11 and 22: an amount that is %s', async (_name, value) => {
      const { answer } = aCommand({ amount: { type: 4, value } });
      expect(textOf(await answer)).toContain('out of date');
    });

    it.each([
      ['nothing to see', '\u200B\u2060'],
      ['more than 200 characters', 'x'.repeat(201)],
    ])('a reason of %s', async (_name, value) => {
      const { answer } = aCommand({ amount: { type: 4, value: 5 }, reason: { type: 3, value } });
      expect(textOf(await answer)).toContain('A reason has 1 to 200 visible characters');
    });

    /** `/task points credit` as no client would send it. */
    function aCommand(options: Record<string, { type: number; value: unknown }>, userId = server.admin.id) {
      const id = testApp()
        .discord.commands.list(null)
        .find(({ name }) => name === 'task')!.id;
      const given = { member: { type: 6, value: cleo().id }, reason: { type: 3, value: 'Why' }, ...options };
      const data = {
        id,
        name: 'task',
        type: 1,
        options: [
          {
            type: 2,
            name: 'points',
            options: [
              {
                type: 1,
                name: 'credit',
                options: Object.entries(given).map(([name, option]) => ({ name, ...option })),
              },
            ],
          },
        ],
        resolved: {
          users: { [cleo().id]: { id: cleo().id, username: 'cleo', discriminator: '0', avatar: null } },
        },
      };
      return testApp().discord.sendRawInteraction({
        type: 2,
        userId,
        channelId: server.channels.general.id,
        data,
      });
    }
  });
});
