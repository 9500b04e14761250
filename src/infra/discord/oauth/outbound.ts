import { DiscordOAuthError } from './oauth.errors.js';

const LARGEST_ANSWER = 64 * 1024;

/** Nothing was sent, or the other side says that it did nothing: another try is as good as the first. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * `fetch` that waits for a time, reads so much and follows no redirect; what it gives has been read already.
 *
 * @throws DiscordOAuthError `away`: nothing happened; `unknown`: it may have happened
 */
export async function boundedFetch(url: string | URL, init: RequestInit, limitMs: number): Promise<Response> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const body = await readUpTo(LARGEST_ANSWER, response);
    const { status, statusText, headers } = response;
    return new Response(isBodyless(status) ? null : body, {
      status,
      statusText,
      headers: new Headers(headers),
    });
  } catch (error) {
    if (error instanceof DiscordOAuthError) throw error;
    const code = codeOf(error);
    const kind = NEVER_SENT.has(code) ? 'away' : 'unknown';
    throw new DiscordOAuthError(kind, `Discord's OAuth2 did not answer (${code})`, { cause: error });
  }
}

async function readUpTo(limit: number, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = response.body as AsyncIterable<Uint8Array> | null;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new DiscordOAuthError('malformed', 'An answer of Discord is too large');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const isBodyless = (status: number): boolean => [204, 205, 304].includes(status);

function codeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: unknown }; name?: unknown };
  const code = cause?.code ?? name;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
