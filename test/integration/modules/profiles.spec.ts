// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process) and the time.
import type { DemoServer } from '../../../playground/seed.ts';
import { withDefaults } from '../../../src/infra/database/schema/index.js';
import { draws } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { anAccountLink, anEntry } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);
const WALLET = '0x52908400098527886E0F7030069857D2E4169EE7';

let server: DemoServer;
let communityId: string;
const cleo = () => server.members[0]!;
const dario = () => server.members[1]!;
const place = () => ({ channelId: server.channels.general.id });

async function credit(discordId: string, amount: number, community = communityId): Promise<void> {
  const row = { source: 'manual', communityId: community, discordId, amount } as const;
  const sourceId = `${discordId}/${String(Math.random())}`;
  await testApp()
    .get(PointsService)
    .settle({ ...row, sourceId, at: testApp().clock.now() }, () => Promise.resolve(true));
}

beforeAll(async () => {
  server = testApp().server;
  communityId = (await testApp().get(ServersService).requireLinked(server.guild.id)).communityId;
  await rows('communities').updateOne(
    { name: 'Sky Cats' },
    {
      $set: {
        tiers: [
          { name: 'Kitten', minPoints: 0 },
          { name: '**Tiger**', minPoints: 100 },
          { name: 'Lion', minPoints: 1_000 },
        ],
      },
    },
  );
  const provenAt = new Date();
  await rows('discord_account_links').insertOne(
    anAccountLink({
      discordId: cleo().id,
      nafflesUserInfo: { wallets: [{ address: WALLET, chain: 'eip155', provenAt, isPrimary: true }] },
    }),
  );
  await credit(cleo().id, 120);
  await credit(cleo().id, -40);
  await rows('allowlist_entries').insertOne(anEntry({ communityId, discordId: cleo().id }));
  await rows('draws').insertOne(
    withDefaults(draws, {
      allowlistId: 'won',
      guildId: server.guild.id,
      state: 'drawn',
      commitment: {},
      winners: [{ rank: 1, entrant: 'a'.repeat(64), discordId: cleo().id, claim: 'open' }],
      disqualified: [],
      method: 'drand',
      frozenAt: new Date(),
    }),
  );
});

it('shows one’s own: points, rank, tier by what was ever earned, entries, wins, wallet shortened', async () => {
  const text = textOf(await testApp().as(cleo()).run('account profile', {}, place()));
  expect(text).toMatch(/Cleo[^]*80 points in Sky Cats[^]*Rank 1 of 1 member[^]*1 allowlist entered · 1 win/);
  expect(text).toContain('Tier \\\\Tiger\\\\');
  expect(text).toContain('0x5290…9EE7');
  expect(text).not.toContain(WALLET);
});

it.each(['command', 'menu'])(
  'shows of another by the %s what everybody may see, and no more',
  async (way) => {
    const viewer = testApp().as(dario());
    const answer =
      way === 'menu'
        ? await viewer.menu('Profile', cleo().id, place())
        : await viewer.run('account profile', { member: cleo().id }, place());
    const text = textOf(answer);
    expect(text).toMatch(/Cleo[^]*80 points in Sky Cats[^]*Rank 1 of 1 member[^]*1 win/);
    for (const secret of ['0x5290', 'Wallet', 'wallet', 'entered']) expect(text).not.toContain(secret);
  },
);

it('has none of a bot', async () => {
  const answer = await testApp().as(dario()).menu('Profile', testApp().discord.applicationId, place());
  expect(textOf(answer)).toContain('Bots do not take part');
});

describe('in direct messages', () => {
  const direct = async (person: { readonly id: string }) => ({
    channelId: (await testApp().as(person).directChannel(testApp().discord.applicationId)).id,
  });

  it('sums one’s own over the communities that the bot is in, and only counts the others', async () => {
    const other = await testApp().addServer();
    const left = await testApp().addServer();
    const linked = async ({ guild }: DemoServer) =>
      (await testApp().get(ServersService).requireLinked(guild.id)).communityId;
    await rows('communities').updateOne({ ownerId: other.admin.id }, { $set: { name: 'Sea Dogs' } });
    await rows('communities').updateOne({ ownerId: left.admin.id }, { $set: { name: 'Gone Foxes' } });
    await credit(cleo().id, 500, await linked(other));
    await credit(cleo().id, 900, await linked(left));
    await rows('discord_server_mappings').updateOne(
      { guildId: left.guild.id },
      { $set: { status: 'unlinked', unlinkedAt: new Date() } },
    );
    const text = textOf(
      await testApp()
        .as(cleo())
        .run('account profile', {}, await direct(cleo())),
    );
    expect(text).toMatch(/500 points in Sea Dogs[^]*80 points in Sky Cats[^]*and 1 more community/);
    expect(text).not.toContain('Gone Foxes');
    expect(text).toContain('0x5290…9EE7');
  });

  it('says where points come from to who has none', async () => {
    const [, , , finn] = server.members;
    const text = textOf(
      await testApp()
        .as(finn!)
        .run('account profile', {}, await direct(finn!)),
    );
    expect(text).toContain('You have no points anywhere yet');
  });

  it('shows nothing of another: there is no community', async () => {
    const options = { member: cleo().id };
    const text = textOf(
      await testApp()
        .as(dario())
        .run('account profile', options, await direct(dario())),
    );
    expect(text).toContain('not here');
    expect(text).not.toContain('80');
  });
});

describe('a server without a community', () => {
  it('shows one’s own in all of them, and nothing of another', async () => {
    const elsewhere = await testApp().addServer({ isLinked: false });
    const there = { channelId: elsewhere.channels.general.id };
    const [one, another] = elsewhere.members;
    expect(textOf(await testApp().as(one!).run('account profile', {}, there))).toContain(
      'no points anywhere',
    );
    const text = textOf(await testApp().as(one!).run('account profile', { member: another!.id }, there));
    expect(text).toContain('not here');
  });
});

it('is named after the server where its community is gone', async () => {
  await rows('communities').deleteMany({});
  expect(textOf(await testApp().as(dario()).run('account profile', {}, place()))).toContain('in Sky Cats');
});
