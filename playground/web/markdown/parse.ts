import { parseInline, type Inline } from './inline.ts';

/** What stands in a message, line by line, as Discord reads it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly content: Inline[] }
  | { readonly kind: 'subtext'; readonly content: Inline[] }
  | { readonly kind: 'quote'; readonly blocks: Block[] }
  | {
      readonly kind: 'list';
      readonly start: number | null;
      readonly items: { readonly depth: number; readonly content: Inline[] }[];
    }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

const FENCE = /```(?:([a-z0-9_+\-.#]+)\n)?\n?([\s\S]*?)\n?```/i;
const LIST_ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

export function parseMarkdown(text: string): Block[] {
  const fence = FENCE.exec(text);
  if (fence === null) return parseLines(text.split('\n'));
  const before = text.slice(0, fence.index).replace(/\n$/, '');
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, '');
  return [
    ...(before === '' ? [] : parseLines(before.split('\n'))),
    { kind: 'code', language: fence[1] ?? '', text: fence[2] ?? '' },
    ...(after === '' ? [] : parseMarkdown(after)),
  ];
}

function parseLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let rest = [...lines];
  while (rest.length > 0) {
    const { block, taken } = nextBlock(rest);
    blocks.push(block);
    rest = rest.slice(taken);
  }
  return blocks;
}

function nextBlock(lines: readonly string[]): { block: Block; taken: number } {
  const line = lines[0] ?? '';
  if (line.startsWith('>>> ')) {
    const inner = [line.slice(4), ...lines.slice(1)];
    return { block: { kind: 'quote', blocks: parseLines(inner) }, taken: lines.length };
  }
  if (isQuote(line)) {
    const quoted = lines.slice(0, runLength(lines, isQuote)).map((each) => each.slice(2));
    return { block: { kind: 'quote', blocks: parseLines(quoted) }, taken: quoted.length };
  }
  const single = lineBlock(line);
  if (single !== null) return { block: single, taken: 1 };
  if (LIST_ITEM.test(line)) return listBlock(lines);
  const taken = Math.max(1, runLength(lines, isPlain));
  return { block: { kind: 'paragraph', content: parseInline(lines.slice(0, taken).join('\n')) }, taken };
}

function lineBlock(line: string): Block | null {
  const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
  if (heading?.[1] !== undefined && heading[2] !== undefined) {
    return { kind: 'heading', level: heading[1].length as 1 | 2 | 3, content: parseInline(heading[2]) };
  }
  const subtext = /^-# +(\S.*)$/.exec(line)?.[1];
  return subtext === undefined ? null : { kind: 'subtext', content: parseInline(subtext) };
}

function listBlock(lines: readonly string[]): { block: Block; taken: number } {
  const taken = runLength(lines, (line) => LIST_ITEM.test(line));
  const items = lines.slice(0, taken).map((line) => {
    const [, indent = '', , text = ''] = LIST_ITEM.exec(line) ?? [];
    return { depth: Math.min(10, Math.floor(indent.length / 2)), content: parseInline(text) };
  });
  const mark = LIST_ITEM.exec(lines[0] ?? '')?.[2] ?? '-';
  const start = /^\d/.test(mark) ? Number.parseInt(mark, 10) : null;
  return { block: { kind: 'list', start, items }, taken };
}

function isQuote(line: string): boolean {
  return line.startsWith('> ');
}

function isPlain(line: string): boolean {
  return !isQuote(line) && !line.startsWith('>>> ') && lineBlock(line) === null && !LIST_ITEM.test(line);
}

function runLength(lines: readonly string[], matches: (line: string) => boolean): number {
  const end = lines.findIndex((line) => !matches(line));
  return end === -1 ? lines.length : end;
}
