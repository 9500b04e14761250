// Real: closing, list, commitment, draw and announcement, a MongoDB of this file, two apps on it. Fake: Discord (the
// local one of the playground, in this process), drand (a host in this process, with a key of the test's) and the
// time. No worker runs: `settle()` does its part.
import { mongo } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import { verifyEntry, writeProof } from '../../../src/draw/index.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';
import { DrandChainPinned } from '../../../src/modules/allowlists/draws/drand-chain.js';
import { DrawnRandomness } from '../../../src/modules/allowlists/draws/drawn-randomness.service.js';
import { DrawPace } from '../../../src/modules/allowlists/draws/draw-pace.js';
import { BeaconLateError } from '../../../src/modules/allowlists/draws/drand.client.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import { DrawsRepository } from '../../../src/modules/allowlists/draws/draws.repository.js';
import { ProofsService } from '../../../src/modules/allowlists/draws/proofs.service.js';
import { ClaimRefusedError } from '../../../src/modules/allowlists/winners/claims.errors.js';
import { ClaimsService } from '../../../src/modules/allowlists/winners/claims.service.js';
import { Rerolls } from '../../../src/modules/allowlists/winners/rerolls.service.js';
import {
  AllowlistClosedError,
  AllowlistNotFoundError,
} from '../../../src/modules/allowlists/allowlists.errors.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { DiscordApi, DiscordUnavailableError } from '../../../src/infra/discord/index.js';
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { startApp, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { DrandHost, TEST_CHAIN } from '../../support/draws/drand-host.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { drawUnderKills, forgetNonces } from '../../support/draws/draw-under-kills.js';
import { KillPoint } from '../../support/draws/kill-point.js';
import { ONE_DRAW, startedAtOnce } from '../../support/draws/started-at-once.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { letGiveRoles, rolesOf } from '../../support/tasks/roles.js';

const MINUTE_MS = 60_000;

const database = useTestDatabase();
let host: DrandHost;
let apps: { nowMs: () => number } = { nowMs: () => Date.now() };
beforeAll(async () => {
  host = await DrandHost.start(() => apps.nowMs());
});
afterAll(() => host.stop());
const testApp = useTestApp({ databaseUri: database.uri });
const post = async (allowlistData: Parameters<typeof DrawnAllowlist.post>[2] = {}) =>
  DrawnAllowlist.post(testApp(), database.db(), allowlistData, await testApp().addServer());
const rowsOf = (collection: string) => database.db().collection(collection);
const stampAt = (ms: number) => new mongo.Timestamp({ t: Math.floor(ms / 1_000), i: 1 });
const winnersOf = ({ winners }: Draw) => winners.map(({ discordId }) => discordId);

describe('an allowlist that has ended', () => {
  it('is closed, listed, committed, posted, drawn and announced, and anyone can check it', async () => {
    const raffle = await post({ winnerCount: 2, title: '@everyone **mint**' });
    await raffle.enter(raffle.people);
    const { sealedSeed, winnerData } = (await raffle.stored())!;
    expect(sealedSeed).not.toContain(winnerData.seedHash);
    await raffle.close();
    await testApp().settle();
    const draw = await raffle.draw();
    expect(draw).toMatchObject({ state: 'announced', method: 'commit-reveal', entryCount: 7, pagesTold: 1 });
    expect(draw.due).toBeUndefined();
    const [committed, announced, ...others] = await raffle.said();
    expect(others).toEqual([]);
    expect(committed).toContain('7 entries with 7 tickets in all; 2 winners will be drawn');
    expect(committed).not.toContain((draw.randomness as { seed: string }).seed);
    expect(announced).toContain('2 winners out of 7 entries');
    expect(await raffle.stored()).toMatchObject({
      allowlistData: { status: 'drawn' },
      winnerData: { isDrawn: true, drawMethod: 'commit-reveal', winners: [{ rank: 1 }, { rank: 2 }] },
      closedAt: expect.any(Date) as Date,
    });
    expect(await raffle.verified()).toMatchObject({ holds: true });
    expect(await raffle.verified({ masked: true })).toMatchObject({ holds: true });
    for (const discordId of winnersOf(draw)) expect(announced).toContain(discordId);
  });

  it('pings its winners and nobody else', async () => {
    const raffle = await post({ winnerCount: 2, title: '@everyone @here' });
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    const messages = await testApp().as(raffle.server.admin).messages(raffle.server.channels.tasks.id);
    const { mentions, mention_everyone: everyone } = messages.at(-1)!;
    expect(everyone).toBe(false);
    expect(mentions.map(({ id }) => id).sort()).toEqual(winnersOf(await raffle.draw()).sort());
  });

  it.each([
    ['nobody entered', { winnerCount: 3 }, 0, 'Nobody entered, so nobody has won.'],
    ['there are more places than entries', { winnerCount: 9 }, 7, 'There were 9 places'],
    ['everyone wins', { kind: 'collection' }, 7, 'All 7 members on the list have won.'],
    ['the first ones win', { kind: 'first_come', winnerCount: 3 }, 7, 'The first 3 of 7 entries'],
  ] as const)('says so where %s', async (_, allowlistData, entered, words) => {
    const allowlist = await post(allowlistData);
    const people = allowlist.people.slice(0, entered);
    await allowlist.enter(people);
    await allowlist.close();
    await testApp().settle();
    expect((await allowlist.said()).at(-1)).toContain(words);
    const draw = await allowlist.draw();
    expect(draw.state).toBe('announced');
    if ('kind' in allowlistData && allowlistData.kind === 'first_come')
      expect(winnersOf(draw)).toEqual(people.slice(0, 3));
  });

  it('passes over who has left, tells it before the next rank moves up, and leaves out who was held', async () => {
    const raffle = await post({ winnerCount: 3 });
    const strangers = Array.from({ length: 20 }, () => aSnowflake());
    await raffle.enter([...raffle.people.slice(0, 4), ...strangers]);
    await raffle.enter([raffle.people[4]!], { state: 'held' });
    await raffle.close();
    await testApp().settle();
    const draw = await raffle.draw();
    expect(draw.leftOut).toBe(1);
    expect(draw.winners).toHaveLength(3);
    expect(draw.disqualified.length).toBeGreaterThan(0);
    expect(draw.disqualified.every(({ code }) => code === 'left')).toBe(true);
    const said = await raffle.said();
    expect(said.at(-1)).toContain('1 entry had not been decided on');
    expect(
      said
        .slice(1, -1)
        .join('\n')
        .match(/^\W*Rank \d+: no longer on this server/gm),
    ).toHaveLength(draw.disqualified.length);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('keeps the verdicts before one that could not be made, and asks about nobody of them again', async () => {
    const raffle = await post({ winnerCount: 5 });
    await raffle.enter(raffle.people);
    await raffle.close();
    const discord = testApp().get(DiscordApi);
    const member = discord.member.bind(discord);
    const asked: string[] = [];
    let failsAt = 3;
    const spy = jest.spyOn(discord, 'member').mockImplementation((guildId, discordId) => {
      asked.push(discordId);
      if (asked.length === failsAt) return Promise.reject(new DiscordUnavailableError('Away'));
      return member(guildId, discordId);
    });
    const { _id } = await raffle.draw();
    const run = () => testApp().get(DrawEffect).run(_id.toHexString());
    await expect(run()).rejects.toThrow(DiscordUnavailableError);
    const before = await raffle.draw();
    expect(before.winners.map(({ rank, discordId }) => [rank, discordId])).toEqual([
      [1, asked[0]],
      [2, asked[1]],
    ]);
    const missed = asked[2];
    asked.length = 0;
    failsAt = 0;
    await run();
    spy.mockRestore();
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe(missed);
    expect((await raffle.draw()).winners).toMatchObject([1, 2, 3, 4, 5].map((rank) => ({ rank })));
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('is drawn once, though started a hundred times at once by its schedule and by hand, on two processes', async () => {
    const other = await startApp({ databaseUri: database.uri, roles: ['web'], beside: testApp() });
    try {
      const raffle = await post({ winnerCount: 2 });
      await raffle.enter(raffle.people);
      expect(await startedAtOnce([testApp(), other], database.db(), raffle, 100)).toEqual(ONE_DRAW);
    } finally {
      await other.stop();
    }
  });

  it('has a list of several parts, which a draw reads through all the same, also by another process', async () => {
    const pace = testApp().get(DrawPace);
    Object.assign(pace, { partBytes: 300 });
    const other = await startApp({ databaseUri: database.uri, roles: ['web'], beside: testApp() });
    try {
      const raffle = await post({ winnerCount: 3 });
      await raffle.enter(raffle.people);
      await raffle.close();
      const id = (await raffle.draw())._id.toHexString();
      // The first process fixes the list, the other one draws from it.
      const reveal = jest
        .spyOn(testApp().get(DrawnRandomness), 'reveal')
        .mockRejectedValueOnce(new Error('died'));
      await expect(testApp().get(DrawEffect).run(id)).rejects.toThrow('died');
      reveal.mockRestore();
      await other.get(DrawEffect).run(id);
      const parts = await rowsOf('draw_lists').countDocuments({ allowlistId: raffle.connectionId });
      expect(parts).toBeGreaterThan(2);
      expect((await raffle.draw()).winners).toHaveLength(3);
      expect(await raffle.verified()).toMatchObject({ holds: true });
    } finally {
      await other.stop();
      Object.assign(pace, { partBytes: new DrawPace().partBytes });
    }
  });

  it('is listed when the longest insert has ended by the clock of MongoDB, whatever the time is here', async () => {
    const pace = testApp().get(DrawPace);
    const noWait = Object.assign(new DrawPace(), pace);
    Object.assign(pace, new DrawPace());
    try {
      const raffle = await post({ winnerCount: 2 });
      await raffle.enter(raffle.people, { seq: stampAt(Date.now() - MINUTE_MS) });
      await raffle.close();
      const id = (await raffle.draw())._id.toHexString();
      const runs = async (closedAgoMs: number) => {
        const closedSeq = stampAt(Date.now() - closedAgoMs);
        await rowsOf('discord_allowlist_connections').updateOne(
          { allowlistId: raffle.connectionId },
          { $set: { closedSeq } },
        );
        await testApp().get(DrawEffect).run(id);
        const { state, commitment } = await raffle.draw();
        const parts = await rowsOf('draw_lists').countDocuments({ allowlistId: raffle.connectionId });
        return { state, parts, isCommitted: commitment !== undefined, said: (await raffle.said()).length };
      };
      const waiting = { state: 'closing', parts: 0, isCommitted: false, said: 0 };
      testApp().clock.advance(60 * MINUTE_MS);
      expect(await runs(0)).toEqual(waiting);
      expect(await runs(pace.listAfterMs - 2_000)).toEqual(waiting);
      expect(await runs(pace.listAfterMs + 1_000)).toEqual({
        state: 'announced',
        parts: 1,
        isCommitted: true,
        said: 2,
      });
      expect((await raffle.draw()).entryCount).toBe(7);
    } finally {
      Object.assign(pace, noWait);
    }
  });

  it('has in its list whoever was told that they are in, and nobody who was told "closed"', async () => {
    const raffles = await Promise.all(Array.from({ length: 2 }, () => post({ winnerCount: 1 })));
    await Promise.all(
      raffles.map(async (raffle) => {
        const guildId = raffle.server.guild.id;
        const members = Array.from({ length: 20 }, () => aSnowflake());
        const presses = members.map(async (discordId) => {
          try {
            await testApp()
              .get(EntriesService)
              .enter(aMemberAction({ guildId, discordId }), raffle.connectionId);
            return true;
          } catch (error) {
            expect(error).toBeInstanceOf(AllowlistClosedError);
            return false;
          }
        });
        const closing = raffle.close();
        const told = await Promise.all(presses);
        await closing;
        const id = (await raffle.draw())._id.toHexString();
        await testApp().get(DrawEffect).run(id);
        const list = await raffle.listed();
        for (const [index, discordId] of members.entries())
          expect(list.includes(discordId)).toBe(told[index]);
      }),
    );
  });

  it('can be checked after a winner was erased, of whom nothing is left', async () => {
    const raffle = await post({ winnerCount: 2 });
    await raffle.enter(raffle.people);
    await raffle.close();
    await testApp().settle();
    const [winner] = (await raffle.draw()).winners;
    const proofs = testApp().get(ProofsService);
    const file = await proofs.entryFile(raffle.connectionId, winner!.discordId!);
    const checked = await verifyEntry(
      writeProof((await proofs.proof(raffle.connectionId))!),
      JSON.stringify(file),
      { sha256: nodeSha256 },
    );
    expect(checked).toMatchObject({ holds: true });
    await erase(winner!.discordId!);
    expect(await raffle.verified()).toMatchObject({ holds: true });
    const kept = JSON.stringify([await raffle.draw(), await raffle.stored(), await raffle.listed()]);
    expect(kept).not.toContain(winner!.discordId);
    expect(kept).not.toContain(winner!.salt);
    expect(await proofs.entryFile(raffle.connectionId, winner!.discordId!)).toBeNull();
  });
});

async function erase(discordId: string): Promise<void> {
  const at = await testApp().get(PersonalData).requestErasure({ discordId, locale: 'en-US' });
  testApp().clock.advance(Math.max(0, at.getTime() - testApp().clock.now().getTime()) + 1_000);
  await testApp().settle();
}

describe('places that were won', () => {
  const HOUR_MS = 60 * MINUTE_MS;
  const holders = async (raffle: DrawnAllowlist) =>
    (await raffle.draw()).winners.toSorted((one, other) => one.rank - other.rank);
  const memberOf = (raffle: DrawnAllowlist, discordId = '') =>
    aMemberAction({ guildId: raffle.server.guild.id, discordId });

  async function drawn(allowlistData: Parameters<typeof post>[0]): Promise<DrawnAllowlist> {
    const raffle = await post({ winnerCount: 2, claimHours: 24, ...allowlistData });
    await raffle.enter(raffle.people.slice(0, 4));
    await raffle.close();
    await testApp().settle();
    return raffle;
  }

  it('are claimed from the first message that names them, while others are still announced', async () => {
    const raffle = await post({ winnerCount: 2, claimHours: 24 });
    const draws = testApp().get(DrawsRepository);
    await raffle.enter(raffle.people);
    await raffle.close();
    const announced = draws.announced.bind(draws);
    const early: number[] = [];
    jest.spyOn(draws, 'announced').mockImplementationOnce(async (...args) => {
      const { state, winners } = await raffle.draw();
      expect(state).toBe('drawn');
      const [first] = winners;
      const { rank } = await testApp()
        .get(ClaimsService)
        .claim(memberOf(raffle, first!.discordId), raffle.connectionId);
      early.push(rank);
      return announced(...args);
    });
    await testApp().settle();
    expect(early).toEqual([1]);
    expect((await raffle.draw()).winners).toMatchObject([
      { rank: 1, claim: 'claimed', toldAt: expect.any(Date) as Date },
      { rank: 2, claim: 'open', claimBy: expect.any(Date) as Date },
    ]);
  });

  it('are claimed, or go to the next rank: told first, pinged once, and the proof holds all along', async () => {
    const raffle = await drawn({ winnerCount: 3 });
    const [first, second, third] = await holders(raffle);
    const claims = testApp().get(ClaimsService);
    expect((await claims.claim(memberOf(raffle, first!.discordId), raffle.connectionId)).rank).toBe(1);
    expect((await claims.claim(memberOf(raffle, first!.discordId), raffle.connectionId)).rank).toBe(1);
    await claims.decline(memberOf(raffle, second!.discordId), raffle.connectionId);
    await expect(claims.claim(memberOf(raffle, second!.discordId), raffle.connectionId)).rejects.toThrow(
      ClaimRefusedError,
    );
    await testApp().settle();
    expect((await raffle.said()).slice(2).join('\n')).toMatch(/Rank 2: declined the prize[^]*moved up/);
    expect((await raffle.stored())?.closedAt).toBeUndefined();
    testApp().clock.advance(25 * HOUR_MS);
    await testApp().settle();
    const draw = await raffle.draw();
    expect(draw.disqualified.slice(0, 3).map(({ rank, code }) => [rank, code])).toEqual([
      [2, 'declined'],
      [third!.rank, 'unclaimed'],
      [4, 'unclaimed'],
    ]);
    expect(await raffle.verified()).toMatchObject({ holds: true });
    expect(await holders(raffle)).toMatchObject([{ rank: 1, claim: 'claimed' }]);
    expect((await raffle.stored())?.closedAt).toBeInstanceOf(Date);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('are taken away by a manager with a reason that is audited, and only from their own server', async () => {
    const raffle = await drawn({});
    const rerolls = testApp().get(Rerolls);
    const place = { rank: 1, code: 'fraud', reason: 'Five accounts' } as const;
    const foreign = aMemberAction({ discordId: raffle.server.admin.id });
    await expect(rerolls.reroll(foreign, raffle.connectionId, place)).rejects.toThrow(AllowlistNotFoundError);
    const manager = memberOf(raffle, raffle.server.admin.id);
    const both = await Promise.allSettled(
      [1, 2].map(() => rerolls.reroll(manager, raffle.connectionId, place)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await testApp().settle();
    expect((await holders(raffle)).map(({ rank }) => rank)).toEqual([2, 3]);
    expect((await raffle.said()).join('\n')).toContain('Rank 1: taken out by a manager: fraud');
    const audited = { action: 'allowlist.reroll', guildId: raffle.server.guild.id };
    expect(await database.db().collection('audit_entries').find(audited).toArray()).toMatchObject([
      { reason: 'Five accounts' },
    ]);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });

  it('bring their role with the claim, else at once, and a direct message once', async () => {
    const server = await testApp().addServer();
    letGiveRoles(testApp().discord, server);
    const winnerRoleId = server.roles.helper.id;
    const data = { winnerCount: 9, winnerRoleId, claimHours: 1 };
    const raffle = await DrawnAllowlist.post(testApp(), database.db(), data, server);
    const [{ id }] = server.members as unknown as [{ id: string }];
    await raffle.enter([id]);
    await raffle.close();
    await testApp().settle();
    expect(rolesOf(testApp().discord, server, id)).not.toContain(winnerRoleId);
    await testApp().get(ClaimsService).claim(memberOf(raffle, id), raffle.connectionId);
    await testApp().settle();
    expect(rolesOf(testApp().discord, server, id)).toContain(winnerRoleId);
    const notices = await database
      .db()
      .collection('outbox')
      .find({ kind: 'winner-notice', 'payload.allowlistId': raffle.connectionId })
      .toArray();
    expect(notices).toMatchObject([{ doneAt: expect.any(Date) as Date }]);
  });
});

describe('a draw by a public random number', () => {
  let app: ReturnType<typeof testApp>;
  beforeAll(async () => {
    const settings = { DRAND_URLS: `http://127.0.0.1:9,${host.url}` };
    app = await startApp({ databaseUri: database.uri, roles: ['web'], beside: testApp(), settings });
    Object.assign(app.get(DrandChainPinned), { chain: TEST_CHAIN });
    apps = { nowMs: () => app.clock.now().getTime() };
  });
  beforeEach(() => {
    host.manner = 'good';
  });
  afterAll(() => app.stop());

  it('is chosen where one could be fetched and verified just then, else a seed', async () => {
    const chosen = async () =>
      (await DrawnAllowlist.post(app, database.db(), {}, await app.addServer())).stored();
    expect((await chosen())?.winnerData.drawMethod).toBe('drand');
    for (const manner of ['late', 'lying', 'broken'] as const) {
      host.manner = manner;
      expect((await chosen())?.winnerData).toMatchObject({ drawMethod: 'commit-reveal', seedHash: /./ });
    }
  });

  it('waits for its round and takes no other, tells managers when it is late, and goes on with it', async () => {
    const server = await app.addServer();
    await database
      .db()
      .collection('discord_server_mappings')
      .updateOne(
        { guildId: server.guild.id },
        { $set: { 'botConfig.logChannel': server.channels.announcements.id } },
      );
    const raffle = await DrawnAllowlist.post(app, database.db(), { winnerCount: 2 }, server);
    await raffle.enter(raffle.people);
    await raffle.close();
    const id = (await raffle.draw())._id.toHexString();
    const run = () => app.get(DrawEffect).run(id);
    await run();
    expect(await raffle.draw()).toMatchObject({ state: 'posted', winners: [] });
    app.clock.advance(2 * MINUTE_MS);
    for (const manner of ['late', 'lying', 'wrong-round', 'broken'] as const) {
      host.manner = manner;
      await expect(run()).rejects.toThrow(BeaconLateError);
    }
    app.clock.advance(6 * MINUTE_MS);
    await expect(run()).rejects.toThrow(BeaconLateError);
    await expect(run()).rejects.toThrow(BeaconLateError);
    host.manner = 'good';
    await app.settle();
    const notices = (await app.as(server.admin).messages(server.channels.announcements.id)).map(readableText);
    expect(notices).toEqual([expect.stringContaining('waits for the public random number')]);
    expect(await raffle.draw()).toMatchObject({ state: 'announced', randomness: { source: 'drand' } });
    expect(await raffle.verified({ chain: TEST_CHAIN })).toMatchObject({ holds: true });
  });
});

describe('a process that dies at an outgoing call of a draw, again and again', () => {
  it.each([false, true])('leaves what the next one carries on, after the call: %s', async (isAfter) => {
    const point = new KillPoint(testApp());
    const raffle = await drawUnderKills(testApp(), await post({ winnerCount: 2 }), (id) =>
      killedOften(point, isAfter, id),
    );
    expect(raffle).toEqual({ isDrawn: true, isVerified: true, commitments: 1, announcements: 1, doubled: 0 });
  });
});

/** Each process comes one call further than the one before. */
async function killedOften(point: KillPoint, isAfter: boolean, drawId: string): Promise<void> {
  for (let n = 1; await point.at(n, isAfter, () => testApp().get(DrawEffect).run(drawId)); n += 1)
    forgetNonces(testApp());
}
