// Real: applications from the press to the claim, discord.js, a MongoDB of this file. Fake: Discord (the local one of
// the playground, in this process) and the time. No worker runs: `settle()` does its part.
import { type Answer, readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { DrawStarter } from '../../../src/modules/allowlists/draws/draw-starter.port.js';
import { DrawsRepository } from '../../../src/modules/allowlists/draws/draws.repository.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import { PickRefusedError } from '../../../src/modules/allowlists/picks/picks.rules.js';
import { PicksService } from '../../../src/modules/allowlists/picks/picks.service.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { type PostedAllowlist, postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { letGiveRoles, rolesOf } from '../../support/tasks/roles.js';

const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

interface Applied extends PostedAllowlist {
  readonly server: DemoServer;
  readonly applicants: readonly string[];
}

/** An application of the server's members, each with an answer; its end has come. */
async function applied(
  allowlistData: Partial<AllowlistData>,
  applicants?: readonly string[],
): Promise<Applied> {
  const server = await testApp().addServer();
  const data = { kind: 'application', question: 'Why you?', winnerCount: 2, ...allowlistData } as const;
  const posted = await postAllowlist(testApp(), data, server);
  const who = applicants ?? server.members.slice(0, 4).map(({ id }) => id);
  for (const id of who) {
    const client = testApp().as({ id });
    const { modal } = await client.press(posted.card, { label: 'Enter' });
    await client.submit(modal, { answer: `I am **${id}**` });
  }
  await testApp().get(AllowlistLifecycle).close(server.guild.id, posted.connectionId);
  await testApp().get(DrawStarter).start(posted.connectionId);
  await testApp().settle();
  return { ...posted, server, applicants: who };
}

async function drawOf({ connectionId }: Applied): Promise<Draw> {
  const allowlist = await testApp().get(AllowlistsRepository).findById(connectionId);
  return (await testApp().get(DrawsRepository).findByAllowlist(allowlist!.allowlistId))!;
}
const storedOf = ({ connectionId }: Applied) => testApp().get(AllowlistsRepository).findById(connectionId);
const entryOf = async ({ connectionId }: Applied, discordId: string): Promise<string> => {
  const found = await database
    .db()
    .collection<AllowlistEntry>('allowlist_entries')
    .findOne({ connectionId, discordId });
  return found!._id.toHexString();
};
const said = async ({ server }: Applied): Promise<string[]> =>
  (await testApp().as(server.admin).messages(server.channels.tasks.id)).slice(1).map(readableText);
const press = ({ server }: Applied, panel: Answer, label: string): Promise<Answer> =>
  testApp().as(server.admin).press(panel.message!, { label });
const manage = ({ server, connectionId }: Applied): Promise<Answer> =>
  testApp()
    .as(server.admin)
    .run('allowlist manage', { allowlist: connectionId }, { channelId: server.channels.general.id });
const managerOf = ({ server }: Applied, discordId = server.admin.id) =>
  aMemberAction({ guildId: server.guild.id, discordId });
const picks = () => testApp().get(PicksService);
async function pickAll(applied: Applied, discordIds: readonly string[]): Promise<void> {
  for (const discordId of discordIds)
    await picks().decide(managerOf(applied), applied.connectionId, await entryOf(applied, discordId), 'pick');
}

describe('an application whose end has come', () => {
  it('is picked from by managers, announced as picked, and its winners claim like drawn ones', async () => {
    const list = await applied({ claimHours: 24 });
    expect(await drawOf(list)).toMatchObject({ state: 'committed', method: 'manual', winners: [] });
    const panel = await press(list, await manage(list), 'Draw');
    expect(textOf(panel)).toContain('You and the other managers pick the winners');
    const pages = await press(list, panel, 'Applications');
    expect(textOf(pages)).toMatch(/4 applications · 0 of 2 places picked[^]*risk \d+ of 100\n> I am \\+\d/);
    const one = await press(list, pages, 'Look');
    expect(textOf(one)).toMatch(/Why you\?[^]*Risk: \d+ of 100[^]*1 entry in allowlists[^]*0 places won/);
    expect(textOf(await press(list, one, 'Pick'))).toContain('1 of 2 places picked');
    await pickAll(list, list.applicants.slice(1, 2));
    const unpicked = await picks().decide(
      managerOf(list),
      list.connectionId,
      await entryOf(list, list.applicants[0]!),
      'unpick',
    );
    expect(unpicked.draw.picks).toHaveLength(1);
    const asked = await press(list, await press(list, panel, 'Applications'), 'Announce …');
    expect(textOf(asked)).toMatch(
      /1 member was picked from 4 applications[^]*1 place stays free[^]*24 hours/,
    );
    expect(textOf(asked)).toContain(list.applicants[1]!);
    expect(await said(list)).toEqual([]);
    await press(list, asked, 'Announce');
    await testApp().settle();
    const [announced, ...others] = await said(list);
    expect(others).toEqual([]);
    expect(announced).toContain('1 winner, picked by the managers from 4 applications');
    expect(announced).not.toMatch(/Fingerprint|check this draw|next rank/);
    expect(await storedOf(list)).toMatchObject({ allowlistData: { status: 'drawn' } });
    const claimed = await testApp()
      .as({ id: list.applicants[1]! })
      .press((await testApp().as(list.server.admin).messages(list.server.channels.tasks.id)).at(-1)!, {
        label: 'Claim',
      });
    expect(textOf(claimed)).toContain('is yours');
    await testApp().settle();
    expect((await storedOf(list))?.closedAt).toBeInstanceOf(Date);
    const actions = await database
      .db()
      .collection('audit_entries')
      .distinct('action', { guildId: list.server.guild.id, action: /^allowlist\.(pick|unpick|announce)$/ });
    expect(actions.sort()).toEqual(['allowlist.announce', 'allowlist.pick', 'allowlist.unpick']);
    const verified = await testApp()
      .as(list.server.admin)
      .run('verify', { draw: list.connectionId }, { channelId: list.server.channels.general.id });
    expect(textOf(verified)).toContain('picked by the managers. Nothing is drawn by lot');
  });

  it('gives a place that nobody claims to somebody else: managers are told once, and pick again', async () => {
    const list = await applied({ winnerCount: 1, claimHours: 1 });
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne(
        { guildId: list.server.guild.id },
        { $set: { 'botConfig.logChannel': list.server.channels.announcements.id } },
      );
    const [first, second] = list.applicants;
    await pickAll(list, [first!]);
    await picks().announce(managerOf(list), list.connectionId, (await drawOf(list)).pickRevision);
    await testApp().settle();
    await expect(pickAll(list, [second!])).rejects.toThrow(PickRefusedError);
    testApp().clock.advance(2 * HOUR_MS);
    await testApp().settle();
    expect((await storedOf(list))?.closedAt).toBeInstanceOf(Date);
    const told = await testApp().as(list.server.admin).messages(list.server.channels.announcements.id);
    expect(told.map(readableText).filter((words) => words.includes('A place is free again'))).toHaveLength(1);
    await expect(pickAll(list, [first!])).rejects.toThrow(PickRefusedError);
    await pickAll(list, [second!]);
    await picks().announce(managerOf(list), list.connectionId, (await drawOf(list)).pickRevision);
    expect((await storedOf(list))?.closedAt).toBeUndefined();
    await testApp().settle();
    const [, passed, again, ...others] = await said(list);
    expect(passed).toMatch(/Rank 1: did not claim[^]*The managers may pick somebody else/);
    expect(again).toMatch(/picked by the managers, too[^]*2\. /);
    expect(again).toContain(second);
    expect(others).toEqual([]);
    expect((await drawOf(list)).winners).toMatchObject([{ rank: 2, discordId: second, claim: 'open' }]);
  });

  it('gives no more places than there are, whoever presses when, and announces once what was seen', async () => {
    const list = await applied({ winnerCount: 2 });
    const managers = [managerOf(list), managerOf(list, list.server.moderator.id)];
    const entries = await Promise.all(list.applicants.map((id) => entryOf(list, id)));
    const pressed = await Promise.allSettled(
      managers.flatMap((manager) =>
        entries.map((id) => picks().decide(manager, list.connectionId, id, 'pick')),
      ),
    );
    expect(pressed.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(2);
    const { picks: picked, pickRevision } = await drawOf(list);
    expect(picked).toHaveLength(2);
    const audited = { guildId: list.server.guild.id, action: 'allowlist.pick' };
    expect(await database.db().collection('audit_entries').countDocuments(audited)).toBe(2);
    await expect(picks().announce(managers[0]!, list.connectionId, pickRevision - 1)).rejects.toThrow(
      PickRefusedError,
    );
    const announced = await Promise.allSettled(
      managers.map((manager) => picks().announce(manager, list.connectionId, pickRevision)),
    );
    expect(announced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await testApp().settle();
    expect(await said(list)).toHaveLength(1);
    expect((await drawOf(list)).winners.map(({ rank }) => rank)).toEqual([1, 2]);
  });

  it('forgets a pick with the member, and picks nobody who has left', async () => {
    const list = await applied({});
    const [gone, left] = list.applicants;
    await pickAll(list, [gone!]);
    testApp().discord.removeMember({ guildId: list.server.guild.id, userId: left! });
    await expect(pickAll(list, [left!])).rejects.toThrow(PickRefusedError);
    const at = await testApp().get(PersonalData).requestErasure({ discordId: gone!, locale: 'en-US' });
    testApp().clock.advance(Math.max(0, at.getTime() - testApp().clock.now().getTime()) + 1_000);
    await testApp().settle();
    expect(JSON.stringify(await drawOf(list))).not.toContain(gone);
    const asked = await picks().ask(managerOf(list), list.connectionId);
    await picks().announce(managerOf(list), list.connectionId, asked.draw.pickRevision);
    await testApp().settle();
    expect(await said(list)).toEqual([expect.stringContaining('The managers picked nobody')]);
  });

  it('brings the role at once where nothing is to be claimed, and is over at once where nobody applied', async () => {
    const list = await applied({ winnerCount: 1 });
    letGiveRoles(testApp().discord, list.server);
    const winnerRoleId = list.server.roles.helper.id;
    await database
      .db()
      .collection('discord_allowlist_connections')
      .updateOne({ messageId: list.card.id }, { $set: { 'allowlistData.winnerRoleId': winnerRoleId } });
    await pickAll(list, list.applicants.slice(0, 1));
    await picks().announce(managerOf(list), list.connectionId, (await drawOf(list)).pickRevision);
    await testApp().settle();
    expect(rolesOf(testApp().discord, list.server, list.applicants[0]!)).toContain(winnerRoleId);
    const nobody = await applied({}, []);
    expect(await said(nobody)).toEqual([expect.stringContaining('Nobody entered')]);
    expect((await storedOf(nobody))?.closedAt).toBeInstanceOf(Date);
  });
});
