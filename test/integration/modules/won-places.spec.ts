// Real: draws, claims and what follows from them, a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { readableText } from '../../../playground/discord/client.ts';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { WalletTakenError } from '../../../src/modules/allowlists/allowlists.errors.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { AllowlistExportService } from '../../../src/modules/allowlists/exports/allowlist-export.service.js';
import { ClaimsService } from '../../../src/modules/allowlists/winners/claims.service.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { anEvmWallet } from '../../support/builders/wallets.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

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

describe('the end of the time to claim', () => {
  const HOUR_MS = 3_600_000;
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
