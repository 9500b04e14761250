// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { Types } from 'mongoose';
import { type Answer, type Message, readableText } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { AllowlistCardEffect } from '../../../src/modules/allowlists/cards/allowlist-card.effect.js';
import { AllowlistCardsRepository } from '../../../src/modules/allowlists/cards/allowlist-cards.repository.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { AllowlistLifeService } from '../../../src/modules/allowlists/life/allowlist-life.service.js';
import { EnteringService } from '../../../src/modules/allowlists/entries/entering.service.js';
import type {
  AllowlistData,
  DiscordAllowlistConnection,
} from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { type RolePermission, ServersService } from '../../../src/modules/servers/index.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import {
  plain,
  type PostedAllowlist,
  postAllowlist,
  postTask,
  textOf,
  useTestApp,
} from '../../support/app/index.js';
import { aMemberAction, anAllowlist, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const HOUR_MS = 3_600_000;
const VIEW_CHANNEL = 0x400n;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer & { logId: string };
beforeEach(async () => {
  server = await aServer();
});

const byAdmin = ({ guild, admin }: DemoServer) => aMemberAction({ guildId: guild.id, discordId: admin.id });

/** Two channels for the bot: cards go to #tasks, notices to a log of its own. */
async function aServer(): Promise<DemoServer & { logId: string }> {
  const added = await testApp().addServer();
  const { id: logId } = testApp().discord.createChannel({ guildId: added.guild.id, name: 'log' });
  await testApp().get(SetupService).chooseChannel(byAdmin(added), 'logChannel', logId);
  return { ...added, logId };
}

/** As a manager posts it: with its card, and its source of randomness fixed. */
async function posted(allowlistData: Partial<AllowlistData> = {}): Promise<PostedAllowlist> {
  const { guild, channels, admin } = server;
  const { communityId } = await testApp().get(ServersService).requireLinked(guild.id);
  const draft = anAllowlist({
    guildId: guild.id,
    channelId: channels.tasks.id,
    communityId,
    createdAt: testApp().clock.now(),
    allowlistData: { title: 'Sky cats', ...allowlistData, status: 'draft' },
  });
  delete draft.messageId;
  await testApp().get(AllowlistsRepository).insert(draft);
  const connectionId = draft._id.toHexString();
  const { allowlist } = await testApp().get(AllowlistLifeService).post(byAdmin(server), connectionId);
  const card = { channel_id: channels.tasks.id, id: allowlist.messageId ?? '' };
  return { connectionId, communityId, card: await testApp().as(admin).message(card) };
}
async function redraw({ connectionId }: PostedAllowlist): Promise<void> {
  const { clock } = testApp();
  await testApp().get(AllowlistCardsRepository).redraw(connectionId, clock.now());
  await testApp().settle();
}

const stored = async ({ connectionId }: PostedAllowlist): Promise<DiscordAllowlistConnection> =>
  (await testApp().get(AllowlistCardsRepository).find(connectionId))!;
const statusOf = async (allowlist: PostedAllowlist) => (await stored(allowlist)).allowlistData.status;
const auditOf = async ({ connectionId }: PostedAllowlist): Promise<string[]> => {
  const entries = database.db().collection('audit_entries').find({ 'target.id': connectionId });
  const actions = (await entries.sort({ _id: 1 }).toArray()).map(({ action }) => String(action));
  return actions.filter((action) => action !== 'allowlist.publish');
};
const messagesIn = (channelId = server.channels.tasks.id): Promise<Message[]> =>
  testApp().as(server.admin).messages(channelId);
const wordsIn = async (channelId: string): Promise<string[]> =>
  (await messagesIn(channelId)).map((message) => plain(readableText(message)));

const manage = ({ connectionId }: PostedAllowlist, person: User = server.admin): Promise<Answer> =>
  testApp()
    .as(person)
    .run('allowlist manage', { allowlist: connectionId }, { channelId: server.channels.general.id });
const press = (panel: Answer, label: string, person: User = server.admin): Promise<Answer> =>
  testApp().as(person).press(panel.message!, { label });
const labelsOf = ({ message }: Answer): string[] =>
  [...JSON.stringify(message?.components).matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label!);
/** A press that no client offered. */
const forged = ({ card }: PostedAllowlist, custom_id: string): Promise<Answer> =>
  testApp().discord.sendRawInteraction({
    type: 3,
    userId: server.admin.id,
    channelId: card.channel_id,
    messageId: card.id,
    data: { custom_id, component_type: 2 },
  }).answer;

async function aMemberWith(amount: number, { communityId }: PostedAllowlist): Promise<string> {
  const discordId = aSnowflake();
  const row = { source: 'manual', sourceId: aSnowflake(), communityId, discordId, amount } as const;
  const at = testApp().clock.now();
  await testApp()
    .get(PointsService)
    .settle({ ...row, at }, () => Promise.resolve(true));
  return discordId;
}
const enter = (discordId: string, { connectionId }: PostedAllowlist) =>
  testApp()
    .get(EnteringService)
    .enter(aMemberAction({ guildId: server.guild.id, discordId }), connectionId);
const balanceOf = async (discordId: string): Promise<number> => {
  const lines = await database.db().collection('points_ledger').find({ discordId }).toArray();
  return lines.reduce((sum, { amount }) => sum + Number(amount), 0);
};

describe('/allowlist manage', () => {
  it('pauses and resumes in place, says so, and the card and presses follow', async () => {
    const allowlist = await posted();
    const panel = await manage(allowlist);
    expect(textOf(panel)).toMatch(/Sky cats.*Open · .*0 entries/s);
    const paused = await press(panel, 'Pause');
    expect(paused.message?.id).toBe(panel.message?.id);
    expect(textOf(paused)).toMatch(/✓ The allowlist is paused.*Paused · /s);
    await testApp().settle();
    const card = await testApp().as(server.admin).message(allowlist.card);
    expect(plain(readableText(card))).toContain('Paused: nobody can enter');
    expect(JSON.stringify(card)).toMatch(/"label":"Enter"[^}]*"disabled":true/);
    const resumed = await press(paused, 'Resume');
    expect(textOf(resumed)).toContain('✓ The allowlist is open again');
    expect(labelsOf(resumed)).toEqual(expect.arrayContaining(['Pause', 'Close now', 'Withdraw …']));
    expect(await auditOf(allowlist)).toEqual(['allowlist.pause', 'allowlist.resume']);
  });

  it('sets another end, earlier or later, and keeps what was typed wrong', async () => {
    const allowlist = await posted();
    const opened = await press(await manage(allowlist), 'Change the end');
    const admin = testApp().as(server.admin);
    const refused = await admin.submit(opened.modal, { end: '24.12.2020 18:00' });
    expect(textOf(refused)).toContain('over already');
    const again = await press(refused, 'Fix it');
    expect(JSON.stringify(again.modal)).toContain('24.12.2020 18:00');
    const now = testApp().clock.now();
    expect(textOf(await admin.submit(again.modal, { end: '3d' }))).toMatch(
      /✓ The allowlist now ends .*Open/s,
    );
    const { allowlistData, lifeDue } = await stored(allowlist);
    expect(allowlistData.endsAt.getTime() - now.getTime()).toBeGreaterThan(2.9 * 24 * HOUR_MS);
    expect(lifeDue).toEqual(allowlistData.endsAt);
    const stale = await admin.submit(opened.modal, { end: '5d' });
    expect(textOf(stale)).toContain('meanwhile');
    expect(await auditOf(allowlist)).toEqual(['allowlist.time']);
  });

  it('closes it before its time only when that is confirmed', async () => {
    const allowlist = await posted();
    const asked = await press(await manage(allowlist), 'Close now');
    expect(textOf(asked)).toContain('can’t be opened again');
    const kept = await press(asked, 'Keep it');
    expect(await statusOf(allowlist)).toBe('active');
    const closed = await press(await press(kept, 'Close now'), 'Close it');
    expect(textOf(closed)).toContain('✓ The allowlist is closed');
    expect(labelsOf(closed)).not.toContain('Pause');
    expect((await stored(allowlist)).closedSeq).toBeDefined();
    await expect(enter(aSnowflake(), allowlist)).rejects.toMatchObject({ code: 'ALLOWLIST_CLOSED' });
    expect(await auditOf(allowlist)).toEqual(['allowlist.end']);
  });

  it('withdraws it, and whoever has paid gets the points back, once', async () => {
    const allowlist = await posted({ entryPrice: { tokenType: 'points', amount: 30 } });
    const discordId = await aMemberWith(100, allowlist);
    await enter(discordId, allowlist);
    expect(await balanceOf(discordId)).toBe(70);
    const asked = await press(await manage(allowlist), 'Withdraw …');
    const withdrawn = await press(asked, 'Withdraw it');
    expect(textOf(withdrawn)).toMatch(/✓ The allowlist is withdrawn.*Withdrawn/s);
    await testApp().settle();
    expect(await balanceOf(discordId)).toBe(100);
    expect(await stored(allowlist)).toMatchObject({ closedAt: expect.any(Date) as Date });
    const again = await forged(allowlist, `allowlists/manage/${allowlist.connectionId}/do/cancel`);
    expect(textOf(again)).toContain('This allowlist was withdrawn.');
    await testApp().settle();
    expect(await balanceOf(discordId)).toBe(100);
    expect(await auditOf(allowlist)).toEqual(['allowlist.cancel']);
  });

  it('lets one of two managers win who press at the same moment; the other is told how it stands', async () => {
    const allowlist = await posted();
    const panels = await Promise.all([manage(allowlist), manage(allowlist, server.moderator)]);
    const answers = await Promise.all([
      press(panels[0], 'Pause'),
      press(panels[1], 'Pause', server.moderator),
    ]);
    expect(answers.map(textOf).filter((told) => told.includes('✓'))).toHaveLength(1);
    expect(answers.map(textOf).filter((told) => told.includes('This allowlist is paused.'))).toHaveLength(1);
    expect(await auditOf(allowlist)).toEqual(['allowlist.pause']);
  });

  it('does nothing to an allowlist of another server by a forged id, and that is audited', async () => {
    const other = await postAllowlist(testApp(), { title: 'Secret' }, await aServer());
    const mine = await posted();
    expect(textOf(await manage(other))).not.toContain('Secret');
    for (const way of ['', '/do/pause', '/do/cancel', '/ask/cancel', '/end']) {
      const told = await forged(mine, `allowlists/manage/${other.connectionId}${way}`);
      expect(textOf(told)).toContain('does not exist');
      expect(told.modal).toBeUndefined();
    }
    expect(await statusOf(other)).toBe('active');
    expect(new Set(await auditOf(other))).toEqual(new Set(['allowlist.foreign']));
  });

  it.each([
    ['active', 'start', 'open already'],
    ['paused', 'pause', 'is paused'],
    ['closing', 'pause', 'has closed'],
    ['frozen', 'cancel', 'nothing can be changed'],
    ['frozen', 'end', 'nothing can be changed'],
    ['drawn', 'cancel', 'nothing can be changed'],
    ['active', 'toString', 'out of date'],
  ] as const)('refuses in the state %s a forged %s', async (status, move, words) => {
    const allowlist = await postAllowlist(testApp(), { status }, server);
    const told = await forged(allowlist, `allowlists/manage/${allowlist.connectionId}/do/${move}`);
    expect(textOf(told)).toContain(words);
    expect(await statusOf(allowlist)).toBe(status);
    expect(await auditOf(allowlist)).toEqual([]);
  });
});

describe('Manage this post', () => {
  const onCard = (person: User, { card }: PostedAllowlist): Promise<Answer> =>
    testApp().as(person).menu('Manage this post', card.id, { channelId: card.channel_id });

  it('opens an allowlist for who may run allowlists, also for a role for which the commands are hidden', async () => {
    const allowlist = await posted();
    const task = await postTask(testApp(), {}, server);
    const [cleo] = server.members;
    const allow = async (permission: RolePermission): Promise<void> => {
      const allowedRoles = [{ roleId: server.roles.collector.id, permissions: [permission] }];
      await database
        .db()
        .collection('discord_server_mappings')
        .updateOne({ guildId: server.guild.id }, { $set: { 'botConfig.allowedRoles': allowedRoles } });
      await testApp().get(ServersRepository).forget(server.guild.id);
    };
    expect(textOf(await onCard(server.moderator, allowlist))).toMatch(/Sky cats.*Open/s);
    await allow('tasks.create');
    expect(textOf(await onCard(cleo!, allowlist))).toContain('may run allowlists here');
    expect(textOf(await onCard(cleo!, { ...allowlist, card: task.card }))).toContain('Open');
    await allow('allowlists.run');
    const panel = await onCard(cleo!, allowlist);
    expect(textOf(await press(panel, 'Pause', cleo))).toContain('✓ The allowlist is paused');
    expect(textOf(await onCard(cleo!, { ...allowlist, card: task.card }))).toContain('may create tasks');
  });
});

describe('time', () => {
  it('closes an allowlist at its end, paused or not, also after a downtime', async () => {
    const open = await posted();
    const paused = await posted({ title: 'Dogs' });
    await press(await manage(paused), 'Pause');
    testApp().clock.advance(30 * HOUR_MS);
    await testApp().settle();
    for (const allowlist of [open, paused]) {
      expect(['closing', 'frozen', 'drawn']).toContain(await statusOf(allowlist));
      expect((await stored(allowlist)).closedSeq).toBeDefined();
      await expect(enter(aSnowflake(), allowlist)).rejects.toMatchObject({ code: 'ALLOWLIST_CLOSED' });
    }
  });
});

/** Resolves when the bot has heard of it, too. */
async function deleteCard(allowlist: PostedAllowlist): Promise<void> {
  const { channelId: channel_id, messageId: id = '' } = await stored(allowlist);
  await testApp()
    .as(server.admin)
    .remove({ channel_id, id } as Message);
  await waitUntil(async () => (await stored(allowlist)).messageId === undefined);
}

describe('a card that somebody deletes', () => {
  it('is posted again, and the allowlist goes on', async () => {
    const allowlist = await posted();
    await deleteCard(allowlist);
    await testApp().settle();
    const [card, ...others] = await messagesIn();
    expect(others).toEqual([]);
    expect(card?.id).not.toBe(allowlist.card.id);
    expect((await stored(allowlist)).messageId).toBe(card?.id);
    expect(textOf(await testApp().as(server.members[0]!).press(card!, { label: 'Enter' }))).toContain(
      "You're in",
    );
    expect(await wordsIn(server.logId)).toEqual([]);
  });

  it('closes it where the server wants that; what was paid is given back, managers are told once', async () => {
    await testApp().get(SetupService).chooseOnCardDeleted(byAdmin(server), 'close');
    const allowlist = await posted({ entryPrice: { tokenType: 'points', amount: 30 } });
    const discordId = await aMemberWith(100, allowlist);
    await enter(discordId, allowlist);
    await deleteCard(allowlist);
    await testApp().settle();
    expect(await statusOf(allowlist)).toBe('cancelled');
    expect(await balanceOf(discordId)).toBe(100);
    expect(await messagesIn()).toEqual([]);
    expect(await auditOf(allowlist)).toEqual(['allowlist.card-deleted']);
    expect(await wordsIn(server.logId)).toEqual([
      expect.stringMatching(/An allowlist was withdrawn.*Sky cats.*gets the points back/s),
    ]);
  });

  it('three times within an hour is not posted any more, until a manager resumes it', async () => {
    const allowlist = await posted();
    for (let turn = 0; turn < 3; turn += 1) {
      await deleteCard(allowlist);
      testApp().clock.advance(60_000);
      await testApp().settle();
    }
    expect(await messagesIn()).toEqual([]);
    expect(await stored(allowlist)).toMatchObject({
      allowlistData: { status: 'paused' },
      card: { trouble: { kind: 'removed', hasPaused: true } },
    });
    expect(await wordsIn(server.logId)).toEqual([
      expect.stringMatching(/three times within an hour.*paused the allowlist/s),
    ]);
    const panel = await manage(allowlist);
    expect(textOf(panel)).toContain('again and again');
    await press(panel, 'Resume');
    await testApp().settle();
    expect(await messagesIn()).toHaveLength(1);
    expect((await stored(allowlist)).card).not.toHaveProperty('trouble');
  });
});

describe('cards out of reach', () => {
  it('in a deleted channel stop their allowlists, with one notice; another channel lets them go on', async () => {
    const allowlists = [await posted(), await posted({ title: 'Dogs' })];
    testApp().discord.deleteChannel(server.channels.tasks.id);
    for (const one of allowlists) await waitUntil(async () => (await statusOf(one)) === 'paused');
    await testApp().settle();
    expect(await wordsIn(server.logId)).toEqual([
      expect.stringMatching(/Allowlists without a channel.*Sky cats and 1 other allowlist\./s),
    ]);
    for (const one of allowlists) expect(await auditOf(one)).toEqual(['allowlist.card-lost']);
    await expect(enter(aSnowflake(), allowlists[0]!)).rejects.toMatchObject({ code: 'ALLOWLIST_CLOSED' });
    const editor = await press(await manage(allowlists[0]!), 'Edit');
    const { id: elsewhere } = server.channels.announcements;
    await testApp()
      .as(server.admin)
      .choose(editor.message!, { startsWith: 'allowlists/channel/' }, [elsewhere]);
    await testApp().settle();
    expect(await stored(allowlists[0]!)).toMatchObject({
      allowlistData: { status: 'active' },
      channelId: elsewhere,
    });
    expect(await wordsIn(elsewhere)).toEqual([expect.stringContaining('Sky cats')]);
  });

  it('of a channel closed to the bot stop them, and they go on by themselves when it is open again', async () => {
    const allowlist = await posted();
    const { discord, clock } = testApp();
    const overwrites = [{ id: discord.applicationId, kind: 'member', deny: VIEW_CHANNEL }];
    discord.updateChannel(server.channels.tasks.id, { overwrites: overwrites as never });
    await redraw(allowlist);
    expect(await stored(allowlist)).toMatchObject({
      allowlistData: { status: 'paused' },
      card: { trouble: { kind: 'no_access', hasPaused: true } },
    });
    expect(textOf(await manage(allowlist))).toContain('as soon as I can');
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(HOUR_MS);
      await testApp().get(AllowlistCardEffect).run(allowlist.connectionId);
    }
    expect(await wordsIn(server.logId)).toHaveLength(1);
    const { due } = (await stored(allowlist)).card;
    discord.updateChannel(server.channels.tasks.id, { overwrites: [] });
    await waitUntil(async () => (await stored(allowlist)).card.due! < due!);
    clock.advance(5_000);
    await testApp().settle();
    expect(await statusOf(allowlist)).toBe('active');
    expect(await auditOf(allowlist)).toEqual(['allowlist.card-lost', 'allowlist.card-back']);
    expect(await wordsIn(server.logId)).toEqual([
      expect.stringContaining('I can’t show allowlists'),
      expect.stringContaining('again: Sky cats goes on'),
    ]);
  });

  it('of a server that removes the bot are left alone, and drawn again when it is linked again', async () => {
    const allowlist = await posted();
    const { discord, clock } = testApp();
    discord.removeBot(server.guild.id);
    await testApp().get(AllowlistCardsRepository).redraw(allowlist.connectionId, clock.now());
    await testApp().get(AllowlistCardEffect).run(allowlist.connectionId);
    expect(await statusOf(allowlist)).toBe('active');
    expect((await stored(allowlist)).card).not.toHaveProperty('due');
    discord.addBot(server.guild.id);
    await testApp().get(LinkingService).restore(byAdmin(server));
    await database
      .db()
      .collection('discord_allowlist_connections')
      .updateOne(
        { _id: new Types.ObjectId(allowlist.connectionId) },
        { $set: { 'allowlistData.prize': 'A boat' } },
      );
    await redraw(allowlist);
    expect(await wordsIn(server.channels.tasks.id)).toEqual([expect.stringContaining('A boat')]);
  });
});
