// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time.
import type { mongo } from 'mongoose';
import { AllowlistClosedError, NotEnteredError } from '../../../src/modules/allowlists/allowlists.errors.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { EnteringService } from '../../../src/modules/allowlists/entries/entering.service.js';
import { EntryProofs } from '../../../src/modules/allowlists/entries/entry-proof.port.js';
import { EntryListsRepository } from '../../../src/modules/allowlists/entries/entry-lists.repository.js';
import { OwnEntriesService } from '../../../src/modules/allowlists/entries/own-entries.service.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');
const own = () => testApp().get(OwnEntriesService);
const member = (index: number) => testApp().as(testApp().server.members[index]!);
const close = (connectionId: string) =>
  testApp().get(AllowlistLifecycle).close(testApp().server.guild.id, connectionId);
/** A name of two letters is like no other: many of them are no signal of risk. */
const actionOf = (given = {}) =>
  aMemberAction({ guildId: testApp().server.guild.id, username: 'Cy', ...given });
const aBonus = () => ({ kind: 'role', of: testApp().server.roles.helper.id, tickets: 4 });

async function listed(connectionId: string, closedSeq: mongo.Timestamp) {
  const found = new Map<string, number>();
  for await (const entries of testApp().get(EntryListsRepository).streamList(connectionId, closedSeq))
    for (const { discordId, tickets } of entries) found.set(discordId, tickets);
  return found;
}

describe('Details', () => {
  it('say what it is, what is asked for, how the member stands to that, and that odds are an estimate', async () => {
    const { collector, helper } = testApp().server.roles;
    const { card } = await postAllowlist(testApp(), {
      title: '[x](https://evil) @everyone',
      requirements: [{ kind: 'role_all', asks: { roleIds: [collector.id] } }],
      bonusEntries: [
        { kind: 'role', of: helper.id, tickets: 4 },
        { kind: 'booster', tickets: 2 },
      ],
      entryPrice: { tokenType: 'points', amount: 5 },
      winnerCount: 1,
    });
    const cleo = await member(0).press(card, { label: 'Details' });
    expect(cleo.message?.mention_everyone).toBe(false);
    expect(textOf(cleo)).toMatch(/✓ The role[^]*✗[^]*\+4 tickets[^]*✗ Boosting/);
    expect(textOf(cleo)).toMatch(/Entering costs 5 points[^]*You have not entered[^]*100 %[^]*estimate/);
    expect(textOf(await member(3).press(card, { label: 'Details' }))).toMatch(
      /✗ The role[^]*✓[^]*\+4 tickets/,
    );
    expect(textOf(await member(2).press(card, { label: 'Details' }))).toContain('geschätzt');
  });

  it.each([
    ['drand', /public beacon/],
    ['commit-reveal', /weaker than a public beacon[^]*Its hash: `?a{64}/],
  ] as const)('name the source of randomness: %s', async (drawMethod, words) => {
    const { card } = await postAllowlist(testApp());
    const seedHash = drawMethod === 'drand' ? {} : { 'winnerData.seedHash': 'a'.repeat(64) };
    const set = { 'winnerData.drawMethod': drawMethod, ...seedHash };
    await database
      .db()
      .collection('discord_allowlist_connections')
      .updateOne({ messageId: card.id }, { $set: set });
    expect(textOf(await member(0).press(card, { label: 'Details' }))).toMatch(words);
  });
});

describe('My entry', () => {
  it('shows tickets and what gave them, odds, state and salt; and the private panel becomes the answer', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), { bonusEntries: [aBonus()] });
    const finn = member(3);
    expect(textOf(await finn.press(card, { label: 'My entry' }))).toContain('You have not entered');
    const entered = await finn.press(card, { label: 'Enter' });
    const { salt } = (await rows().findOne({ connectionId }))!;
    const panel = await finn.press(entered.message!, { label: 'My entry' });
    expect(textOf(panel)).toMatch(/You are in[^]*5 tickets[^]*\+4 tickets[^]*About 100 %[^]*estimate/);
    expect(textOf(panel)).toContain(salt);
    expect(panel.message?.id).toBe(entered.message?.id);
  });

  it('is refreshed, left after a question, and entered again with another salt', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), { bonusEntries: [aBonus()] });
    const { discord, server } = testApp();
    const { id } = discord.createUser({ username: 'renewer' });
    discord.addMember({ guildId: server.guild.id, userId: id });
    const client = testApp().as({ id });
    await client.press(card, { label: 'Enter' });
    discord.updateMember({ guildId: server.guild.id, userId: id, roles: [server.roles.helper.id] });
    const panel = await client.press(card, { label: 'My entry' });
    expect(textOf(panel)).toContain('1 ticket:');
    expect(textOf(await client.press(panel.message!, { label: 'Refresh tickets' }))).toMatch(
      /counted anew[^]*5 tickets/,
    );
    const { salt } = (await rows().findOne({ connectionId }))!;
    const question = await client.press(panel.message!, { label: 'Leave' });
    expect(textOf(question)).toContain('You can enter again');
    expect(textOf(await client.press(question.message!, { label: 'Leave' }))).toContain('You left');
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain("You're in");
    expect((await rows().findOne({ connectionId }))!.salt).not.toBe(salt);
  });

  it('that is left when the list has closed is on it all the same, and says so', async () => {
    const { connectionId, card } = await postAllowlist(testApp());
    const cleo = member(0);
    await cleo.press(card, { label: 'Enter' });
    const panel = await cleo.press(card, { label: 'My entry' });
    const question = await cleo.press(panel.message!, { label: 'Leave' });
    const closedSeq = await close(connectionId);
    expect(textOf(await cleo.press(question.message!, { label: 'Leave' }))).toContain('on it all the same');
    expect((await listed(connectionId, closedSeq)).size).toBe(1);
    testApp().clock.advance(1_500);
    expect(textOf(await cleo.press(card, { label: 'My entry' }))).toContain(
      'The list has closed, and your entry is on it',
    );
  });

  it('gives entry.json as a file, once the list is frozen', async () => {
    const { connectionId, card } = await postAllowlist(testApp());
    const cleo = member(0);
    await cleo.press(card, { label: 'Enter' });
    expect(textOf(await cleo.press(card, { label: 'My entry' }))).not.toContain('as a file');
    await close(connectionId);
    const { salt, discordId } = (await rows().findOne({ connectionId }))!;
    const file = { discordId, salt, tickets: 1, index: 0, path: [] };
    jest.spyOn(testApp().get(EntryProofs), 'fileOf').mockResolvedValue(file);
    testApp().clock.advance(1_500);
    const panel = await cleo.press(card, { label: 'My entry' });
    const given = await cleo.press(panel.message!, { label: 'My entry as a file' });
    expect(JSON.stringify(given.message?.components)).toContain('entry.json');
    jest.restoreAllMocks();
  });
});

describe('a refresh', () => {
  it('after the closing is told so, and changes nothing', async () => {
    const { connectionId } = await postAllowlist(testApp(), { bonusEntries: [aBonus()] });
    const action = actionOf();
    await testApp().get(EnteringService).enter(action, connectionId);
    const closedSeq = await close(connectionId);
    const later = { ...action, roleIds: [aBonus().of] };
    await expect(own().refresh(later, connectionId)).rejects.toThrow(AllowlistClosedError);
    expect(await listed(connectionId, closedSeq)).toEqual(new Map([[action.discordId, 1]]));
    await expect(own().refresh(actionOf(), connectionId)).rejects.toThrow(AllowlistClosedError);
  });

  it('of who is not in is told so', async () => {
    const { connectionId } = await postAllowlist(testApp());
    await expect(own().refresh(actionOf(), connectionId)).rejects.toThrow(NotEnteredError);
  });

  it('that meets the closing is either in the list or told "closed", and the list does not change', async () => {
    const { connectionId } = await postAllowlist(testApp(), { bonusEntries: [aBonus()] });
    const members = Array.from({ length: 60 }, () => actionOf());
    for (const action of members) await testApp().get(EnteringService).enter(action, connectionId);
    const ended = await Promise.allSettled(
      members.map(async (action, index) => {
        if (index === 20) void close(connectionId);
        return own().refresh({ ...action, roleIds: [aBonus().of] }, connectionId);
      }),
    );
    const closedSeq = await close(connectionId);
    const told = members.map(({ discordId }, index) => [
      discordId,
      ended[index]?.status === 'fulfilled' ? 5 : 1,
    ]);
    expect([...(await listed(connectionId, closedSeq))].sort()).toEqual(told.sort());
    expect(ended.some(({ status }) => status === 'rejected')).toBe(true);
  });

  it('whose stamp is later than the closing counts nothing, even before it is taken back', async () => {
    const { connectionId } = await postAllowlist(testApp(), { bonusEntries: [aBonus()] });
    const action = actionOf();
    await testApp().get(EnteringService).enter(action, connectionId);
    const allowlists = testApp().get(AllowlistsRepository);
    const stale = await allowlists.closingOf(connectionId);
    const closedSeq = await close(connectionId);
    // Read before the closing, written after it: what a process does that stood still meanwhile.
    let during = new Map<string, number>();
    jest
      .spyOn(allowlists, 'closingOf')
      .mockImplementationOnce(() => Promise.resolve(stale))
      .mockImplementationOnce(async () => {
        during = await listed(connectionId, closedSeq);
        return { status: 'closing', closedSeq };
      });
    await expect(own().refresh({ ...action, roleIds: [aBonus().of] }, connectionId)).rejects.toThrow(
      AllowlistClosedError,
    );
    jest.restoreAllMocks();
    expect(during).toEqual(new Map([[action.discordId, 1]]));
    expect(await listed(connectionId, closedSeq)).toEqual(during);
    expect(await rows().findOne({ connectionId })).toMatchObject({ tickets: 1, bonuses: [] });
  });
});

describe('/allowlists', () => {
  it('shows the open ones page by page with odds, and those of the member', async () => {
    const server = await testApp().addServer();
    const app = testApp();
    const posted = [];
    for (let index = 0; index < 7; index += 1)
      posted.push(await postAllowlist(app, { title: `List ${index}`, winnerCount: 1 }, server));
    const client = app.as(server.members[0]!);
    const other = app.as(server.members[1]!);
    for (const who of [client, other]) await who.press(posted[6]!.card, { label: 'Enter' });
    await app.get(EntryCountsProjection).recount(posted[6]!.connectionId);
    const channelId = server.channels.general.id;
    const first = await client.run('allowlists', {}, { channelId });
    expect(textOf(first)).toMatch(
      /Open allowlists[^]*List 6[^]*about 50 %[^]*entered ✓[^]*List 5[^]*not entered[^]*List 2/,
    );
    expect(textOf(first)).toContain('Odds are estimates');
    const second = await client.press(first.message!, { label: 'Next' });
    expect(textOf(second)).toMatch(/List 1[^]*List 0/);
    expect(textOf(await client.press(second.message!, { label: 'Back' }))).toContain('List 6');
    const mine = textOf(await client.run('allowlists', { show: 'mine' }, { channelId }));
    expect(mine).toMatch(/Your allowlists[^]*List 6/);
    expect(mine).not.toContain('List 5');
    const nobody = app.as(server.members[2]!);
    expect(textOf(await nobody.run('allowlists', { show: 'mine' }, { channelId }))).toContain(
      'noch bei keiner',
    );
  });
});
