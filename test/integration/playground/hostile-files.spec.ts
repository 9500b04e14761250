/** Real: HTTP over sockets, bodies written by hand. Fake: Discord. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { png } from '../../support/pictures.js';
import { Harness } from './harness.ts';

const MIB = 1024 * 1024;
const BOUNDARY = 'boundary';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

const part = (headers: string, content: string): string =>
  `--${BOUNDARY}\r\n${headers}\r\n\r\n${content}\r\n`;
const filePart = (name: string, content: string, field = 'files[0]', type = 'text/plain'): string =>
  part(
    `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}`,
    content,
  );
const jsonPart = (json: string): string => part('Content-Disposition: form-data; name="payload_json"', json);
const END = `--${BOUNDARY}--\r\n`;

interface Sent {
  attachments: { id: string; filename: string; url: string; content_type?: string; width?: number }[];
  content: string;
}

describe('hostile files', () => {
  let harness: Harness;

  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterEach(async () => {
    // Whatever came: it still serves.
    expect((await fetch(`${harness.discord.url}/local/users`)).status).toBe(200);
  });
  afterAll(async () => {
    await harness.stop();
  });

  const path = (): string => `/api/v10/channels/${harness.channelId}/messages`;
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    { type = TYPE, to = path() } = {},
  ): Promise<Response> =>
    fetch(harness.discord.url + to, {
      method: 'POST',
      headers: { 'Content-Type': type, Authorization: `Bot ${harness.discord.botToken}` },
      body,
    });
  const sent = async (body: string): Promise<Sent> => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Sent;
  };

  it('may come without payload_json, with the fields of the message beside them', async () => {
    const field = part('Content-Disposition: form-data; name="content"', 'said');
    expect(await sent(field + filePart('a.txt', 'x') + END)).toMatchObject({
      content: 'said',
      attachments: [{ filename: 'a.txt', size: 1 }],
    });
  });

  it.each([
    ['cut off in a file', filePart('a.txt', 'xyz').slice(0, -4)],
    ['without its end', filePart('a.txt', 'xyz')],
    [
      'with headers that never end',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${'x'.repeat(MIB)}`,
    ],
    ['of another boundary', filePart('a.txt', 'x').replaceAll(BOUNDARY, 'other')],
    ['that is none', 'hello'],
  ])('a multipart body %s is 400', async (_, body) => {
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toEqual([400, { message: '400: Bad Request', code: 0 }]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', filePart('a.txt', 'x') + END, 400, 0],
    ['broken payload_json', TYPE, jsonPart('{"content":') + filePart('a.txt', 'x') + END, 400, 50109],
    ['a payload_json that is no object', TYPE, jsonPart('[]') + filePart('a.txt', 'x') + END, 400, 50035],
    ['nothing to send', TYPE, jsonPart('{}') + END, 400, 50006],
    ['a file in a part of another name', TYPE, filePart('a.txt', 'x', 'upload') + END, 501, 0],
    [
      'an id that no file has',
      TYPE,
      jsonPart('{"attachments":[{"id":1}]}') + filePart('a.txt', 'x') + END,
      400,
      50035,
    ],
    [
      'an id that is none',
      TYPE,
      jsonPart('{"attachments":[{"id":{}},{},7]}') + filePart('a.txt', 'x') + END,
      400,
      50035,
    ],
    [
      'a name that is no text',
      TYPE,
      jsonPart('{"attachments":[{"id":0,"filename":7}]}') + filePart('a.txt', 'x') + END,
      400,
      50035,
    ],
    [
      'a description that is too long',
      TYPE,
      jsonPart(`{"attachments":[{"id":0,"description":"${'x'.repeat(1025)}"}]}`) + filePart('a', 'x') + END,
      400,
      50035,
    ],
  ])('%s is refused', async (_, type, body, status, code) => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const answer = await post(body, { type });
    warned.mockRestore();
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  it('files where Discord takes none are 501, not ignored', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const to = '/api/v10/users/@me/channels';
    const answer = await post(jsonPart('{"recipient_id":"1"}') + filePart('a.txt', 'x') + END, { to });
    warned.mockRestore();
    expect(answer.status).toBe(501);
  });

  it.each([
    ['../../x', 'x'],
    ['..%2F..%2Fx', '2F..2Fx'],
    ['C:\\a\\b.txt', 'b.txt'],
    ['..', 'unknown'],
    ['a%22; b=%22.png', 'a_b.png'],
    ['x'.repeat(100_000), 'x'.repeat(255)],
  ])('a name like %.20s is stored as a plain one', async (name, stored) => {
    const { attachments } = await sent(filePart(name, 'x') + END);
    expect(attachments[0]?.filename).toMatch(/^[\w-][\w.-]*$/);
    expect(attachments[0]?.filename).toBe(stored);
    expect((await fetch(attachments[0]?.url ?? '')).status).toBe(200);
  });

  it.each([
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['a.html', '<script>alert(1)</script>', 'text/html'],
    ['a.png', '<script>alert(1)</script>', 'image/png'],
    ['a.gif', 'GIF89a<script>', 'image/gif'],
  ])('%s never becomes a page here', async (name, content, type) => {
    const { attachments } = await sent(filePart(name, content, 'files[0]', type) + END);
    const { headers } = await fetch(attachments[0]?.url ?? '');
    const isPicture = attachments[0]?.width !== undefined;
    expect(isPicture).toBe(name === 'a.gif');
    expect(headers.get('content-type')).toBe(isPicture ? 'image/gif' : 'application/octet-stream');
    expect(headers.get('content-disposition')).toBe(isPicture ? null : `attachment; filename="${name}"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('are read by this machine only, under their own name', async () => {
    const { url, id } = (await sent(filePart('a.txt', 'x') + END)).attachments[0] ?? { url: '', id: '' };
    expect((await fetch(url, { headers: { Origin: 'http://evil.example' } })).status).toBe(403);
    expect(
      await raw(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 403 /);
    const files = `${harness.discord.url}/local/files`;
    for (const other of [`${files}/${id}/b.txt`, `${files}/1/a.txt`, `${files}/${id}/..%2Fa.txt`])
      expect((await fetch(other)).status).toBe(404);
  });

  const raw = async (request: string, { isCut = false } = {}): Promise<string> => {
    const socket = connect(Number(new URL(harness.discord.url).port), '127.0.0.1');
    socket.write(request);
    if (isCut) {
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.destroy();
      return '';
    }
    return text(socket);
  };
  const head = (more: string): string =>
    `POST ${path()} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${TYPE}\r\nAuthorization: Bot ${harness.discord.botToken}\r\n${more}\r\n\r\n`;

  it('a header without end is not read to its end', async () => {
    const request = head(`X-Huge: ${'x'.repeat(64 * 1024)}`);
    // The answer can be lost with the connection, when the rest of the header is still on its way.
    const answer = await raw(request).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
    expect(answer).toMatch(/^HTTP\/1\.1 431 |^ECONNRESET$|^EPIPE$/);
  });

  it('a sender that hangs up in the middle is no fault of the server', async () => {
    const failed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const count = harness.discord.refusals.length;
    await raw(`${head('Content-Length: 1000')}${filePart('a.txt', 'x')}`, { isCut: true });
    // A request that comes later is answered later.
    await harness.discord.until(() => harness.discord.refusals.length > count, 'the refusal');
    expect(failed).not.toHaveBeenCalled();
    failed.mockRestore();
  });

  it('a body beyond the limit is refused in words, not by a broken connection', async () => {
    const answer = await post(Buffer.alloc(26 * MIB));
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { message: 'Request entity too large', code: 40005 },
    ]);
  });

  it('the oldest go when the memory for them is full', async () => {
    const first = await harness.member.upload('first.png', png(2, 2));
    const bytes = new Uint8Array(10 * MIB);
    for (let count = 0; count < 26; count++) await harness.member.upload('large.bin', bytes);
    expect((await fetch(first.url)).status).toBe(404);
    await expect(harness.member.say(harness.channelId, 'a', [first])).rejects.toMatchObject({ code: 50035 });
  }, 120_000);
});
