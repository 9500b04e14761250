import { hexOf, type Sha256, textHasher } from './bytes.js';
import { refusal } from './refusal.js';

/** A line of `entries.ndjson` that names its member. */
export interface OpenLine {
  readonly discordId: string;
  readonly salt: string;
  readonly tickets: number;
}

/** The same line without its member: it gives the same leaf. */
export interface MaskedLine {
  readonly entrant: string;
  readonly tickets: number;
}

export type ListLine = OpenLine | MaskedLine;

/** The bytes of a list, in pieces of any size, such as a file's stream or parts from a database. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const OPEN = /^\{"discordId":"([1-9][0-9]{0,19})","salt":"([0-9a-f]{32})","tickets":([1-9][0-9]{0,15})\}$/;
const MASKED = /^\{"entrant":"([0-9a-f]{64})","tickets":([1-9][0-9]{0,15})\}$/;
/** An open line with the longest id and number has 107 characters. */
const LONGEST_LINE = 128;
const SLICE = 2 ** 20;
const IDS_END = 2n ** 64n;

export const isOpen = (line: ListLine): line is OpenLine => 'discordId' in line;

/** Both kinds of line end in LF. */
export const writeLine = (line: ListLine): string =>
  isOpen(line)
    ? `{"discordId":"${line.discordId}","salt":"${line.salt}","tickets":${line.tickets}}\n`
    : `{"entrant":"${line.entrant}","tickets":${line.tickets}}\n`;

/** `undefined` for whatever is not exactly a line; `text` has no LF. */
export function readLine(text: string): ListLine | undefined {
  const [, discordId, salt, ticketsOfOpen] = OPEN.exec(text) ?? [];
  if (discordId !== undefined && salt !== undefined) {
    const tickets = Number(ticketsOfOpen);
    const isValid =
      tickets <= Number.MAX_SAFE_INTEGER && (discordId.length < 20 || BigInt(discordId) < IDS_END);
    return isValid ? { discordId, salt, tickets } : undefined;
  }
  const [, entrant, ticketsOfMasked] = MASKED.exec(text) ?? [];
  const tickets = Number(ticketsOfMasked);
  return entrant !== undefined && tickets <= Number.MAX_SAFE_INTEGER ? { entrant, tickets } : undefined;
}

/** `SHA-256("<salt>:<discordId>")`, section 1 of the protocol, as hex; for many lines. */
export function entrantHasher(sha256: Sha256): (member: Pick<OpenLine, 'discordId' | 'salt'>) => string {
  const hashText = textHasher(sha256);
  return ({ discordId, salt }) => hexOf(hashText(`${salt}:${discordId}`));
}

/** `SHA-256(0x00 ‖ "<entrant>:<tickets>")`, section 1 of the protocol; for many lines. */
export function leafHasher(sha256: Sha256): (entrant: string, tickets: number) => Uint8Array {
  const hashText = textHasher(sha256);
  return (entrant, tickets) => hashText(`\0${entrant}:${tickets}`);
}

/** The masked form of a line, which gives the same leaf. */
export const maskLine = (line: ListLine, entrantOf: ReturnType<typeof entrantHasher>): MaskedLine =>
  isOpen(line) ? { entrant: entrantOf(line), tickets: line.tickets } : line;

/**
 * Reads a list line by line, holding one piece and one line; lines count from 1.
 *
 * @throws Refusal `LINE_FORM`, also for a line that never ends; `LINE_UNENDED`
 */
export async function eachLine(
  chunks: Chunks,
  onLine: (line: ListLine, number: number) => void,
): Promise<void> {
  // A byte a character: whatever is not ASCII is no line then.
  const decoder = new TextDecoder('latin1');
  let rest = '';
  let number = 0;
  const take = (piece: Uint8Array): void => {
    const text = rest + decoder.decode(piece);
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      number += 1;
      const line = end - from <= LONGEST_LINE ? readLine(text.slice(from, end)) : undefined;
      if (line === undefined) throw refusal('LINE_FORM', { line: number });
      onLine(line, number);
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > LONGEST_LINE) throw refusal('LINE_FORM', { line: number + 1 });
  };
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += SLICE) take(chunk.subarray(at, at + SLICE));
  if (rest !== '') throw refusal('LINE_UNENDED', { line: number + 1 });
}
