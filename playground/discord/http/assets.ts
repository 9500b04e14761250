import { FileReply } from './router.ts';

/** A file of the page, as it was built. */
export interface Asset {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** By path: `/`, `/app.js`. */
export type Assets = ReadonlyMap<string, Asset>;

/** Nothing from elsewhere, no inline script or style, and strings become markup only in lit's own templates. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

export function assetReply({ bytes, contentType }: Asset): FileReply {
  return new FileReply(bytes, {
    'Content-Type': contentType,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
}
