import fc from 'fast-check';
import { imageIn } from '../../../playground/discord/files/image.ts';
import { storedName, titleOf } from '../../../playground/discord/files/names.ts';
import { png } from '../../support/pictures.js';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const webp = (kind: string, rest: string): Uint8Array =>
  Buffer.concat([
    Buffer.from(`RIFF\0\0\0\0WEBP${kind}`, 'latin1'),
    hex(`00000000 ${rest}`),
    Buffer.alloc(16),
  ]);

describe('the picture that bytes are', () => {
  it.each([
    ['PNG', png(300, 7), { type: 'image/png', width: 300, height: 7 }],
    [
      'GIF',
      Buffer.concat([Buffer.from('GIF89a'), hex('2c010700')]),
      { type: 'image/gif', width: 300, height: 7 },
    ],
    [
      'JPEG behind an application segment and a table',
      hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ff ffc2 0011 08 0007 012c 03'),
      { type: 'image/jpeg', width: 300, height: 7 },
    ],
    ['lossy WebP', webp('VP8 ', '000000 9d012a 2c01 0700'), { type: 'image/webp', width: 300, height: 7 }],
    ['lossless WebP', webp('VP8L', '2f 2b810100'), { type: 'image/webp', width: 300, height: 7 }],
    ['extended WebP', webp('VP8X', '00000000 2b0100 060000'), { type: 'image/webp', width: 300, height: 7 }],
  ])('%s', (_, bytes, expected) => {
    expect(imageIn(bytes)).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['a mere signature', '89504e470d0a1a0a'],
    ['a picture without width', '474946383961 0000 0700'],
    ['a JPEG that ends early', 'ffd8 ffe0 ffff'],
    ['a JPEG whose segment has no length', 'ffd8 ffe0 0000 0000 0000 0000'],
  ])('is none for %s', (_, bytes) => {
    expect(imageIn(hex(bytes))).toBeUndefined();
  });

  it('any bytes are read without a fault', () => {
    const starts = ['', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF....WEBPVP8X', '\xff\xd8\xff'];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 64 }), (start, rest) => {
        const image = imageIn(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
        expect(image === undefined || image.width > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['my report (2).pdf', 'my_report_2.pdf'],
    ['../../x', 'x'],
    ['C:\\files\\a.txt', 'a.txt'],
    ['..', 'unknown'],
    ['.env', 'env'],
    ['Ärger.txt', 'Arger.txt'],
    ['"><script>.html', 'script.html'],
    ['a\r\nb.txt', 'a_b.txt'],
    ['🎉', 'unknown'],
    ['', 'unknown'],
  ])('%j is stored as %s', (given, stored) => {
    expect(storedName(given)).toBe(stored);
  });

  it('is short and plain whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (name) => {
        expect(storedName(name)).toMatch(/^[\w.-]{1,255}$/);
      }),
    );
  });

  it('keeps what it was called as its title, without the ending', () => {
    expect(titleOf('my report (2).pdf')).toBe('my report (2)');
  });
});
