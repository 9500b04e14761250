import { type JsonProblem, refusal } from './refusal.js';

/** What a file of the protocol can hold. Objects have no prototype, so that `__proto__` is a key like others. */
export type StrictJson = string | number | StrictJson[] | { [key: string]: StrictJson };

/** 10,000 winners and as many disqualified are 3 MB. */
export const LARGEST_FILE = 64 * 2 ** 20;
const DEEPEST = 8;
const SPACE = /[ \t\n\r]*/y;
/** Without escapes: no text of the protocol needs one, and keys of one spelling can't hide as two. */
const TEXT = /"([\x20-\x21\x23-\x5b\x5d-\x7e]*)"/y;
const NUMBER = /(?:0|[1-9][0-9]{0,15})(?![0-9.eE])/y;

/**
 * Reads JSON of texts, whole numbers, lists and objects, strictly: a key that occurs twice, a number that
 * another reader may round, `true` or `null` are refused, and so is text beyond printable ASCII.
 *
 * @throws Refusal `JSON`
 */
export function readStrictJson(file: Uint8Array | string): StrictJson {
  if (file.length > LARGEST_FILE) throw refusal('JSON', { problem: 'too-large', at: LARGEST_FILE });
  const reader = new Reader(typeof file === 'string' ? file : textOf(file));
  return reader.whole();
}

function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw refusal('JSON', { problem: 'not-utf8', at: 0 });
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): StrictJson {
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('trailing');
    return value;
  }

  private value(depth: number): StrictJson {
    this.skipSpace();
    const next = this.text[this.at];
    if (next === '{') return this.object(depth);
    if (next === '[') return this.list(depth);
    return next === '"' ? this.string() : this.number();
  }

  private object(depth: number): StrictJson {
    const members = Object.create(null) as Record<string, StrictJson>;
    this.sequence('}', depth, () => {
      const at = this.at;
      const key = this.string();
      if (key in members) this.fail('key-twice', at);
      this.skipSpace();
      this.take(':');
      members[key] = this.value(depth + 1);
    });
    return members;
  }

  private list(depth: number): StrictJson {
    const items: StrictJson[] = [];
    this.sequence(']', depth, () => items.push(this.value(depth + 1)));
    return items;
  }

  private sequence(end: string, depth: number, member: () => void): void {
    if (depth >= DEEPEST) this.fail('too-deep');
    this.at += 1;
    this.skipSpace();
    if (this.isTaken(end)) return;
    do {
      this.skipSpace();
      member();
      this.skipSpace();
    } while (this.isTaken(','));
    this.take(end);
  }

  private string(): string {
    const [, text] = this.match(TEXT) ?? [];
    return text ?? this.fail(this.text[this.at] === '"' ? 'text' : 'unexpected');
  }

  private number(): number {
    const value = Number(this.match(NUMBER)?.[0] ?? Number.NaN);
    if (Number.isSafeInteger(value)) return value;
    return this.fail(
      /[-0-9]/.test(this.text[this.at] ?? '') || Number.isFinite(value) ? 'number' : 'unexpected',
    );
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private take(character: string): void {
    if (!this.isTaken(character)) this.fail('unexpected');
  }

  private isTaken(character: string): boolean {
    const isThere = this.text[this.at] === character;
    if (isThere) this.at += 1;
    return isThere;
  }

  private fail(problem: JsonProblem, at = this.at): never {
    throw refusal('JSON', {
      problem: at >= this.text.length && problem !== 'too-large' ? 'unfinished' : problem,
      at,
    });
  }
}
