import { parseInline } from '../../../../playground/web/markdown/inline.ts';
import { parseMarkdown } from '../../../../playground/web/markdown/parse.ts';
import { relativeText, timeText } from '../../../../playground/web/markdown/time-text.ts';

const text = (content: string) => ({ kind: 'text', text: content });

describe('the markdown of Discord', () => {
  it.each([
    ['**b**', { kind: 'strong', content: [text('b')] }],
    ['*i*', { kind: 'em', content: [text('i')] }],
    ['_i_', { kind: 'em', content: [text('i')] }],
    ['__u__', { kind: 'underline', content: [text('u')] }],
    ['~~s~~', { kind: 'strike', content: [text('s')] }],
    ['||x||', { kind: 'spoiler', content: [text('x')] }],
    ['`**c**`', { kind: 'code', text: '**c**' }],
    ['<@123456789012345678>', { kind: 'user', id: '123456789012345678' }],
    ['<@&123456789012345678>', { kind: 'role', id: '123456789012345678' }],
    ['<#123456789012345678>', { kind: 'channel', id: '123456789012345678' }],
    ['</task create:123456789012345678>', { kind: 'command', name: 'task create', id: '123456789012345678' }],
    ['<t:60:R>', { kind: 'time', seconds: 60, style: 'R' }],
    ['[a](https://example.com/)', { kind: 'link', href: 'https://example.com/', content: [text('a')] }],
  ])('reads %s', (source, expected) => {
    expect(parseInline(source)).toEqual([expected]);
  });

  it.each(['\\*a\\*', 'snake_case_name', '2 * 3 * 4', '[x](javascript:alert(1))', '<script>', '<@12>', '**'])(
    'leaves %s as text',
    (source) => {
      expect(parseInline(source)).toEqual([text(source.replaceAll('\\', ''))]);
    },
  );

  it('reads blocks: headings, small text, quotes, lists, code', () => {
    const kinds = parseMarkdown(
      '# One\n-# small\n> quote\n> more\n- a\n  - b\nplain\nlines\n```ts\ncode\n```',
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['heading', 'subtext', 'quote', 'list', 'paragraph', 'code']);
  });

  it('takes no time for hostile texts', () => {
    const startedAt = performance.now();
    for (const part of ['*', '_', '`', '||', '[', '**a', '<t:', '~~', '[a](', 'https://'])
      parseMarkdown(part.repeat(2_000));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('words times as Discord does, in the language of the member', () => {
    expect(relativeText(7 * 86_400_000, 0, 'en-US')).toBe('in 7 days');
    expect(relativeText(0, 120_000, 'de')).toBe('vor 2 Minuten');
    expect(timeText(Number.MAX_SAFE_INTEGER, 'f', 0, 'en-US')).toBe('Invalid date');
  });
});
