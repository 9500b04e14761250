import fc from 'fast-check';
import { ComponentType } from 'discord.js';
import { MessageComponentDiscovery, ModalDiscovery } from 'necord';
import { customId } from '../../../../src/infra/discord/custom-id.js';
import { literal } from '../../../../src/infra/discord/components.js';
import { RecentIds } from '../../../../src/kernel/recent-ids.js';
import * as taskIds from '../../../../src/modules/tasks/tasks.custom-ids.js';

/** Reads custom ids as necord does: the type of the component is part of what is matched. */
function readerOf(customId: string) {
  const button = new MessageComponentDiscovery({ type: ComponentType.Button, customId });
  const modal = new ModalDiscovery({ customId });
  return (id: string): (object | null)[] =>
    [button.matcher(`${ComponentType.Button}_${id}`), modal.matcher(id)].map((read) =>
      read === false ? null : { ...read.params },
    );
}

const OBJECT_ID = '0123456789abcdef01234567';

describe('custom ids', () => {
  const ids = Object.entries(taskIds);

  it.each(ids)('%s is built and read as necord reads it', (_, id) => {
    const names = [...id.pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!);
    const params = Object.fromEntries(names.map((name) => [name, OBJECT_ID]));
    const built = (id.build as (given: object) => string)(params);
    expect(readerOf(id.pattern)(built)).toEqual([params, params]);
    expect(built.length).toBeLessThanOrEqual(100);
  });

  it.each(ids)('%s is read by no other pattern', (_, id) => {
    const built = id.pattern.replace(/:\w+/g, OBJECT_ID);
    const readers = ids.filter(([, other]) => !readerOf(other.pattern)(built).includes(null));
    expect(readers.map(([, { pattern }]) => pattern)).toEqual([id.pattern]);
  });

  it('carry any value of letters, digits, hyphens and underscores', () => {
    const id = customId('a/:one/b/:two');
    const value = fc.stringMatching(/^[\w-]{1,40}$/);
    fc.assert(
      fc.property(value, value, (one, two) => {
        expect(readerOf(id.pattern)(id.build({ one, two }))).toEqual([
          { one, two },
          { one, two },
        ]);
      }),
    );
  });

  it.each(['', 'a/b', 'a b', 'ü', '%41', ':x', '../x', 'a\n'])('refuse the value %j', (postId) => {
    expect(() => taskIds.completeTaskId.build({ postId })).toThrow(TypeError);
  });

  it('refuse a missing value', () => {
    expect(() => taskIds.completeTaskId.build({} as never)).toThrow(TypeError);
  });

  it('have 100 characters at most, as Discord allows', () => {
    const id = customId('x/:value');
    expect(id.build({ value: 'v'.repeat(98) })).toHaveLength(100);
    expect(() => id.build({ value: 'v'.repeat(99) })).toThrow(RangeError);
  });
});

describe('what people typed', () => {
  it.each([
    ['a masked link', '[safe](https://evil.example)', '\\[safe\\](https://evil.example)'],
    ['a masked link over two lines', '[sa\nfe](https://evil.example)', '\\[sa\nfe\\](https://evil.example)'],
    ['a masked link behind an address', 'https://a**[b](https://c)', 'https://a\\*\\*\\[b\\](https://c)'],
    ['an escaped masked link', '\\[safe](https://evil)', '\\\\\\[safe\\](https://evil)'],
    ['bold, italics and underlines', '**a** *b* __c__ _d_', '\\*\\*a\\*\\* \\*b\\* \\_\\_c\\_\\_ \\_d\\_'],
    ['strike-through and spoilers', '~~a~~ ||b||', '\\~\\~a\\~\\~ \\|\\|b\\|\\|'],
    ['code', '`a` ```b```', '\\`a\\` \\`\\`\\`b\\`\\`\\`'],
    [
      'a member, a role, a channel',
      '<@1> <@!1> <@&2> <#3>',
      '\\<@1\\> \\<@!1\\> \\<@&2\\> \\<\\#3\\>'.replace('\\#', '#'),
    ],
    ['a time, a command, an emoji', '<t:1:R> </a:1> <:e:1>', '\\<t:1:R\\> \\</a:1\\> \\<:e:1\\>'],
    ['a heading', '# a\n### b', '\\# a\n\\### b'],
    ['small print', '-# a', '\\-# a'],
    ['lists', '- a\n* b\n+ c\n12. d', '\\- a\n\\* b\n\\+ c\n12\\. d'],
    ['a quote', '> a\n  >>> b', '\\> a\n  \\>\\>\\> b'],
    ['everybody', '@everyone @here', '@everyone @here'],
    ['backslashes', '\\*a\\*', '\\\\\\*a\\\\\\*'],
  ])('is shown as it is: %s', (_, typed, shown) => {
    expect(literal(typed)).toBe(shown);
  });

  it('keeps plain words and addresses unchanged', () => {
    for (const plain of [
      'Draw a sky-cat: 3.5 of 10 #1 (really) - now!',
      'https://example.com/a_b_c?d=__e&f=~g#h',
      'see https://x.com/some_user/status/1_2',
    ])
      expect(literal(plain)).toBe(plain);
  });

  /** Text of the characters that mean something to Discord. */
  const markdown = fc
    .array(
      fc.constantFrom(
        ...Array.from('*_~`|[]()<>#@-+1.:!/\\ \nab&'),
        'https://',
        '](',
        '```',
        '# ',
        '> ',
        '-# ',
        '- ',
        '1. ',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  it('comes back whole when the escapes are taken off', () => {
    fc.assert(
      fc.property(markdown, (typed) => {
        expect(literal(typed).replace(/\\([^0-9A-Za-z\s])/g, '$1')).toBe(typed);
      }),
    );
  });

  it('leaves Discord nothing to format outside of addresses, and no brackets anywhere', () => {
    fc.assert(
      fc.property(markdown, (typed) => {
        const withoutEscapes = literal(typed).replace(/\\[^0-9A-Za-z\s]/g, '');
        expect(withoutEscapes).not.toMatch(/[[\]<>*`|\\]/);
        expect(withoutEscapes.replace(/https?:\/\/\S+/g, '')).not.toMatch(/[_~]/);
        expect(literal(typed)).not.toMatch(/^\s*(#{1,3}\s|[-+*]\s|-#|>|\d+\.\s)/m);
      }),
    );
  });
});

describe('recent ids', () => {
  it('are new once', () => {
    const ids = new RecentIds(3);
    expect([ids.add('1'), ids.add('1'), ids.add('2'), ids.add('1')]).toEqual([true, false, true, false]);
  });

  it('are forgotten oldest first, so that memory is bounded', () => {
    const ids = new RecentIds(2);
    for (const id of ['1', '2', '3']) ids.add(id);
    expect(ids.add('3')).toBe(false);
    expect(ids.add('2')).toBe(false);
    expect(ids.add('1')).toBe(true);
  });
});
