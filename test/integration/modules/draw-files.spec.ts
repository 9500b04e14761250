// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process) and the time.
import { verifyProof } from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { anAllowlist, anEntry, aSnowflake } from '../../support/builders/index.js';
import { masked, storeDraw } from '../../support/draws/stored-draw.js';
import { bytesOf, vectorOf } from '../../support/draws/vectors.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const seven = vectorOf('seven');
const drand = vectorOf('drand');
const WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

const run = (who: { id: string }, command: string, options: Record<string, string>) =>
  testApp().as(who).run(command, options, { channelId: testApp().server.channels.general.id });

/** Files of an answer, by name. */
async function filesOf(answer: Awaited<ReturnType<typeof run>>): Promise<Record<string, string>> {
  const urls = JSON.stringify(answer.message?.components ?? []).matchAll(
    /"url":"(http[^"]+\/([\w-]+\.(?:json|ndjson|csv))[^"]*)"/g,
  );
  const files = [...urls].map(async ([, url = '', name = '']) => [name, await (await fetch(url)).text()]);
  return Object.fromEntries(await Promise.all(files)) as Record<string, string>;
}

/** An allowlist of this server whose draw is that of a vector. */
async function drawn(vector: typeof seven, title: string): Promise<string> {
  const { connectionId } = await postAllowlist(testApp(), { title, status: 'drawn' });
  const allowlist = await testApp().get(AllowlistsRepository).findById(connectionId);
  const guildId = testApp().server.guild.id;
  await storeDraw(database.db(), vector, { guildId, allowlistId: allowlist!.allowlistId });
  return connectionId;
}

describe('/verify', () => {
  it('says how a draw was made, what the bot finds itself, and hands out the open files', async () => {
    await drawn(drand, 'Moon mint');
    const answer = await run(testApp().server.members[0]!, 'verify', { draw: 'moon' });
    const said = textOf(answer);
    expect(said).toContain('Draw: Moon mint');
    expect(said).toContain(drand.commitmentHash);
    expect(said).toContain(drand.proof.post.messageId);
    expect(said).toContain('Everything holds.');
    expect(said).toContain('the word of whoever runs it');
    const { 'proof.json': proof = '', 'entries.ndjson': list = '' } = await filesOf(answer);
    expect(list).toBe(drand.entriesNdjson);
    expect(await verifyProof(proof, [bytesOf(list)], { sha256 })).toMatchObject({ holds: true });
  });

  it('refuses a list that is not the one committed to, with the reason', async () => {
    const entriesNdjson = seven.entriesNdjson.replace('"tickets":2', '"tickets":3');
    await drawn({ ...seven, entriesNdjson }, 'Spoilt');
    const answer = await run(testApp().server.members[0]!, 'verify', { draw: 'Spoilt' });
    expect(textOf(answer)).toContain('Refused: The list has 19 tickets; committed to were 18.');
  });

  it('gives members of another server masked files, by the link of the page', async () => {
    const id = await storeDraw(database.db(), seven);
    const link = `https://bot.example/draws/${id}`;
    const answer = await run(testApp().server.members[0]!, 'verify', { draw: link });
    const { 'proof.json': proof = '', 'entries.ndjson': list = '' } = await filesOf(answer);
    expect(list).toBe(await masked(seven.entriesNdjson));
    expect(proof).not.toContain('discordId');
    expect(await verifyProof(proof, [bytesOf(list)], { sha256 })).toMatchObject({ holds: true });
  });

  it.each(['nothing of the kind', '665f00000000000000000009', '$ne', 'https://bot.example/draws/../x'])(
    'knows no draw %s',
    async (draw) => {
      const answer = await run(testApp().server.members[0]!, 'verify', { draw });
      expect(textOf(answer)).toContain('There is no such draw here');
    },
  );

  it('says nothing of a list that is still open', async () => {
    await postAllowlist(testApp(), { title: 'Still open' });
    const answer = await run(testApp().server.members[0]!, 'verify', { draw: 'Still open' });
    expect(textOf(answer)).toContain('There is no such draw here');
  });
});

describe('/allowlist export', () => {
  const enter = (connectionId: string, given: object = {}) =>
    database
      .db()
      .collection('allowlist_entries')
      .insertOne(anEntry({ connectionId, guildId: testApp().server.guild.id, ...given }));
  const audited = (id: string) =>
    database.db().collection('audit_entries').countDocuments({ action: 'allowlist.export', 'target.id': id });

  it('gives a manager the entries with their wallets, and is audited', async () => {
    const { connectionId } = await postAllowlist(testApp(), { title: 'Early' });
    const discordId = aSnowflake();
    await enter(connectionId, { discordId, wallet: WALLET.toLowerCase(), tickets: 3 });
    await enter(connectionId, { state: 'held' });
    const options = { allowlist: connectionId, who: 'entries', format: 'json' };
    const answer = await run(testApp().server.admin, 'allowlist export', options);
    const rows = JSON.parse((await filesOf(answer))['entries.json'] ?? '') as unknown;
    expect(rows).toMatchObject([{ discordId, wallet: WALLET, tickets: 3 }]);
    expect(rows).toHaveLength(1);
    expect(await audited(connectionId)).toBe(1);
  });

  it('gives the winners by rank, without those who were passed over, and their tree', async () => {
    const connectionId = await drawn(seven, 'Seven');
    const winners = seven.proof.winners as readonly { rank: number; discordId: string }[];
    await enter(connectionId, { discordId: winners[0]!.discordId, wallet: WALLET });
    const options = { allowlist: connectionId, who: 'winners' };
    const asCsv = await run(testApp().server.admin, 'allowlist export', { ...options, format: 'csv' });
    const lines = (await filesOf(asCsv))['winners.csv']!.split('\r\n').filter((line) => line !== '');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 3))).toEqual(
      winners.map(({ rank, discordId }, at) => [
        String(rank),
        `"${discordId}"`,
        at === 0 ? `"${WALLET}"` : '""',
      ]),
    );
    const asTree = await run(testApp().server.admin, 'allowlist export', { ...options, format: 'merkle' });
    expect(textOf(asTree)).toContain('1 address in the tree');
    expect(textOf(asTree)).toContain('Left out: 2 rows');
    const tree = JSON.parse((await filesOf(asTree))['merkle-tree.json'] ?? '') as { root: string };
    expect(textOf(asTree)).toContain(tree.root);
  });

  it('finds by words what only one allowlist has, and names wallets of no other', async () => {
    const { connectionId } = await postAllowlist(testApp(), { title: 'Moon garden' });
    await postAllowlist(testApp(), { title: 'Moon garden, again' });
    await enter(connectionId);
    const by = async (allowlist: string): Promise<string> =>
      textOf(
        await run(testApp().server.admin, 'allowlist export', { allowlist, who: 'entries', format: 'csv' }),
      );
    expect(await by('moon GARDEN')).toContain('File of Moon garden');
    expect(await by('garden')).toContain('Choose one of the suggestions');
    expect(await by('nothing like it')).toContain('Choose one of the suggestions');
  });

  it('says when there is nothing, and leaves no trace of a file then', async () => {
    const { connectionId } = await postAllowlist(testApp(), { title: 'Empty' });
    const options = { allowlist: connectionId, who: 'winners', format: 'csv' };
    const answer = await run(testApp().server.admin, 'allowlist export', options);
    expect(textOf(answer)).toContain('There are no winners yet');
    expect(await audited(connectionId)).toBe(0);
  });

  it('refuses an id of another server, and notes it', async () => {
    const foreign = anAllowlist();
    await testApp().get(AllowlistsRepository).insert(foreign);
    const id = foreign._id.toHexString();
    const options = { allowlist: id, who: 'entries', format: 'csv' };
    const answer = await run(testApp().server.admin, 'allowlist export', options);
    expect(textOf(answer)).toContain('allowlist');
    expect(await filesOf(answer)).toEqual({});
    const noted = { action: 'allowlist.foreign', 'target.id': id };
    expect(await database.db().collection('audit_entries').countDocuments(noted)).toBe(1);
    expect(await audited(id)).toBe(0);
  });
});
