// Real: draws, claims and what follows from them, a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { type Answer, readableText } from '../../../playground/discord/client.ts';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { ProfilesService } from '../../../src/modules/accounts/profiles/profiles.service.js';
import { WalletTakenError } from '../../../src/modules/allowlists/allowlists.errors.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { AllowlistExportService } from '../../../src/modules/allowlists/exports/allowlist-export.service.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { EntryNoticesEffect } from '../../../src/modules/allowlists/risk/entry-notices.effect.js';
import { ClaimsService } from '../../../src/modules/allowlists/winners/claims.service.js';
import { Rerolls } from '../../../src/modules/allowlists/winners/rerolls.service.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { anEvmWallet } from '../../support/builders/wallets.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { letGiveRoles, rolesOf } from '../../support/tasks/roles.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');

/** All who entered have won, and may claim for a day. */
async function won(
  allowlistData: Parameters<typeof DrawnAllowlist.post>[2] = {},
  given: Partial<AllowlistEntry> = {},
): Promise<DrawnAllowlist> {
  const data = { winnerCount: 9, claimHours: 24, ...allowlistData };
  const raffle = await DrawnAllowlist.post(testApp(), database.db(), data, await testApp().addServer());
  await raffle.enter(raffle.people, given);
  await raffle.close();
  await testApp().settle();
  return raffle;
}

const memberOf = (raffle: DrawnAllowlist, discordId = '') =>
  aMemberAction({ guildId: raffle.server.guild.id, discordId });
const claim = (raffle: DrawnAllowlist, discordId: string, ...wallet: string[]) =>
  testApp()
    .get(ClaimsService)
    .claim(memberOf(raffle, discordId), raffle.connectionId, wallet.length === 0 ? {} : { wallet });
const announcement = async ({ server }: DrawnAllowlist) =>
  (await testApp().as(server.admin).messages(server.channels.tasks.id)).at(-1)!;
const claimOf = async (raffle: DrawnAllowlist, discordId: string) =>
  (await raffle.draw()).winners.find((winner) => winner.discordId === discordId);

async function prove(discordId: string, addresses: readonly string[]): Promise<void> {
  await testApp().get(AccountsService).ensure(discordId);
  const wallets = addresses.map((address) => ({
    address,
    chain: 'eip155',
    provenAt: new Date(),
    isPrimary: true,
  }));
  await database
    .db()
    .collection('discord_account_links')
    .updateOne({ discordId }, { $set: { 'nafflesUserInfo.wallets': wallets } });
}

describe('wins', () => {
  const winsOf = async (raffle: DrawnAllowlist, discordId: string) => {
    const profile = await testApp()
      .get(ProfilesService)
      .see({ ...memberOf(raffle, discordId), locale: 'en-US' }, null);
    const account = await database.db().collection('discord_account_links').findOne({ discordId });
    return {
      shown: profile.kind === 'community' ? profile.wins : NaN,
      kept: (account?.activityStats as { totalWins: number }).totalWins,
    };
  };
  const ensure = (people: readonly string[]) =>
    Promise.all(people.map((discordId) => testApp().get(AccountsService).ensure(discordId)));
  const none = { shown: 0, kept: 0 };
  const one = { shown: 1, kept: 1 };

  it('follow draws, declined and unclaimed places, rerolls and who moves up', async () => {
    const server = await testApp().addServer();
    const data = { winnerCount: 2, claimHours: 24 };
    const raffle = await DrawnAllowlist.post(testApp(), database.db(), data, server);
    const people = raffle.people.slice(0, 4);
    await ensure(people);
    await raffle.enter(people);
    await raffle.close();
    await testApp().settle();
    const holders = async () =>
      (await raffle.draw()).winners
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ discordId }) => discordId!) as [string, string];
    const claims = testApp().get(ClaimsService);
    const assertTrue = async () => {
      const held: readonly string[] = await holders();
      for (const discordId of people)
        expect(await winsOf(raffle, discordId)).toEqual(held.includes(discordId) ? one : none);
      return held;
    };
    const [declining, claiming] = (await assertTrue()) as [string, string];
    await claims.decline(memberOf(raffle, declining), raffle.connectionId);
    expect((await winsOf(raffle, declining)).shown).toBe(0);
    await claims.claim(memberOf(raffle, claiming), raffle.connectionId);
    await testApp().settle();
    const moved = (await assertTrue()).find((discordId) => discordId !== claiming);
    expect(moved).not.toBe(declining);
    const place = { rank: 2, code: 'other', reason: 'A team member' } as const;
    await testApp().get(Rerolls).reroll(memberOf(raffle, server.admin.id), raffle.connectionId, place);
    await testApp().settle();
    expect(await assertTrue()).not.toContain(claiming);
    testApp().clock.advance(25 * HOUR_MS);
    await testApp().settle();
    testApp().clock.advance(25 * HOUR_MS);
    await testApp().settle();
    expect(await assertTrue()).toEqual([]);
  });

  it('are not shown before winners stand', async () => {
    const raffle = await won();
    const [first] = raffle.people as [string];
    await database
      .db()
      .collection('draws')
      .updateOne({ allowlistId: raffle.connectionId }, { $set: { state: 'posted' } });
    await ensure([first]);
    expect((await winsOf(raffle, first)).shown).toBe(0);
  });

  it('come to everyone of a collection, with the role and a message each, a few at a time', async () => {
    const server = await testApp().addServer();
    letGiveRoles(testApp().discord, server);
    const winnerRoleId = server.roles.helper.id;
    const data = { kind: 'collection', winnerRoleId, winnerCount: undefined } as const;
    const raffle = await DrawnAllowlist.post(testApp(), database.db(), data, server);
    const [left, ...people] = raffle.people as [string, ...string[]];
    await ensure(raffle.people);
    await raffle.enter(raffle.people);
    await testApp().get(EntriesService).leave(memberOf(raffle, left), raffle.connectionId);
    await raffle.close();
    const id = (await raffle.draw())._id.toHexString();
    await testApp().get(DrawEffect).run(id);
    const now = testApp().clock.now();
    const turn = await testApp().get(EntryNoticesEffect).claim(now, now, 1_000);
    expect(turn).toHaveLength(5);
    await testApp().settle();
    await testApp().settle();
    for (const discordId of people) {
      expect(await winsOf(raffle, discordId)).toEqual(one);
      expect(rolesOf(testApp().discord, server, discordId)).toContain(winnerRoleId);
      const messages = await testApp().as({ id: discordId }).directMessages(testApp().discord.applicationId);
      expect(
        messages.map(readableText).filter((words) => /You have won[^]*\n-# Sky Cats$/.test(words)),
      ).toHaveLength(1);
    }
    expect(await winsOf(raffle, left)).toEqual(none);
    expect(rolesOf(testApp().discord, server, left)).not.toContain(winnerRoleId);
    expect((await raffle.stored())?.closedAt).toBeInstanceOf(Date);
  });
});

describe('the end of the time to claim', () => {
  const told = async (discordId: string) =>
    (await testApp().as({ id: discordId }).directMessages(testApp().discord.applicationId)).filter(
      (message) => readableText(message).includes('not claimed yet'),
    );

  it('is told once to who has not claimed: directly, else together in the channel, by however many processes', async () => {
    const raffle = await won();
    const [claimer, decliner, closed, reached] = raffle.people as [string, string, string, string];
    await claim(raffle, claimer);
    await testApp().get(ClaimsService).decline(memberOf(raffle, decliner), raffle.connectionId);
    await testApp().as({ id: closed }).change({ hasClosedDirectMessages: true });
    await testApp().settle();
    testApp().clock.advance(17 * HOUR_MS);
    await testApp().settle();
    expect(await told(reached)).toEqual([]);
    testApp().clock.advance(HOUR_MS + 1_000);
    const id = (await raffle.draw())._id.toHexString();
    await Promise.all([1, 2, 3].map(() => testApp().get(DrawEffect).run(id)));
    await testApp().settle();
    expect(await told(reached)).toHaveLength(1);
    expect(await told(claimer)).toEqual([]);
    expect(await told(decliner)).toEqual([]);
    testApp().clock.advance(61_000);
    await testApp().settle();
    const message = await announcement(raffle);
    expect(readableText(message)).toContain('places that are not claimed yet');
    expect(message.mentions.map(({ id: pinged }) => pinged)).toEqual([closed]);
    expect(textOf(await testApp().as({ id: closed }).press(message, { label: 'Claim' }))).toContain(
      'is yours',
    );
    testApp().clock.advance(HOUR_MS);
    await testApp().settle();
    expect(await told(reached)).toHaveLength(1);
    expect((await raffle.said()).join('\n').match(/places that are not claimed yet/g)).toHaveLength(1);
    testApp().clock.advance(5 * HOUR_MS);
    await testApp().settle();
    expect((await raffle.draw()).winners.map(({ discordId }) => discordId).sort()).toEqual(
      [claimer, closed].sort(),
    );
  });
});

describe('the announcement channel of a server', () => {
  const newsAt = async ({ server }: DrawnAllowlist) =>
    (await testApp().as(server.admin).messages(server.channels.announcements.id)).map(readableText);
  const drawWith = async (notifications: object) => {
    const server = await testApp().addServer();
    const set = { 'botConfig.announcementChannel': server.channels.announcements.id, ...notifications };
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne({ guildId: server.guild.id }, { $set: set });
    const raffle = await DrawnAllowlist.post(testApp(), database.db(), { winnerCount: 2 }, server);
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    await testApp().settle();
    return raffle;
  };

  it('tells once that there are winners, and where; nothing where that is not wanted', async () => {
    const raffle = await drawWith({});
    const news = await newsAt(raffle);
    expect(news).toHaveLength(1);
    expect(news[0]).toMatch(/Winners of[^]*2 winners: see <#\d+>/);
    expect(news[0]).not.toContain('<@');
    expect(await newsAt(await drawWith({ 'botConfig.notifications.winners': false }))).toEqual([]);
  });
});

describe('My entry, once the winners stand', () => {
  it('says to each what became of it, leads to the claim, and asks before a place is let go', async () => {
    const server = await testApp().addServer();
    const data = { winnerCount: 2, claimHours: 24 };
    const raffle = await DrawnAllowlist.post(testApp(), database.db(), data, server);
    const people = raffle.people.slice(0, 4);
    await raffle.enter(people);
    await raffle.close();
    await testApp().settle();
    const held = (await raffle.draw()).winners.map(({ discordId }) => discordId!);
    const [claiming, declining] = held as [string, string];
    const mine = async (id: string): Promise<Answer> =>
      testApp().as({ id }).run('allowlists', { show: 'mine' }, { channelId: server.channels.general.id });
    const entry = async (id: string): Promise<Answer> =>
      testApp()
        .as({ id })
        .press((await mine(id)).message!, { label: 'My entry' });
    const lost = people.find((id) => !held.includes(id))!;
    expect(textOf(await mine(lost))).toContain('no place this time');
    expect(textOf(await entry(lost))).toContain('your entry was not among them');
    expect(textOf(await mine(claiming))).toContain('you hold a place: claim it');
    const open = await entry(claiming);
    expect(textOf(open)).toMatch(/You hold a place. Claim it: the time for it ends <t:\d+:R>/);
    expect(textOf(open)).not.toContain('estimate');
    expect(textOf(await testApp().as({ id: claiming }).press(open.message!, { label: 'Claim' }))).toContain(
      'is yours',
    );
    expect(textOf(await entry(claiming))).toContain('you have claimed it');
    const loser = testApp().as({ id: declining });
    const asked = await loser.press(await announcement(raffle), { label: 'Decline' });
    expect(textOf(asked)).toMatch(/Let your place[^]*can’t be undone/);
    expect((await claimOf(raffle, declining))?.claim).toBe('open');
    expect(textOf(await loser.press(asked.message!, { label: 'Let it go' }))).toContain('You let your place');
    await testApp().settle();
    expect(textOf(await entry(declining))).toContain('you were passed over: declined the prize');
    expect(textOf(await mine(declining))).toContain('passed over');
  });
});

describe('Claim, where the entry names no wallet', () => {
  it('asks for it first, checks it as at the entry, and takes it into the export', async () => {
    const raffle = await won({ walletRule: 'pasted', walletChain: 'eip155' });
    const [first, second] = raffle.people as [string, string];
    const client = testApp().as({ id: first });
    const announced = await announcement(raffle);
    const press = () => client.press(announced, { label: 'Claim' });
    const { modal } = await press();
    const { address } = anEvmWallet();
    expect(textOf(await client.submit(modal, { wallet: `${address.slice(0, -1)}x` }))).toContain('address');
    expect((await claimOf(raffle, first))?.claim).toBe('open');
    const told = await client.submit((await press()).modal, { wallet: address.toLowerCase() });
    expect(textOf(told)).toContain(`The prize goes to ${address.slice(0, 6)}`);
    expect(await claimOf(raffle, first)).toMatchObject({ claim: 'claimed', wallet: address });
    expect(textOf(await press())).toContain('is yours');
    await expect(claim(raffle, second, address)).rejects.toThrow(WalletTakenError);
    expect((await claimOf(raffle, second))?.claim).toBe('open');
    const manager = memberOf(raffle, raffle.server.admin.id);
    const file = await testApp()
      .get(AllowlistExportService)
      .export(manager, raffle.connectionId, 'winners', 'csv');
    expect(file.content.toString()).toContain(address);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('is given once, however many presses arrive with however many wallets', async () => {
    const raffle = await won({ walletRule: 'pasted' });
    const [first, second] = raffle.people as [string, string];
    const wallets = Array.from({ length: 6 }, () => anEvmWallet().address);
    const claimed = await Promise.all(wallets.map((wallet) => claim(raffle, first, wallet)));
    const kept = (await claimOf(raffle, first))?.wallet;
    expect(new Set(claimed.map(({ wallet }) => wallet))).toEqual(new Set([kept]));
    expect(await rows().findOne({ connectionId: raffle.connectionId, discordId: first })).toMatchObject({
      wallet: kept,
      uniqueWallet: kept,
    });
    await expect(claim(raffle, second, kept!)).rejects.toThrow(WalletTakenError);
  });

  it('shows the way to prove one, and asks anew for one that is proven no more', async () => {
    const [old, next] = [anEvmWallet().address, anEvmWallet().address];
    const raffle = await won({ walletRule: 'proven' });
    const [first] = raffle.people as [string];
    await rows().updateOne(
      { connectionId: raffle.connectionId, discordId: first },
      { $set: { wallet: old, uniqueWallet: old } },
    );
    const client = testApp().as({ id: first });
    const announced = await announcement(raffle);
    const press = () => client.press(announced, { label: 'Claim' });
    const way = await press();
    expect(textOf(way)).toContain('and you have none now');
    expect(textOf(await client.press(way.message!, { label: 'My wallets' }))).toContain('wallet');
    await expect(claim(raffle, first, old)).rejects.toThrow();
    await prove(first, [next]);
    expect(textOf(await client.submit((await press()).modal, { wallet: [next] }))).toContain('is yours');
    expect(await claimOf(raffle, first)).toMatchObject({ claim: 'claimed', wallet: next });
  });

  it.each([
    ['names one', { wallet: anEvmWallet().address }],
    ['needs none', {}],
  ])('is the press alone where the entry %s', async (_, { wallet }: { wallet?: string }) => {
    const raffle = await won({ walletRule: wallet === undefined ? 'none' : 'pasted' });
    const [first] = raffle.people as [string];
    if (wallet !== undefined)
      await rows().updateOne(
        { connectionId: raffle.connectionId, discordId: first },
        { $set: { wallet, uniqueWallet: wallet } },
      );
    const told = await testApp()
      .as({ id: first })
      .press(await announcement(raffle), { label: 'Claim' });
    expect(textOf(told)).toContain('is yours');
    expect((await claimOf(raffle, first))?.wallet).toBe(wallet);
  });
});
