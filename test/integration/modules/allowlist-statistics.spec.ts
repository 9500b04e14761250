// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground).
import { Types } from 'mongoose';
import type { Answer, Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { canvasPackage } from '../../../src/infra/charts/canvas.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import { EntryRetentionProjection } from '../../../src/modules/allowlists/figures/entry-retention.projection.js';
import type {
  AllowlistData,
  DiscordAllowlistConnection,
} from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { AllowlistViewsProjection } from '../../../src/modules/analytics/allowlist-views.projection.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { type PostedAllowlist, postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { anEntry, anInteractionLog, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
let server: DemoServer;
// A press must not wait for Jest to load the library.
beforeAll(canvasPackage);
beforeEach(async () => {
  server = await testApp().addServer();
});

const rows = () => database.db().collection<DiscordAllowlistConnection>('discord_allowlist_connections');
const ago = (ms: number) => new Date(testApp().clock.now().getTime() - ms);
const people = (count: number): string[] => Array.from({ length: count }, () => aSnowflake());

interface Entering extends Partial<Pick<AllowlistEntry, 'state' | 'leftAt' | 'tickets' | 'createdAt'>> {
  readonly of: readonly string[];
}

async function enter({ connectionId }: PostedAllowlist, { of, ...given }: Entering): Promise<void> {
  const { id: guildId } = server.guild;
  const entries = of.map((discordId) => anEntry({ connectionId, guildId, discordId, ...given }));
  await database.db().collection<AllowlistEntry>('allowlist_entries').insertMany(entries);
}

async function visit(
  { connectionId }: PostedAllowlist,
  control: string,
  of: readonly string[],
): Promise<void> {
  const customId = `allowlists/${control}/${connectionId}`;
  const logs = of.map((userId) =>
    anInteractionLog({ guildId: server.guild.id, userId, interaction: { type: 'component', customId } }),
  );
  await database.db().collection('discord_interaction_logs').insertMany(logs);
}

async function recount({ connectionId }: PostedAllowlist): Promise<DiscordAllowlistConnection> {
  await testApp().get(EntryCountsProjection).recount(connectionId);
  await testApp().get(AllowlistViewsProjection).recount(connectionId);
  await testApp().get(EntryRetentionProjection).recount(connectionId);
  return (await rows().findOne({ _id: new Types.ObjectId(connectionId) }))!;
}

const set = ({ connectionId }: PostedAllowlist, values: object) =>
  rows().updateOne({ _id: new Types.ObjectId(connectionId) }, { $set: values });
const open = (data: Partial<AllowlistData> = {}) => postAllowlist(testApp(), data, server);

/** On a busy machine the first answer may be that it takes longer. */
async function shownTo(person: User, answer: Answer): Promise<Answer> {
  const { id, channel_id: channelId } = answer.message!;
  const isDone = (message: Message): boolean =>
    message.id === id && !/Not confirmed|Noch nicht bestätigt/.test(JSON.stringify(message));
  return { ...answer, message: await testApp().as(person).waitForMessage(channelId, isDone) };
}

/** From the panel of `/allowlist manage`. */
async function statistics({ connectionId }: PostedAllowlist): Promise<Answer> {
  const ana = testApp().as(server.admin);
  const place = { channelId: server.channels.general.id };
  const panel = await ana.run('allowlist manage', { allowlist: connectionId }, place);
  return shownTo(server.admin, await ana.press(panel.message!, { startsWith: 'allowlists/stats/' }));
}

/** On a busy machine the words may come without it: whoever presses *Refresh* gets it. */
async function withPicture(answer: Answer): Promise<Answer> {
  if (JSON.stringify(answer.message).includes('statistics.png')) return answer;
  const again = await testApp().as(server.admin).press(answer.message!, { label: 'Refresh' });
  return withPicture(await shownTo(server.admin, again));
}

async function pictureOf(answer: Answer): Promise<Buffer> {
  const found = /"url":"(http[^"]+statistics\.png[^"]*)"/.exec(JSON.stringify(answer.message));
  const response = await fetch(found?.[1] ?? 'no picture');
  return Buffer.from(await response.arrayBuffer());
}

describe('the statistics of an allowlist', () => {
  it('are those counted by hand, in words beside a picture, and stay after the draw', async () => {
    const [long, last] = [await open({ title: 'Spring' }), await open({ title: 'Summer' })];
    const [old, recent, fresh] = [people(4), people(10), people(16)];
    await enter(long, { of: [...old, ...recent.slice(0, 1)] });
    await enter(last, { of: recent });
    await enter(last, { of: old.slice(0, 1), state: 'refused' });
    await recount(last);
    const raffle = await open({ title: 'Autumn *raffle*', winnerCount: 10 });
    await set(raffle, { createdAt: ago(3 * DAY_MS) });
    // Six of Summer, one of whom was in Spring too, three of Spring alone, sixteen who are new.
    const startOfHour = new Date(Math.floor(testApp().clock.now().getTime() / HOUR_MS) * HOUR_MS);
    const before = (hours: number) => new Date(startOfHour.getTime() - hours * HOUR_MS);
    await enter(raffle, { of: [...recent.slice(0, 6), ...old.slice(0, 3)], createdAt: before(30) });
    await enter(raffle, { of: fresh, createdAt: before(2), tickets: 2 });
    await enter(raffle, { of: people(1), state: 'held' });
    const [entered, lookers, refused] = [[...recent.slice(0, 6), ...fresh], people(20), people(4)];
    await visit(raffle, 'details', [...lookers, ...lookers, ...entered.slice(0, 5)]);
    await visit(raffle, 'enter', [...entered, ...old.slice(0, 3), ...refused]);

    // Looked: 20 + 25 + 4 = 49, pressed 29, in 25. Returning 9 of 25; of Summer's ten 6.
    const stored = await recount(raffle);
    expect(stored.analytics).toMatchObject({
      competitiveness: 2.5,
      views: 45,
      uniqueViews: 49,
      pressed: 29,
      conversionRate: 25 / 49,
      retention: { returning: 9, returningRate: 9 / 25, before: 10, stayed: 6, retentionRate: 0.6 },
    });

    const answer = await statistics(raffle);
    expect(answer.message?.flags).toBe(64 | 32768);
    const words = textOf(answer);
    for (const line of [
      'Looked: 49 members opened the details or pressed Enter; the details were opened 45 times',
      'Pressed Enter: 29 members, 59% of those who looked',
      'Entered: 25 members, 51% of those who looked, with 41 tickets',
      '1 entry waits for a decision',
      'Competition: 2.5 entries per place, of 10 places',
      'Trend: 16 entries in its newest 24 hours, 9 in the 24 hours before',
      'Returning: 9 of these (36%)',
      'First time: 16 of these (64%)',
      'of the 10 members in the allowlist before this one, 6 (60%)',
      'Entries per day',
      'Whatever is undecided when the list closes is out',
    ])
      expect(words).toContain(line);
    const drawn = await withPicture(answer);
    const raw = JSON.stringify(drawn.message);
    expect(raw).toContain('Autumn \\\\*raffle\\\\*');
    expect(raw).toContain('49 members looked, 29 pressed Enter, 25 entered');
    const png = await pictureOf(drawn);
    expect([png.readUInt32BE(16), png.length > 20_000, png.length < 70_000]).toEqual([1_200, true, true]);

    await set(raffle, { 'allowlistData.status': 'drawn', 'allowlistData.endsAt': ago(0) });
    await visit(raffle, 'details', people(30));
    expect((await recount(raffle)).analytics).toMatchObject({ views: 45, conversionRate: 25 / 49 });
    expect(textOf(await statistics(raffle))).toContain('Entered: 25 members, 51%');
  });

  it('of one that nobody has seen say so, in German too, and are read again by a press', async () => {
    const allowlist = await open({ winnerCount: undefined });
    await testApp().as(server.admin).change({ locale: 'de' });
    const opened = await statistics(allowlist);
    const words = textOf(opened);
    expect(words).toContain('Noch nimmt niemand teil.');
    expect(words).toContain('Andrang: keiner, denn alle gewinnen');
    expect(words).toContain('Vor dieser gibt es keine Allowlist mit Einträgen');
    expect(words).toContain('bisher sind es 0.');
    await enter(allowlist, { of: people(1) });
    await recount(allowlist);
    const again = await testApp().as(server.admin).press(opened.message!, { label: 'Aktualisieren' });
    expect(again.message?.id).toBe(opened.message?.id);
    expect(textOf(await shownTo(server.admin, again))).toContain('Dabei: 1 Mitglied, 100 %');
  });

  it('count nobody who left, of another server, or only in a later allowlist', async () => {
    const first = await open();
    const second = await open();
    const [left, stayed, later] = [people(1), people(1), people(1)];
    await enter(first, { of: [...left, ...stayed, ...later] });
    await enter(second, { of: later });
    await database
      .db()
      .collection('allowlist_entries')
      .updateOne(
        { connectionId: first.connectionId, discordId: left[0]! },
        { $currentDate: { leftAt: { $type: 'timestamp' } } },
      );
    const elsewhere = await testApp().addServer();
    const foreign = await postAllowlist(testApp(), {}, elsewhere);
    await database
      .db()
      .collection('allowlist_entries')
      .insertOne(
        anEntry({
          connectionId: foreign.connectionId,
          guildId: elsewhere.guild.id,
          discordId: later[0]!,
        }),
      );
    const none = { returning: 0, before: 0, stayed: 0, retentionRate: 0 };
    expect((await recount(first)).analytics.retention).toMatchObject(none);
    expect((await recount(foreign)).analytics.retention).toMatchObject(none);
    await enter(second, { of: [...left, ...stayed] });
    expect((await recount(second)).analytics.retention).toEqual({
      returning: 2,
      returningRate: 2 / 3,
      before: 2,
      stayed: 2,
      retentionRate: 1,
    });
  });
});

it('are for those who may see them, here', async () => {
  const allowlist = await open();
  const [cleo] = server.members;
  await allow('tasks.review');
  expect(textOf(await pressedBy(cleo!, allowlist))).toMatch(/may .*here/);
  await allow('analytics.view');
  expect(textOf(await pressedBy(cleo!, allowlist))).toContain('Statistics:');
});

/** The press that the panel of an allowlist offers, also by who can't open that. */
async function pressedBy(person: User, { connectionId, card }: PostedAllowlist): Promise<Answer> {
  const { answer } = testApp().discord.sendRawInteraction({
    type: 3,
    userId: person.id,
    channelId: card.channel_id,
    messageId: card.id,
    data: { custom_id: `allowlists/stats/${connectionId}`, component_type: 2 },
  });
  return testApp()
    .as(person)
    .settled(await answer);
}

/** Cleo is the one who has the role. */
async function allow(permission: string): Promise<void> {
  const role = { roleId: server.roles.collector.id, permissions: [permission] };
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne({ guildId: server.guild.id }, { $set: { 'botConfig.allowedRoles': [role] } });
  await testApp().get(ServersRepository).forget(server.guild.id);
}
