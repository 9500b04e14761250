const REDACTED = '[redacted]';

/** Values that are secrets by their shape, wherever they stand in a log line. */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  [/((?:mongodb(?:\+srv)?|rediss?):\/\/)[^\s"'/@]+@/g, `$1${REDACTED}@`],
  [/\b(Bot|Bearer) +[\w.~+/=-]{5,}/g, `$1 ${REDACTED}`],
  // A bot token: base64 of the id, a time and a signature.
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b/g, REDACTED],
  // The token of an interaction or a webhook, in the addresses that discord.js reports with its errors.
  [/(\/(?:webhooks|interactions)\/\d{16,20}\/)[\w.~%-]{8,}/g, `$1${REDACTED}`],
  [/\b[0-9a-fA-F]{64}\b/g, REDACTED],
];

/** Keys that hold secrets whatever these look like. */
const SECRET_KEYS =
  /("(?:token|accessToken|refreshToken|access_token|refresh_token|client_secret|authorization|password)":)"(?:[^"\\]|\\.)*"/gi;

/** The same in JSON that stands inside a text, such as the body of an answer that an error quotes. */
const QUOTED_SECRET_KEYS =
  /(\\"(?:token|accessToken|refreshToken|access_token|refresh_token|client_secret|authorization|password)\\"\s*:\s*)\\"(?:(?!\\").)*\\"/gi;

/** The line without its secrets. Works on the finished JSON line, so nothing can pass beside it. */
export function scrub(line: string): string {
  let clean = line.replace(SECRET_KEYS, `$1"${REDACTED}"`).replace(QUOTED_SECRET_KEYS, `$1\\"${REDACTED}\\"`);
  for (const [shape, replacement] of SECRET_SHAPES) clean = clean.replace(shape, replacement);
  return clean;
}
