// Real: the whole service over HTTP and a MongoDB of this file. Fake: Discord (the local one of the playground, in
// this process) and the time.
import request from 'supertest';
import { verifyProof } from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { useTestApp } from '../../support/app/index.js';
import { masked, storeDraw } from '../../support/draws/stored-draw.js';
import { bytesOf, vectorOf } from '../../support/draws/vectors.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, roles: ['gateway', 'web'] });
const seven = vectorOf('seven');
const drand = vectorOf('drand');
const get = (path: string) => request(testApp().app.getHttpServer()).get(path).set('accept', 'text/html');
const store = (...given: Parameters<typeof storeDraw> extends [unknown, ...infer Rest] ? Rest : never) =>
  storeDraw(database.db(), ...given);
const openOf = ({ entriesNdjson }: typeof seven): string[] =>
  [...entriesNdjson.matchAll(/"(?:discordId|salt)":"(\w+)"/g)].map(([, value = '']) => value);

describe('the page of a draw', () => {
  it('shows what was fixed, the winners without their names, and who was passed over', async () => {
    const { text, headers } = await get(`/draws/${await store(seven)}`).expect(200);
    expect(text).toContain('Drawn: 2026-11-01 00:01:00 UTC');
    expect(text).toContain(seven.commitmentHash);
    expect(text).toContain(
      'https://discord.com/channels/200000000000000000/300000000000000000/1566240355123204242',
    );
    expect(text).toContain('Winners (3)');
    expect(text).toContain('weaker than a public beacon');
    expect(text).toContain('no longer on the server');
    for (const value of openOf(seven)) expect(text).not.toContain(value);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+="|style="/);
  });

  it('is there in German', async () => {
    const { text } = await get(`/draws/${await store(drand)}`)
      .set('accept-language', 'de')
      .expect(200);
    expect(text).toContain('lang="de"');
    expect(text).toContain('Diese Auslosung prüfen');
  });

  it('says what it waits for, and when it has waited too long', async () => {
    const { clock } = testApp();
    const posted = ((BigInt(clock.now().getTime()) - 1_420_070_400_000n) << 22n).toString();
    const waiting = (vector: typeof seven) =>
      store(
        { ...vector, proof: { ...vector.proof, post: { ...vector.proof.post, messageId: posted } } },
        { state: 'posted', drawnAt: undefined, winners: [], disqualified: [], randomness: undefined },
      );
    const [byDrand, bySeed] = [await waiting(drand), await waiting(seven)];
    expect((await get(`/draws/${byDrand}`)).text).toMatch(/Waiting for round \d{8} of the public beacon/);
    expect((await get(`/draws/${bySeed}`)).text).toContain('The draw is being made');
    await get(`/draws/${byDrand}/proof.json`).expect(404);
    clock.advance(2 * 3_600_000);
    for (const id of [byDrand, bySeed]) expect((await get(`/draws/${id}`)).text).toContain('Overdue');
  });

  it.each(['x'.repeat(65), '665f00000000000000000009', 'a%2F..', '%24ne', 'a$b', "1'--"])(
    'knows no draw %s',
    async (id) => {
      for (const file of ['', '/proof.json', '/entries.ndjson']) await get(`/draws/${id}${file}`).expect(404);
    },
  );

  it('keeps a list to itself until it is fixed', async () => {
    const id = await store(seven, { state: 'closing', commitment: undefined, post: undefined });
    for (const file of ['', '/proof.json', '/entries.ndjson']) await get(`/draws/${id}${file}`).expect(404);
  });
});

describe('the files', () => {
  it.each([seven, drand])('verify, and name nobody: $name', async (vector) => {
    const id = await store(vector);
    const proof = await get(`/draws/${id}/proof.json`).expect(200);
    const list = await get(`/draws/${id}/entries.ndjson`).buffer(true).parse(asText).expect(200);
    const text = list.body as string;
    expect(text).toBe(await masked(vector.entriesNdjson));
    for (const value of openOf(vector)) expect(`${proof.text}${text}`).not.toContain(value);
    expect(await verifyProof(proof.text, [bytesOf(text)], { sha256 })).toMatchObject({ holds: true });
    expect(proof.headers['content-disposition']).toBe('attachment; filename=proof.json');
    expect(list.headers['cache-control']).toContain('immutable');
  });

  it('are not sent again to who has them', async () => {
    const id = await store(seven);
    for (const file of ['proof.json', 'entries.ndjson']) {
      const { headers } = await get(`/draws/${id}/${file}`).expect(200);
      await get(`/draws/${id}/${file}`).set('if-none-match', headers.etag!).expect(304);
    }
  });

  it('of a list are the same bytes before and after its members were erased', async () => {
    const id = await store({ ...seven, entriesNdjson: await masked(seven.entriesNdjson) });
    const list = await get(`/draws/${id}/entries.ndjson`).buffer(true).parse(asText);
    expect(list.body).toBe(await masked(seven.entriesNdjson));
    expect(list.headers.etag).toBe(`"${seven.proof.commitment.entriesRoot}"`);
  });
});

function asText(response: request.Response, done: (error: Error | null, text: string) => void): void {
  let text = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.setEncoding('utf8');
  stream
    .on('data', (part: string) => (text += part))
    .on('end', () => {
      done(null, text);
    });
}
