// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time.
import {
  AllowlistClosedError,
  EntryDecidedError,
} from '../../../src/modules/allowlists/allowlists.errors.js';
import { EnteringService } from '../../../src/modules/allowlists/entries/entering.service.js';
import { EntryListsRepository } from '../../../src/modules/allowlists/entries/entry-lists.repository.js';
import { SettleEntryEffect } from '../../../src/modules/allowlists/entries/settle-entry.effect.js';
import { EntryNoticesEffect } from '../../../src/modules/allowlists/risk/entry-notices.effect.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { heldEntriesId } from '../../../src/modules/allowlists/risk/held.custom-ids.js';
import { HeldEntriesService } from '../../../src/modules/allowlists/risk/held-entries.service.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { button, DiscordApi, row } from '../../../src/infra/discord/index.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { type PostedAllowlist, postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anEntry, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';
import { unbalanced } from '../../support/races/books.js';

const DAY_MS = 86_400_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<AllowlistEntry>('allowlist_entries');
const held = () => testApp().get(HeldEntriesService);
const manager = () =>
  aMemberAction({ guildId: testApp().server.guild.id, discordId: testApp().server.admin.id });
const price = { entryPrice: { tokenType: 'points', amount: 10 } } as const;

/** An account of eight days, in the server for an hour: enough for a low threshold. */
function aNewcomer() {
  const { discord, server } = testApp();
  const { id } = discord.createUser({ username: `new${aSnowflake()}`, ageDays: 8 });
  discord.addMember({ guildId: server.guild.id, userId: id });
  return { id, client: testApp().as({ id }) };
}

async function give(communityId: string, discordId: string, amount: number): Promise<void> {
  const credit = { source: 'manual', sourceId: aSnowflake(), communityId, discordId, amount } as const;
  await testApp()
    .get(PointsService)
    .settle({ ...credit, at: testApp().clock.now() }, () => Promise.resolve(true));
}
const pointsOf = async (communityId: string, discordId: string): Promise<number> =>
  (await testApp().get(PointsService).standing(communityId, discordId)).points;
const stateOf = async (connectionId: string, discordId: string) =>
  (await rows().findOne({ connectionId, discordId }))?.state;

async function openPanel({ connectionId }: PostedAllowlist) {
  const { server } = testApp();
  const buttons = row(button(heldEntriesId.build({ connectionId }), 'Held'));
  const channelId = server.channels.tasks.id;
  const { id } = await testApp().get(DiscordApi).post(channelId, [buttons], aSnowflake());
  const admin = testApp().as(server.admin);
  const message = await admin.message({ channel_id: channelId, id });
  return { admin, panel: await admin.press(message, { label: 'Held' }) };
}

describe('a press that several signals make risky', () => {
  it('is held, does not count, is said in general words, and a manager sees why and accepts it', async () => {
    const allowlist = await postAllowlist(testApp(), { ...price, holdFrom: 10 });
    const { connectionId, communityId, card } = allowlist;
    const { id, client } = aNewcomer();
    await give(communityId, id, 10);
    const told = textOf(await client.press(card, { label: 'Enter' }));
    expect(told).toContain('A manager looks at it first');
    expect(told).not.toMatch(/score|account|days old/);
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('A manager looks at your entry');
    expect(await stateOf(connectionId, id)).toBe('held');
    expect(await pointsOf(communityId, id)).toBe(0);
    const { admin, panel } = await openPanel(allowlist);
    expect(textOf(panel)).toMatch(/1 entry is held[^]*score \d+ of 100[^]*The Discord account is 8 days old/);
    expect(textOf(await admin.press(panel.message!, { label: 'Accept' }))).toContain('Accepted: 1');
    expect(await stateOf(connectionId, id)).toBe('valid');
    await testApp().settle();
    const [notice] = await client.directMessages(testApp().discord.applicationId);
    expect(textOf({ message: notice!, outcome: 'message' } as never)).toContain('was accepted');
    await testApp().get(EntryCountsProjection).recount(connectionId);
    const stored = await testApp().get(AllowlistsRepository).findById(connectionId);
    expect(stored?.entryManagement.fraudulentAttempts).toMatchObject([{ discordId: id, count: 1 }]);
    expect(
      await database.db().collection('audit_entries').countDocuments({ action: 'allowlist.entry-accept' }),
    ).toBe(1);
  });

  it('is refused by a manager: the price is given back, and an appeal lets the member in again', async () => {
    const allowlist = await postAllowlist(testApp(), { ...price, holdFrom: 10 });
    const { connectionId, communityId, card } = allowlist;
    const { id, client } = aNewcomer();
    await give(communityId, id, 10);
    await client.press(card, { label: 'Enter' });
    const { admin, panel } = await openPanel(allowlist);
    expect(textOf(await admin.press(panel.message!, { label: 'Refuse' }))).toContain('Refused: 1');
    await testApp().settle();
    expect(await pointsOf(communityId, id)).toBe(10);
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('was not accepted');
    const own = await client.press(card, { label: 'My entry' });
    const { modal } = await client.press(own.message!, { label: 'Tell the managers' });
    expect(textOf(await client.submit(modal, { appeal: 'I am *me* @everyone' }))).toContain(
      'The managers see',
    );
    const again = await openPanel(allowlist);
    expect(textOf(again.panel)).toContain('What the member says');
    expect(again.panel.message?.mention_everyone).toBe(false);
    await again.admin.press(again.panel.message!, { label: 'Accept' });
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain("You're in");
    expect(await stateOf(connectionId, id)).toBe('valid');
    expect(await pointsOf(communityId, id)).toBe(0);
    expect(await unbalanced(database.db(), { communityId })).toEqual([]);
  });

  it('is refused at once where managers have set that, and costs nothing and takes no place', async () => {
    const { connectionId, communityId, card } = await postAllowlist(testApp(), {
      ...price,
      refuseFrom: 10,
      maxEntries: 1,
    });
    const { id, client } = aNewcomer();
    await give(communityId, id, 10);
    expect(textOf(await client.press(card, { label: 'Enter' }))).toContain('was not accepted');
    expect(await pointsOf(communityId, id)).toBe(10);
    expect(await rows().findOne({ connectionId, discordId: id })).not.toHaveProperty('seat');
  });
});

it('all that a manager saw are decided at once, after a question', async () => {
  const allowlist = await postAllowlist(testApp(), { holdFrom: 10 });
  const members = [aNewcomer(), aNewcomer(), aNewcomer()];
  for (const { client } of members) await client.press(allowlist.card, { label: 'Enter' });
  const { admin, panel } = await openPanel(allowlist);
  const question = await admin.press(panel.message!, { label: 'Accept all 3' });
  expect(textOf(question)).toContain('What comes meanwhile is not meant');
  testApp().clock.advance(1_000);
  const late = aNewcomer();
  await late.client.press(allowlist.card, { label: 'Enter' });
  expect(textOf(await admin.press(question.message!, { label: 'Accept all 3' }))).toContain('Accepted: 3');
  expect(await rows().countDocuments({ connectionId: allowlist.connectionId, state: 'valid' })).toBe(3);
  expect(await stateOf(allowlist.connectionId, late.id)).toBe('held');
});

it('what nobody decided before the closing is out, is told so, and gets its price back', async () => {
  const { connectionId, communityId, card } = await postAllowlist(testApp(), { ...price, holdFrom: 10 });
  const { id, client } = aNewcomer();
  await give(communityId, id, 10);
  await client.press(card, { label: 'Enter' });
  const entryId = (await rows().findOne({ connectionId }))!._id.toHexString();
  const closedSeq = await testApp().get(AllowlistLifecycle).close(testApp().server.guild.id, connectionId);
  await expect(held().decide(manager(), connectionId, entryId, 'accept')).rejects.toThrow(
    AllowlistClosedError,
  );
  expect(await held().expire(connectionId)).toBe(1);
  const listed = [];
  for await (const entries of testApp().get(EntryListsRepository).streamList(connectionId, closedSeq))
    listed.push(...entries);
  expect(listed).toEqual([]);
  // Not all that is due: the draw that has begun wants a seed.
  await testApp().get(SettleEntryEffect).run(entryId);
  await testApp().get(EntryNoticesEffect).run(entryId);
  expect(await pointsOf(communityId, id)).toBe(10);
  const notices = await client.directMessages(testApp().discord.applicationId);
  expect(JSON.stringify(notices)).toContain('closed before a manager could decide');
});

it('what became of an entry is told at the next contact, once, to who takes no direct messages', async () => {
  // Where everybody was told just now nobody is looked for: a server of its own.
  const server = await testApp().addServer();
  const [{ id }, other] = server.members as unknown as [{ id: string }, { id: string }];
  const client = testApp().as({ id });
  const { connectionId, card } = await postAllowlist(testApp(), {}, server);
  await client.press(card, { label: 'Enter' });
  await rows().updateOne({ connectionId }, { $set: { state: 'held' } });
  await client.change({ hasClosedDirectMessages: true });
  const entryId = (await rows().findOne({ connectionId }))!._id.toHexString();
  const action = aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
  await held().decide(action, connectionId, entryId, 'refuse');
  await testApp().get(EntryNoticesEffect).run(entryId);
  const isUntold = async () => (await rows().findOne({ connectionId }))?.isUntold;
  expect(await isUntold()).toBe(true);
  const heard = async () =>
    (await client.messages(card.channel_id)).filter((message) =>
      JSON.stringify(message).includes('was not accepted by the managers'),
    ).length;
  const place = { channelId: card.channel_id };
  await testApp().as(other).run('allowlists', {}, place);
  expect(await isUntold()).toBe(true);
  expect(await heard()).toBe(0);
  for (let contact = 0; contact < 2; contact += 1) await client.run('allowlists', {}, place);
  await waitUntil(async () => (await heard()) > 0, { withinMs: 5_000, what: 'the notice' });
  expect(await heard()).toBe(1);
  expect(await isUntold()).toBeUndefined();
});

it('each entry is decided once, whoever presses at the same moment', async () => {
  const { connectionId, card } = await postAllowlist(testApp(), { holdFrom: 10 });
  await aNewcomer().client.press(card, { label: 'Enter' });
  const entryId = (await rows().findOne({ connectionId }))!._id.toHexString();
  const ended = await Promise.allSettled(
    (['accept', 'refuse', 'accept', 'refuse'] as const).map((verdict) =>
      held().decide(manager(), connectionId, entryId, verdict),
    ),
  );
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  for (const reason of reasons) expect(reason).toBeInstanceOf(EntryDecidedError);
});

it('a wallet that others have named weighs, with the number of them', async () => {
  const entering = testApp().get(EnteringService);
  const wallet = `0x${'ab'.repeat(20)}`;
  const enter = async () => {
    const { connectionId } = await postAllowlist(testApp(), { walletRule: 'pasted' });
    const action = aMemberAction({ guildId: testApp().server.guild.id });
    return (await entering.enter(action, connectionId, { wallet: [wallet] })).entry;
  };
  expect((await enter()).risk.signals.map(({ name }) => name)).not.toContain('wallet-seen');
  expect((await enter()).risk.signals).toContainEqual(
    expect.objectContaining({ name: 'wallet-seen', weight: 40 }),
  );
});

it('managers are told that entries wait, once a day, however many come', async () => {
  const server = await testApp().addServer();
  const endsAt = new Date(testApp().clock.now().getTime() + 7 * DAY_MS);
  const { connectionId } = await postAllowlist(testApp(), { endsAt }, server);
  const notices = async (): Promise<number> => {
    await rows().insertOne(anEntry({ connectionId, guildId: server.guild.id, state: 'held' }));
    for (let counts = 0; counts < 2; counts += 1)
      await testApp().get(EntryCountsProjection).recount(connectionId);
    const owed = { 'payload.guildId': server.guild.id, 'payload.event': 'allowlist/held' };
    return database.db().collection('outbox').countDocuments(owed);
  };
  expect(await notices()).toBe(1);
  expect(await notices()).toBe(1);
  testApp().clock.advance(DAY_MS);
  expect(await notices()).toBe(2);
});

it('thresholds are set in a form, audited, and count from the next press on', async () => {
  const allowlist = await postAllowlist(testApp());
  const { admin, panel } = await openPanel(allowlist);
  expect(textOf(panel)).toContain('held from a score of 60, never refused');
  const { modal } = await admin.press(panel.message!, { label: 'Thresholds' });
  expect(textOf(await admin.submit(modal, { hold: '0', refuse: '' }))).toContain('from 1 to 100');
  const slip = await admin.press(panel.message!, { label: 'Thresholds' });
  expect(textOf(await admin.submit(slip.modal, { hold: '50', refuse: '20' }))).toContain('has to be above');
  const again = await admin.press(panel.message!, { label: 'Thresholds' });
  const set = await admin.submit(again.modal, { hold: '10', refuse: '' });
  expect(textOf(set)).toContain('held from a score of 10, never refused');
  testApp().clock.advance(1_500);
  const { client } = aNewcomer();
  expect(textOf(await client.press(allowlist.card, { label: 'Enter' }))).toContain(
    'A manager looks at it first',
  );
  expect(await database.db().collection('audit_entries').countDocuments({ action: 'allowlist.risk' })).toBe(
    1,
  );
});
