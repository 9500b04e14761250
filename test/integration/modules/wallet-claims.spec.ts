// Real: the whole service, its handlers, a MongoDB of this file, key pairs that sign. Fake: Discord (the local one
// of the playground, in this process) and the time. No worker runs: `settle()` does its part.
import type { Answer, MemberClient, Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import { catalogues } from '../../../src/locales/index.js';
import { walletPanelView } from '../../../src/modules/accounts/views/wallets.view.js';
import { shortened } from '../../../src/modules/accounts/wallets/wallet-address.rules.js';
import { WalletClaimsService } from '../../../src/modules/accounts/wallets/wallet-claims.service.js';
import { WalletProofsService } from '../../../src/modules/accounts/wallets/wallet-proofs.service.js';
import { WalletPanelService } from '../../../src/modules/accounts/wallets/wallet-panel.service.js';
import {
  ClaimSettledError,
  WalletContestedError,
  WalletGoneError,
} from '../../../src/modules/accounts/wallets/wallets.errors.js';
import { WalletsService } from '../../../src/modules/accounts/wallets/wallets.service.js';
import type { WalletClaim } from '../../../src/modules/accounts/schemas/wallet-claim.schema.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { anEvmWallet, aSolanaWallet, type TestWallet } from '../../support/builders/wallets.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const HOUR_MS = 3_600_000;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const wallets = () => testApp().get(WalletsService);
const claims = () => database.db().collection<WalletClaim>('wallet_claims');

let people = 0;
/** A person of their own, on the server of the test. */
function aMember(username: string, locale?: string): User {
  const user = testApp().discord.createUser({
    username: `${username}${String((people += 1))}`,
    ...(locale !== undefined && { locale }),
  });
  testApp().discord.addMember({ guildId: testApp().server.guild.id, userId: user.id });
  return user;
}

async function prove({ id: discordId, username }: Pick<User, 'id' | 'username'>, wallet: TestWallet) {
  const proofs = testApp().get(WalletProofsService);
  const { token, text } = await proofs.challenge({ discordId, username }, wallet.address);
  return proofs.prove({ discordId, username }, token, await wallet.sign(text));
}

const listOf = async ({ id }: Pick<User, 'id'>): Promise<string[]> =>
  (await wallets().list(id)).wallets.map(({ address }) => address);
const claimOn = ({ address }: TestWallet) => claims().findOne({ address }, { sort: { _id: -1 } });
const messagesTo = (user: User): Promise<Message[]> =>
  testApp().as(user).directMessages(testApp().discord.applicationId);
const textsTo = async (user: User): Promise<string[]> =>
  (await messagesTo(user)).map((message) => textOf({ outcome: 'message', message }));
const flagsOf = async ({ id }: User) =>
  (await database.db().collection('discord_account_links').findOne({ discordId: id }))?.securityData as {
    riskScore: number;
    suspiciousActivityFlags: { kind: string; reason: string }[];
  };

const idsOf = (...users: readonly User[]): Promise<string[]> =>
  Promise.all(
    users.map(async ({ id }) => {
      const row = await database.db().collection('discord_account_links').findOne({ discordId: id });
      return row!._id.toHexString();
    }),
  );

/** One holds the wallet, the other has proven it now. */
async function aClaim(wallet = anEvmWallet()) {
  const [holder, claimant] = [aMember('holder'), aMember('claimant')];
  await prove(holder, wallet);
  expect(await prove(claimant, wallet)).toMatchObject({ kind: 'claimed' });
  await testApp().settle();
  const claim = await claimOn(wallet);
  return { wallet, holder, claimant, claimId: claim!._id.toHexString() };
}

describe('a wallet that another member proves', () => {
  it('stays for 72 hours, in which its holder is told once, and not by whom', async () => {
    const { wallet, holder, claimant } = await aClaim();
    await testApp().settle();
    testApp().clock.advance(72 * HOUR_MS - 60_000);
    await testApp().settle();
    expect(await listOf(holder)).toEqual([wallet.address]);
    expect(await listOf(claimant)).toEqual([]);
    const told = await textsTo(holder);
    expect(told).toEqual([expect.stringContaining('Is this wallet yours?')]);
    expect(told.join()).toContain(shortened(wallet.address));
    expect(JSON.stringify(await messagesTo(holder))).not.toMatch(
      new RegExp(`${claimant.id}|${claimant.username}`),
    );
    expect(await textsTo(claimant)).toEqual([]);
  });

  it('moves then, with its primary place and its time of proof, and both are told', async () => {
    const { wallet, holder, claimant } = await aClaim();
    const second = aSolanaWallet();
    await prove(holder, second);
    const claimedAt = (await claimOn(wallet))!.claimedAt;
    testApp().clock.advance(72 * HOUR_MS);
    await testApp().settle();
    expect((await wallets().list(holder.id)).wallets).toMatchObject([
      { address: second.address, isPrimary: true },
    ]);
    expect((await wallets().list(claimant.id)).wallets).toMatchObject([
      { address: wallet.address, isPrimary: true, provenAt: claimedAt },
    ]);
    expect((await textsTo(holder)).at(-1)).toContain('is no longer linked to your account');
    expect((await textsTo(claimant)).at(-1)).toContain('is linked to your account now');
    const both = JSON.stringify([await messagesTo(holder), await messagesTo(claimant)]);
    expect(both).not.toContain(holder.username);
    expect(both).not.toContain(claimant.username);
    const audits = database.db().collection('audit_entries');
    const ids = await idsOf(holder, claimant);
    const trail = await audits.find({ action: 'wallet.move', 'target.id': { $in: ids } }).toArray();
    expect(trail.map(({ target }) => (target as { id: string }).id)).toEqual(ids);
    expect(JSON.stringify(trail)).not.toMatch(new RegExp(`${wallet.address}|${holder.id}|${claimant.id}`));
    expect(await claimOn(wallet)).toMatchObject({ state: 'moved', owes: [] });
    expect(await claimOn(wallet)).not.toHaveProperty('due');
  });

  it('moves once, however many workers do it', async () => {
    const { wallet, claimant } = await aClaim();
    testApp().clock.advance(72 * HOUR_MS);
    const claim = (await claimOn(wallet))!;
    const workers = Array.from({ length: 10 }, () => testApp().get(WalletClaimsService).move(claim));
    await Promise.all(workers);
    expect(await listOf(claimant)).toEqual([wallet.address]);
  });

  it('stays with its holder who objects: both are flagged, the other is told', async () => {
    const { wallet, holder, claimant } = await aClaim();
    const [notice] = await messagesTo(holder);
    const answer = await testApp().as(holder).press(notice!, { startsWith: 'account/wallet/object' });
    expect(textOf(answer)).toContain('stays yours');
    await testApp().settle();
    testApp().clock.advance(80 * HOUR_MS);
    await testApp().settle();
    expect(await listOf(holder)).toEqual([wallet.address]);
    expect(await textsTo(claimant)).toEqual([expect.stringContaining('its holder objected')]);
    for (const member of [holder, claimant]) {
      const { riskScore, suspiciousActivityFlags } = await flagsOf(member);
      expect(riskScore).toBeGreaterThan(0);
      expect(suspiciousActivityFlags).toMatchObject([{ kind: 'wallet-seen-elsewhere' }]);
      expect(suspiciousActivityFlags[0]?.reason).not.toMatch(/\d{17}|0x/);
    }
    await expect(prove(claimant, wallet)).rejects.toThrow(WalletContestedError);
    testApp().clock.advance(31 * 24 * HOUR_MS);
    expect(await prove(claimant, wallet)).toMatchObject({ kind: 'claimed' });
  });

  it('stays with its holder who proves it again', async () => {
    const { wallet, holder, claimant } = await aClaim();
    expect(await prove(holder, wallet)).toMatchObject({ kind: 'renewed' });
    await testApp().settle();
    testApp().clock.advance(72 * HOUR_MS);
    await testApp().settle();
    expect(await listOf(holder)).toEqual([wallet.address]);
    expect(await claimOn(wallet)).toMatchObject({ state: 'kept' });
    expect(await textsTo(claimant)).toEqual([expect.stringContaining('its holder objected')]);
  });

  it('moves at once when its holder removes it', async () => {
    const { wallet, holder, claimant } = await aClaim();
    await wallets().remove(holder.id, wallet.address);
    await testApp().settle();
    expect(await listOf(claimant)).toEqual([wallet.address]);
    expect((await textsTo(holder)).join()).not.toContain('no longer linked');
  });

  it('is claimed by one at a time, and asked for again changes nothing', async () => {
    const { wallet, claimant } = await aClaim();
    await expect(prove(aMember('third'), wallet)).rejects.toThrow(WalletContestedError);
    const before = await claimOn(wallet);
    testApp().clock.advance(HOUR_MS);
    expect(await prove(claimant, wallet)).toMatchObject({ kind: 'claimed', movesAt: before!.movesAt });
    expect(await claims().countDocuments({ address: wallet.address })).toBe(1);
  });

  it('goes to whoever proves it after it was free, not to the older claim', async () => {
    const { wallet, holder, claimant } = await aClaim();
    const third = aMember('third');
    await database
      .db()
      .collection('discord_account_links')
      .updateOne({ discordId: holder.id }, { $set: { 'nafflesUserInfo.wallets': [] } });
    expect(await prove(third, wallet)).toMatchObject({ kind: 'added' });
    testApp().clock.advance(72 * HOUR_MS);
    await testApp().settle();
    expect(await listOf(third)).toEqual([wallet.address]);
    expect(await listOf(claimant)).toEqual([]);
    expect(await claimOn(wallet)).toMatchObject({ state: 'void', owes: [] });
    expect((await textsTo(claimant)).at(-1)).toContain('could not be linked');
  });

  it('waits for nobody who has no room for it', async () => {
    const { wallet, holder, claimant } = await aClaim();
    for (let made = 0; made < 10; made += 1) await prove(claimant, anEvmWallet());
    testApp().clock.advance(72 * HOUR_MS);
    await testApp().settle();
    expect(await listOf(holder)).toEqual([wallet.address]);
    expect((await textsTo(claimant)).at(-1)).toContain('could not be linked');
  });

  it('takes no objection of anybody else, nor one that comes too late', async () => {
    const { claimId, claimant, holder } = await aClaim();
    for (const id of [claimant.id, aSnowflake()])
      await expect(wallets().object(id, claimId)).rejects.toThrow(ClaimSettledError);
    await expect(wallets().object(holder.id, 'no-id')).rejects.toThrow(ClaimSettledError);
    testApp().clock.advance(72 * HOUR_MS);
    await testApp().settle();
    await expect(wallets().object(holder.id, claimId)).rejects.toThrow(ClaimSettledError);
  });

  it('is moved or kept, never both, when both come at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { wallet, holder, claimant, claimId } = await aClaim();
      testApp().clock.advance(72 * HOUR_MS);
      const claim = (await claimOn(wallet))!;
      const [objection] = await Promise.allSettled([
        wallets().object(holder.id, claimId),
        testApp().get(WalletClaimsService).move(claim),
      ]);
      const isKept = objection.status === 'fulfilled';
      expect(await claimOn(wallet)).toMatchObject({ state: isKept ? 'kept' : 'moved' });
      expect(await listOf(isKept ? holder : claimant)).toEqual([wallet.address]);
      expect(await listOf(isKept ? claimant : holder)).toEqual([]);
    }
  });

  it('shows its claim in the panel of a holder who takes no messages, in their language', async () => {
    const [holder, claimant] = [aMember('still', 'de'), aMember('claimant')];
    const wallet = anEvmWallet();
    await testApp().as(holder).change({ hasClosedDirectMessages: true });
    await prove(holder, wallet);
    await prove(claimant, wallet);
    await testApp().settle();
    const panel = await open(testApp().as(holder));
    expect(textOf(panel)).toContain('Auch jemand anders hat den Schlüssel');
    const kept = await testApp()
      .as(holder)
      .press(panel.message!, { startsWith: 'account/wallet/object/panel' });
    expect(textOf(kept)).toContain('bleibt bei dir');
    expect(await claimOn(wallet)).toMatchObject({ state: 'kept' });
  });
});

const open = (member: MemberClient, channelId = testApp().server.channels.general.id): Promise<Answer> =>
  member.run('account wallet', {}, { channelId });

describe('/account wallet', () => {
  /** The text in the code block. */
  const signed = (answer: Answer): string => {
    const found = /```\n([^`]+)\n```/.exec(JSON.parse(`"${contentOf(answer)}"`) as string);
    return found?.[1] ?? '';
  };
  const contentOf = (answer: Answer): string =>
    /"content":"(```(?:[^"\\]|\\.)*)"/.exec(JSON.stringify(answer.message))?.[1] ?? '';

  async function paste(
    me: MemberClient,
    panel: Answer,
    wallet: TestWallet,
    sign = wallet.sign,
  ): Promise<Answer> {
    const ways = await me.press(panel.message!, { label: 'Add a wallet' });
    const address = await me.press(ways.message!, { label: 'Paste a signature' });
    const given = await me.submit(address.modal, { address: wallet.address.toLowerCase() });
    const form = await me.press(given.message!, { label: 'Enter the signature' });
    return me.submit(form.modal, { signature: await sign(signed(given)) });
  }

  it('takes a pasted signature, also in direct messages, and changes the list', async () => {
    const user = aMember('cleo');
    const me = testApp().as(user);
    const { id: direct } = await me.directChannel(testApp().discord.applicationId);
    const [first, second] = [anEvmWallet(), anEvmWallet()];
    const empty = await open(me, direct);
    expect(textOf(empty)).toContain('You have not linked a wallet yet');
    const one = await paste(me, empty, first);
    expect(textOf(one)).toContain(`${shortened(first.address)} is proven and linked`);
    const two = await paste(me, one, second);
    const chosen = await me.choose(two.message!, { startsWith: 'account/wallet/choose' }, [
      `1-${second.address.slice(-4)}`,
    ]);
    const primary = await me.press(chosen.message!, { label: 'Make primary' });
    expect(textOf(primary)).toContain(`${shortened(second.address)} is your primary wallet now`);
    const again = await me.choose(primary.message!, { startsWith: 'account/wallet/choose' }, [
      `0-${first.address.slice(-4)}`,
    ]);
    const removed = await me.press(again.message!, { label: 'Remove' });
    expect(textOf(removed)).toContain(`${shortened(first.address)} is removed`);
    expect(await listOf(user)).toEqual([second.address]);
    expect(JSON.stringify(removed.message)).not.toContain(first.address);
    const logs = database.db().collection('discord_interaction_logs');
    await waitUntil(async () => (await logs.countDocuments({ userId: user.id })) >= 12);
    const logged = JSON.stringify(await logs.find({ userId: user.id }).toArray());
    expect(logged).toContain('account/wallet/sign/token');
    expect(logged).not.toMatch(new RegExp(`${first.address}|${second.address}`, 'i'));
  });

  it('says what is wrong with an address or a signature, and the text may be signed again', async () => {
    const user = aMember('dan');
    const me = testApp().as(user);
    const wallet = anEvmWallet();
    const panel = await open(me);
    const ways = await me.press(panel.message!, { label: 'Add a wallet' });
    expect(textOf(ways)).not.toContain('Open the page');
    const form = await me.press(ways.message!, { label: 'Paste a signature' });
    const refused = textOf(await me.submit(form.modal, { address: 'vitalik.eth' }));
    expect(refused).toContain('Use the address behind the name');
    expect(refused).toContain('Accepted are an address of Ethereum');
    const second = await me.press(ways.message!, { label: 'Paste a signature' });
    const given = await me.submit(second.modal, { address: wallet.address });
    const text = signed(given);
    expect(text).toContain(`${user.username} (ID ${user.id})`);
    const entered = async (signature: string) => {
      const opened = await me.press(given.message!, { label: 'Enter the signature' });
      return textOf(await me.submit(opened.modal, { signature }));
    };
    expect(await entered('hello')).toContain('This is no signature');
    expect(await entered(await anEvmWallet().sign(text))).toContain('was not made by the key of');
    expect(await entered(`0x${'ab'.repeat(200)}`)).toContain('looks like the signature of a contract wallet');
    expect(await entered(await wallet.sign(text))).toContain('is proven and linked');
  });

  it('gives one member nothing of another’s, whatever a control is made to say', async () => {
    const [ana, bo] = [aMember('ana'), aMember('bo')];
    const [hers, his] = [anEvmWallet(), anEvmWallet()];
    await prove(ana, hers);
    await prove(bo, his);
    const panels = testApp().get(WalletPanelService);
    const forger = { discordId: bo.id, username: bo.username, locale: 'en-US' };
    const key = `0-${hers.address.slice(-4)}`;
    await expect(panels.remove(forger, key)).rejects.toThrow(WalletGoneError);
    await expect(panels.makePrimary(forger, key)).rejects.toThrow(WalletGoneError);
    const view = JSON.stringify(walletPanelView(await panels.choose(forger, key), catalogues['en-US']));
    expect(view).not.toContain(hers.address);
    expect(view).not.toContain('account/wallet/remove');
    expect([await listOf(ana), await listOf(bo)]).toEqual([[hers.address], [his.address]]);
  });
});
