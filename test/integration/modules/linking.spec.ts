// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground) and the time. No worker runs: `settle()` does its part.
import { PermissionFlagsBits } from 'discord.js';
import type { Answer, MemberClient } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { PointsService } from '../../../src/modules/points/index.js';
import type { DiscordServerMapping } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { NotLinkedError } from '../../../src/modules/servers/servers.errors.js';
import { TransferCodeError } from '../../../src/modules/servers/linking/linking.errors.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { TransfersService } from '../../../src/modules/servers/linking/transfers.service.js';
import { UnlinkingService } from '../../../src/modules/servers/linking/unlinking.service.js';
import { SetupService } from '../../../src/modules/servers/settings/setup.service.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const mappings = () => database.db().collection<DiscordServerMapping>('discord_server_mappings');
const mappingOf = ({ guild }: DemoServer) => mappings().findOne({ guildId: guild.id });
const auditOf = async ({ guild }: DemoServer): Promise<unknown[]> => {
  const entries = await database
    .db()
    .collection('audit_entries')
    .find({ guildId: guild.id })
    .sort({ _id: 1 })
    .toArray();
  return entries.map(({ action }) => action as unknown);
};
const actionIn = ({ guild, admin }: DemoServer) => aMemberAction({ guildId: guild.id, discordId: admin.id });
const admin = (server: DemoServer): MemberClient => testApp().as(server.admin);
const general = (server: DemoServer) => ({ channelId: server.channels.general.id });
const run = (server: DemoServer, command: string, options: Record<string, string> = {}): Promise<Answer> =>
  admin(server).run(command, options, general(server));

/** Unlinked as its admin does it. */
async function unlink(server: DemoServer, typed = 'Sky Cats'): Promise<Answer> {
  const panel = await run(server, 'community unlink');
  const form = await admin(server).press(panel.message!, { label: 'Unlink…' });
  return admin(server).submit(form.modal, { name: typed });
}

async function aCode(server: DemoServer): Promise<string> {
  return (await testApp().get(TransfersService).issue(actionIn(server))).code;
}

describe('/community link', () => {
  it('without a name takes the one of the server', async () => {
    const server = await testApp().addServer({ isLinked: false });
    expect(textOf(await run(server, 'community link'))).toContain('Sky Cats is ready');
  });

  it('ends where the set-up begins', async () => {
    const server = await testApp().addServer({ isLinked: false });
    const linked = await run(server, 'community link', { name: 'Cats' });
    expect(textOf(linked)).toContain('Set up Sky Cats');
    expect(textOf(await admin(server).press(linked.message!, { label: 'Language & time' }))).toContain(
      'Time zone',
    );
  });

  it('says that it is linked though the set-up can’t be opened just now', async () => {
    const server = await testApp().addServer({ isLinked: false });
    const open = jest.spyOn(testApp().get(SetupService), 'open').mockRejectedValueOnce(new Error('away'));
    const linked = await run(server, 'community link');
    open.mockRestore();
    expect(textOf(linked)).toContain('Sky Cats is ready');
    expect(textOf(await admin(server).press(linked.message!, { label: 'Set up' }))).toContain(
      'Set up Sky Cats',
    );
  });

  it('offers the community that the server had, and restores it with everything', async () => {
    const server = await testApp().addServer();
    await mappings().updateOne(
      { guildId: server.guild.id },
      { $set: { 'botConfig.timezone': 'Europe/Berlin' } },
    );
    const before = await mappingOf(server);
    const { postId, communityId, card } = await postTask(testApp(), {}, server);
    const cleo = testApp().as(server.members[0]!);
    await cleo.press(card, { label: 'Complete' });
    await testApp().settle();
    expect(textOf(await unlink(server))).toContain('not linked to Sky Cats any more');

    const offer = await run(server, 'community link', { name: 'Other' });
    expect(textOf(offer)).toContain('was linked to Sky Cats');
    expect((await mappingOf(server))?.status).toBe('unlinked');
    const restored = await admin(server).press(offer.message!, { label: 'Restore' });
    expect(textOf(restored)).toContain('Sky Cats is back');

    const after = await mappingOf(server);
    expect(after).toMatchObject({
      _id: before?._id,
      communityId,
      status: 'active',
      botConfig: before?.botConfig,
    });
    expect(after).not.toHaveProperty('unlinkedAt');
    expect(await auditOf(server)).toEqual(['community.link', 'community.unlink', 'community.restore']);
    const standing = await testApp().get(PointsService).standing(communityId, server.members[0]!.id);
    expect(standing).toMatchObject({ points: 50 });
    expect(postId).toBeDefined();
  });

  it('begins anew where the managers want that, with the name that was typed', async () => {
    const server = await testApp().addServer();
    const former = await mappingOf(server);
    await unlink(server);
    const offer = await run(server, 'community link', { name: 'New Cats', description: 'Newer.' });
    const created = await admin(server).press(offer.message!, { label: 'Begin anew' });
    expect(textOf(created)).toContain('New Cats is ready');
    const now = await mappingOf(server);
    expect(now?.communityId).not.toBe(former?.communityId);
    expect(await database.db().collection('communities').findOne({ name: 'New Cats' })).toMatchObject({
      description: 'Newer.',
      ownerId: server.admin.id,
    });
  });

  it('restores once, however many managers press', async () => {
    const server = await testApp().addServer();
    await unlink(server);
    const tries = Array.from({ length: 5 }, () => testApp().get(LinkingService).restore(actionIn(server)));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await auditOf(server)).toEqual(['community.link', 'community.unlink', 'community.restore']);
  });

  it('has nothing to restore once the cleanup took the row', async () => {
    const server = await testApp().addServer();
    await unlink(server);
    const offer = await run(server, 'community link');
    await mappings().deleteOne({ guildId: server.guild.id });
    const answer = await admin(server).press(offer.message!, { label: 'Restore' });
    expect(textOf(answer)).toContain('no former community');
  });
});

describe('/community unlink', () => {
  it('says what stops and what stays, and does nothing before the name was typed', async () => {
    const server = await testApp().addServer();
    const panel = textOf(await run(server, 'community unlink'));
    expect(panel).toContain('What stops:');
    expect(panel).toContain('kept for 30 days');
    expect(textOf(await unlink(server, 'sky cats'))).toContain('That is not the name');
    expect((await mappingOf(server))?.status).toBe('active');
  });

  it('ends the link at once, and says until when it can be undone', async () => {
    const server = await testApp().addServer();
    expect(textOf(await unlink(server, ' Sky Cats '))).toContain('Unlinked');
    const { status, unlinkedAt } = (await mappingOf(server))!;
    expect({ status, isDated: unlinkedAt instanceof Date }).toEqual({ status: 'unlinked', isDated: true });
    expect(textOf(await run(server, 'tasks'))).toContain('not linked to a community yet');
  });

  it('is done once, and the second manager is told', async () => {
    const server = await testApp().addServer();
    const tries = Array.from({ length: 4 }, () =>
      testApp().get(UnlinkingService).unlink(actionIn(server), 'Sky Cats'),
    );
    const results = await Promise.allSettled(tries);
    const refusals = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(NotLinkedError);
    expect(await auditOf(server)).toEqual(['community.link', 'community.unlink']);
  });

  it('leaves tasks that nobody can complete, whose cards say so until the link is back', async () => {
    const server = await testApp().addServer();
    const { card, postId } = await postTask(testApp(), {}, server);
    const cleo = testApp().as(server.members[0]!);
    await testApp().get(UnlinkingService).unlink(actionIn(server), 'Sky Cats');
    const refused = await testApp().discord.sendRawInteraction({
      type: 3,
      userId: cleo.userId,
      channelId: card.channel_id,
      messageId: card.id,
      data: { custom_id: `tasks/complete/${postId}`, component_type: 2 },
    }).answer;
    expect(textOf(refused)).toContain('not linked to the community of this task');
    await testApp().settle();
    const unlinked = await cleo.message(card);
    expect(textOf({ message: unlinked, outcome: 'message' })).toContain(
      'nobody can complete this task for now',
    );
    await testApp().get(LinkingService).restore(actionIn(server));
    await testApp().settle();
    const restored = await cleo.message(card);
    expect(textOf({ message: restored, outcome: 'message' })).not.toContain('for now');
    expect(textOf(await cleo.press(restored, { label: 'Complete' }))).toContain('Done!');
  });

  it('leaves the tasks of the former community closed when another one begins', async () => {
    const server = await testApp().addServer();
    const { card } = await postTask(testApp(), {}, server);
    await testApp().get(UnlinkingService).unlink(actionIn(server), 'Sky Cats');
    await testApp().get(LinkingService).create(actionIn(server), { name: 'Other' });
    const answer = await testApp().as(server.members[0]!).press(card, { label: 'Complete' });
    expect(textOf(answer)).toContain('not linked to the community of this task');
  });
});

describe('a community that moves', () => {
  it('takes its points along, and unlinks the server that had it', async () => {
    const [from, to] = [await testApp().addServer(), await testApp().addServer({ isLinked: false })];
    const { communityId, card } = await postTask(testApp(), {}, from);
    const cleo = from.members[0]!;
    await testApp().as(cleo).press(card, { label: 'Complete' });
    await testApp().settle();

    const panel = await run(from, 'community transfer');
    const made = await admin(from).press(panel.message!, { label: 'Make a code' });
    const code = /[\w-]{43}/.exec(textOf(made))![0];
    expect(textOf(await run(to, 'community link', { code: ` ${code} ` }))).toContain(
      'Sky Cats has moved here',
    );

    expect(await mappingOf(from)).toMatchObject({ status: 'unlinked', communityId });
    expect(await mappingOf(to)).toMatchObject({ status: 'active', communityId, linkedBy: to.admin.id });
    expect(await testApp().get(ServersService).find(from.guild.id)).toBeNull();
    expect(await testApp().get(PointsService).standing(communityId, cleo.id)).toMatchObject({ points: 50 });
    expect(await auditOf(from)).toEqual(['community.link', 'community.transfer-code', 'community.hand-over']);
    expect(await auditOf(to)).toEqual(['community.take-over']);
    // Nobody gets it back behind the new owners' backs.
    const again = await run(from, 'community link', { name: 'Sky Cats' });
    expect(textOf(again)).toContain('Sky Cats is ready');
    expect((await mappingOf(from))?.communityId).not.toBe(communityId);
  });

  it('can be reached from the panel of unlink too', async () => {
    const server = await testApp().addServer();
    const panel = await run(server, 'community unlink');
    const answer = await admin(server).press(panel.message!, { label: 'Move to another server…' });
    expect(textOf(answer)).toContain('Move Sky Cats to another server');
  });

  it('leaves no code in the database, the log of changes or the log of interactions', async () => {
    const [from, to] = [await testApp().addServer(), await testApp().addServer({ isLinked: false })];
    const code = await aCode(from);
    await run(to, 'community link', { code });
    const names = (await database.db().collections()).map(({ collectionName }) => collectionName);
    for (const name of names) {
      const rows = await database.db().collection(name).find().toArray();
      expect(JSON.stringify(rows)).not.toContain(code);
    }
  });

  it.each<[string, (from: DemoServer, to: DemoServer) => Promise<string>]>([
    ['a wrong one', () => Promise.resolve('x'.repeat(43))],
    ['an operator in place of one', () => Promise.resolve('{"$ne":null}')],
    [
      'one that was used',
      async (from) => {
        const code = await aCode(from);
        const other = await testApp().addServer({ isLinked: false });
        await testApp().get(TransfersService).takeOver(actionIn(other), code);
        return code;
      },
    ],
    [
      'one of a day ago',
      async (from) => {
        const code = await aCode(from);
        testApp().clock.advance(DAY_MS);
        return code;
      },
    ],
    [
      'one of a server that has another community by now',
      async (from) => {
        const code = await aCode(from);
        await testApp().get(UnlinkingService).unlink(actionIn(from), 'Sky Cats');
        await testApp().get(LinkingService).create(actionIn(from), { name: 'Other' });
        return code;
      },
    ],
  ])('is not moved by %s, in the same words', async (_, codeOf) => {
    const [from, to] = [await testApp().addServer(), await testApp().addServer({ isLinked: false })];
    const code = await codeOf(from, to);
    expect(textOf(await run(to, 'community link', { code }))).toContain('This code can’t be used');
    expect(await mappingOf(to)).toBeNull();
  });

  it('works once, however many servers use the code at the same time', async () => {
    const from = await testApp().addServer();
    const code = await aCode(from);
    const others = await Promise.all(
      Array.from({ length: 4 }, () => testApp().addServer({ isLinked: false })),
    );
    const results = await Promise.allSettled(
      others.map((server) => testApp().get(TransfersService).takeOver(actionIn(server), code)),
    );
    const refusals = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(TransferCodeError);
    expect(
      await mappings().countDocuments({
        status: 'active',
        communityId: (await mappingOf(from))?.communityId,
      }),
    ).toBe(1);
  });

  it('is not used up by a server that is linked already', async () => {
    const [from, linked, to] = [
      await testApp().addServer(),
      await testApp().addServer(),
      await testApp().addServer({ isLinked: false }),
    ];
    const code = await aCode(from);
    expect(textOf(await run(linked, 'community link', { code }))).toContain('already linked');
    expect(textOf(await run(to, 'community link', { code }))).toContain('has moved here');
  });
});

describe('a server where the bot', () => {
  const hello = async (server: DemoServer): Promise<string[]> => {
    const said = await admin(server).messages(server.channels.general.id);
    return said.map((message) => textOf({ message, outcome: 'message' }));
  };
  const directMessages = async (server: DemoServer): Promise<string[]> => {
    const messages = await admin(server).directMessages(testApp().discord.applicationId);
    return messages.map((message) => textOf({ message, outcome: 'message' }));
  };
  const statusOf = async (server: DemoServer): Promise<unknown> => (await mappingOf(server))?.status;
  const rows = () => database.db().collection('outbox');
  const greetingOf = (server: DemoServer) => ({ key: { $regex: `^greeting/${server.guild.id}/` } });
  const greetings = (server: DemoServer) => rows().countDocuments(greetingOf(server));

  /** The bot comes, or comes back, and the service has heard of it. */
  async function add(server: DemoServer): Promise<void> {
    const { discord } = testApp();
    const before = await greetings(server);
    testApp().clock.advance(1_000);
    discord.addBot(server.guild.id);
    await waitUntil(async () => (await greetings(server)) > before);
  }
  async function aServerWithout({ isLinked = false } = {}): Promise<DemoServer> {
    const server = await testApp().addServer({ isLinked });
    const { discord } = testApp();
    discord.updateGuild({ guildId: server.guild.id, systemChannelId: server.channels.general.id });
    // That it was there before is no matter of these tests.
    await waitUntil(async () => (await greetings(server)) > 0);
    await rows().deleteMany(greetingOf(server));
    discord.removeBot(server.guild.id);
    return server;
  }

  it('is added is greeted in its system channel, once, with the next step', async () => {
    const server = await aServerWithout();
    await add(server);
    await testApp().settle();
    await testApp().settle();
    expect(await hello(server)).toEqual([expect.stringContaining('runs /community link')]);
    expect(await directMessages(server)).toEqual([]);
  });

  it('is added and may not write gets its owner told', async () => {
    const server = await aServerWithout();
    const overwrites = [
      { id: server.guild.id, kind: 'role', deny: PermissionFlagsBits.SendMessages } as const,
    ];
    testApp().discord.updateChannel(server.channels.general.id, { overwrites });
    await add(server);
    await testApp().settle();
    expect(await hello(server)).toEqual([]);
    const [told] = await directMessages(server);
    expect(told).toContain('runs /community link');
    expect(told).toContain('I was added to Sky Cats');
  });

  it('was removed is unlinked, and comes back with everything by a link', async () => {
    const server = await testApp().addServer();
    const { communityId } = (await mappingOf(server))!;
    const { card } = await postTask(testApp(), {}, server);
    testApp().discord.removeBot(server.guild.id);
    await waitUntil(async () => (await statusOf(server)) === 'unlinked');
    expect(await auditOf(server)).toEqual(['community.link', 'community.bot-removed']);
    await testApp().settle();
    testApp().discord.updateGuild({ guildId: server.guild.id, systemChannelId: server.channels.general.id });
    await add(server);
    await testApp().settle();
    expect((await hello(server)).at(-1)).toContain('was linked to Sky Cats: /community link brings it back');
    const offer = await run(server, 'community link');
    await admin(server).press(offer.message!, { label: 'Restore' });
    expect(await mappingOf(server)).toMatchObject({ status: 'active', communityId });
    await testApp().settle();
    const pressed = await testApp()
      .as(server.members[1]!)
      .press(await admin(server).message(card), { label: 'Complete' });
    expect(textOf(pressed)).toContain('Done!');
  });

  it('is only away with Discord stays linked and is not greeted', async () => {
    const server = await testApp().addServer();
    const before = await greetings(server);
    const { discord } = testApp();
    testApp().clock.advance(HOUR_MS);
    // A new session: the bot is told of every server again.
    discord.gateway.invalidateAll(false);
    await discord.until(() => discord.gateway.connected === 0, 'the end of the session');
    await discord.until(() => discord.gateway.connected > 0, 'the bot');
    expect(textOf(await run(server, 'tasks'))).toContain('Open tasks');
    expect(await statusOf(server)).toBe('active');
    expect(await greetings(server)).toBe(before);
  });
});
