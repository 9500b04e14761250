// Real: the whole service over HTTP and in Discord, its figures and files, and a MongoDB of this file. Fake: Discord
// (the local one of the playground, in this process) and the time. No worker runs: `settle()` does its part.
import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import { mongo, Types } from 'mongoose';
import request from 'supertest';
import type { Answer } from '../../../playground/discord/client.ts';
import { readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { Metrics } from '../../../src/infra/observability/index.js';
import { drawFilesOf } from '../../../src/maintenance/draws/draw-files.js';
import { analyticsOf } from '../../../src/maintenance/figures/analytics.js';
import { summaryOf } from '../../../src/maintenance/figures/summary.js';
import { CommitReveal } from '../../../src/modules/allowlists/draws/commit-reveal.service.js';
import { DrawEffect } from '../../../src/modules/allowlists/draws/draw.effect.js';
import {
  DrawnRandomness,
  SeedLostError,
} from '../../../src/modules/allowlists/draws/drawn-randomness.service.js';
import { hashOf } from '../../../src/modules/allowlists/draws/proof.rules.js';
import { ListDamagedError } from '../../../src/modules/allowlists/draws/draw-ranks.service.js';
import { postButtons, useTestApp } from '../../support/app/index.js';
import { DrawnAllowlist } from '../../support/draws/drawn-allowlist.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { everyDocument, keysHolding, tracesOfHex } from '../../support/privacy/traces.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, roles: ['gateway', 'web'] });
const allowlists = () => database.db().collection('discord_allowlist_connections');

/** Whatever is logged, at any level, before anything is taken out of it. */
const logged: string[] = [];
const keep = (...given: unknown[]): void => void logged.push(inspect(given, { depth: 12 }));
beforeAll(() => {
  Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep });
});
afterAll(() => {
  Logger.overrideLogger(false);
});

async function raffleOf(server: DemoServer, data = {}): Promise<DrawnAllowlist> {
  const raffle = await DrawnAllowlist.post(testApp(), database.db(), { winnerCount: 2, ...data }, server);
  await raffle.enter(raffle.people);
  return raffle;
}

async function seedOf(raffle: DrawnAllowlist): Promise<string> {
  const { sealedSeed } = (await raffle.stored())!;
  return testApp().get(CommitReveal).reveal(raffle.connectionId, sealedSeed!);
}

/** With whatever files it brings. */
async function wholeOf(message: unknown): Promise<string> {
  const text = JSON.stringify(message);
  const urls = [...text.matchAll(/"url":"(http:\/\/127[^"]+)"/g)].map(([, url = '']) => url);
  const files = urls.map(async (url) => (await fetch(url)).text());
  return [text, ...(await Promise.all(files))].join('\n');
}

/** All that anybody can be told of an allowlist, by the name of the way. */
async function told(raffle: DrawnAllowlist): Promise<Map<string, string>> {
  const { connectionId, server } = raffle;
  const place = { channelId: server.channels.general.id };
  const [manager, member] = [testApp().as(server.admin), testApp().as(server.members[0]!)];
  const all = new Map<string, string>();
  const note = async (way: string, answer: Promise<Answer>) => all.set(way, await wholeOf(await answer));
  for (const format of ['csv', 'json', 'merkle'])
    for (const who of ['entries', 'winners'])
      await note(
        `export ${who} ${format}`,
        manager.run('allowlist export', { allowlist: connectionId, who, format }, place),
      );
  await note('manage', manager.run('allowlist manage', { allowlist: connectionId }, place));
  await note('list', member.run('allowlists', {}, place));
  await note('verify', member.run('verify', { draw: connectionId }, place));
  await note('audit', manager.run('community audit', {}, place));
  await note('personal data', member.run('account privacy export', {}, place));
  const card = await postButtons(testApp(), connectionId, server);
  for (const label of ['Enter', 'Details', 'My entry']) await note(label, member.press(card, { label }));
  for (const path of ['', '/proof.json', '/entries.ndjson'])
    all.set(
      `page${path}`,
      (await request(testApp().app.getHttpServer()).get(`/draws/${connectionId}${path}`)).text,
    );
  for (const isOpen of [true, false]) {
    const files = await drawFilesOf(database.db(), connectionId, { isOpen });
    const pieces: Uint8Array[] = [];
    for await (const piece of files?.list ?? []) pieces.push(piece);
    all.set(`draw:export ${String(isOpen)}`, `${String(files?.proof)}${Buffer.concat(pieces).toString()}`);
  }
  const to = testApp().clock.now();
  const figures = [
    await analyticsOf(database.db(), { from: new Date(to.getTime() - 86_400_000), to }),
    await summaryOf(database.db(), 'draws'),
    await summaryOf(database.db(), 'discord_allowlist_connections'),
  ];
  all.set('analytics and summary', JSON.stringify(figures));
  all.set('metrics', await testApp().get(Metrics).registry.metrics());
  for (const channel of Object.values(server.channels))
    all.set(`#${channel.name}`, await wholeOf(await manager.messages(channel.id).catch(() => [])));
  all.set('log', logged.join('\n'));
  return all;
}

const waysTelling = (all: ReadonlyMap<string, string>, seed: string): string[] =>
  [...all]
    .filter(([, words]) => tracesOfHex(seed).some((trace) => words.includes(trace.toString('latin1'))))
    .map(([way]) => way);

describe('the seed of a draw by commit-reveal', () => {
  it('is in nothing that is told, logged or stored before it is revealed, and then in the proof', async () => {
    const raffle = await raffleOf(await testApp().addServer(), { walletRule: 'none' });
    const seed = await seedOf(raffle);
    const stored = async () => keysHolding(await everyDocument(database.db()), tracesOfHex(seed));
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    expect(waysTelling(await told(raffle), seed)).toEqual([]);
    await raffle.close();
    const id = (await raffle.draw())._id.toHexString();
    const late = new Error('Not yet');
    const reveal = jest.spyOn(testApp().get(DrawnRandomness), 'reveal').mockRejectedValueOnce(late);
    await expect(testApp().get(DrawEffect).run(id)).rejects.toThrow(late);
    reveal.mockRestore();
    expect(await raffle.draw()).toMatchObject({ state: 'posted' });
    const between = await told(raffle);
    expect(waysTelling(between, seed)).toEqual([]);
    // What is looked through is not empty, and is of this draw.
    const hash = hashOf(await raffle.draw());
    for (const way of ['verify', 'page', '#tasks']) expect(between.get(way)).toContain(hash);
    expect(between.get('export entries csv')).toContain(raffle.people[0]);
    expect(between.get('draw:export true')).toContain(raffle.people[0]);
    expect(between.get('log')).not.toBe('');
    expect(await stored()).toEqual([]);
    await testApp().get(DrawEffect).run(id);
    await testApp().settle();
    expect(waysTelling(await told(raffle), seed)).toEqual(
      expect.arrayContaining(['verify', 'page/proof.json']),
    );
    expect((await stored()).map((key) => key.split('/')[0])).toEqual(['draws']);
    expect(await raffle.verified()).toMatchObject({ holds: true });
  });
});

describe('a draw whose seed or list can not be read', () => {
  const setLogChannel = (server: DemoServer) =>
    database
      .db()
      .collection('discord_server_mappings')
      .updateOne(
        { guildId: server.guild.id },
        { $set: { 'botConfig.logChannel': server.channels.announcements.id } },
      );
  const noticesIn = async (server: DemoServer) =>
    (await testApp().as(server.admin).messages(server.channels.announcements.id)).map(readableText);

  /** Tried three times in vain, and told of once; mended it goes on as if nothing had been. */
  async function standsStill(
    raffle: DrawnAllowlist,
    error: new (...given: never[]) => Error,
    mend: () => Promise<unknown>,
  ): Promise<void> {
    const run = async () =>
      testApp()
        .get(DrawEffect)
        .run((await raffle.draw())._id.toHexString());
    for (let tries = 0; tries < 3; tries += 1) await expect(run()).rejects.toThrow(error);
    expect(await raffle.draw()).toMatchObject({ state: 'posted', winners: [], disqualified: [] });
    expect(await raffle.said()).toHaveLength(1);
    await mend();
    testApp().clock.advance(3_600_000);
    await testApp().settle();
    expect(await noticesIn(raffle.server)).toEqual([
      expect.stringContaining('No other ever takes its place'),
    ]);
    expect(await raffle.draw()).toMatchObject({ state: 'announced' });
    expect(await raffle.verified()).toMatchObject({ holds: true });
  }

  it.each<[string, (raffle: DrawnAllowlist) => Promise<string | undefined>]>([
    ['is gone', () => Promise.resolve(undefined)],
    [
      'is sealed with a key that is gone',
      async (raffle) => (await sealedOf(raffle)).replace(/^(v\d+)\.[^.]+/, '$1.gone'),
    ],
    [
      'was altered',
      async (raffle) => (await sealedOf(raffle)).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    ],
    [
      'is another one',
      async ({ connectionId }) => sealedIn(await testApp().get(CommitReveal).choose(connectionId)),
    ],
  ])('waits where the seed %s, and never takes another', async (_, spoilt) => {
    const server = await testApp().addServer();
    await setLogChannel(server);
    const raffle = await raffleOf(server);
    const sealedSeed = await sealedOf(raffle);
    const by = await spoilt(raffle);
    const _id = new Types.ObjectId(raffle.connectionId);
    await allowlists().updateOne(
      { _id },
      by === undefined ? { $unset: { sealedSeed: '' } } : { $set: { sealedSeed: by } },
    );
    await raffle.close();
    await standsStill(raffle, SeedLostError, () => allowlists().updateOne({ _id }, { $set: { sealedSeed } }));
  });

  it('waits where the list is not the one that was committed to', async () => {
    const server = await testApp().addServer();
    await setLogChannel(server);
    const raffle = await raffleOf(server);
    const reveal = jest
      .spyOn(testApp().get(DrawnRandomness), 'reveal')
      .mockRejectedValueOnce(new ListDamagedError('Held up'));
    await raffle.close();
    const lists = database.db().collection('draw_lists');
    await expect(
      testApp()
        .get(DrawEffect)
        .run((await raffle.draw())._id.toHexString()),
    ).rejects.toThrow('Held up');
    reveal.mockRestore();
    const { _id, lines } = (await lists.findOne({ allowlistId: raffle.connectionId }))!;
    const text = Buffer.from((lines as mongo.Binary).value()).toString();
    const altered = new mongo.Binary(Buffer.from(text.replace('"tickets":1', '"tickets":2')));
    await lists.updateOne({ _id }, { $set: { lines: altered } });
    await standsStill(raffle, ListDamagedError, () =>
      lists.updateOne({ _id }, { $set: { lines: lines as mongo.Binary } }),
    );
  });
});

const sealedOf = async (raffle: DrawnAllowlist): Promise<string> => (await raffle.stored())!.sealedSeed!;
const sealedIn = (chosen: object): string => (chosen as { sealedSeed: string }).sealedSeed;
