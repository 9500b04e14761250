export type Inline =
  | { readonly kind: 'text' | 'code' | 'everyone' | 'emoji'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; readonly content: Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly content: Inline[] }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'command'; readonly name: string; readonly id: string }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: string };

interface Rule {
  readonly pattern: RegExp;
  readonly make: (match: RegExpExecArray, depth: number) => Inline | null;
}

const DEPTH_MAX = 8;

const wrapped = (
  kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler',
  pattern: RegExp,
  group = 1,
): Rule => ({
  pattern,
  make: (match, depth) => ({ kind, content: parseInline(match[group] ?? '', depth + 1) }),
});

/** Tried in this order where one of their first characters stands; sticky, so no text is copied. */
const rules: readonly Rule[] = [
  { pattern: /\\([^\sa-zA-Z0-9])/y, make: (match) => ({ kind: 'text', text: match[1] ?? '' }) },
  {
    pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y,
    make: (match) => ({ kind: 'code', text: (match[2] ?? '').trim() }),
  },
  wrapped('strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y),
  wrapped('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y),
  wrapped('em', /\*(?![\s*])((?:\*\*|\\[\s\S]|[^*\\])*?(?:\*\*|[^\s*\\]))\*(?!\*)/y),
  wrapped('em', /\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/y),
  wrapped('strike', /~~([\s\S]+?)~~(?!_)/y),
  wrapped('spoiler', /\|\|([\s\S]+?)\|\|/y),
  { pattern: /<@!?(\d{17,20})>/y, make: (match) => ({ kind: 'user', id: match[1] ?? '' }) },
  { pattern: /<@&(\d{17,20})>/y, make: (match) => ({ kind: 'role', id: match[1] ?? '' }) },
  { pattern: /<#(\d{17,20})>/y, make: (match) => ({ kind: 'channel', id: match[1] ?? '' }) },
  {
    pattern: /<\/([^:<>/\n]{1,100}):(\d{17,20})>/y,
    make: (match) => ({ kind: 'command', name: match[1] ?? '', id: match[2] ?? '' }),
  },
  {
    pattern: /<t:(-?\d{1,12})(?::([tTdDfFR]))?>/y,
    make: (match) => ({ kind: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' }),
  },
  {
    pattern: /<a?:(\w{2,32}):\d{17,20}>/y,
    make: (match) => ({ kind: 'emoji', text: `:${match[1] ?? ''}:` }),
  },
  { pattern: /@(everyone|here)\b/y, make: (match) => ({ kind: 'everyone', text: match[0] }) },
  {
    pattern: /\[((?:\\.|[^[\]\\\n]){1,500})\]\(<?(https?:\/\/[^\s<>)]{1,2000})>?(?: +"[^"\n]{0,200}")?\)/y,
    make: (match, depth) => link(match[2] ?? '', parseInline(match[1] ?? '', depth + 1)),
  },
  { pattern: /<(https?:\/\/[^\s<>]{1,2000})>/y, make: (match) => bareLink(match[1] ?? '') },
  { pattern: /https?:\/\/[^\s<>]{0,2000}[^\s<>.,:;"')\]*_~|]/y, make: (match) => bareLink(match[0]) },
];

/** Anything that may begin a rule; everything before it is plain. */
const START = /[\\`*_~|<@[]|https?:\/\//g;

export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const found = depth < DEPTH_MAX ? take(text, at, depth) : null;
    if (found === null) {
      const next = nextStart(text, at + 1);
      plain += text.slice(at, next);
      at = next;
      continue;
    }
    if (found.part.kind === 'text') plain += found.part.text;
    else {
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
      parts.push(found.part);
    }
    at = found.end;
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

function take(text: string, at: number, depth: number): { part: Inline; end: number } | null {
  for (const { pattern, make } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const part = match === null ? null : make(match, depth);
    if (match !== null && part !== null) return { part, end: at + match[0].length };
  }
  return null;
}

function nextStart(text: string, from: number): number {
  START.lastIndex = from;
  return START.exec(text)?.index ?? text.length;
}

/** Only the web's own schemes: the patterns let nothing else through, and the parser of URLs has the last word. */
function link(href: string, content: Inline[]): Inline | null {
  if (!URL.canParse(href)) return null;
  const { protocol, href: clean } = new URL(href);
  return protocol === 'https:' || protocol === 'http:' ? { kind: 'link', href: clean, content } : null;
}

function bareLink(href: string): Inline | null {
  return link(href, [{ kind: 'text', text: href }]);
}
