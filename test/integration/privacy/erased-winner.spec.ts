// Real: presses, the draw, its claims and files, the erasure, every collection, and a MongoDB of this file. Fake:
// Discord (the local one of the playground, in this process) and the time. No worker runs: `settle()` does its part.
import { mongo } from 'mongoose';
import type { Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import { LocalDiscordClient } from '../../../playground/discord/client.ts';
import { verifyEntry, verifyProof } from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { InteractionGate } from '../../../src/infra/discord/interaction-gate.js';
import { ProjectionRunner } from '../../../src/infra/projections/index.js';
import { drawFilesOf } from '../../../src/maintenance/draws/draw-files.js';
import { EraseMemberEffect } from '../../../src/maintenance/privacy/erase-member.effect.js';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { DrawAllowlistsRepository } from '../../../src/modules/allowlists/draws/draw-allowlists.repository.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { DrawListsRepository } from '../../../src/modules/allowlists/draws/draw-lists.repository.js';
import { DrawsRepository } from '../../../src/modules/allowlists/draws/draws.repository.js';
import {
  Eligibility,
  EligibilityUnknownError,
} from '../../../src/modules/allowlists/draws/eligibility.service.js';
import { ProofsService } from '../../../src/modules/allowlists/draws/proofs.service.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { ClaimsService } from '../../../src/modules/allowlists/winners/claims.service.js';
import { WinnerDebts } from '../../../src/modules/allowlists/winners/winner-debts.service.js';
import { InteractionLogWriter } from '../../../src/modules/interactions/index.js';
import { postButtons, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { anEvmWallet } from '../../support/builders/wallets.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { letGiveRoles } from '../../support/tasks/roles.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import {
  everyDocument,
  keysHolding,
  tracesOfHex,
  tracesOfId,
  tracesOfWords,
} from '../../support/privacy/traces.js';

const NAME = 'Girlitz-Kanarienvogel-5b1d7e';
const APPEAL = 'Ich bin Girlitz, und kein zweites Konto.';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');
const wallet = anEvmWallet().address;

let person: User;
let raffle: DrawnAllowlist;
/** In what is stored; by name. */
let traces: Record<'id' | 'name' | 'wallet' | 'salt' | 'otherSalt' | 'appeal', Buffer[]>;
let files: { readonly proof: string; readonly list: string; readonly entry: string };

const client = (who: { readonly id: string } = person) =>
  new LocalDiscordClient(testApp().discord.url).as(who.id);
const saltIn = async ({ connectionId }: DrawnAllowlist): Promise<string> =>
  (await rows().findOne({ connectionId, discordId: person.id }))!.salt;

async function enter(card: Message, who: User, address: string): Promise<void> {
  const { modal } = await client(who).press(card, { label: 'Enter' });
  await client(who).submit(modal, { wallet: address });
}

async function drain(): Promise<void> {
  await testApp().get(InteractionGate).drain(5_000);
  await testApp().get(InteractionLogWriter).flush();
}

async function filesNow(isOpen: boolean): Promise<{ proof: string; list: string }> {
  const found = await drawFilesOf(database.db(), raffle.connectionId, { isOpen });
  const pieces: Uint8Array[] = [];
  for await (const piece of found!.list) pieces.push(piece);
  return { proof: found!.proof!, list: Buffer.concat(pieces).toString() };
}

const leftIn = async (): Promise<Record<string, string[]>> => {
  const documents = await everyDocument(database.db());
  return Object.fromEntries(
    Object.entries(traces).map(([what, bytes]) => [what, keysHolding(documents, bytes)]),
  );
};

/** All that can be stored of a member: in one draw a winner, held in a second one, in an open third one. */
beforeAll(async () => {
  const { discord, server } = testApp();
  const newcomer = (username: string, displayName: string): User => {
    const user = discord.createUser({ username, displayName });
    discord.addMember({ guildId: server.guild.id, userId: user.id });
    return user;
  };
  person = newcomer('girlitz5b1d7e', NAME);
  const others = ['Amsel', 'Drossel', 'Fink'].map((name) => newcomer(name.toLowerCase(), name));
  const data = { walletRule: 'pasted', winnerCount: 9, claimHours: 24 } as const;
  const post = (given: object) => DrawnAllowlist.post(testApp(), database.db(), { ...data, ...given });
  raffle = await post({});
  const open = await post({ title: 'Still open', holdFrom: 1 });
  const card = await postButtons(testApp(), raffle.connectionId);
  await enter(card, person, wallet);
  for (const other of others) await enter(card, other, anEvmWallet().address);
  for (const label of ['Enter', 'Details', 'My entry']) await client().press(card, { label });
  // Another one names the same wallet: refused, and recorded.
  await enter(card, newcomer('meise', 'Meise'), wallet);
  await enter(await postButtons(testApp(), open.connectionId), person, wallet);
  await rows().updateOne(
    { connectionId: open.connectionId, discordId: person.id },
    { $set: { appeal: { text: APPEAL, at: new Date(), isOpen: true } } },
  );
  traces = {
    id: tracesOfId(person.id),
    name: tracesOfWords([NAME, 'girlitz5b1d7e']),
    wallet: tracesOfWords([wallet, wallet.slice(2)]),
    salt: tracesOfHex(await saltIn(raffle)),
    otherSalt: tracesOfHex(await saltIn(open)),
    appeal: tracesOfWords([APPEAL]),
  };
  await raffle.close();
  await testApp().settle();
  const member = aMemberAction({ guildId: server.guild.id, discordId: person.id });
  await testApp().get(ClaimsService).claim(member, raffle.connectionId);
  for (const { connectionId } of [raffle, open]) {
    await testApp().get(ProjectionRunner).recountOf('entry-counts')?.(connectionId);
    await testApp().get(ProjectionRunner).recountOf('entry-attempts')?.(connectionId);
  }
  const place = { channelId: server.channels.general.id };
  for (const who of ['entries', 'winners'])
    await testApp()
      .as(server.admin)
      .run('allowlist export', { allowlist: raffle.connectionId, who, format: 'csv' }, place);
  await testApp().settle();
  await drain();
  const entry = await testApp().get(ProofsService).entryFile(raffle.connectionId, person.id);
  files = { ...(await filesNow(true)), entry: JSON.stringify(entry) };
});

it('what is to be found stands in many places before', async () => {
  const left = await leftIn();
  const collections = (what: string) => [...new Set(left[what]!.map((key) => key.split('/')[0]))].sort();
  expect(collections('id')).toEqual(
    expect.arrayContaining([
      'allowlist_entries',
      'discord_allowlist_connections',
      'discord_interaction_logs',
      'draw_lists',
      'draws',
      'entry_attempts',
    ]),
  );
  expect(collections('wallet')).toEqual(['allowlist_entries', 'draws']);
  expect(collections('salt')).toEqual(['allowlist_entries', 'draw_lists', 'draws']);
  expect(collections('appeal')).toEqual(['allowlist_entries']);
  const checked = await verifyEntry(files.proof, files.entry, { sha256 });
  expect(checked).toMatchObject({ holds: true });
});

describe('erased after the draw', () => {
  let draw: Awaited<ReturnType<DrawnAllowlist['draw']>>;

  beforeAll(async () => {
    draw = await raffle.draw();
    await testApp().get(PersonalData).requestErasure({ discordId: person.id, locale: 'en-US' });
    testApp().clock.advance(11_000);
    await testApp().settle();
    await drain();
  });

  it('0 bytes of id, name, wallet, salt or words are left in any collection', async () => {
    expect(await leftIn()).toEqual({ id: [], name: [], wallet: [], salt: [], otherSalt: [], appeal: [] });
  });

  it('the place stays taken, and its line stays in the list, of the same root', async () => {
    const { winners } = await raffle.draw();
    const rank = draw.winners.find(({ discordId }) => discordId === person.id)!.rank;
    const { entrant } = draw.winners.find((winner) => winner.rank === rank)!;
    expect(winners).toHaveLength(4);
    expect(winners.find((winner) => winner.rank === rank)).toMatchObject({ entrant, claim: 'claimed' });
    expect((await filesNow(true)).list).toContain(`{"entrant":"${entrant}","tickets":1}\n`);
  });

  it('what is exported then holds, open and masked, and names the others only', async () => {
    for (const isOpen of [true, false]) {
      const { proof, list } = await filesNow(isOpen);
      expect(await verifyProof(proof, [Buffer.from(list)], { sha256 })).toMatchObject({ holds: true });
      for (const bytes of Object.values(traces).flat())
        expect(Buffer.from(proof + list).includes(bytes)).toBe(false);
      expect(proof.match(/discordId/g) ?? []).toHaveLength(isOpen ? 3 : 0);
    }
  });

  it('files of before, which somebody may have kept, hold with those of after', async () => {
    const now = await filesNow(true);
    const pairs = [
      [files.proof, now.list],
      [now.proof, files.list],
    ] as const;
    for (const [proof, list] of pairs)
      expect(await verifyProof(proof, [Buffer.from(list)], { sha256 })).toMatchObject({ holds: true });
    expect(await verifyEntry(now.proof, files.entry, { sha256 })).toMatchObject({ holds: true });
  });

  it('no file in the channel ever had a salt: what stands there can not be masked', async () => {
    const { tasks } = testApp().server.channels;
    const messages = await testApp().as(testApp().server.admin).messages(tasks.id);
    const urls = [...JSON.stringify(messages).matchAll(/"url":"(http[^"]+\.(?:json|ndjson)[^"]*)"/g)];
    expect(urls.length).toBeGreaterThan(2);
    for (const [, url = ''] of urls) expect(await (await fetch(url)).text()).not.toMatch(/discordId|salt/);
  });
});

describe('erased while the draw is under way', () => {
  const postSmall = async (): Promise<DrawnAllowlist> => {
    const { server } = testApp();
    const winnerRoleId = server.roles.helper.id;
    const data = { winnerCount: 9, winnerRoleId };
    const small = await DrawnAllowlist.post(testApp(), database.db(), data, server);
    letGiveRoles(testApp().discord, server);
    person = discordUser();
    await small.enter([person.id, ...small.people.slice(0, 3)], { wallet });
    return small;
  };
  const discordUser = (): User => {
    const { discord, server } = testApp();
    const user = discord.createUser({ username: NAME.toLowerCase() });
    discord.addMember({ guildId: server.guild.id, userId: user.id });
    return user;
  };
  const tracesIn = async (small: DrawnAllowlist) => [
    ...tracesOfId(person.id),
    ...tracesOfHex(await saltIn(small)),
  ];
  /** From its first step to its last, whatever else is due. */
  async function eraseNow(): Promise<void> {
    await testApp().get(PersonalData).requestErasure({ discordId: person.id, locale: 'en-US' });
    const row = await database.db().collection('erasures').findOne({ discordId: person.id });
    await testApp().get(EraseMemberEffect).run(String(row!._id));
  }

  it('before the ranks are looked at: the place is passed over as "left", and the proof holds', async () => {
    const small = await postSmall();
    const salt = await tracesIn(small);
    await small.close();
    const unknown = new EligibilityUnknownError('For the test');
    const look = jest.spyOn(testApp().get(Eligibility), 'of').mockRejectedValueOnce(unknown);
    const id = (await small.draw())._id.toHexString();
    await expect(testApp().get(DrawEffect).run(id)).rejects.toThrow(unknown);
    look.mockRestore();
    expect(await small.draw()).toMatchObject({ state: 'posted', winners: [], disqualified: [] });
    await eraseNow();
    testApp().clock.advance(60_000);
    await testApp().settle();
    const { state, winners, disqualified } = await small.draw();
    expect({ state, places: winners.length }).toEqual({ state: 'announced', places: 3 });
    expect(disqualified).toMatchObject([{ code: 'left' }]);
    expect(await small.verified()).toMatchObject({ holds: true });
    await drain();
    expect(keysHolding(await everyDocument(database.db()), salt)).toEqual([]);
  });

  const moments: [string, () => [object, string]][] = [
    ['a part of the list that was read is written', () => [testApp().get(DrawListsRepository), 'insert']],
    ['a verdict that was found is stored', () => [testApp().get(DrawsRepository), 'judge']],
    ['winners are noted on the allowlist', () => [testApp().get(DrawAllowlistsRepository), 'drawn']],
    ['a winner is owed the role', () => [testApp().get(WinnerDebts), 'oweRole']],
  ];
  it.each(moments)('just before %s: nothing of them stays, and the proof holds', async (_, at) => {
    const small = await postSmall();
    const left = await tracesIn(small);
    await small.close();
    const [target, method] = at() as [Record<string, (...given: unknown[]) => Promise<unknown>>, string];
    const really = target[method]!.bind(target);
    const names = (given: unknown): boolean =>
      Buffer.from(mongo.BSON.serialize({ given })).includes(person.id);
    let isErased = false;
    const write = jest.spyOn(target, method).mockImplementation(async (...given) => {
      if (!isErased && names(given)) {
        isErased = true;
        await eraseNow();
      }
      return really(...given);
    });
    await testApp().settle();
    write.mockRestore();
    testApp().clock.advance(60_000);
    await testApp().settle();
    expect(isErased).toBe(true);
    expect(await small.draw()).toMatchObject({ state: 'announced', entryCount: 4 });
    expect(await small.verified()).toMatchObject({ holds: true });
    await drain();
    expect(keysHolding(await everyDocument(database.db()), left)).toEqual([]);
  });
});
