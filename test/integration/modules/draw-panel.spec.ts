// Real: `/allowlist draw` and what is pressed in it, the draw behind it, two apps on a MongoDB of this file. Fake:
// Discord (the local one of the playground, in this process) and the time. No worker runs: `settle()` does its part.
import { type Answer, readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { button, DiscordApi, DiscordRefusedError, row } from '../../../src/infra/discord/index.js';
import { enUS } from '../../../src/locales/en-US/index.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { AllowlistClock } from '../../../src/modules/allowlists/life/allowlist-clock.service.js';
import { DrawPanelService } from '../../../src/modules/allowlists/steering/draw-panel.service.js';
import {
  drawNowId,
  drawPanelId,
  openRerollId,
} from '../../../src/modules/allowlists/steering/steering.custom-ids.js';
import { Rerolls } from '../../../src/modules/allowlists/winners/rerolls.service.js';
import { startApp, type TestApp, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const VIEW_CHANNEL = 0x400n;
const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const post = async (allowlistData: Parameters<typeof DrawnAllowlist.post>[2] = {}) =>
  DrawnAllowlist.post(testApp(), database.db(), allowlistData, await testApp().addServer());
const endsAt = () => new Date(testApp().clock.now().getTime() + HOUR_MS);
const managerOf = ({ server }: DrawnAllowlist) =>
  aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });

const draw = (allowlist: DrawnAllowlist, typed = allowlist.connectionId): Promise<Answer> =>
  testApp()
    .as(allowlist.server.admin)
    .run('allowlist draw', { allowlist: typed }, { channelId: allowlist.server.channels.general.id });
const press = ({ server }: DrawnAllowlist, panel: Answer, label: string): Promise<Answer> =>
  testApp().as(server.admin).press(panel.message!, { label });
/** A press in a message of this server, whatever it names. */
async function pressOf(server: DemoServer, customId: string): Promise<Answer> {
  const channelId = server.channels.general.id;
  const admin = testApp().as(server.admin);
  const { id } = await testApp()
    .get(DiscordApi)
    .post(channelId, [row(button(customId, 'Go'))], aSnowflake());
  return admin.press(await admin.message({ channel_id: channelId, id }), { label: 'Go' });
}
const audited = (server: DemoServer, action: string) =>
  database.db().collection('audit_entries').find({ guildId: server.guild.id, action }).toArray();

describe('/allowlist draw', () => {
  it('ends a raffle before its time once that was confirmed, and says how it stands before and after', async () => {
    const raffle = await post({ winnerCount: 2, endsAt: endsAt() });
    await raffle.enter(raffle.people);
    const panel = await draw(raffle);
    expect(textOf(panel)).toMatch(
      /Open, and ends by itself[^]*drawn by lot, in a way that anybody can check/,
    );
    const asked = await press(raffle, panel, 'Start now …');
    expect(textOf(asked)).toMatch(/It closes at once[^]*it can’t be opened again/);
    expect((await raffle.stored())?.allowlistData.status).toBe('active');
    expect(textOf(await press(raffle, asked, 'End it now'))).toMatch(/It is closed now[^]*Closed\./);
    const again = drawNowId.build({ connectionId: raffle.connectionId });
    expect(textOf(await pressOf(raffle.server, again))).toMatch(/nothing to start[^]*Closed\./);
    await testApp().settle();
    expect(await raffle.said()).toHaveLength(2);
    const shown = textOf(await draw(raffle));
    expect(shown).toMatch(/Announced\.[^]*7 entries on the list[^]*The commitment[^]*2 members hold a place/);
    expect(await audited(raffle.server, 'allowlist.end')).toHaveLength(1);
  });

  it.each([
    ['first_come', { winnerCount: 1 }, 'The places go to who came first'],
    ['collection', {}, 'Everybody on the list wins'],
    ['application', { winnerCount: 1 }, 'The managers pick the winners'],
  ] as const)('calls what becomes of the kind %s no draw by lot', async (kind, data, words) => {
    const allowlist = await post({ kind, ...data, endsAt: endsAt() });
    const told = textOf(await draw(allowlist));
    expect(told).toContain(`${words}. Nothing is drawn by lot.`);
    expect(told).not.toContain('anybody can check');
  });

  it('finds nothing of another server, and that is audited', async () => {
    const [mine, other] = [await post({ title: 'Ours' }), await post({ title: 'Theirs' })];
    for (const answer of [
      await draw(mine, other.connectionId),
      await pressOf(mine.server, drawPanelId.build({ connectionId: other.connectionId })),
      await pressOf(mine.server, openRerollId.build({ connectionId: other.connectionId, rank: '1' })),
    ])
      expect(textOf(answer)).not.toContain('Theirs');
    expect(await audited(mine.server, 'allowlist.foreign')).toHaveLength(3);
  });

  it.each([
    ['before its end', 0],
    ['at its end', 2 * HOUR_MS],
  ])(
    'begins one draw of a hundred starts by hand and by schedule, in two processes: %s',
    async (_, laterMs) => {
      const other = await startApp({ databaseUri: database.uri, roles: ['web'], beside: testApp() });
      try {
        const raffle = await post({ winnerCount: 2, endsAt: endsAt() });
        await raffle.enter(raffle.people);
        const apps = [testApp(), other];
        const starts = Array.from({ length: 100 }, (__, index) => startBy(apps[index % 2]!, raffle, index));
        testApp().clock.advance(laterMs);
        // A pool that is full refuses some of them.
        const settled = await Promise.allSettled(starts);
        expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true);
        await testApp().settle();
        const id = (await raffle.draw())._id.toHexString();
        await Promise.all(apps.map((app) => app.get(DrawEffect).run(id)));
        const ofIt = { allowlistId: raffle.connectionId };
        expect(await database.db().collection('draws').countDocuments(ofIt)).toBe(1);
        expect(await raffle.said()).toHaveLength(2);
        expect(await raffle.verified()).toMatchObject({ holds: true });
        expect(await audited(raffle.server, 'allowlist.end')).toHaveLength(laterMs === 0 ? 1 : 0);
      } finally {
        await other.stop();
      }
    },
  );
});

const startBy = (app: TestApp, raffle: DrawnAllowlist, index: number): Promise<unknown> =>
  index % 4 < 2
    ? app.get(DrawPanelService).start(managerOf(raffle), raffle.connectionId, true)
    : app.get(AllowlistClock).turn(raffle.connectionId);

describe('a winner who is to be passed over', () => {
  it('is taken out with a reason that managers confirm; that is told, and the next rank moves up', async () => {
    const raffle = await post({ winnerCount: 2, claimHours: 24 });
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    const winners = await press(raffle, await draw(raffle), 'Winners');
    const { modal } = await press(raffle, winners, 'Take away …');
    const admin = testApp().as(raffle.server.admin);
    const asked = await admin.submit(modal, { code: 'fraud', reason: 'Five **accounts**' });
    expect(textOf(asked)).toMatch(
      /Take the place of rank 1 away[^]*manager: fraud[^]*next rank[^]*can’t be undone/,
    );
    expect((await raffle.draw()).disqualified).toEqual([]);
    expect(textOf(await press(raffle, asked, 'Take it away'))).toContain('rank 1 is taken away');
    await testApp().settle();
    expect((await raffle.said()).slice(2).join('\n')).toMatch(/Rank 1: taken out[^]*moved up/);
    expect(await audited(raffle.server, 'allowlist.reroll')).toMatchObject([{ reason: 'Five **accounts**' }]);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('stands in the records in the order of events, also by a clock that is behind', async () => {
    const raffle = await post({ winnerCount: 3, claimHours: 24 });
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    const late = new Date(testApp().clock.now().getTime() + HOUR_MS);
    const draws = database.db().collection('draws');
    const rerolls = testApp().get(Rerolls);
    const take = (rank: number) =>
      rerolls.reroll(managerOf(raffle), raffle.connectionId, { rank, code: 'other', reason: 'x' });
    await take(2);
    await draws.updateOne({ allowlistId: raffle.connectionId }, { $set: { 'disqualified.0.at': late } });
    await Promise.all([take(1), take(3)]);
    await testApp().settle();
    const times = (await raffle.draw()).disqualified.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });
});

describe('a draw whose channel was deleted', () => {
  async function lost(allowlistData: Parameters<typeof post>[0]): Promise<DrawnAllowlist> {
    const raffle = await post({ winnerCount: 2, ...allowlistData });
    const { guild, channels } = raffle.server;
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne({ guildId: guild.id }, { $set: { 'botConfig.logChannel': channels.announcements.id } });
    await raffle.enter(raffle.people);
    await raffle.close();
    testApp().discord.deleteChannel(channels.tasks.id);
    return raffle;
  }
  const run = async (raffle: DrawnAllowlist) =>
    testApp()
      .get(DrawEffect)
      .run((await raffle.draw())._id.toHexString());
  const choose = async (raffle: DrawnAllowlist, panel: Answer, channelId: string) =>
    testApp()
      .as(raffle.server.admin)
      .choose(panel.message!, { startsWith: 'allowlists/draw-channel/' }, [channelId]);
  function closed(channelId: string): void {
    const { discord } = testApp();
    const overwrites = [{ id: discord.applicationId, kind: 'member', deny: VIEW_CHANNEL }];
    discord.updateChannel(channelId, { overwrites: overwrites as never });
  }
  const readIn = async ({ server }: DrawnAllowlist, channelId: string) =>
    (await testApp().as(server.admin).messages(channelId)).map(readableText);

  it('is told to managers once, goes on in a channel that they choose, and can be checked', async () => {
    const raffle = await lost({ claimHours: 1 });
    const { announcements, general } = raffle.server.channels;
    await expect(run(raffle)).rejects.toThrow(DiscordRefusedError);
    await expect(run(raffle)).rejects.toThrow(DiscordRefusedError);
    const panel = await draw(raffle);
    expect(textOf(panel)).toContain('Its channel is gone');
    const chosen = await choose(raffle, panel, general.id);
    expect(textOf(chosen)).toContain(`is told in <${general.id}>`);
    expect(textOf(chosen)).not.toContain('Its channel is gone');
    await testApp().settle();
    const notices = (await readIn(raffle, announcements.id)).filter((words) =>
      words.includes('A draw waits'),
    );
    expect(notices).toHaveLength(1);
    const told = await readIn(raffle, general.id);
    expect(told.filter((words) => words.includes('Fingerprint of the commitment'))).toHaveLength(1);
    expect(told.filter((words) => words.includes('Winners of'))).toHaveLength(1);
    expect(await raffle.draw()).toMatchObject({ state: 'announced', post: { channelId: general.id } });
    expect(await raffle.verified()).toMatchObject({ holds: true });
    expect(await audited(raffle.server, 'allowlist.draw-channel')).toHaveLength(1);
  });

  it('stays where it is while its channel can be used, and goes nowhere where the bot may not post', async () => {
    const raffle = await lost({});
    await expect(run(raffle)).rejects.toThrow(DiscordRefusedError);
    const panels = testApp().get(DrawPanelService);
    const { tasks, general } = raffle.server.channels;
    const tellIn = async (channelId: string) =>
      (await panels.tellIn(managerOf(raffle), raffle.connectionId, channelId, true)).said?.(enUS);
    expect(await tellIn(tasks.id)).toBe(enUS.taskEditor.refused.channel);
    expect(await tellIn('')).toBe(enUS.taskEditor.refused.channel);
    const both = await Promise.all([tellIn(general.id), tellIn(general.id)]);
    expect(both.filter((words) => words?.includes('From now on'))).toHaveLength(1);
    expect(await tellIn(raffle.server.channels.announcements.id)).toBe(enUS.steering.channel.usable);
  });

  it('posts no second commitment elsewhere where a first one may stand', async () => {
    const raffle = await post({ winnerCount: 1 });
    await raffle.enter(raffle.people);
    await raffle.close();
    const { tasks, general } = raffle.server.channels;
    closed(tasks.id);
    await expect(run(raffle)).rejects.toThrow(DiscordRefusedError);
    expect((await raffle.draw()).sending).toBeUndefined();
    const sending = { key: 'commitment', since: new Date() };
    const ofIt = { allowlistId: raffle.connectionId };
    await database.db().collection('draws').updateOne(ofIt, { $set: { sending } });
    const panels = testApp().get(DrawPanelService);
    const told = await panels.tellIn(managerOf(raffle), raffle.connectionId, general.id, true);
    expect(told.said?.(enUS)).toBe(enUS.steering.channel.mayStand);
    expect(told.trouble).toMatchObject({ isGone: false, mayMove: false });
    await database
      .db()
      .collection('draws')
      .updateOne(ofIt, { $unset: { sending: '' } });
    await panels.tellIn(managerOf(raffle), raffle.connectionId, general.id, true);
    await testApp().settle();
    expect((await raffle.draw()).post?.channelId).toBe(general.id);
  });
});
