import fc from 'fast-check';
import { cleanLine, cleanText, lengthOf, parseWholeNumber, truncate } from '../../../src/kernel/text.js';

const ZERO_WIDTH = '\u200B';
const RIGHT_TO_LEFT_OVERRIDE = '\u202E';
const INVISIBLE_OR_REORDERING =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]/;

/** Text as hostile as it gets: any code unit, marks, joiners, white space and lone surrogates. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        '\u0301',
        '\u0345\u0327',
        'e\u0301',
        '\u09C7\u09BE',
        '\u1100\u1161',
        '\u200D',
        '👩‍🚀',
        'ﬁ',
      ),
      fc.constantFrom(ZERO_WIDTH, RIGHT_TO_LEFT_OVERRIDE, '\uFEFF', '\uD800', '\uDC00', '\u0000', '\u0085'),
      fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', '\u00A0', '\u3000', '\u2028'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('cleanText', () => {
  it.each([
    ['trims', '  hi \n', 'hi'],
    ['composes', 'e\u0301', 'é'],
    ['removes zero-width characters', `ad${ZERO_WIDTH}min`, 'admin'],
    ['removes a right-to-left override', `${RIGHT_TO_LEFT_OVERRIDE}gnp.exe`, 'gnp.exe'],
    ['removes controls', 'a\u0000\u0007\u001B[31mb\u009F', 'a[31mb'],
    ['removes lone surrogates', 'a\uD83Db\uDE00c', 'abc'],
    ['keeps pairs of surrogates', '😀', '😀'],
    ['keeps emoji joined', '👩‍🚀', '👩‍🚀'],
    ['keeps newlines, one kind of them', 'a\r\nb\rc', 'a\nb\nc'],
    ['keeps words apart that a tab separates', 'a\tb', 'a b'],
    ['keeps two empty lines at most', 'a\n\n\n\n\nb', 'a\n\nb'],
    ['keeps the names of object members as text', '__proto__', '__proto__'],
  ])('%s', (_, typed, expected) => {
    expect(cleanText(typed)).toBe(expected);
  });

  it.each([
    ['a zero-width space', ZERO_WIDTH],
    ['a joiner alone', '\u200D'],
    ['joiners and spaces', '\u200D \u200C'],
    ['a variation selector', '\uFE0F'],
    ['an empty Braille cell', '\u2800'],
    ['a Hangul filler', '\u3164'],
    ['a combining mark without a letter', '\u0301'],
  ])('leaves nothing of text that shows nothing: %s', (_, typed) => {
    expect(cleanText(typed)).toBe('');
  });

  it('keeps at most four combining marks on a letter', () => {
    const zalgo = `Z${'\u0336'.repeat(1_000)}algo`;
    expect(cleanText(zalgo)).toBe(`Z${'\u0336'.repeat(4)}algo`);
  });

  it('gives text that is clean by every rule, whatever was typed', () => {
    fc.assert(
      fc.property(hostileText, (typed) => {
        const clean = cleanText(typed);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(clean).toBe(clean.trim());
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(INVISIBLE_OR_REORDERING);
        expect(clean).not.toMatch(/(?!\n)\p{Cc}/u);
        expect(clean).not.toMatch(/\p{M}{5}/u);
        expect(clean).not.toMatch(/\n{3}/);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (typed) => {
        expect(cleanText(cleanText(typed))).toBe(cleanText(typed));
      }),
    );
  });
});

describe('cleanLine', () => {
  it('makes one line with single spaces', () => {
    expect(cleanLine(' Draw \n a\t sky  cat ')).toBe('Draw a sky cat');
  });

  it('leaves no gap where an invisible character stood between spaces', () => {
    expect(cleanLine(`Sky ${ZERO_WIDTH} Cats`)).toBe('Sky Cats');
  });

  it('is one line and changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (typed) => {
        const line = cleanLine(typed);
        expect(line).not.toMatch(/\n|\s\s/);
        expect(cleanLine(line)).toBe(line);
      }),
    );
  });
});

describe('lengths', () => {
  it('counts characters, not code units', () => {
    expect(lengthOf('a😀b')).toBe(3);
  });

  it('never cuts a character in half', () => {
    expect(truncate('a😀b', 2)).toBe('a😀');
    expect(truncate('ab', 5)).toBe('ab');
  });
});

describe('parseWholeNumber', () => {
  it.each([
    ['10', 10],
    [' 10 ', 10],
    ['0', 0],
    ['007', 7],
    ['１０', 10],
    ['999999999999999', 999_999_999_999_999],
  ])('reads %j', (typed, expected) => {
    expect(parseWholeNumber(typed)).toBe(expected);
  });

  it.each(['', ' ', '-1', '+1', '1.5', '1,000', '1 000', '1e3', '0x10', 'NaN', 'Infinity', 'ten'])(
    'refuses %j',
    (typed) => {
      expect(parseWholeNumber(typed)).toBeNull();
    },
  );

  it.each(['5²', '10⁴', '①', '½', '٣', '५', '9'.repeat(16)])(
    'refuses %j instead of misreading it',
    (typed) => {
      expect(parseWholeNumber(typed)).toBeNull();
    },
  );
});
