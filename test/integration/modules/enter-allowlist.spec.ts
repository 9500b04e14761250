// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time.
import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import {
  AllowlistNotFoundError,
  AllowlistFullError,
  AlreadyEnteredError,
  NotYetAMemberError,
} from '../../../src/modules/allowlists/allowlists.errors.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { Eligibility } from '../../../src/modules/allowlists/draws/eligibility.service.js';
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { EnteringService } from '../../../src/modules/allowlists/entries/entering.service.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { MemberAction } from '../../../src/infra/discord/index.js';
import { DomainError } from '../../../src/kernel/errors.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { postAllowlist, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake, aTaskCompletion } from '../../support/builders/index.js';
import { anEvmWallet } from '../../support/builders/wallets.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';
import { unbalanced } from '../../support/races/books.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');
const price = (amount: number) => ({ entryPrice: { tokenType: 'points', amount } }) as const;

function aMember(roleIds: string[] = []) {
  const { discord, server } = testApp();
  const user = discord.createUser({ username: `m${aSnowflake()}` });
  discord.addMember({ guildId: server.guild.id, userId: user.id, roleIds });
  return { id: user.id, client: testApp().as(user) };
}

/** A name of two letters is like no other: many of them are no signal of risk. */
const actionOf = (given = {}) =>
  aMemberAction({ guildId: testApp().server.guild.id, username: 'Cy', ...given });

/** Before the first press, so that nothing of it is kept yet. */
async function alter(connectionId: string, data: Partial<AllowlistData>): Promise<void> {
  const set = Object.entries(data).map(([field, value]) => [`allowlistData.${field}`, value]);
  await database
    .db()
    .collection('discord_allowlist_connections')
    .updateOne({ _id: new Types.ObjectId(connectionId) }, { $set: Object.fromEntries(set) as object });
}

async function give(communityId: string, discordId: string, amount: number): Promise<void> {
  const row = { source: 'manual', sourceId: aSnowflake(), communityId, discordId, amount } as const;
  await testApp()
    .get(PointsService)
    .settle({ ...row, at: testApp().clock.now() }, () => Promise.resolve(true));
}

async function prove(discordId: string, address: string, chain = 'eip155'): Promise<void> {
  await testApp().get(AccountsService).ensure(discordId);
  const wallet = { address, chain, provenAt: new Date(), isPrimary: true };
  await database
    .db()
    .collection('discord_account_links')
    .updateOne({ discordId }, { $set: { 'nafflesUserInfo.wallets': [wallet] } });
}

describe('Enter', () => {
  it('takes a member in, says who will see it, and counts once', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), { title: '[x](https://evil) @everyone' });
    const { id, client } = aMember();
    const told = await client.press(card, { label: 'Enter' });
    expect(textOf(told)).toMatch(
      /You're in![^]*1 ticket[^]*Your Discord id and your tickets will stand in the list/,
    );
    expect(told.message?.mention_everyone).toBe(false);
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('It counts once');
    const [row, ...others] = await rows().find({ connectionId }).toArray();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ discordId: id, state: 'valid', tickets: 1, bonuses: [] });
    expect(row?.entrant).toBe(createHash('sha256').update(`${row!.salt}:${id}`).digest('hex'));
  });

  it.each([
    ['in Discord', 25],
    ['beside each other', 100],
  ])('pressed many times at once, %s: %s, makes one entry and one debit', async (where, times) => {
    const { connectionId, communityId, card } = await postAllowlist(testApp(), price(10));
    const { id, client } = aMember();
    await give(communityId, id, 1_000);
    const press = async (): Promise<string> => {
      if (where === 'in Discord') return textOf(await client.press(card, { label: 'Enter' }));
      const entering = testApp().get(EnteringService);
      return entering.enter(actionOf({ discordId: id }), connectionId).then(
        () => "You're in",
        (error: unknown) => (error instanceof AlreadyEnteredError ? 'It counts once' : String(error)),
      );
    };
    const told = await Promise.all(Array.from({ length: times }, press));
    expect(told.filter((words) => words.includes("You're in"))).toHaveLength(1);
    expect(told.filter((words) => words.includes('It counts once'))).toHaveLength(times - 1);
    expect(await rows().countDocuments({ connectionId })).toBe(1);
    const debits = database.db().collection('points_ledger').find({ discordId: id, source: 'entry' });
    expect(await debits.toArray()).toMatchObject([{ amount: -10 }]);
    expect(await unbalanced(database.db(), { communityId })).toEqual([]);
  });

  it('costs nobody anything who has too little', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), price(10));
    expect(textOf(await aMember().client.press(card, { label: 'Enter' }))).toContain('This costs 10 points');
    expect(await rows().countDocuments({ connectionId })).toBe(0);
  });

  it('gives who comes first a place, and tells who comes too late', async () => {
    const { card } = await postAllowlist(testApp(), { kind: 'first_come', winnerCount: 2 });
    const told = [];
    for (let index = 0; index < 3; index += 1)
      told.push(textOf(await aMember().client.press(card, { label: 'Enter' })));
    for (const words of told.slice(0, 2)) expect(words).toContain('One of the 2 places is yours');
    expect(told[2]).toContain('All places of this allowlist are taken');
  });

  it.each<[string, Partial<AllowlistData>, RegExp]>([
    ['is over', { endsAt: new Date(0) }, /This allowlist ended <t:/],
    ['is paused', { status: 'paused' }, /This allowlist is paused/],
    ['opens later', { startsAt: new Date('2100-01-01') }, /This allowlist opens <t:/],
    ['is closing', { status: 'closing' }, /takes no more entries/],
    ['is frozen', { status: 'frozen' }, /takes no more entries/],
    ['is drawn', { status: 'drawn' }, /its winners stand/],
    ['was cancelled', { status: 'cancelled' }, /was cancelled/],
  ])('says so where the allowlist %s, and has its card drawn anew', async (_, data, words) => {
    const { connectionId, card } = await postAllowlist(testApp());
    await alter(connectionId, data);
    expect(textOf(await aMember().client.press(card, { label: 'Enter' }))).toMatch(words);
    expect(await rows().countDocuments({ connectionId })).toBe(0);
    const stored = await database
      .db()
      .collection('discord_allowlist_connections')
      .findOne({ _id: new Types.ObjectId(connectionId) });
    expect(stored).toHaveProperty('card.due');
  });

  it('says so where the allowlist was deleted', async () => {
    const { connectionId, card } = await postAllowlist(testApp());
    await database
      .db()
      .collection('discord_allowlist_connections')
      .deleteOne({ _id: new Types.ObjectId(connectionId) });
    expect(textOf(await aMember().client.press(card, { label: 'Enter' }))).toContain(
      'does not exist any more',
    );
  });

  it('tells what is required and missing', async () => {
    const roleId = testApp().server.roles.helper.id;
    const requirements = [{ kind: 'role_all', asks: { roleIds: [roleId] } }];
    const { connectionId, card } = await postAllowlist(testApp(), { requirements });
    expect(textOf(await aMember().client.press(card, { label: 'Enter' }))).toContain('what is missing');
    expect(await rows().countDocuments({ connectionId })).toBe(0);
    expect(textOf(await aMember([roleId]).client.press(card, { label: 'Enter' }))).toContain("You're in");
  });

  it('is not undone by its own price, where points are required too', async () => {
    const requirements = [{ kind: 'points', asks: { points: 15 } }];
    const { connectionId, communityId, card } = await postAllowlist(testApp(), {
      requirements,
      ...price(10),
    });
    const { id, client } = aMember();
    await give(communityId, id, 20);
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain("You're in");
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('It counts once');
    expect(textOf(await client.press(card, { label: 'Details' }))).toContain('✓ At least 15 points');
    const allowlist = (await testApp().get(AllowlistsRepository).findById(connectionId))!;
    const draw = { _id: new Types.ObjectId() } as Draw;
    const atTheDraw = () =>
      testApp().get(Eligibility).of({ rank: 1, entrant: '', discordId: id }, draw, allowlist);
    expect(await atTheDraw()).toBe('eligible');
    await give(communityId, id, -6);
    expect(await atTheDraw()).toBe('ineligible');
  });

  it('is refused to accounts that are newer than the server allows', async () => {
    const { discord, server } = testApp();
    const { id } = discord.createUser({ username: 'newcomer', ageDays: 6 });
    discord.addMember({ guildId: server.guild.id, userId: id });
    const { connectionId, card } = await postAllowlist(testApp());
    expect(textOf(await testApp().as({ id }).press(card, { label: 'Enter' }))).toContain(
      'account is too new',
    );
    expect(await rows().countDocuments({ connectionId })).toBe(0);
  });

  it.each([
    ['a bot', { isBot: true }],
    ['who has not accepted the rules', { isPending: true }],
  ])('is not for %s', async (_, given) => {
    const { connectionId } = await postAllowlist(testApp());
    const entering = testApp().get(EnteringService);
    await expect(entering.enter(actionOf(given), connectionId)).rejects.toThrow(NotYetAMemberError);
    expect(await rows().countDocuments({ connectionId })).toBe(0);
  });

  it('with the id of an allowlist of another server is refused, and noted as a security event', async () => {
    const other = await testApp().addServer();
    const { connectionId } = await postAllowlist(testApp(), {}, other);
    const { card } = await postAllowlist(testApp());
    const { id } = aMember();
    const { interactionId, answer } = testApp().discord.sendRawInteraction({
      type: 3,
      data: { custom_id: `allowlists/enter/${connectionId}`, component_type: 2 },
      userId: id,
      channelId: testApp().server.channels.tasks.id,
      messageId: card.id,
    });
    expect(textOf(await answer)).toContain('does not exist any more');
    expect(await rows().countDocuments({ connectionId })).toBe(0);
    const log = () => database.db().collection('discord_interaction_logs').findOne({ interactionId });
    await waitUntil(async () => (await log()) !== null, { withinMs: 10_000, what: 'the log of the press' });
    expect(await log()).toMatchObject({
      security: { suspiciousActivity: true },
      outcome: { errorCode: 'ALLOWLIST_NOT_FOUND' },
    });
  });

  it.each(['', 'x', '0'.repeat(24), '__proto__', '{"$ne":null}'])('of no allowlist: %j', async (id) => {
    await expect(testApp().get(EnteringService).enter(actionOf(), id)).rejects.toThrow(
      AllowlistNotFoundError,
    );
  });
});

describe('a wallet that is asked for', () => {
  const open = async (
    client: ReturnType<typeof aMember>['client'],
    card: Parameters<typeof client.press>[0],
  ) => {
    const { modal } = await client.press(card, { label: 'Enter' });
    if (modal === undefined) throw new Error('No form was opened');
    return modal;
  };

  it('is pasted, checked and kept in its one spelling, and is in once', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), { walletRule: 'pasted' });
    const { address } = anEvmWallet();
    const [first, second] = [aMember(), aMember()];
    const form = await open(first.client, card);
    const wrong = { wallet: `0x${'12'.repeat(19)}` };
    expect(textOf(await first.client.submit(form, wrong))).toContain('address');
    const again = await open(first.client, card);
    const told = await first.client.submit(again, { wallet: address.toLowerCase() });
    expect(textOf(told)).toContain("You're in");
    expect(await rows().findOne({ connectionId })).toMatchObject({ wallet: address, uniqueWallet: address });
    const taken = await second.client.submit(await open(second.client, card), { wallet: address });
    expect(textOf(taken)).toContain('with another member');
    expect(textOf(await first.client.press(card, { label: 'Enter' }))).toContain('It counts once');
  });

  it('is one that the member has proven, on the chain that is asked for', async () => {
    const { connectionId, card } = await postAllowlist(testApp(), {
      walletRule: 'proven',
      walletChain: 'eip155',
    });
    const { id, client } = aMember();
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('/account wallet');
    const { address } = anEvmWallet();
    await prove(id, address);
    const form = await open(client, card);
    const foreign = anEvmWallet().address;
    await expect(
      testApp()
        .get(EnteringService)
        .enter(actionOf({ discordId: id }), connectionId, { wallet: [foreign] }),
    ).rejects.toThrow('Not what is offered');
    expect(textOf(await client.submit(form, { wallet: [address] }))).toContain("You're in");
    expect(await rows().findOne({ connectionId })).toMatchObject({ wallet: address });
  });
});

it('an application holds an answer, and waits for the managers', async () => {
  const { connectionId, card } = await postAllowlist(testApp(), {
    kind: 'application',
    question: 'Why you?',
  });
  const { client } = aMember();
  const { modal } = await client.press(card, { label: 'Enter' });
  const told = await client.submit(modal, { answer: 'I draw cats.' });
  expect(textOf(told)).toContain('waits for the managers');
  expect(await rows().findOne({ connectionId })).toMatchObject({ answer: 'I draw cats.' });
});

describe('bonus tickets', () => {
  it('are given by role, boost and task, added up or the highest alone, and kept with the entry', async () => {
    const app = testApp();
    const { postId, communityId } = await postTask(app);
    const { collector, helper } = app.server.roles;
    const bonusEntries = [
      { kind: 'role', of: collector.id, tickets: 2 },
      { kind: 'role', of: helper.id, tickets: 50 },
      { kind: 'booster', tickets: 3 },
      { kind: 'task', of: postId, tickets: 4 },
    ] satisfies AllowlistData['bonusEntries'];
    const discordId = aSnowflake();
    const guildId = app.server.guild.id;
    await database
      .db()
      .collection('task_completions')
      .insertOne(aTaskCompletion({ guildId, communityId, taskPostId: postId, discordId, state: 'verified' }));
    const enter = async (bonusMode: AllowlistData['bonusMode']) => {
      const { connectionId } = await postAllowlist(app, { bonusEntries, bonusMode });
      const action = actionOf({ discordId, roleIds: [collector.id], isBooster: true });
      return (await app.get(EnteringService).enter(action, connectionId)).entry;
    };
    expect(await enter('stack')).toMatchObject({ tickets: 10 });
    expect(await enter('highest')).toMatchObject({
      tickets: 5,
      bonuses: [{ kind: 'task', of: postId, tickets: 4 }],
    });
  });
});

it('a thousand members at once get a hundred places, exactly', async () => {
  const { connectionId } = await postAllowlist(testApp(), { kind: 'first_come', winnerCount: 100 });
  const entering = testApp().get(EnteringService);
  // What a busy machine does not confirm in time is pressed again, which is safe.
  const press = async (action: MemberAction): Promise<'in' | 'full'> => {
    try {
      await entering.enter(action, connectionId);
      return 'in';
    } catch (error) {
      if (error instanceof AllowlistFullError) return 'full';
      if (error instanceof DomainError) throw error;
      return press(action);
    }
  };
  const told = await Promise.all(Array.from({ length: 1_000 }, () => press(actionOf())));
  expect(told.filter((outcome) => outcome === 'in')).toHaveLength(100);
  const seats = (await rows().find({ connectionId }).toArray()).map(({ seat }) => seat);
  expect(new Set(seats).size).toBe(100);
  expect(seats).toHaveLength(100);
  expect(await rows().countDocuments({ connectionId, state: 'valid' })).toBe(100);
});
