import { type IncomingMessage } from 'node:http';
import { NotImplementedHere, refuse } from '../api-error.ts';
import { FILE_BYTES_MAX, type Upload } from '../files/upload.ts';
import { type JsonObject } from '../json.ts';

const BODY_BYTES_MAX = 25 * 1024 * 1024;
/** A client reads the refusal after it has sent everything; whoever sends more than this is cut off. */
const HEARD_BYTES_MAX = 4 * BODY_BYTES_MAX;

export interface Body {
  /** `undefined` for none. */
  readonly json: unknown;
  readonly uploads: readonly Upload[];
  /** Of a form as browsers and OAuth clients send it; then there is no JSON. */
  readonly form?: URLSearchParams;
}

/** @throws ApiError for a body that is too large, broken, or neither JSON nor multipart */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await bytesOf(request);
  if (bytes.length === 0) return { json: undefined, uploads: [] };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return multipartBody(bytes, type);
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { json: undefined, uploads: [], form: new URLSearchParams(bytes.toString()) };
  return { json: parsed(bytes.toString()), uploads: [] };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > HEARD_BYTES_MAX) break; // ends the connection too
      if (size <= BODY_BYTES_MAX) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    // The sender hung up: nobody reads this answer, and it is no fault of this server.
    throw refuse('badRequest');
  }
  if (size > BODY_BYTES_MAX) throw refuse('tooLarge');
  return Buffer.concat(chunks);
}

/** Files, and beside them either `payload_json` or the fields of the message one by one. */
async function multipartBody(bytes: Buffer<ArrayBuffer>, type: string): Promise<Body> {
  const fields: JsonObject = {};
  const uploads: Upload[] = [];
  for (const [name, part] of await partsOf(bytes, type)) {
    if (typeof part === 'string') fields[name] = part;
    else if (name === 'payload_json') fields[name] = await part.text();
    else uploads.push(await uploadOf(name, part));
  }
  const { payload_json: payload } = fields;
  return {
    json: typeof payload === 'string' ? parsed(payload) : fields,
    uploads: uploads.sort((a, b) => a.index - b.index),
  };
}

async function partsOf(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    // Deprecated for what it may hold in memory; here that is bounded, and in memory already.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw refuse('badRequest');
  }
}

async function uploadOf(name: string, file: File): Promise<Upload> {
  const index = /^files\[(\d{1,2})\]$/.exec(name)?.[1];
  if (index === undefined) throw new NotImplementedHere(`a file in a part named "${name.slice(0, 100)}"`);
  if (file.size > FILE_BYTES_MAX) throw refuse('tooLarge');
  return {
    index: Number(index),
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('invalidJson');
  }
}
