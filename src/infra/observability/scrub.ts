const REDACTED = '[redacted]';

/** Shorter ones would be found in words that are none. */
const SHORTEST_KNOWN = 6;

const KEYS = [
  ...['token', 'access_?token', 'refresh_?token', 'client_?secret', 'code_?verifier', 'verifier'],
  ...['authorization', 'cookie', 'set-cookie', 'password', 'passwd', 'secret', 'api_?key', 'x-api-key'],
  ...['nonce', 'signature', 'transfer_?code', 'encryption_?key'],
].join('|');

/** Parameters of addresses and forms; `code` and `state` are words of many others. */
const PARAMETERS = `code|state|${KEYS}`;

/** A word that holds a small and a capital letter, and a digit, as every random one of that length does. */
const mixed = (characters: string, length: string): string =>
  `(?<![\\w-])(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])(?=[\\w-]*\\d)${characters}${length}(?![\\w-])`;

/** Values that are secrets by their shape or by what stands before them, wherever they stand. */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  // The last @ counts: one in a password should have been encoded.
  [/((?:mongodb(?:\+srv)?|rediss?):\/\/)[^\s"'\\]*@/g, `$1${REDACTED}@`],
  [/(https?:\/\/)[^\s"'\\/?#@]+@/g, `$1${REDACTED}@`],
  [/\b(Bot|Bearer|Basic) +[\w.~+/=-]{5,}/gi, `$1 ${REDACTED}`],
  // A bot token: base64 of the id, a time and a signature.
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b/g, REDACTED],
  // The token of an interaction or a webhook, in the addresses that discord.js reports with its errors.
  [/(\/(?:webhooks|interactions)\/\d{16,20}\/)[\w.~%-]{8,}/g, `$1${REDACTED}`],
  [new RegExp(`([?&;](?:${PARAMETERS})=)[^&\\s"'\\\\]+`, 'gi'), `$1${REDACTED}`],
  // A form: as much as is certain to be one.
  [new RegExp(`\\b((?:${KEYS})=)[^&\\s"'\\\\]+`, 'gi'), `$1${REDACTED}`],
  [/(__Host-[\w-]+=)[^;\s"'\\]+/g, `$1${REDACTED}`],
  // As Node prints an object.
  [new RegExp(`(\\b(?:${KEYS})['"]?: )'[^']*'`, 'gi'), `$1'${REDACTED}'`],
  [/\b[0-9a-fA-F]{64}\b/g, REDACTED],
  // 32 bytes in base64: a key.
  [/(?<![\w+/-])[A-Za-z0-9+/]{43}=/g, REDACTED],
  // 256 bits and more in base64url: states, verifiers, one-time tokens, tokens of interactions.
  [new RegExp(mixed('[\\w-]', '{43,}'), 'g'), REDACTED],
  // Codes and tokens of Discord's OAuth2.
  [new RegExp(mixed('[A-Za-z0-9]', '{30,42}'), 'g'), REDACTED],
];

/** Keys that hold secrets whatever these look like; also with a list of them. */
const SECRET_KEYS = new RegExp(
  `("(?:${KEYS})":)(?:"(?:[^"\\\\]|\\\\.)*"|\\[(?:"(?:[^"\\\\]|\\\\.)*",?)*\\])`,
  'gi',
);

/** The same in JSON that stands inside a text, such as the body of an answer that an error quotes. */
const QUOTED_SECRET_KEYS = new RegExp(`(\\\\"(?:${KEYS})\\\\"\\s*:\\s*)\\\\"(?:(?!\\\\").)*\\\\"`, 'gi');

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The text without its secrets. Works on finished JSON lines too, so that nothing can pass beside it. */
export type Scrub = (text: string) => string;

/** @param known values that are secret whatever they look like: those of the settings */
export function scrubber(known: readonly string[] = []): Scrub {
  const values = known.filter((value) => value.length >= SHORTEST_KNOWN).flatMap(spellingsOf);
  // Longer ones first: one may hold another.
  const all = [...new Set(values)].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const secrets = all.length > 0 ? new RegExp(all.join('|'), 'g') : undefined;
  return (text) => {
    let clean = secrets === undefined ? text : text.replace(secrets, REDACTED);
    clean = clean.replace(SECRET_KEYS, `$1"${REDACTED}"`).replace(QUOTED_SECRET_KEYS, `$1\\"${REDACTED}\\"`);
    for (const [shape, replacement] of SECRET_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

export const scrub: Scrub = scrubber();

/** As it is, in JSON, in JSON within JSON, in an address. */
function spellingsOf(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  return [value, inJson, JSON.stringify(inJson).slice(1, -1), encodeURIComponent(value)];
}
